"""The lines of a db.json, one row each, read and written without the whole of it ever being in memory.

A file that this program wrote has each row on a line of its own, so that a difference between two versions
is one that a person can read; it is read line by line, in blocks. Any other file is read whole. Either way
each row is kept as its JSON. What JSON allows but would be lost when it is written again (a duplicate name,
an integer of more than 64 bits) is refused with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from factcheck.errors import UnreadableError
from factcheck.storage.disk import read_ordinary, readable, shown
from factcheck.storage.schema import check_tree
from factcheck.storage.strict_json import read_strictly
from factcheck.text import visible_line

Tree = Mapping[str, Iterable[tuple[str, bytes]]]
"""A TinyDB tree as it is written: numbers and the JSON of their rows, by table."""

BLOCK = 1 << 16
"""Bytes that are read at a time: some hundred rows."""
_ROWS = 200

MARK = re.compile(rb"^<{7} ", re.MULTILINE)
"""Where git marks the beginning of what it could not merge; no line of a case begins so."""

_OPENING = re.compile(rb'"([^"\\\x00-\x1f]*)": \{\n')
_CLOSINGS = {b"}\n": False, b"},\n": True}
_STRUCTURE = re.compile(rb'^(\},?\n|"[^"\\\x00-\x1f]*": \{\n)', re.MULTILINE)


class RowBlock(NamedTuple):
    """Some rows of a table with their numbers and their JSON; `share` of the file is read with them, 0 to 1.

    A block without rows is the beginning of a table.
    """

    table: str
    numbers: list[str]
    rows: list[Any]
    stored: list[bytes]
    share: float


class _Next(Enum):
    """What must follow: an item after a comma, the closing brace without one, either at the beginning."""

    EITHER = "either"
    ITEM = "item"
    END = "end"


class IrregularError(Exception):
    """The file is not laid out as this program lays it out. It may be whole all the same."""


def by_lines(path: Path) -> Iterator[RowBlock]:
    """Yield the rows of a file line by line. Raises IrregularError, UnreadableError."""
    with readable(path), path.open("rb") as file:
        size = max(path.stat().st_size, 1)
        layout = _Layout()
        done = 0
        if file.readline() != b"{\n":
            raise IrregularError
        while text := file.read(BLOCK) + file.readline():
            done += len(text)
            yield from layout.blocks(text, done / size)
        if not layout.ended:
            raise IrregularError


def lines_by_table(path: Path) -> dict[str, list[bytes]]:
    """Return the lines of a file by table, each with a comma behind its row; none of them is parsed.

    Raises IrregularError unless tables begin and end as this program lays them out, UnreadableError.
    """
    with readable(path):
        lines = read_ordinary(path).split(b"\n")
    if lines[:1] != [b"{"] or lines[-2:] != [b"}", b""]:
        raise IrregularError
    tables: dict[str, list[bytes]] = {}
    place, last = 1, len(lines) - 3
    while place <= last:
        opening = _OPENING.fullmatch(lines[place] + b"\n")
        try:
            end = lines.index(b"},", place)
        except ValueError:
            end = last
        if opening is None or _decoded(opening[1]) in tables or lines[end] != (b"}" if end == last else b"},"):
            raise IrregularError
        rows = tables[_decoded(opening[1])] = lines[place + 1 : end]
        if rows and rows[-1].endswith(b","):
            raise IrregularError
        rows[-1:] = [row + b"," for row in rows[-1:]]
        place = end + 1
    return tables


class _Layout:
    """Checks that each line may follow the one before: if all pass, the file is one JSON object."""

    def __init__(self) -> None:
        self.ended = False
        self._after = _Next.EITHER
        self._table: str | None = None
        self._tables: set[str] = set()
        self._numbers: set[str] = set()

    def blocks(self, text: bytes, share: float) -> Iterator[RowBlock]:
        """Yield the rows of some whole lines, in blocks of one table. Raises IrregularError."""
        rows_only = self._table is not None and not text.startswith(b"}") and b"\n}" not in text
        for part in [text] if rows_only else filter(None, _STRUCTURE.split(text)):
            if part in _CLOSINGS:
                self._close(_CLOSINGS[part])
            elif self._table is None:
                yield RowBlock(self._open(part), [], [], [], share)
            else:
                yield self._block(self._table, part, share)

    def _close(self, comma: bool) -> None:
        if self.ended or self._after is _Next.ITEM or (comma and self._table is None):
            raise IrregularError
        self.ended = self._table is None
        self._table, self._after = None, _Next.ITEM if comma else _Next.END

    def _open(self, line: bytes) -> str:
        match = _OPENING.fullmatch(line)
        if match is None or self.ended or self._after is _Next.END:
            raise IrregularError
        self._table = _decoded(match[1])
        if self._table in self._tables:
            raise IrregularError
        self._tables.add(self._table)
        self._numbers = set()
        self._after = _Next.EITHER
        return self._table

    def _block(self, table: str, text: bytes, share: float) -> RowBlock:
        """Return the rows on lines that follow each other in a table: they must be what `dump` would write."""
        comma = text.endswith(b",\n")
        text = text[: -2 if comma else -1]
        joined = b"{%b}" % text.replace(b",\n", b",")
        try:
            rows = orjson.loads(joined)
        except orjson.JSONDecodeError:
            raise IrregularError from None
        lines, numbers = text.split(b",\n"), list(rows)
        before = len(self._numbers)
        self._numbers.update(numbers)
        if (
            self._after is _Next.END
            or not all(map(str.isdecimal, numbers))
            or len(self._numbers) != before + len(lines)
            or not _comes_out_as(joined, rows)
        ):
            raise IrregularError
        self._after = _Next.ITEM if comma else _Next.END
        stored = [line[len(number) + 3 :] for number, line in zip(numbers, lines, strict=True)]
        return RowBlock(table, numbers, list(rows.values()), stored, share)


def _comes_out_as(joined: bytes, rows: Any) -> bool:
    try:
        return orjson.dumps(rows) == joined
    except orjson.JSONEncodeError:  # nested too deeply
        return False


def _decoded(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError:
        raise IrregularError from None


def as_whole(path: Path) -> Iterator[RowBlock]:
    """Yield the rows of a file that is read whole. Raises UnreadableError."""
    with readable(path):
        data = read_ordinary(path)
    if not data.strip():
        raise UnreadableError(f"{shown(path)}: is empty; not even a case without claims looks like that")
    try:
        tree = read_strictly(data)
    except orjson.JSONDecodeError as error:
        if MARK.search(data):
            message = f"{shown(path)}: has conflict marks of git: `factcheck recover` merges both sides"
            raise UnreadableError(message) from error
        raise UnreadableError(f"{shown(path)}: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except ValueError as error:
        raise UnreadableError(f"{shown(path)}: {visible_line(str(error))}") from error
    yield from blocks_of(tree)


def blocks_of(tree: Any) -> Iterator[RowBlock]:
    """Yield the rows of a tree of tables. Raises UnreadableError for what is none."""
    for name, table in check_tree(tree).items():
        yield RowBlock(name, [], [], [], 0)
        entries = iter(table.items())
        while some := list(islice(entries, _ROWS)):
            rows = [row for _, row in some]
            stored = [_stored(name, number, row) for number, row in some]
            yield RowBlock(name, [number for number, _ in some], rows, stored, 1)


def _stored(table: str, number: str, row: Any) -> bytes:
    try:
        return orjson.dumps(row)
    except orjson.JSONEncodeError as error:
        raise UnreadableError(f"{table} row {number}: is nested too deeply") from error


def as_tables(data: Any) -> dict[str, dict[str, Any]]:
    """Return what TinyDB writes, with the numbers of the rows as texts.

    Raises UnreadableError for what is no table or has the number of a row twice, orjson.JSONEncodeError for a name
    that JSON cannot hold.
    """
    tables: dict[str, dict[str, Any]] = {}
    for name, table in check_tree(data).items():
        if not isinstance(name, str):
            raise UnreadableError(f"the name of a table must be a text, not {name!r}")
        rows = {str(number): row for number, row in table.items()}
        if len(rows) != len(table):
            raise UnreadableError(f"table {name}: two rows have the same number")
        orjson.dumps([name, *rows])
        tables[name] = rows
    return tables


def dump(tree: Tree) -> Iterator[bytes]:
    """Yield the JSON of a tree, a line for each row, in pieces of some hundred rows."""
    return dump_lines({name: map(line_of, rows) for name, rows in tree.items()})


def line_of(row: tuple[str, bytes]) -> bytes:
    """Return the line of a row, given with its number, with the comma that stands behind all but the last."""
    return b"%b:%b," % (orjson.dumps(row[0]), row[1])


def dump_lines(tables: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    """Yield the JSON of tables, given with the lines of their rows, in pieces of some hundred rows."""
    yield b"{\n"
    more = b""
    for name, table in tables.items():
        yield more + orjson.dumps(name) + b": {\n"
        more = b"},\n"
        rows = iter(table)
        last = b""
        while lines := list(islice(rows, _ROWS)):
            if last:
                yield last
            last = b"%b\n" % b"\n".join(lines)
        if last:
            yield last[:-2] + b"\n"
    yield b"}\n}\n" if more else b"}\n"
