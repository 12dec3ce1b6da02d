"""Reads JSON and JSON lines: each object as a line of "key: value", long texts as paragraphs, paths as places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import JSON, DocumentReader
from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed, placed_cells
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_MAX_VALUE = 120
"""Characters of the longest text that stands in a line with other values."""


class JsonReader(DocumentReader):
    """Reads JSON."""

    format = JSON

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return the values of a JSON as a document. Raises UnreadableError if it is invalid."""
        characters = decode(data, charset)
        remarks = list[str]()
        blocks = [block for path, value in _values(characters.text, remarks) for block in _blocks(value, path)]
        text, places = lay_out_placed(blocks)
        return Document(
            text=text,
            media_type=JSON.media_type,
            url=url,
            encoding=characters.encoding,
            places=places,
            remarks=tuple(remarks),
        )


def _values(source: str, remarks: list[str]) -> Iterator[tuple[str, Any]]:
    """Yield the value, or that of each line, with the name of its place; lines that are no JSON become a remark."""
    try:
        yield "", json.loads(source)
    except ValueError as whole:
        lines = [(number, line) for number, line in enumerate(source.splitlines(), 1) if line.strip()]
        wrong = list[int]()
        for number, line in lines:
            try:
                yield f"line {number}", json.loads(line)
            except ValueError:
                wrong.append(number)
        if len(wrong) * 2 > len(lines):
            raise UnreadableError(f"is invalid JSON: {whole}") from whole
        if wrong:
            remarks.append(f"lines that are no JSON are left out: {', '.join(map(str, wrong[:10]))}")


def _blocks(value: Any, path: str) -> Iterator[PlacedBlock]:
    """Yield the blocks of a value: the short values of an object in one, then its long texts, objects and arrays."""
    if isinstance(value, dict):
        short = {key: inner for key, inner in value.items() if _is_short(inner)}
        fields = (
            (_inside(path, key), f"{clean_line(key)}: {clean_line(_shown(inner))}")
            for key, inner in short.items()
            if inner not in (None, "")
        )
        yield placed_cells(fields, path)
        for key, inner in value.items():
            if key not in short:
                yield from _blocks(inner, _inside(path, key))
    elif isinstance(value, list):
        if value and all(map(_is_short, value)):
            yield PlacedBlock(TextBlock(", ".join(map(_shown, value)), alone=True), path)
            return
        for number, inner in enumerate(value):
            yield from _blocks(inner, f"{path}[{number}]")
    elif value is not None:
        yield from (PlacedBlock(block, path) for block in blocks_of_lines(_shown(value)))


def _inside(path: str, key: str) -> str:
    return f"{path}.{clean_line(key)}" if path else clean_line(key)


def _is_short(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _MAX_VALUE and "\n" not in value
    return not isinstance(value, dict | list)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
