"""Tables of claims, from CSV and XLSX: each row is a claim, with a verdict and an excerpt if it has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from factcheck.case.ids import ref_number
from factcheck.case.records import Confidence
from factcheck.case.statistics import DIFFER
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports.candidates import (
    ClaimCandidate,
    ExcerptCandidate,
    ImportOptions,
    Problem,
    VerdictCandidate,
    read_each,
)
from factcheck.imports.columns import LACKING, Cells, CellTable, Columns, columns_of, find_head, name_of
from factcheck.imports.dates import ColumnDates
from factcheck.imports.json_values import shown
from factcheck.imports.label_mapping import kind_of
from factcheck.imports.stances import stance_of
from factcheck.imports.validation import parse_time
from factcheck.text import counted

_VERDICT_FIELDS = ("label", "confidence", "rationale", "condition", "checker", "at")
_DATES = {"date", "published", "at"}
_SOURCE_FIELDS = ("url", "title", "author", "publisher", "published")
_ESCAPED_FORMULA = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_TAG = re.compile(r"((?:[^;\\]|\\.|\\$)*)(?:;|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_OTHER_SEPARATORS = re.compile("[,|]")
_OWN_COLUMNS = {"ref", "text"}
_COMPUTED = {"differ", "supports", "contradicts", "context", "waived", "ref", "id", "verdict"}
"""Columns of our own claims sheet that are read otherwise, or counted anew."""


class ClaimTable:
    """The claims of one table, with what was said about reading it."""

    def __init__(self, table: CellTable, options: ImportOptions) -> None:
        """Find the header and map the columns. Raises UnreadableError, UnknownError."""
        self.problems: list[Problem] = list(table.problems)
        self.notes: list[str] = []
        self.rows = self._body(table, options)
        self.own = self._has_head and _OWN_COLUMNS.issubset(map(name_of, self.columns.head))
        self.unread = self._unread()
        self.lacking = tuple(name for name in self.unread if LACKING.search(name_of(name)))
        self._dates = {
            field: ColumnDates(
                ((place, cell_text(cells, number)) for place, cells in self.rows),
                options.dates,
                self.columns.head[number] if self._has_head else field,
            )
            for field, number in self.columns.numbers.items()
            if field in _DATES
        }

    def _body(self, table: CellTable, options: ImportOptions) -> Sequence[tuple[str, Cells]]:
        """Return the rows under the header whose number of cells fits; set the columns."""
        rows = table.rows
        if not rows:
            raise UnreadableError("has no rows")
        self._has_head = options.header != 0
        index, note = find_head(table, options) if self._has_head else (0, "no header")
        self.columns: Columns = columns_of(rows[index][1], options.columns, named=self._has_head)
        if self.columns.numbers:
            rows = rows[index + self._has_head :]
        else:
            self._has_head = False
            if len(self.columns.head) != 1 or any(len(cells) > 1 for _, cells in rows):
                raise UnreadableError("has no header: the first row must have the names of the columns")
            note = "no header: the only column is read as the claims"
            self.columns = Columns({"text": 0}, ("",), "")
        self.notes += filter(None, (note,))
        return list(self._fitting(table, rows))

    def _fitting(self, table: CellTable, rows: Sequence[tuple[str, Cells]]) -> Iterator[tuple[str, Cells]]:
        """Yield the rows that have as many cells as the header; comments are noted, others are problems."""
        wide = len(self.columns.head)
        least = max((number for number, cell in enumerate(self.columns.head, 1) if cell.strip()), default=1)
        comments = 0
        for place, cells in rows:
            extra = any(cell.strip() for cell in cells[wide:])
            if table.ragged or (not extra and (len(cells) >= least)):
                yield place, cells
            elif cells[0].startswith("#"):
                comments += 1
            else:
                why = "a cell that contains the delimiter must be in quotation marks" if extra else "some are missing"
                counts = f"has {counted(len(cells), 'cell')}; the header has {wide}"
                self.problems.append(Problem(place, f"{counts}: {why}"))
        if comments:
            self.notes.append(f"{counted(comments, 'comment line')} (#) left out")

    def _unread(self) -> dict[str, int]:
        left_out = self.columns.left_out(self.rows)
        return {name: count for name, count in left_out.items() if not (self.own and name_of(name) in _COMPUTED)}

    def claims(self) -> Iterator[ClaimCandidate]:
        """Yield the claims; a row that is none becomes a problem."""
        own: dict[str, int] = {}
        if self.own:
            names = [name_of(cell) for cell in self.columns.head]
            own |= {name: names.index(name) for name in ("id", "ref", "verdict") if name in names}
        columns = dict(self.columns.numbers)
        if self.own and columns.get("external_id") == own.get("id"):
            columns.pop("external_id", None)
        if self.own and columns.get("label") == own.get("verdict"):
            own.pop("verdict", None)
        yield from read_each(self.rows, partial(self._claim, columns, own), self.problems)
        self.notes += filter(None, (*(dates.note for dates in self._dates.values()), self.columns.note))

    def _claim(self, columns: Mapping[str, int], own: Mapping[str, int], place: str, cells: Cells) -> ClaimCandidate:
        values = {field: cell_text(cells, column) for field, column in columns.items()}
        if not values["text"].strip():
            raise InvalidError("the claim is empty")
        for field, dates in self._dates.items():
            if field != "at" or not parse_time(values[field]):
                values[field] = dates.read(values[field], place)
        row: dict[str, object] = {name: values[name] for name in ("speaker", "date", "origin") if name in values}
        if values.get("external_id"):
            row["external_id"] = values["external_id"].strip()
        if "tags" in values:
            row["tags"] = tuple(_tags(values["tags"], is_export=self.own))
        row |= {name: cell_text(cells, own[name]).strip() for name in ("id", "ref") if name in own}
        if not ref_number(str(row.get("ref", "")), "C"):
            row.pop("ref", None)
        verdict = {field: values[field].strip() for field in _VERDICT_FIELDS if values.get(field, "").strip()}
        name = cell_text(cells, own["verdict"]).strip() if "verdict" in own else ""
        if name.startswith(f"{DIFFER}: "):  # no verdict stands; the sheet names what each checker says
            name = ""
        excerpts, verdicts = _excerpts(place, values), _verdicts(place, verdict, name, own=self.own)
        return ClaimCandidate(place, values["text"], row, tuple(excerpts), tuple(verdicts))


def cell_text(cells: Cells, column: int) -> str:
    """Return the text of a cell, without the apostrophe that marks a text that looks like a formula."""
    cell = cells[column] if column < len(cells) else ""
    return cell[1:] if cell[:1] == "'" and _ESCAPED_FORMULA.match(cell) else cell


def _tags(cell: str, *, is_export: bool) -> Iterator[str]:
    r"""Yield the tags of a cell, separated by ";" (in a tag: "\;"), and unless `is_export` also by "," or "|"."""
    if not cell.strip():
        return
    for escaped in _TAG.findall(cell):
        tag = _ESCAPE.sub(r"\1", escaped) if "\\" in escaped else escaped
        yield from filter(str.strip, [tag] if is_export else _OTHER_SEPARATORS.split(tag))


def _excerpts(place: str, values: Mapping[str, str]) -> Iterator[ExcerptCandidate]:
    if not values.get("quote", "").strip():
        return
    source = {field: values[field].strip() for field in _SOURCE_FIELDS if values.get(field, "").strip()}
    yield ExcerptCandidate(place, source, stance_of(values.get("stance", "")), values["quote"])


def _verdicts(place: str, verdict: dict[str, str], name: str, *, own: bool) -> Iterator[VerdictCandidate]:
    """Yield the verdict of a row; our own sheet names its label twice, and may have it removed."""
    told = {"label", "rationale", "condition"} & verdict.keys()
    if not told and not name and not (own and "checker" in verdict):
        return
    row = {field: value for field, value in verdict.items() if field != "label"}
    if own:
        row = dict.fromkeys(("rationale", "condition"), "") | row
    if (confidence := row.get("confidence", "").lower()) and confidence not in set(Confidence):
        raise InvalidError(f"confidence must be low, medium or high, not {shown(confidence)!r}")
    if confidence:
        row["confidence"] = confidence
    label = verdict.get("label") or name or None
    yield VerdictCandidate(place, label, kind_of(label) if label else None, row, name)
