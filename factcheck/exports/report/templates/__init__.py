"""The templates of the reports, and the style and script of the page."""

from __future__ import annotations

from importlib.resources import files


def shipped(name: str) -> str:
    """Return the text of a file among these."""
    return (files(__name__) / name).read_text("utf-8")
