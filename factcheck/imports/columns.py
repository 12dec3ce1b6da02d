"""Tables of claims, from CSV and XLSX: map columns to fields, and read each row as a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck.case.records import Confidence
from factcheck.errors import InvalidError, UnknownError, UnreadableError
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    Problem,
    ReadOptions,
    VerdictCandidate,
    read_each,
)
from factcheck.imports.json_values import shown
from factcheck.imports.label_mapping import kind_of
from factcheck.text import folded

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "claim text", "claim", "claimreviewed", "claim reviewed", "statement", "assertion", "sentence"),
    "speaker": ("speaker", "claimant", "said by", "claim author", "author", "who"),
    "date": ("date", "claim date", "said on", "when"),
    "origin": ("origin", "claim url", "original claim url", "appearance", "where", "link", "url"),
    "tags": ("tags", "tag", "topics", "topic", "subjects", "subject", "category", "categories"),
    "label": ("label", "verdict", "rating", "ruling", "textual rating", "truth rating", "conclusion"),
    "confidence": ("confidence", "certainty"),
    "rationale": ("rationale", "justification", "explanation", "reasoning", "reason"),
    "condition": ("condition",),
    "checker": ("checker", "checked by", "fact checker", "reviewer"),
    "at": ("decided", "checked", "checked on", "review date", "at"),
}
"""The fields that a column can map to, each with the column names that are recognised for it, the clearest first."""

NONE = "-"
"""The field to which a column is mapped that is to be left out."""

_VERDICT_FIELDS = ("label", "confidence", "rationale", "condition", "checker", "at")
_ESCAPED_FORMULA = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_TAG = re.compile(r"((?:[^;\\]|\\.|\\$)*)(?:;|$)", re.DOTALL)
_OWN_COLUMNS = {"ref", "text", "tags", "id"}

Cells = Sequence[str]


class CellTable(NamedTuple):
    """The rows of a table, each with its place, and the problems of rows that could not be read."""

    rows: Sequence[tuple[str, Cells]]
    problems: Sequence[Problem]


def read_claims(format_name: str, table: CellTable, options: ReadOptions, notes: Iterable[str] = ()) -> Candidates:
    """Return the claims of a table whose first row names its columns. Raises UnreadableError without a claim column."""
    rows = [(place, cells) for place, cells in table.rows if any(cell.strip() for cell in cells)]
    if not rows:
        raise UnreadableError("has no rows")
    columns, note = _columns(rows[0][1], options.columns)
    if columns:
        rows = rows[1:]
    else:
        columns, note = _only_column(rows, rows[0][1]), "no header: the only column is read as the claims"
    is_export = _OWN_COLUMNS.issubset(map(_folded, table.rows[0][1]))

    def read_row(place: str, cells: Cells) -> ClaimCandidate:
        values = {field: _cell(cells, column) for field, column in columns.items()}
        return _claim(place, values, is_export=is_export)

    problems = list(table.problems)
    claims = tuple(read_each(rows, read_row, problems))
    return Candidates(format=format_name, claims=claims, problems=tuple(problems), notes=(*notes, note))


def has_claim_column(head: Cells, options: ReadOptions) -> bool:
    """Return whether a header has a column of claims."""
    try:
        return "text" in _columns(head, options.columns)[0]
    except (UnreadableError, UnknownError):
        return False


def _columns(head: Cells, wanted: Mapping[str, str]) -> tuple[dict[str, int], str]:
    """Return the column number of each field, and a note that lists them; ({}, "") if the row is not a header.

    Raises UnreadableError if there are several columns and none of claims, UnknownError for a wrong `wanted`.
    """
    names = [_folded(cell) for cell in head]
    chosen = {_numbered(head, names, column): _field(field) for column, field in wanted.items()}
    columns = {field: column for column, field in chosen.items() if field != NONE}
    if len(columns) != sum(field != NONE for field in chosen.values()):
        raise UnknownError("two columns are mapped to one field")
    for field, spellings in SPELLINGS.items():
        free = {name: number for number, name in reversed(list(enumerate(names))) if number not in chosen}
        column = next((free[name] for name in spellings if name in free and free[name] not in columns.values()), None)
        if field not in columns and column is not None:
            columns[field] = column
    if "text" not in columns and len(head) > 1:
        header = ", ".join(shown(cell) or f"(column {number})" for number, cell in enumerate(head, 1))
        raise UnreadableError(f"no column of claims (--map COLUMN=text names it); there are {header}")
    if "text" not in columns:
        return {}, ""
    mapped = ", ".join(f"{field} from {shown(head[column])!r}" for field, column in columns.items())
    left_out = [shown(cell) for number, cell in enumerate(head) if number not in columns.values() and cell.strip()]
    return columns, f"columns: {mapped}" + (f"; left out: {', '.join(left_out)}" if left_out else "")


def _only_column(rows: Sequence[tuple[str, Cells]], head: Cells) -> dict[str, int]:
    if len(head) != 1 or any(len(cells) > 1 for _, cells in rows):
        raise UnreadableError("has no header: the first row must have the names of the columns")
    return {"text": 0}


def _numbered(head: Cells, names: list[str], column: str) -> int:
    """Return the index of a column, given by name or by number from 1. Raises UnknownError."""
    if _folded(column) in names:
        return names.index(_folded(column))
    if column.isdecimal() and len(column) < len(str(10**6)) and 1 <= int(column) <= len(head):
        return int(column) - 1
    raise UnknownError(f"no column {column!r}; there are {', '.join(map(shown, head))}")


def _field(name: str) -> str:
    """Return the field that is named, or NONE. Raises UnknownError."""
    if name.strip() == NONE:
        return NONE
    field = "text" if _folded(name) == "claim" else _folded(name)
    if field not in SPELLINGS:
        raise UnknownError(f"no field {name!r}; there are {', '.join(SPELLINGS)}, and {NONE} to leave it out")
    return field


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", folded(name)).split())


def _cell(cells: Cells, column: int) -> str:
    """Return the text of a cell, without the apostrophe that marks a text that looks like a formula."""
    cell = cells[column] if column < len(cells) else ""
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell


def _claim(place: str, cells: dict[str, str], *, is_export: bool) -> ClaimCandidate:
    if not cells["text"].strip():
        raise InvalidError("the claim is empty")
    row: dict[str, object] = {field: cells[field] for field in ("speaker", "date", "origin") if field in cells}
    if "tags" in cells:
        row["tags"] = tuple(_tags(cells["tags"], is_export=is_export))
    verdict = {field: cells[field].strip() for field in _VERDICT_FIELDS if cells.get(field, "").strip()}
    return ClaimCandidate(place, cells["text"], row, verdicts=tuple(_verdicts(place, verdict)))


def _tags(cell: str, *, is_export: bool) -> Iterator[str]:
    r"""Yield the tags of a cell, separated by ";" (in a tag: "\;"), and unless `is_export` also by "," or "|"."""
    for escaped in _TAG.findall(cell):
        tag = re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL)
        yield from filter(str.strip, [tag] if is_export else re.split("[,|]", tag))


def _verdicts(place: str, verdict: dict[str, str]) -> Iterator[VerdictCandidate]:
    if not {"label", "rationale", "condition"} & verdict.keys():
        return
    row = {field: value for field, value in verdict.items() if field != "label"}
    if (confidence := row.get("confidence", "").lower()) and confidence not in set(Confidence):
        raise InvalidError(f"confidence must be low, medium or high, not {shown(confidence)!r}")
    if confidence:
        row["confidence"] = confidence
    label = verdict.get("label")
    yield VerdictCandidate(place, label, kind_of(label) if label else None, row)
