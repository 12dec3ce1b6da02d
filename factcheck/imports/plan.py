"""The plan of an import: a status for each row, and the edits that carry it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.record import Row
from factcheck.imports.label_mapping import MappedLabel
from factcheck.text import counted, visible_line


class ImportStatus(StrEnum):
    """What an import does with a row; the values are the names in JSON."""

    NEW = "new"
    DIFFERS = "differs"
    DUPLICATE = "there"
    REJECTED = "refused"


class Scope(StrEnum):
    """What to import: everything, claims with their evidence, or claims only."""

    ALL = "all"
    EVIDENCE = "evidence"
    CLAIMS = "claims"


_VERDICT_KINDS = {
    "label": ChangeKind.DECIDE,
    "rationale": ChangeKind.RATIONALE,
    "condition": ChangeKind.RATIONALE,
    "confidence": ChangeKind.CONFIDENCE,
}


def _kind(target: str, before: Row | None, after: Row) -> ChangeKind:
    """Return the kind of the change that takes over differences of a row."""
    if target.startswith("verdicts/"):
        if before is None:
            return ChangeKind.RATIONALE if after["label"] is None else ChangeKind.DECIDE
        if "label" in after and after["label"] is None:
            return ChangeKind.WITHDRAW
        return next(kind for field, kind in _VERDICT_KINDS.items() if field in after)
    return ChangeKind.STANCE if after.keys() == {"stance"} else ChangeKind.EDIT


NOUNS = ("case", "source", "claim", "excerpt", "verdict", "entry", "row")
"""The kinds of rows in a plan; "row" is one that could not be read as any of the others."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Difference:
    """A field of a row of the case that the file has otherwise, and what taking it over changes.

    `target` is "table/key"; `before` and `after` hold the field and those that change with it. `before` is None if
    taking it over adds a row, which is then `after`.
    """

    target: str
    field: str
    before: Row | None
    after: Row

    @property
    def claim(self) -> str:
        """The id of the claim whose verdict this is; "" for any other field."""
        table, _, key = self.target.partition("/")
        return key.partition("/")[0] if table == "verdicts" else ""


class PlanLine(NamedTuple):
    """What an import does with one row: its place in the file, its status, kind and text, and the reason.

    If the case and the file differ in a field, it is that field, and `difference` is what taking it over changes.
    """

    place: str
    status: ImportStatus
    noun: str
    words: str
    why: str = ""
    difference: Difference | None = None

    def cut(self, most: int) -> str:
        """Return the line for people, with at most `most` characters of the text."""
        text = visible_line(self.words)
        text = text if len(text) <= most else f"{text[:most]}…"
        status = _STATUS_WORDS[self.status].format(self.noun)
        reason = f"{status}: {visible_line(self.why)}" if self.why else status
        return " · ".join(filter(None, (visible_line(self.place), reason, text)))


_STATUS_WORDS = {
    ImportStatus.NEW: "new {}",
    ImportStatus.DIFFERS: "{} differs",
    ImportStatus.DUPLICATE: "duplicate {} skipped",
    ImportStatus.REJECTED: "{} rejected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What importing a file would do: `lines` in the order of the file, and the `edits` of one change set.

    `edits` are without the differences, which `with_updates` adds. `lacking` names the labels or evidence of the file
    that were not read, `uncredited` counts the new verdicts that name no checker. `based_on` is the number of changes
    in the history when the import was planned.
    """

    format: str
    lines: tuple[PlanLine, ...]
    edits: tuple[Edit, ...]
    basis: Callable[[str, Mapping[str, Row]], str]
    """Returns the basis of a verdict on a claim, given its id and the changed fields of rows by target."""
    labels: tuple[MappedLabel, ...] = ()
    notes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    uncredited: int = 0
    based_on: int = 0

    @property
    def differing(self) -> list[PlanLine]:
        """The lines with a difference."""
        return [line for line in self.lines if line.difference is not None]

    def with_updates(self, lines: Iterable[PlanLine], at: str) -> Plan:
        """Return the plan that takes over the differences of these lines, too, at the time `at`."""
        chosen = [line.difference for line in lines if line.difference is not None]
        befores, afters = dict[str, dict[str, Any] | None](), dict[str, dict[str, Any]]()
        for difference in chosen:
            before = difference.before
            befores[difference.target] = (
                None if before is None else {**(befores.get(difference.target) or {}), **before}
            )
            afters.setdefault(difference.target, {}).update(difference.after)
        for claim, target in ((each.claim, each.target) for each in chosen if each.field == "label"):
            decided = afters[target]["label"] is not None
            afters[target] |= {"at": at, "basis": self.basis(claim, afters) if decided else ""}
        added = (self._rebased(edit, afters) for edit in self.edits)
        updates = (
            Edit(_kind(target, befores[target], after), target, befores[target], after)
            for target, after in afters.items()
        )
        return replace(self, edits=(*added, *updates))

    def _rebased(self, edit: Edit, afters: Mapping[str, Row]) -> Edit:
        """Return the edit that adds a verdict with a basis that has the changes of its claim and excerpts."""
        if not edit.target.startswith("verdicts/") or not edit.after or not edit.after["basis"]:
            return edit
        return edit._replace(after={**edit.after, "basis": self.basis(edit.after["claim"], afters)})

    def counts(self, status: ImportStatus) -> dict[str, int]:
        """Return the number of rows of each kind with a status, without the kinds that have none."""
        counts = Counter(line.noun for line in self.lines if line.status == status)
        return {noun: counts[noun] for noun in NOUNS if counts[noun]}

    def of(self, status: ImportStatus) -> Iterator[PlanLine]:
        """Yield the lines with a status."""
        return (line for line in self.lines if line.status == status)

    def words(self, status: ImportStatus) -> str:
        """Return how many rows of each kind have a status: "12 claims, 3 excerpts"; "nothing" if none has."""
        counts = self.counts(status).items()
        return ", ".join(counted(count, noun) for noun, count in counts) or "nothing"

    def summary(self, status: ImportStatus) -> str:
        """Return a status for people: "new: 12 claims", "7 duplicates skipped: 7 claims", "0 rejected"."""
        if status == ImportStatus.NEW:
            return f"new: {self.words(status)}"
        total = sum(self.counts(status).values())
        plural = "s" * (total != 1)
        if status == ImportStatus.DIFFERS:
            head = f"{total:,} differ" if total != 1 else "1 differs"
        elif status == ImportStatus.DUPLICATE:
            head = f"{total:,} duplicate{plural} skipped"
        else:
            head = f"{total:,} rejected"
        return f"{head}: {self.words(status)}" if total else head
