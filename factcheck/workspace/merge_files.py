"""Merging two files of one case that nobody has open: what git asks for, and what ends its unfinished merges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson

from factcheck.case.merging.merge import Merged, MergedRows, change_json, merge, merge_rows
from factcheck.errors import ConflictError, UnreadableError
from factcheck.storage import write_atomically
from factcheck.storage.layout import IrregularError, RowBlock, dump, dump_lines, line_of, lines_by_table
from factcheck.storage.reader import Read, read_case, uncollected
from factcheck.storage.row_numbers import RowNumbers, own_number
from factcheck.storage.tables import Others, pack, unpack
from factcheck.storage.two_files import Ordered, TwoFiles, lacking, others_of, read_side_by_side
from factcheck.text import counted
from factcheck.workspace.merge_lines import open_questions


def merge_files(base: Path, mine: Path, theirs: Path) -> list[str]:
    """Merge the file `theirs` into `mine`, which is written last; return remarks on the outcome, a line each.

    `base` is the version that both began with, and is empty if there is none. Raises UnreadableError, ConflictError,
    NotSavedError; `mine` is as it was then.
    """
    with uncollected():
        try:
            merged, remarks = _merge_lines(base, mine, theirs)
        except (IrregularError, UnreadableError):  # to read the files as cases says which of them is wrong, and where
            merged, remarks = _merge_cases(base, mine, theirs)
        write_atomically(mine, merged)
    return remarks


def _merge_lines(base: Path, mine: Path, theirs: Path) -> tuple[Iterable[bytes], list[str]]:
    """Return the merged file and the remarks. Raises IrregularError unless it can be merged line by line."""
    own, other = lines_by_table(mine), lines_by_table(theirs)
    two = read_side_by_side(own, other)
    outcome = merge_rows([two.own, two.other], common=two.common, known=two.extended)
    case = unpack(_blocks(outcome.rows))[0]
    common = lines_by_table(base) if base.is_file() and base.stat().st_size else {}
    others = merge_others(*map(others_of, (own, other, common)))
    history = _history(two, outcome)
    history.sort()
    came, gone = (lacking(side, common) for side in (own, other))
    remarks = [*_remarks(came, gone), *(line.text for line in open_questions(Merged(case, outcome.states)))]
    tables = {name: map(line_of, rows) for name, rows in pack(case, RowNumbers(), others).items()}
    return dump_lines({**tables, "history": (line for _, _, _, line in history)}), remarks


def _history(two: TwoFiles, outcome: MergedRows) -> list[Ordered]:
    """Return the lines of the merged history, in no order: those that are settled, and those of evaluated rows."""
    common = {row["id"] for row, _ in two.common}
    history, blanked = list[Ordered](), set[str]()
    for row, line in outcome.history():
        change_id = row["id"]
        if change_id in common:
            if line is not None:
                continue  # it is among the settled ones
            blanked.add(change_id)
        written = line or b'"%d":%b,' % (own_number("history", change_id), change_json(row))
        history.append((row["n"], row["at"], change_id, written))
    return history + ([each for each in two.settled if each[2] not in blanked] if blanked else two.settled)


def _merge_cases(base: Path, mine: Path, theirs: Path) -> tuple[Iterable[bytes], list[str]]:
    """Return the merged file and the remarks; the files are cases of any form."""
    own, other, common = read_case(mine), read_case(theirs), _base(base)
    merged = merge([own.case, other.case])
    others = merge_others(own.others, other.others, common.others if common else {})
    known = common.case.history.stored().keys() if common else set[str]()
    came, gone = (len(known - side.case.history.stored().keys()) for side in (own, other))
    remarks = [*_remarks(came, gone), *(line.text for line in open_questions(merged))]
    return dump(pack(merged.case, own.numbers, others)), remarks


def _blocks(rows: Mapping[str, Mapping[str, bytes]]) -> Iterator[RowBlock]:
    """Yield the rows of tables as those of a file."""
    for name, table in rows.items():
        numbers = [str(number) for number, _ in enumerate(table, 1)]
        yield RowBlock(name, [], [], [], 0)
        yield RowBlock(name, numbers, [orjson.loads(row) for row in table.values()], [*table.values()], 1)


def _base(path: Path) -> Read | None:
    """Return the common version; None if git has none, or one that cannot be read: the merge does without."""
    try:
        return read_case(path) if path.stat().st_size else None
    except (OSError, UnreadableError):
        return None


def _remarks(came: int, gone: int) -> Iterator[str]:
    """Yield what git's user may not expect: a history is a set of changes, of which no part comes or goes alone.

    `came` changes of the version that both began with were missing on this side, `gone` on the other.
    """
    if came:
        yield f"{counted(came, 'earlier change')} of that branch came too: changes build on those before them"
    if gone:
        yield f"{counted(gone, 'change')} stays, although that side is without: to take it back, `factcheck undo`"


def merge_others(own: Others, other: Others, base: Others) -> Others:
    """Return the tables of other programs of both sides: by row, what one side changed since `base`.

    Raises ConflictError for a row that both changed.
    """
    merged: Others = {}
    for table in _names(own, other):
        mine, theirs, before = (tables.get(table, {}) for tables in (own, other, base))
        rows: dict[str, bytes] = {}
        for number in _names(mine, theirs):
            one, two, old = mine.get(number), theirs.get(number), before.get(number)
            if one != two and old not in (one, two):
                raise ConflictError(f"NOT merged: row {number} of the table {table} was changed on both sides")
            chosen = two if one == old else one
            if chosen is not None:
                rows[number] = chosen
        if rows or (table in own and table in other):
            merged[table] = rows
    return merged


def _names(*sides: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for side in sides for name in side))
