"""A case that cannot be opened: what is wrong with it, and what can be saved."""

from __future__ import annotations

from factcheck.storage.recovery import Finding, examine
from factcheck.storage.recovery import recover as recover_case

__all__ = ["Finding", "examine", "recover_case"]
