"""Tables of claims: which column is which field, and a row as a claim. Shared by what reads tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck.case.records import Confidence
from factcheck.errors import InvalidError, UnknownError, UnreadableError
from factcheck.imports.candidates import Candidates, ClaimCandidate, Problem, ReadOptions, VerdictCandidate
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
"""The fields that a column may be, each with the names of columns that are known for it, the surest first."""

NONE = "-"
"""The field of a column that is left out."""

_JUDGED = ("label", "confidence", "rationale", "condition", "checker", "at")
_DEFUSED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_PART = re.compile(r"((?:[^;\\]|\\.|\\$)*)(?:;|$)", re.DOTALL)
_OURS = {"ref", "text", "tags", "id"}

Cells = Sequence[str]


class CellTable(NamedTuple):
    """A table as it stands in a file: its rows, each with its place, and what went wrong between them."""

    rows: Sequence[tuple[str, Cells]]
    problems: Sequence[Problem]


def read_claims(format_name: str, table: CellTable, asked: ReadOptions, notes: Iterable[str] = ()) -> Candidates:
    """Return the claims of a table whose first row names its columns. Raises UnreadableError without a claim column."""
    rows = [(place, cells) for place, cells in table.rows if any(cell.strip() for cell in cells)]
    if not rows:
        raise UnreadableError("has no rows")
    columns, said = _columns(rows[0][1], asked.columns)
    if columns:
        rows = rows[1:]
    else:
        columns, said = _only_column(rows, rows[0][1]), "the only column is taken as the claims; none was named"
    ours = _OURS.issubset(map(_folded, table.rows[0][1]))
    claims, problems = [], list(table.problems)
    for place, cells in rows:
        try:
            claims.append(_claim(place, {field: _cell(cells, column) for field, column in columns.items()}, ours=ours))
        except InvalidError as error:
            problems.append(Problem(place, str(error)))
    return Candidates(format=format_name, claims=tuple(claims), problems=tuple(problems), notes=(*notes, said))


def has_claim_column(head: Cells, asked: ReadOptions) -> bool:
    """Tell whether a row of names has one for the claims."""
    try:
        return "text" in _columns(head, asked.columns)[0]
    except (UnreadableError, UnknownError):
        return False


def _columns(head: Cells, wanted: Mapping[str, str]) -> tuple[dict[str, int], str]:
    """Return the column of each field, none if the first row names none, and which these are in words."""
    names = [_folded(cell) for cell in head]
    chosen = {_numbered(head, names, column): _field(field) for column, field in wanted.items()}
    columns = {field: column for column, field in chosen.items() if field != NONE}
    if len(columns) != sum(field != NONE for field in chosen.values()):
        raise UnknownError("two columns are mapped to one field")
    for field, spellings in SPELLINGS.items():
        free = {name: number for number, name in reversed(list(enumerate(names))) if number not in chosen}
        known = next((free[name] for name in spellings if name in free and free[name] not in columns.values()), None)
        if field not in columns and known is not None:
            columns[field] = known
    if "text" not in columns and len(head) > 1:
        there = ", ".join(shown(cell) or f"(column {number})" for number, cell in enumerate(head, 1))
        raise UnreadableError(f"no column is known as the claim (--map COLUMN=text tells which); there are {there}")
    if "text" not in columns:
        return {}, ""
    taken = ", ".join(f"{field} from {shown(head[column])!r}" for field, column in columns.items())
    left = [shown(cell) for number, cell in enumerate(head) if number not in columns.values() and cell.strip()]
    return columns, f"columns: {taken}" + (f"; left out: {', '.join(left)}" if left else "")


def _only_column(rows: Sequence[tuple[str, Cells]], head: Cells) -> dict[str, int]:
    if len(head) != 1 or any(len(cells) > 1 for _, cells in rows):
        raise UnreadableError("no row names its columns; the first must be their names")
    return {"text": 0}


def _numbered(head: Cells, names: list[str], column: str) -> int:
    """Return the number of a column that is named, by its name or counted from 1. Raises UnknownError."""
    if _folded(column) in names:
        return names.index(_folded(column))
    if column.isdecimal() and len(column) < len(str(10**6)) and 1 <= int(column) <= len(head):
        return int(column) - 1
    raise UnknownError(f"no column {column!r}; there are {', '.join(map(shown, head))}")


def _field(name: str) -> str:
    wanted = "text" if _folded(name) == "claim" else _folded(name)
    if name.strip() != NONE and wanted not in SPELLINGS:
        raise UnknownError(f"no field {name!r}; there are {', '.join(SPELLINGS)}, and {NONE} for none")
    return wanted if name.strip() != NONE else NONE


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", folded(name)).split())


def _cell(cells: Cells, column: int) -> str:
    """Return a cell; an apostrophe that keeps a spreadsheet from reading a formula is no part of its text."""
    cell = cells[column] if column < len(cells) else ""
    return cell[1:] if _DEFUSED.match(cell) else cell


def _claim(place: str, cells: dict[str, str], *, ours: bool) -> ClaimCandidate:
    if not cells["text"].strip():
        raise InvalidError("the claim is empty")
    row: dict[str, object] = {field: cells[field] for field in ("speaker", "date", "origin") if field in cells}
    if "tags" in cells:
        row["tags"] = tuple(_tags(cells["tags"], ours=ours))
    judged = {field: cells[field].strip() for field in _JUDGED if cells.get(field, "").strip()}
    return ClaimCandidate(place, cells["text"], row, verdicts=tuple(_verdicts(place, judged)))


def _tags(cell: str, *, ours: bool) -> Iterator[str]:
    """Yield the tags of a cell: parted as our own export does, by ; with \\ before one that is none, else by , too."""
    for part in _PART.findall(cell):
        plain = re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL)
        yield from filter(str.strip, [plain] if ours else re.split("[,|]", plain))


def _verdicts(place: str, judged: dict[str, str]) -> Iterator[VerdictCandidate]:
    if not {"label", "rationale", "condition"} & judged.keys():
        return
    row = {field: value for field, value in judged.items() if field != "label"}
    if (sure := row.get("confidence", "").lower()) and sure not in set(Confidence):
        raise InvalidError(f"confidence must be low, medium or high, not {shown(sure)!r}")
    if sure:
        row["confidence"] = sure
    label = judged.get("label")
    yield VerdictCandidate(place, label, kind_of(label) if label else None, row)
