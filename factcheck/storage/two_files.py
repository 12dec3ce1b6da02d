"""Two versions of a case file read side by side for a merge: what both hold alike is not examined twice.

Two long histories are the same for the most part. Lines are compared as bytes; of those that both files have, only the
changes of rows that were changed since are kept as rows. All others go into the merged file as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

import orjson

from factcheck.case.case_info import CASE_KEY, MERGED_SCHEMA
from factcheck.case.changes import ChangeKind
from factcheck.case.index import LETTERS
from factcheck.case.merging.copies import ChangeRow, Copy
from factcheck.case.merging.extension import extension
from factcheck.case.merging.links import own_ref
from factcheck.case.merging.row_state import RowState
from factcheck.case.record import Row
from factcheck.case.rows import RECORDS
from factcheck.storage.layout import IrregularError
from factcheck.storage.schema import check_rows
from factcheck.storage.tables import Others, row_key

_BLOCK = 2_000
"""The lines that are parsed at a time."""
_FORGET = ChangeKind.FORGET.value
_TABLES = [name for name in RECORDS if name != "history"]

Lines: TypeAlias = Mapping[str, list[bytes]]
"""The lines of a file by table."""
Ordered: TypeAlias = tuple[int, str, str, bytes]
"""A line of the history, behind what gives it its place: `n`, `at` and `id`."""
_Parsed: TypeAlias = tuple[str, dict[str, Any], bytes]
"""The number of a row, the row, and its line."""


class TwoFiles(NamedTuple):
    """Both copies of the case, each with the changes that it has alone, and what need not be evaluated.

    `common` are the changes of the rows to be evaluated that both have, and `extended` the rows that one side alone has
    changed. `settled` are the lines of the history that both have, and those of extended rows. The JSON that stands
    beside a change is its line.
    """

    own: Copy
    other: Copy
    common: list[ChangeRow]
    extended: dict[str, RowState]
    settled: list[Ordered]


def read_side_by_side(own: Lines, other: Lines) -> TwoFiles:
    """Return two files of one case that were merged before, given with their lines.

    Raises IrregularError unless both are as this program writes them; UnreadableError for a row of one of them alone
    that is not valid.
    """
    sides: tuple[dict[str, dict[str, bytes]], ...] = tuple({name: {} for name in _TABLES} for _ in range(2))
    changed, alike = set[str](), set[str]()
    for name in _TABLES:
        both, one, two = _parted(own.get(name, []), other.get(name, []))
        rows = list(_parsed(both))
        tables = sides[0][name], sides[1][name]
        alike |= _read_table(name, [*rows, *_verified(name, one)], [*rows, *_verified(name, two)], tables)
        changed |= {f"{name}/{key}" for key, _ in tables[0].items() ^ tables[1].items()}
    for side in sides:
        if orjson.loads(side["case"].get(CASE_KEY, b"{}")).get("schema") != MERGED_SCHEMA:
            raise IrregularError
    both, one, two = _parted(own.get("history", []), other.get("history", []))
    changes = _verified("history", one), _verified("history", two)
    numbers = {number: row["id"] for found in changes for number, row, _ in found}
    if any(numbers[number] != row["id"] for found in changes for number, row, _ in found):
        raise IrregularError  # two changes have one number: all are numbered anew
    alone = _by_target(changes[0]), _by_target(changes[1])
    common = {target: _Common() for target in (*changed, *alike, *alone[0], *alone[1])}
    settled: list[Ordered] = []
    try:
        for number, row, line in _parsed(both):  # no row is kept: most are not needed again
            if number in numbers:
                raise IrregularError
            settled.append((row["n"], row["at"], row["id"], line))
            if (known := common.get(row["target"])) is not None:
                known.add(row, line)
    except (KeyError, TypeError):  # lines that both have are not checked: reading the files as cases says what is wrong
        raise IrregularError from None
    if any(type(n) is not int or n < 1 for n, _, _, _ in settled):
        raise IrregularError
    found = TwoFiles(Copy(sides[0], []), Copy(sides[1], []), [], {}, settled)
    for target, known in common.items():
        mine, theirs = alone[0].get(target, []), alone[1].get(target, [])
        state = None if target in alike else _extended(target, (found.own, found.other), known, mine, theirs)
        if state is None:
            found.common.extend((row, line) for _, row, line in _parsed(known.lines))
            found.own.changes.extend(mine)
            found.other.changes.extend(theirs)
        else:
            found.extended[target] = state
            settled += [(row["n"], row["at"], row["id"], line or b"") for row, line in (*mine, *theirs)]
    return found


class _Common:
    """The lines of the changes of a row that both sides have; `head` is what the next change of it must have seen.

    It is None if they branch, or if the row was forgotten.
    """

    __slots__ = ("head", "lines")

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.head: list[str] | None = []

    def add(self, row: Row, line: bytes) -> None:
        """Add the next one."""
        self.lines.append(line)
        self.head = [row["id"]] if row["seen"] == self.head and row["kind"] != _FORGET else None


def _by_target(changes: Iterable[_Parsed]) -> dict[str, list[ChangeRow]]:
    found: dict[str, list[ChangeRow]] = {}
    for _, row, line in changes:
        found.setdefault(row["target"], []).append((row, line))
    return found


def _extended(
    target: str, copies: tuple[Copy, Copy], common: _Common, mine: list[ChangeRow], theirs: list[ChangeRow]
) -> RowState | None:
    """Return the state of a row that only one side has changed, if the changes of that side explain it."""
    fresh = [row for row, _ in mine or theirs]
    if (mine and theirs) or not fresh or any(row["kind"] == _FORGET for row in fresh):
        return None
    table, _, key = target.partition("/")
    last, first = copies if mine else reversed(copies)
    return extension(table, common.head, fresh, first.row(table, key), last.row(table, key))


def others_of(lines: Lines) -> Others:
    """Return the tables of other programs. Raises IrregularError."""
    return {
        name: {number: line[len(number) + 3 : -1] for number, _, line in _parsed(found, verify=True)}
        for name, found in lines.items()
        if name not in RECORDS
    }


def lacking(lines: Lines, base: Lines) -> int:
    """Return how many of the changes in `base` a file lacks."""
    mine = lines.get("history", [])
    beside = {row.get("id") for _, row, _ in _parsed(list({*base.get("history", [])}.difference(mine)))}
    if beside:
        beside -= {row.get("id") for _, row, _ in _parsed(list({*mine}.difference(base.get("history", []))))}
    return len(beside)


def _parted(own: list[bytes], other: list[bytes]) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """Return the lines that both have, those of the first alone, and those of the second alone, in their order."""
    mine, theirs = set(own), set(other)
    if len(mine) != len(own) or len(theirs) != len(other):
        raise IrregularError
    alone = mine ^ theirs
    if not alone:
        return own, [], []
    both = [each for each in own if each not in alone]
    return both, [each for each in own if each in alone], [each for each in other if each in alone]


def _parsed(lines: Sequence[bytes], *, verify: bool = False) -> Iterator[_Parsed]:
    """Return lines as rows; with `verify`, refuse what this program would write in another way."""
    return chain.from_iterable(_blocks(lines, verify=verify))


def _blocks(lines: Sequence[bytes], *, verify: bool) -> Iterator[Iterable[_Parsed]]:
    for begin in range(0, len(lines), _BLOCK):
        some = lines[begin : begin + _BLOCK]
        joined = b"{%b}" % b"".join(some)[:-1]
        try:
            rows = orjson.loads(joined)
            if len(rows) != len(some) or (verify and orjson.dumps(rows) != joined):
                raise IrregularError
            if not {*map(type, rows.values())} <= {dict}:
                raise IrregularError
        except (orjson.JSONDecodeError, orjson.JSONEncodeError):
            raise IrregularError from None
        yield zip(rows, rows.values(), some, strict=True)


def _verified(table: str, lines: Sequence[bytes]) -> list[_Parsed]:
    """Return lines that only one file has as rows. Raises UnreadableError for a row that is not valid."""
    found = list(_parsed(lines, verify=True))
    numbers, rows = [number for number, _, _ in found], [row for _, row, _ in found]
    check_rows(table, numbers, rows)
    if not all(map(str.isdecimal, numbers)):
        raise IrregularError
    if table == "history" and not all(row.get("n") and "seen" in row for row in rows):
        raise IrregularError
    return found


def _read_table(
    table: str, own: list[_Parsed], other: list[_Parsed], sides: tuple[dict[str, bytes], dict[str, bytes]]
) -> set[str]:
    """Fill the rows of a table of both sides; return those, as "table/key", that have one ref with another row.

    Raises IrregularError for a row that a script wrote without an id, a ref or a place.
    """
    refs: dict[str, set[str]] = {}
    try:
        for side, rows in zip(sides, (own, other), strict=True):
            for number, row, line in rows:
                key = row_key(table, row) if table in {"case", "verdicts"} else row["id"]
                side[key] = line[len(number) + 3 : -1]
                if table in LETTERS:
                    if not key or not row["ref"] or (table == "claims" and "position" not in row):
                        raise IrregularError
                    refs.setdefault(own_ref(row["ref"], key).upper(), set()).add(key)
            if len(side) != len(rows):
                raise IrregularError
    except (KeyError, TypeError, AttributeError):
        raise IrregularError from None
    return {f"{table}/{key}" for keys in refs.values() if len(keys) > 1 for key in keys}
