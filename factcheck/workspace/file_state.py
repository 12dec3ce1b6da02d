"""What other programs have made of a case's file while it is open: the states that the screens ask about."""

from __future__ import annotations

from factcheck.storage import FileState, Observation

__all__ = ["FileState", "Observation"]
