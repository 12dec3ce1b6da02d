"""Two wordings of a text, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

COMPARED = 250
"""Words of each side that are compared one by one; where more of them differ, all went and all came."""

_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


class Fate(StrEnum):
    """What became of a piece of a text."""

    STAYED = "stayed"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A run of words with the same fate, with the blanks in it."""

    fate: Fate
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Return both wordings as pieces: without the new ones they are `before`, without those that are gone `after`."""
    return [piece for piece in _pieces(_WORD.findall(before), _WORD.findall(after)) if piece.text]


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    begin = _alike(old, new)
    end = _alike(old[begin:][::-1], new[begin:][::-1])
    yield Piece(Fate.STAYED, "".join(old[:begin]))
    yield from _between(old[begin : len(old) - end], new[begin : len(new) - end])
    yield Piece(Fate.STAYED, "".join(old[len(old) - end :]))


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > COMPARED:
        yield Piece(Fate.GONE, "".join(old))
        yield Piece(Fate.NEW, "".join(new))
        return
    for what, old_begin, old_end, new_begin, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece(Fate.STAYED, "".join(old[old_begin:old_end]))
        else:
            yield Piece(Fate.GONE, "".join(old[old_begin:old_end]))
            yield Piece(Fate.NEW, "".join(new[new_begin:new_end]))


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words two texts have in common at their beginning."""
    return next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def shortened(found: Sequence[Piece], around: int) -> list[Piece]:
    """Return pieces in which what stayed is cut to `around` characters beside what changed."""
    last = len(found) - 1
    return [
        _cut(piece, around if place else 0, around if place < last else 0)
        if piece.fate is Fate.STAYED and last
        else piece
        for place, piece in enumerate(found)
    ]


def _cut(piece: Piece, head: int, tail: int) -> Piece:
    if len(piece.text) <= head + tail + 2:
        return piece
    return Piece(piece.fate, f"{piece.text[:head]} … {piece.text[len(piece.text) - tail :] if tail else ''}")
