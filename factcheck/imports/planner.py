"""Plan an import: which rows of a file are new to a case, which are duplicates, and which are rejected.

A plan is made first and shown; the workspace then applies it as one change set, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from factcheck.case import edits
from factcheck.case.case import CASE_KEY, Case, hash_of
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.input import checker_name, normalize_fields
from factcheck.case.records import Claim, Excerpt, Row, Source, Verdict, new_id, verdict_key
from factcheck.case.scale import Scale, read_scale
from factcheck.errors import FactcheckError, InvalidError
from factcheck.imports.candidates import Candidates, ClaimCandidate, ExcerptCandidate, VerdictCandidate
from factcheck.imports.duplicates import DuplicateFinder
from factcheck.imports.label_mapping import LabelMapping
from factcheck.imports.plan import ImportStatus, MappedLabel, Plan, PlanLine, Scope
from factcheck.imports.validation import Numbering, check_storable, parse_time
from factcheck.text import clean, clean_line

NO_SOURCE = "does not identify the source that it quotes"


class Planner:
    """Decides for each row of a file whether it is new, a duplicate or rejected, and collects the new rows."""

    def __init__(
        self, case: Case, found: Candidates, checker: str, at: str, scope: Scope, labels: Mapping[str, str]
    ) -> None:
        """Plan what `checker` would add to `case` at the time `at`. Raises UnknownError."""
        self._case, self._found, self._scope = case, found, scope
        self._checker, self._at = checker, at
        self._lines: list[PlanLine] = []
        self._duplicates = DuplicateFinder(case)
        self._rows: dict[str, dict[str, dict[str, Any]]] = {
            name: {} for name in ("sources", "claims", "excerpts", "verdicts")
        }
        self._of_claim: dict[str, list[str]] = {}
        self._sheet = self._adopt_sheet()
        self._mapping = LabelMapping(self._scale, labels)
        self._uncredited = 0

    def plan(self) -> Plan:
        """Return the plan."""
        found = self._found
        if self._sheet:
            self._report(
                "cover sheet", ImportStatus.NEW, "case", clean_line(str(found.sheet and found.sheet.get("title", "")))
            )
        if self._scope == Scope.ALL:
            for source in found.sources:
                self._try(source.place, "source", str(source.row.get("title", "")), self._source, source.row)
        for claim in found.claims:
            self._try(claim.place, "claim", claim.text, self._claim, claim)
        for problem in found.problems:
            self._report(problem.place, ImportStatus.REJECTED, "row", "", problem.why)
        self._set_basis()
        return Plan(
            format=found.format,
            lines=tuple(self._lines),
            edits=(*self._sheet, *self._edits()),
            labels=self._mapping.mapped,
            notes=(*found.notes, *self._credit_notes()),
            based_on=len(self._case.history),
        )

    def _credit_notes(self) -> list[str]:
        """Return a note on verdicts without a checker, which are credited to the importing checker."""
        count = self._uncredited
        return (
            [f"{count} verdict{'s' * (count > 1)} without a checker will be credited to {self._checker}"]
            if count
            else []
        )

    # The case as a whole

    @property
    def _scale(self) -> Scale:
        after = self._sheet[0].after if self._sheet else None
        return read_scale(after["scale"]) if after and "scale" in after else self._case.scale

    def _adopt_sheet(self) -> list[Edit]:
        """Return the edits that give an empty case the title and scale of the imported case."""
        sheet, case = self._found.sheet, self._case
        if sheet is None or self._scope != Scope.ALL or case.claims or case.sources:
            return []
        wanted = {name: sheet[name] for name in ("title", "scale", "created") if name in sheet}
        if CASE_KEY in case.info_table:
            return edits.edit(case, "case", CASE_KEY, **wanted)
        return [Edit(ChangeKind.EDIT, f"case/{CASE_KEY}", None, case.info.to_row() | wanted)]

    def _edits(self) -> list[Edit]:
        Numbering(self._case).number(self._rows, keep_places=self._found.exact and not self._case.claims)
        return [
            Edit(ChangeKind.DECIDE if table == "verdicts" else ChangeKind.ADD, f"{table}/{key}", None, row)
            for table, rows in self._rows.items()
            for key, row in rows.items()
        ]

    # Row by row

    def _report(self, place: str, status: ImportStatus, noun: str, words: str, why: str = "") -> None:
        self._lines.append(PlanLine(place, status, noun, words, why))

    def _try(self, place: str, noun: str, words: str, take: Any, *found: Any) -> Any:
        """Call `take`; on an error report the row as rejected and add nothing of it."""
        try:
            return take(*found)
        except FactcheckError as error:
            self._report(place, ImportStatus.REJECTED, noun, words, str(error))
            return None

    def _claim(self, found: ClaimCandidate) -> None:
        key = self._case.claim(found.known).id if found.known else self._new_claim(found)
        if self._scope == Scope.CLAIMS:
            return
        for excerpt in found.excerpts:
            self._try(excerpt.place, "excerpt", excerpt.quote, self._excerpt, key, excerpt)
        if self._scope == Scope.ALL:
            for verdict in found.verdicts:
                self._try(verdict.place, "verdict", verdict.label or "", self._verdict, key, verdict)

    def _new_claim(self, found: ClaimCandidate) -> str:
        """Return the id of a claim, adding it if it is new."""
        if found.row.get("id") in self._case.claims:
            key = str(found.row["id"])
            other = (
                "" if self._case.claims[key].text == found.text else "its text differs from the file; it is unchanged"
            )
            self._report(found.place, ImportStatus.DUPLICATE, "claim", found.text, other)
            return key
        row = {**found.row, "text": found.text} if self._found.exact else self._cleaned(found.row, text=found.text)
        if (known := self._duplicates.claim(row)) is not None:
            self._report(found.place, ImportStatus.DUPLICATE, "claim", row["text"])
            return known
        key = self._add("claims", Claim, row)
        if not self._found.exact:
            self._duplicates.add_claim(key, row)
        self._report(found.place, ImportStatus.NEW, "claim", row["text"])
        return key

    def _source(self, found: Row) -> str:
        """Return the id of a source, adding it if it is new."""
        asked = found.get("id")
        if asked in self._case.sources or (self._found.exact and asked in self._rows["sources"]):
            return str(asked)
        row = dict(found) if self._found.exact else self._cleaned(found)
        if not any(value for name, value in row.items() if name != "id"):
            raise InvalidError(NO_SOURCE)
        if (known := self._duplicates.source(row)) is not None:
            return known
        key = self._add("sources", Source, row)
        if not self._found.exact:
            self._duplicates.add_source(key, row)
        self._report("", ImportStatus.NEW, "source", row.get("title") or row.get("url", ""))
        return key

    def _excerpt(self, claim: str, found: ExcerptCandidate) -> None:
        if found.row.get("id") in self._case.excerpts:
            self._report(found.place, ImportStatus.DUPLICATE, "excerpt", found.quote)
            return
        row = {**found.row, "claim": claim, "stance": found.stance.value, "quote": found.quote, "source": ""}
        if not self._found.exact:
            made = {"by": clean_line(str(row.get("by", ""))) or self._checker, "at": self._time(row.get("at"))}
            row = self._cleaned({**row, **made}, quote=found.quote.strip())
        row["source"] = self._source(found.source)
        if self._duplicates.excerpt(row) is not None:
            self._report(found.place, ImportStatus.DUPLICATE, "excerpt", found.quote)
            return
        key = self._add("excerpts", Excerpt, row)
        self._of_claim.setdefault(claim, []).append(key)
        if not self._found.exact:
            self._duplicates.add_excerpt(key, row)
        self._report(found.place, ImportStatus.NEW, "excerpt", found.quote)

    def _verdict(self, claim: str, found: VerdictCandidate) -> None:
        label = None
        if found.label is not None:
            label = self._mapping.label(found.label, found.kind)
            if label is None:
                raise InvalidError(f"matches no single label of the scale {self._scale.name} ({self._scale.ids})")
        row = {**found.row, "claim": claim, "label": label}
        if not self._found.exact:
            name = str(row.get("checker") or "")
            row |= {
                "checker": checker_name(name) if clean_line(name) else self._checker,
                "at": self._time(row.get("at")),
                "rationale": clean(str(row.get("rationale", ""))),
                "condition": clean_line(str(row.get("condition", ""))),
            }
            check_storable(row)
        key = verdict_key(claim, row["checker"])
        before = self._rows["verdicts"].get(key) or self._case.verdicts.row(key)
        if before is not None:
            self._compare(found, before, row)
            return
        self._uncredited += not found.row.get("checker") and not self._found.exact
        self._rows["verdicts"][key] = Verdict.from_row(row).to_row() | row
        self._report(found.place, ImportStatus.NEW, "verdict", found.label or "", "")

    def _compare(self, found: VerdictCandidate, before: Row, row: Row) -> None:
        """Report a verdict whose checker already has one on the claim, which is kept."""
        if before["label"] != row["label"]:
            raise InvalidError(
                f"{row['checker']} already has a verdict ({before['label']}) on this claim, which is kept"
            )
        self._report(found.place, ImportStatus.DUPLICATE, "verdict", found.label or "")

    def _set_basis(self) -> None:
        """Set the basis of new verdicts: the hash of the claim and its excerpts after the import."""
        for row in self._rows["verdicts"].values():
            if row["label"] is not None and not row["basis"]:
                row["basis"] = self._basis(row["claim"])

    def _basis(self, claim: str) -> str:
        there = [self._case.excerpts.row(key) for key in self._case.index.excerpts.get(claim, ())]
        new = [self._rows["excerpts"][key] for key in self._of_claim.get(claim, ())]
        text = (self._rows["claims"].get(claim) or self._case.claims.row(claim) or {})["text"]
        excerpts = [
            (row["id"], row["stance"], row["quote"], self._hash(row["source"])) for row in (*there, *new) if row
        ]
        return hash_of(text, excerpts, self._scale)

    def _hash(self, source: str) -> str:
        row = self._rows["sources"].get(source) or self._case.sources.row(source) or {}
        return str(row.get("sha256", ""))

    # Rows

    def _add(self, table: str, kind: type[Claim | Source | Excerpt], row: dict[str, Any]) -> str:
        """Add a row to the new rows and return its id. Unknown fields are kept."""
        key = str(row["id"]) if self._found.exact else new_id()
        self._rows[table][key] = kind.from_row({**row, "id": key}).to_row() | {**_plain(row), "id": key}
        return key

    def _cleaned(self, row: Row, **texts: str) -> dict[str, Any]:
        """Return a row as it is stored: cleaned like typed input, quotes unchanged."""
        cleaned = normalize_fields({**row, **texts})
        check_storable(cleaned)
        return cleaned

    def _time(self, value: object) -> str:
        """Return the time given in the file, at most the time of the import."""
        known = parse_time(value) if isinstance(value, str) else ""
        return min(known, self._at) if known else self._at


def _plain(row: Row) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


__all__ = ["ImportStatus", "MappedLabel", "Plan", "PlanLine", "Scope", "plan"]

_NONE: Mapping[str, str] = MappingProxyType({})


def plan(
    case: Case, found: Candidates, checker: str, at: str, *, scope: Scope = Scope.ALL, labels: Mapping[str, str] = _NONE
) -> Plan:
    """Return the plan of what `checker` would import into `case` at the time `at`.

    `labels` maps labels of the file to labels of the scale of the case. Raises UnknownError for an unknown label.
    """
    return Planner(case, found, checker, at, scope, labels).plan()
