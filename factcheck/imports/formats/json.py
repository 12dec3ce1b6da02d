"""A whole case, or an extract of one, from our own JSON export: its rows are imported unchanged, with ids and refs.

The history is not imported: it describes changes of the other case. The import itself is one change of this case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from factcheck.case.record import Row
from factcheck.case.records import Stance, verdict_row_key
from factcheck.case.scale import LabelKind, Scale, read_scale
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    EntryCandidate,
    ExcerptCandidate,
    ImportFormat,
    ImportOptions,
    Problem,
    SourceCandidate,
    VerdictCandidate,
)
from factcheck.storage.schema import check_row, check_sheet

VERSION = 1
_TABLES = ("sources", "claims", "excerpts", "verdicts", "entries")
_EXCERPT = {"claim", "source", "stance", "quote"}


class CaseJson(ImportFormat):
    """Reads cases that were exported as JSON."""

    about = "a whole case: our own JSON export, or another db.json"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the rows of a case. Raises UnreadableError if it is not a case or has another version."""
        del options
        content = _as_lists(json_values.parse(decode(data).text, keyed=False))
        if not isinstance(content, dict) or "claims" not in content:
            raise UnreadableError("is not a case: it has no claims")
        version = content.get("version", VERSION)
        if version != VERSION:
            raise UnreadableError(f"has version {json_values.shown(version)}; this factcheck reads version {VERSION}")
        sheet = content.get("case")
        if sheet is not None:
            check_sheet("1", json_values.row_of(sheet))
        tables = _Tables(content, read_scale((sheet or {}).get("scale", "averitec")))
        changes = len(json_values.items(content, "history"))
        notes = (f"history is not imported ({changes} changes)",) if changes else ()
        return Candidates(
            format="json",
            claims=tuple(tables.claims()),
            sources=tuple(SourceCandidate(_place("sources", row), row) for row in tables.rows["sources"].values()),
            entries=tuple(tables.entries()),
            problems=tuple(tables.problems),
            notes=notes,
            exact=True,
            sheet=sheet,
        )


def _as_lists(content: Any) -> Any:
    """Return the tables of a db.json, which are objects of rows by number, as lists; anything else unchanged."""
    if not isinstance(content, dict) or not is_case_file(content):
        return content
    tables = {name: list(rows.values()) if isinstance(rows, dict) else rows for name, rows in content.items()}
    return {**tables, "case": next(iter(tables.get("case") or ()), None)}


def is_case_file(content: Mapping[str, Any]) -> bool:
    """Return whether an object is the content of a db.json."""
    return isinstance(content.get("claims"), dict) and "format" not in content


def _place(table: str, row: Row) -> str:
    return f"{table} {json_values.shown(row.get('ref') or row.get('id') or row.get('claim'))}"


class _Tables:
    """The valid rows of each table by key, and the problems of the others."""

    def __init__(self, content: dict[str, Any], scale: Scale) -> None:
        self.problems: list[Problem] = []
        self._kinds: dict[str, LabelKind] = {label.id: label.kind for label in scale.labels}
        self.rows: dict[str, dict[str, Row]] = {
            table: self._rows(table, json_values.items(content, table)) for table in _TABLES
        }

    def _rows(self, table: str, items: Iterable[Any]) -> dict[str, Row]:
        rows: dict[str, Row] = {}
        for number, item in enumerate(items, 1):
            place = f"{table} row {number}"
            try:
                row = check_row(table, str(number), item)
                _check_storable(row)
            except (UnreadableError, InvalidError) as error:
                self.problems.append(Problem(place, str(error).removeprefix(f"{place}: ")))
                continue
            key = verdict_row_key(row) if table == "verdicts" else row["id"]
            if key and key not in rows:
                rows[key] = row
            else:
                self.problems.append(Problem(place, "is in the file twice" if key else "has no id"))
        return rows

    def claims(self) -> list[ClaimCandidate]:
        """Return the claims with their excerpts and verdicts. A row that refers to a missing one is a problem."""
        excerpts: dict[str, list[ExcerptCandidate]] = {}
        for row in self.rows["excerpts"].values():
            source = self.rows["sources"].get(row["source"])
            if source is None or row["claim"] not in self.rows["claims"]:
                self._dangling("excerpts", row, "source" if source is None else "claim")
                continue
            fields = {name: value for name, value in row.items() if name not in _EXCERPT}
            excerpt = ExcerptCandidate(_place("excerpts", row), source, Stance(row["stance"]), row["quote"], fields)
            excerpts.setdefault(row["claim"], []).append(excerpt)
        verdicts = self._verdicts()
        return [
            ClaimCandidate(
                _place("claims", row),
                row["text"],
                {name: value for name, value in row.items() if name != "text"},
                tuple(excerpts.get(key, ())),
                tuple(verdicts.get(key, ())),
            )
            for key, row in self.rows["claims"].items()
        ]

    def _verdicts(self) -> dict[str, list[VerdictCandidate]]:
        verdicts: dict[str, list[VerdictCandidate]] = {}
        for row in self.rows["verdicts"].values():
            if row["claim"] not in self.rows["claims"]:
                self._dangling("verdicts", row, "claim")
                continue
            fields = {name: value for name, value in row.items() if name not in {"claim", "label"}}
            claim = _place("claims", self.rows["claims"][row["claim"]])
            place = f"verdict of {json_values.shown(row['checker'])} on {claim}"
            kind = self._kinds.get(row["label"] or "")
            verdicts.setdefault(row["claim"], []).append(VerdictCandidate(place, row["label"], kind, fields))
        return verdicts

    def entries(self) -> list[EntryCandidate]:
        """Return the entries. One about a claim or a source that is missing is a problem."""
        found = []
        for row in self.rows["entries"].values():
            if row["on"] and row["on"] not in self.rows["claims"] and row["on"] not in self.rows["sources"]:
                self._dangling("entries", row, "on")
            else:
                found.append(EntryCandidate(_place("entries", row), row))
        return found

    def _dangling(self, table: str, row: Row, field: str) -> None:
        """Add the problem that a row refers to one that is not in the file."""
        why = f"its {field} {json_values.shown(row[field])} is not in the file, or was rejected"
        self.problems.append(Problem(_place(table, row), why))


def _check_storable(row: Row) -> None:
    """Raise InvalidError for a value that JSON allows and a case does not: a lone surrogate, a huge number."""
    try:
        same = orjson.loads(orjson.dumps(row)) == row
    except TypeError as error:
        raise InvalidError(f"cannot be stored: {error}") from error
    if not same:
        raise InvalidError("cannot be stored: a number is too large")
