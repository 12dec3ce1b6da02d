"""Blocks of text whose places have names: the cells of a table, the slides of a presentation, the cues of subtitles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.documents.paragraphs.blocks import TextBlock, lay_out

Places = tuple[tuple[int, str], ...]
"""Names of parts of a text, each with the offset in code points at which the part begins."""

_MAX_PLACES = 200_000
"""Names of a document; where there would be more, those within blocks are left out."""


class PlacedBlock(NamedTuple):
    """A block with the name of its place; `inner` are the names of places within it, by their offsets in the block."""

    block: TextBlock
    place: str = ""
    inner: Sequence[tuple[int, str]] = ()


def placed(text: str, place: str = "", *, alone: bool = False) -> PlacedBlock:
    """Return a block of one text."""
    return PlacedBlock(TextBlock(text, alone), place)


def placed_cells(cells: Iterable[tuple[str, str]], place: str) -> PlacedBlock:
    """Return a line of cells, divided by tabs, each with the name of its place; `place` is that of the line."""
    text, inner = "", list[tuple[int, str]]()
    for name, cell in cells:
        text += "\t" * bool(text)
        inner.append((len(text), name))
        text += cell
    return PlacedBlock(TextBlock(text, alone=True), place, inner)


def lay_out_placed(blocks: Iterable[PlacedBlock]) -> tuple[str, Places]:
    """Return the text of the blocks, with empty lines between paragraphs, and the names of its parts."""
    blocks = [block for block in blocks if block.block.text.strip()]
    text, starts = lay_out([block.block for block in blocks])
    detailed = sum(len(block.inner) for block in blocks) <= _MAX_PLACES
    places: list[tuple[int, str]] = []
    for block, start in zip(blocks, starts, strict=True):
        named = block.inner if detailed and block.inner else ((0, block.place),)
        for offset, name in named:
            if name != (places[-1][1] if places else ""):
                places.append((start + offset, name))
    return text, tuple(places)
