"""A whole case, or an extract of one, from our own JSON: its rows come in as they are, with their ids and refs.

The history is not taken: it tells what was done to the other file. What is done to this one is the import, which its
own history has, and which can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from factcheck.case.records import Row, Stance
from factcheck.case.scale import LabelKind, Scale, read_scale
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ExcerptCandidate,
    ImportFormat,
    Problem,
    ReadOptions,
    SourceCandidate,
    VerdictCandidate,
)
from factcheck.storage.schema import check_row, check_sheet

VERSION = 1
_TABLES = ("sources", "claims", "excerpts", "verdicts")
_EXCERPT = {"claim", "source", "stance", "quote"}


class CaseJson(ImportFormat):
    """Reads cases that were exported as JSON."""

    about = "a whole case, as our own JSON export has it"

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return the rows of a case. Raises UnreadableError where it is none, or of a newer version."""
        del asked
        found = json_values.parse(decode(data).text)
        if not isinstance(found, dict) or "claims" not in found:
            raise UnreadableError("is no case: it has no claims")
        if found.get("version", VERSION) != VERSION:
            raise UnreadableError(
                f"is of version {json_values.shown(found['version'])}; this factcheck reads version {VERSION}"
            )
        sheet = found.get("case")
        if sheet is not None:
            check_sheet("1", json_values.row_of(sheet))
        reading = _Reading(found, read_scale((sheet or {}).get("scale", "averitec")))
        changes = len(json_values.items(found, "history"))
        notes = (f"history is not imported ({changes} changes)",) if changes else ()
        return Candidates(
            format="json",
            claims=tuple(reading.claims()),
            sources=tuple(SourceCandidate(_place("sources", row), row) for row in reading.rows["sources"].values()),
            problems=tuple(reading.problems),
            notes=notes,
            exact=True,
            sheet=sheet,
        )


def _place(table: str, row: Row) -> str:
    return f"{table} {json_values.shown(row.get('ref') or row.get('id') or row.get('claim'))}"


class _Reading:
    """Holds the rows of each table by their key, and puts together what belongs together."""

    def __init__(self, found: dict[str, Any], scale: Scale) -> None:
        self.problems: list[Problem] = []
        self._kinds: dict[str, LabelKind] = {label.id: label.kind for label in scale.labels}
        self.rows: dict[str, dict[str, Row]] = {
            table: self._rows(table, json_values.items(found, table)) for table in _TABLES
        }

    def _rows(self, table: str, listed: Iterable[Any]) -> dict[str, Row]:
        rows: dict[str, Row] = {}
        for number, item in enumerate(listed, 1):
            place = f"{table} row {number}"
            try:
                row = check_row(table, str(number), item)
                _check_storable(row)
            except (UnreadableError, InvalidError) as error:
                self.problems.append(Problem(place, str(error).removeprefix(f"{place}: ")))
                continue
            key = f"{row['claim']}/{row['checker']}" if table == "verdicts" else row["id"]
            if key and key not in rows:
                rows[key] = row
            else:
                self.problems.append(Problem(place, "is there twice" if key else "has no id"))
        return rows

    def claims(self) -> list[ClaimCandidate]:
        """Return the claims, each with what is of it; what is of none is a problem."""
        excerpts: dict[str, list[ExcerptCandidate]] = {}
        for row in self.rows["excerpts"].values():
            source = self.rows["sources"].get(row["source"])
            if source is None or row["claim"] not in self.rows["claims"]:
                self._lost("excerpts", row, "source" if source is None else "claim")
                continue
            other = {name: value for name, value in row.items() if name not in _EXCERPT}
            place = _place("excerpts", row)
            found = ExcerptCandidate(place, source, Stance(row["stance"]), row["quote"], other)
            excerpts.setdefault(row["claim"], []).append(found)
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
        found: dict[str, list[VerdictCandidate]] = {}
        for row in self.rows["verdicts"].values():
            if row["claim"] not in self.rows["claims"]:
                self._lost("verdicts", row, "claim")
                continue
            other = {name: value for name, value in row.items() if name not in {"claim", "label"}}
            place = (
                f"verdict of {json_values.shown(row['checker'])} "
                f"on {_place('claims', self.rows['claims'][row['claim']])}"
            )
            kind = self._kinds.get(row["label"] or "")
            found.setdefault(row["claim"], []).append(VerdictCandidate(place, row["label"], kind, other))
        return found

    def _lost(self, table: str, row: Row, field: str) -> None:
        why = f"its {field} {json_values.shown(row[field])} is not in the file, or could not be taken"
        self.problems.append(Problem(_place(table, row), why))


def _check_storable(row: Row) -> None:
    """Refuse a row with what JSON can say and a case cannot hold: half a character, a number beyond all bounds."""
    try:
        same = orjson.loads(orjson.dumps(row)) == row
    except TypeError as error:
        raise InvalidError(f"cannot be stored: {error}") from error
    if not same:
        raise InvalidError("cannot be stored: a number is too large")
