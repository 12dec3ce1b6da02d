"""The command line of factcheck. It talks to the workspace only, and knows the screens just enough to open them."""

from __future__ import annotations

from factcheck.cli.app import main

__all__ = ["main"]
