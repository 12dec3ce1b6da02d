"""Plan the verdicts of an import: their labels in the scale of the case, whose they are, and which are new."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.case.input import checker_name
from factcheck.case.record import Row
from factcheck.case.records import verdict_row_key
from factcheck.case.scale import LabelKind
from factcheck.errors import InvalidError
from factcheck.imports.candidates import VerdictCandidate
from factcheck.imports.comparison import DiffReport
from factcheck.imports.json_values import shown
from factcheck.imports.label_mapping import LabelMapping, kind_of
from factcheck.imports.plan import ImportStatus
from factcheck.imports.planning import Planning
from factcheck.imports.validation import check_storable
from factcheck.text import clean, clean_line, counted


class VerdictPlanner:
    """Adds the verdicts that a case does not have, and compares the others."""

    def __init__(self, planning: Planning, comparison: DiffReport, labels: Mapping[str, str], credit: str) -> None:
        """Add verdicts to `planning`; those that name no checker are credited to `credit`. Raises UnknownError."""
        self._planning, self._comparison, self._credit = planning, comparison, credit
        self._case, self._rows = planning.case, planning.rows
        self.mapping = LabelMapping(planning.scale, labels)
        self.uncredited = 0
        """The number of new verdicts that name no checker."""

    def add(self, claim_id: str, verdict: VerdictCandidate) -> None:
        """Add a verdict on a claim, or compare it with that of the case. Raises InvalidError."""
        row = self._row(claim_id, verdict)
        key = claim_id if self._is_settled(row) else verdict_row_key(row)
        added, before = self._rows["verdicts"].get(key), self._case.verdicts.row(key)
        row["label"] = self._renamed(verdict, row["label"], (before or {}).get("label"))
        text, is_exact = verdict.label or "", self._planning.exact
        if added is not None:
            if added["label"] != row["label"]:
                other = f"a verdict ({added['label']}) on this claim"
                raise InvalidError(f"{row['checker']} already has {other}, which is kept")
            self._planning.report(verdict.place, ImportStatus.DUPLICATE, "verdict", text)
        elif before is not None:
            given = row.keys() if is_exact or self._planning.candidates.own else verdict.row.keys() | {"label"}
            there = {name: value for name, value in row.items() if name in given}
            self._comparison.compare("verdicts", key, there, verdict.place, text)
        elif taken := self._comparison.place_of(f"verdicts/{key}", "label"):
            raise InvalidError(f"{row['checker']} has another verdict from {taken}; the file must give one value")
        else:
            self.uncredited += not verdict.row.get("checker") and not is_exact
            self._rows.add_verdict(key, row)
            self._planning.report(verdict.place, ImportStatus.NEW, "verdict", text)

    def notes(self) -> Iterator[str]:
        """Yield a note on the verdicts that name no checker."""
        if self.uncredited:
            verdicts = counted(self.uncredited, "verdict")
            yield (
                f"{verdicts} without a checker will be credited to {self._credit}; --checker NAME says whose they are"
            )

    def _row(self, claim_id: str, verdict: VerdictCandidate) -> dict[str, Any]:
        """Return the row of a verdict as it is stored."""
        row = {**verdict.row, "claim": claim_id, "label": self._label(verdict.label, verdict.kind)}
        if not self._planning.exact:
            name = str(row.get("checker") or "")
            row |= {
                "checker": checker_name(name if clean_line(name) else self._credit),
                "at": self._planning.time(row.get("at")),
                "rationale": clean(str(row.get("rationale", ""))),
                "condition": clean_line(str(row.get("condition", ""))),
            }
            check_storable(row)
        return row

    def _is_settled(self, row: Row) -> bool:
        """Return whether a row of our own sheet of claims is, unchanged, the verdict that settles the claim."""
        own = self._planning.candidates.own and not row.get("role")
        settled = self._case.verdicts.row(row["claim"]) if own else None
        if settled is None or settled["checker"] != row["checker"]:
            return False
        return self._comparison.is_unchanged(row["claim"], row)

    def _label(self, name: str | None, kind: LabelKind | None) -> str | None:
        """Return the id of the label of the scale that a name means. Raises InvalidError if there is no single one."""
        label = None if name is None else self.mapping.label(name, kind)
        if name is not None and label is None:
            scale, how = self._planning.scale, f"--label {shlex.quote(f'{shown(name)}=LABEL')} says which it is"
            raise InvalidError(f"matches no single label of the scale {scale.name} ({scale.ids}); {how}")
        return label

    def _renamed(self, verdict: VerdictCandidate, label: str | None, here: str | None) -> str | None:
        """Return the label of a verdict that the file gives twice, by id and by name: the one that was changed.

        Raises InvalidError if both were.
        """
        if not verdict.name or self.mapping.find(verdict.name) == label:
            return label
        name = self._label(verdict.name, kind_of(verdict.name))
        if here in {label, name} or label is None:
            return name if label in (here, None) else label
        raise InvalidError(
            f"the columns label ({verdict.label}) and verdict ({verdict.name}) differ; clear one of them"
        )
