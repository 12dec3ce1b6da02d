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

NO_SOURCE = "says nothing of the source that it quotes"


class Planner:
    """Looks at what was found, and gathers what would be added to a case."""

    def __init__(
        self, case: Case, found: Candidates, checker: str, at: str, scope: Scope, labels: Mapping[str, str]
    ) -> None:
        """Plan what `checker` would add to `case` at the time `at`. Raises UnknownError."""
        self._case, self._found, self._scope = case, found, scope
        self._checker, self._at = checker, at
        self._lines: list[PlanLine] = []
        self._known = DuplicateFinder(case)
        self._rows: dict[str, dict[str, dict[str, Any]]] = {
            name: {} for name in ("sources", "claims", "excerpts", "verdicts")
        }
        self._of_claim: dict[str, list[str]] = {}
        self._sheet = self._adopted()
        self._scaling = LabelMapping(self._scale, labels)
        self._unsigned = 0

    def plan(self) -> Plan:
        """Return what would be done."""
        found = self._found
        if self._sheet:
            self._tell(
                "cover sheet", ImportStatus.NEW, "case", clean_line(str(found.sheet and found.sheet.get("title", "")))
            )
        if self._scope == Scope.ALL:
            for source in found.sources:
                self._tried(source.place, "source", str(source.row.get("title", "")), self._source, source.row)
        for claim in found.claims:
            self._tried(claim.place, "claim", claim.text, self._claim, claim)
        for problem in found.problems:
            self._tell(problem.place, ImportStatus.REFUSED, "row", "", problem.why)
        self._judge()
        return Plan(
            format=found.format,
            lines=tuple(self._lines),
            edits=(*self._sheet, *self._edits()),
            labels=self._scaling.mapped,
            notes=(*found.notes, *self._signed()),
            based_on=len(self._case.history),
        )

    def _signed(self) -> list[str]:
        """Say whose the verdicts become that nobody has signed."""
        count = self._unsigned
        whose = f"{'it becomes' if count == 1 else 'they become'} {self._checker}'s"
        return [f"{count} verdict{'s' * (count > 1)} without a checker: {whose}"] if count else []

    # The case as a whole

    @property
    def _scale(self) -> Scale:
        after = self._sheet[0].after if self._sheet else None
        return read_scale(after["scale"]) if after and "scale" in after else self._case.scale

    def _adopted(self) -> list[Edit]:
        """Return what makes the cover sheet of a case in which nothing is yet that of the case that comes in."""
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

    def _tell(self, place: str, fate: ImportStatus, noun: str, words: str, why: str = "") -> None:
        self._lines.append(PlanLine(place, fate, noun, words, why))

    def _tried(self, place: str, noun: str, words: str, take: Any, *found: Any) -> Any:
        """Take something; what cannot be taken is told, and nothing of it is."""
        try:
            return take(*found)
        except FactcheckError as error:
            self._tell(place, ImportStatus.REFUSED, noun, words, str(error))
            return None

    def _claim(self, found: ClaimCandidate) -> None:
        key = self._case.claim(found.known).id if found.known else self._new_claim(found)
        if self._scope == Scope.CLAIMS:
            return
        for excerpt in found.excerpts:
            self._tried(excerpt.place, "excerpt", excerpt.quote, self._excerpt, key, excerpt)
        if self._scope == Scope.ALL:
            for verdict in found.verdicts:
                self._tried(verdict.place, "verdict", verdict.label or "", self._verdict, key, verdict)

    def _new_claim(self, found: ClaimCandidate) -> str:
        """Return the id of a claim, which is added unless it is there."""
        if found.row.get("id") in self._case.claims:
            key = str(found.row["id"])
            other = "" if self._case.claims[key].text == found.text else "with another text, and stays as it is"
            self._tell(found.place, ImportStatus.THERE, "claim", found.text, other)
            return key
        row = {**found.row, "text": found.text} if self._found.exact else self._cleaned(found.row, text=found.text)
        if (known := self._known.claim(row)) is not None:
            self._tell(found.place, ImportStatus.THERE, "claim", row["text"])
            return known
        key = self._add("claims", Claim, row)
        if not self._found.exact:
            self._known.add_claim(key, row)
        self._tell(found.place, ImportStatus.NEW, "claim", row["text"])
        return key

    def _source(self, found: Row) -> str:
        """Return the id of a source, which is added unless it is there."""
        asked = found.get("id")
        if asked in self._case.sources or (self._found.exact and asked in self._rows["sources"]):
            return str(asked)
        row = dict(found) if self._found.exact else self._cleaned(found)
        if not any(value for name, value in row.items() if name != "id"):
            raise InvalidError(NO_SOURCE)
        if (known := self._known.source(row)) is not None:
            return known
        key = self._add("sources", Source, row)
        if not self._found.exact:
            self._known.add_source(key, row)
        self._tell("", ImportStatus.NEW, "source", row.get("title") or row.get("url", ""))
        return key

    def _excerpt(self, claim: str, found: ExcerptCandidate) -> None:
        if found.row.get("id") in self._case.excerpts:
            self._tell(found.place, ImportStatus.THERE, "excerpt", found.quote)
            return
        row = {**found.row, "claim": claim, "stance": found.stance.value, "quote": found.quote, "source": ""}
        if not self._found.exact:
            made = {"by": clean_line(str(row.get("by", ""))) or self._checker, "at": self._time(row.get("at"))}
            row = self._cleaned({**row, **made}, quote=found.quote.strip())
        row["source"] = self._source(found.source)
        if self._known.excerpt(row) is not None:
            self._tell(found.place, ImportStatus.THERE, "excerpt", found.quote)
            return
        key = self._add("excerpts", Excerpt, row)
        self._of_claim.setdefault(claim, []).append(key)
        if not self._found.exact:
            self._known.add_excerpt(key, row)
        self._tell(found.place, ImportStatus.NEW, "excerpt", found.quote)

    def _verdict(self, claim: str, found: VerdictCandidate) -> None:
        label = None
        if found.label is not None:
            label = self._scaling.label(found.label, found.kind)
            if label is None:
                raise InvalidError(f"no one label of the scale {self._scale.name} ({self._scale.ids}) is meant by it")
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
        self._unsigned += not found.row.get("checker") and not self._found.exact
        self._rows["verdicts"][key] = Verdict.from_row(row).to_row() | row
        self._tell(found.place, ImportStatus.NEW, "verdict", found.label or "", "")

    def _compare(self, found: VerdictCandidate, before: Row, row: Row) -> None:
        """Tell what becomes of a verdict where the checker has one: that stays."""
        if before["label"] != row["label"]:
            raise InvalidError(f"{row['checker']} has a verdict on this claim already ({before['label']}), which stays")
        self._tell(found.place, ImportStatus.THERE, "verdict", found.label or "")

    def _judge(self) -> None:
        """Say of verdicts on what they are based: the claim and its excerpts, as they will be."""
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
        """Put a row with those that are to be added, and return its id. Fields that are not ours are kept."""
        key = str(row["id"]) if self._found.exact else new_id()
        self._rows[table][key] = kind.from_row({**row, "id": key}).to_row() | {**_plain(row), "id": key}
        return key

    def _cleaned(self, row: Row, **texts: str) -> dict[str, Any]:
        """Return a row of another's as it is stored: cleaned as what a person types, quotes exact."""
        cleaned = normalize_fields({**row, **texts})
        check_storable(cleaned)
        return cleaned

    def _time(self, said: object) -> str:
        """Return when something was done: as the file has it, never later than now."""
        known = parse_time(said) if isinstance(said, str) else ""
        return min(known, self._at) if known else self._at


def _plain(row: Row) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


__all__ = ["ImportStatus", "MappedLabel", "Plan", "PlanLine", "Scope", "plan"]

_NONE: Mapping[str, str] = MappingProxyType({})


def plan(
    case: Case, found: Candidates, checker: str, at: str, *, scope: Scope = Scope.ALL, labels: Mapping[str, str] = _NONE
) -> Plan:
    """Return what `checker` would add to `case` at the time `at`, of what was found, and what not.

    `labels` names the label of the case's scale for words of the file. Raises UnknownError for one that is none.
    """
    return Planner(case, found, checker, at, scope, labels).plan()
