"""The tables of our own spreadsheets beside the claims: excerpts, verdicts and sources, named by ref."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck.case.record import Row
from factcheck.case.records import SETTLED, Confidence
from factcheck.errors import InvalidError
from factcheck.imports.candidates import (
    ClaimCandidate,
    ExcerptCandidate,
    Problem,
    SourceCandidate,
    VerdictCandidate,
    read_each,
)
from factcheck.imports.claim_rows import cell_text
from factcheck.imports.columns import Cells, CellTable, name_of
from factcheck.imports.dates import ColumnDates
from factcheck.imports.json_values import shown
from factcheck.imports.label_mapping import kind_of
from factcheck.imports.stances import stance_of
from factcheck.imports.validation import parse_time

_NEEDED = {
    "excerpts": {"ref", "claim", "stance", "quote", "source"},
    "verdicts": {"claim", "label", "checker", "decided"},
    "sources": {"ref", "title", "publisher", "url", "accessed"},
}
"""The columns that make a table one of ours."""
_SOURCE = (
    *("id", "ref", "title", "publisher", "author", "published", "url", "accessed", "language", "note", "role"),
    *("kind", "interest", "repeats", "as_of", "grade"),
)
_DATES = {"published", "accessed", "as_of", "decided", "at"}
"""The columns of dates, which a spreadsheet may have written in its own order."""
_NEW_SOURCE = ("file", "sha256", "media_type")
_EXCERPT = ("id", "ref", "locator", "note", "prefix", "suffix", "by", "at")


class OwnTables(NamedTuple):
    """The sources of a workbook; the excerpts and verdicts of its claims by the claims' refs; and problems."""

    sources: tuple[SourceCandidate, ...]
    excerpts: Mapping[str, list[ExcerptCandidate]]
    verdicts: Mapping[str, list[VerdictCandidate]]
    problems: tuple[Problem, ...]

    def of(self, ref: str) -> ClaimCandidate:
        """Return a claim of the case with what these tables have of it."""
        excerpts, verdicts = self.excerpts.get(ref, ()), self.verdicts.get(ref, ())
        place = next((each.place for each in (*excerpts, *verdicts)), "")
        return ClaimCandidate(place, "", excerpts=tuple(excerpts), verdicts=tuple(verdicts), existing=ref)


def own_kind(table: CellTable) -> str:
    """Return which of our own tables one is by its header; "" if it is none of these."""
    names = {name_of(cell) for cell in table.rows[0][1]} if table.rows else set()
    return next((kind for kind, needed in _NEEDED.items() if needed <= names), "")


def read_own(tables: Sequence[CellTable], order: str = "") -> OwnTables:
    """Return the rows of our own tables, each a sheet of another kind; `order` is that of dates in figures.

    Raises AmbiguousDatesError.
    """
    problems: list[Problem] = [problem for table in tables for problem in table.problems]
    by_kind = {own_kind(table): list(_values(table, order)) for table in tables}
    sources = tuple(
        SourceCandidate(place, _fields(values, (*_SOURCE, *_NEW_SOURCE)))
        for place, values in by_kind.get("sources", ())
    )
    known = {str(source.row.get("ref")): source.row for source in sources}
    excerpts: dict[str, list[ExcerptCandidate]] = {}
    verdicts: dict[str, list[VerdictCandidate]] = {}

    def excerpt(place: str, values: Row) -> None:
        source = known.get(values["source"]) or {"ref": values["source"]}
        found = ExcerptCandidate(place, source, stance_of(values["stance"]), values["quote"], _excerpt_fields(values))
        excerpts.setdefault(_claim(values), []).append(found)

    def verdict(place: str, values: Row) -> None:
        verdicts.setdefault(_claim(values), []).append(_verdict(place, values))

    list(read_each(by_kind.get("excerpts", ()), excerpt, problems))
    list(read_each(by_kind.get("verdicts", ()), verdict, problems))
    return OwnTables(sources, excerpts, verdicts, tuple(problems))


def _values(table: CellTable, order: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the cells of each row by the names of the columns, with the place of the row."""
    names = [name_of(cell).replace(" ", "_") for cell in table.rows[0][1]]
    rows = [
        (place, {name: cell_text(cells, number) for number, name in enumerate(names) if name})
        for place, cells in table.rows[1:]
    ]
    for name in _DATES.intersection(names):
        dates = ColumnDates(((place, values[name]) for place, values in rows), order, name)
        for place, values in rows:
            values[name] = values[name] if parse_time(values[name]) else dates.read(values[name], place)
    yield from rows


def _claim(values: Row) -> str:
    if not values["claim"].strip():
        raise InvalidError("the column claim is empty; it names the claim by its ref")
    return str(values["claim"]).strip()


def _fields(values: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: values[name] for name in names if name in values}


def _excerpt_fields(values: Mapping[str, str]) -> Row:
    row: dict[str, object] = dict(_fields(values, _EXCERPT))
    start, end = values.get("start", ""), values.get("end", "")
    if start.isdecimal() and end.isdecimal():
        row |= {"start": int(start), "end": int(end)}
    return row


def _verdict(place: str, values: Mapping[str, str]) -> VerdictCandidate:
    confidence = values.get("confidence", "").strip().lower()
    if confidence and confidence not in set(Confidence):
        raise InvalidError(f"confidence must be low, medium or high, not {shown(confidence)!r}")
    row = {"checker": values["checker"], "at": values["decided"], "confidence": confidence or None}
    row |= {name: values.get(name, "") for name in ("rationale", "condition")}
    if values.get("role") == SETTLED:
        row |= {"role": SETTLED, "cause": values.get("cause", "")}
    name, label = values.get("verdict", "").strip(), values["label"].strip()
    told = label or name or None
    return VerdictCandidate(place, told, kind_of(told) if told else None, row, name)


def is_empty(cells: Cells) -> bool:
    """Return whether all cells of a row are blank."""
    return not any(cell.strip() for cell in cells)
