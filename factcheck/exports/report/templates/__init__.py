"""The templates of the reports, and the style and script of the page."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> str:
    """Return the text of a file in this directory."""
    return Path(__file__).with_name(name).read_text("utf-8")
