"""The command line of factcheck. It uses the workspace, and opens the screens."""

from __future__ import annotations

from factcheck.cli.app import main

__all__ = ["main"]
