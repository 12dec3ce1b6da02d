"""The first lines of an export; no more of it is made than needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

LINES, SIGNS = 30, 400
"""The number of lines in a preview, and of characters in each."""

_MOST_BYTES = 4 * LINES * SIGNS


def glimpse(pieces: Generator[bytes, None, None]) -> list[str]:
    """Return the first lines of a text given in pieces; "…" marks the cut end of a line and of the text."""
    data = bytearray()
    with closing(pieces):
        for piece in pieces:
            data += piece[: _MOST_BYTES + 1]
            if len(data) > _MOST_BYTES or data.count(b"\n") > LINES:
                break
    return list(_lines(data.decode("utf-8", "replace")))


def _lines(text: str) -> Iterator[str]:
    lines = text.removesuffix("\n").split("\n") if text else []
    for line in lines[:LINES]:
        whole = line.removesuffix("\r")
        yield whole if len(whole) <= SIGNS else f"{whole[:SIGNS]}…"
    if len(lines) > LINES:
        yield "…"
