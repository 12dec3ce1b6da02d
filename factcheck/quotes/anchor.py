"""Finds a quote in the text of its source again."""

from __future__ import annotations

from factcheck.quotes import Anchor, State


def anchor(quote: str, text: str, *, prefix: str = "", suffix: str = "", start: int | None = None) -> Anchor:
    """Return where and how `quote` stands in `text`; what was noted of its place decides between several."""
    found = start if start is not None and text.startswith(quote, start) else text.find(prefix + quote + suffix)
    if found < 0:
        return Anchor(State.NOT_FOUND)
    found += 0 if found == start else len(prefix)
    return Anchor(State.EXACT, ((found, found + len(quote)),), 1.0)
