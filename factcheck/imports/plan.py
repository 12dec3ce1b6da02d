"""The plan of an import: a status for each row, and the edits that carry it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from factcheck.case.changes import Edit
from factcheck.imports.label_mapping import MappedLabel
from factcheck.text import counted, visible_line


class ImportStatus(StrEnum):
    """What an import does with a row; the values are the names in JSON."""

    NEW = "new"
    DUPLICATE = "there"
    REJECTED = "refused"


class Scope(StrEnum):
    """What to import: everything, claims with their evidence, or claims only."""

    ALL = "all"
    EVIDENCE = "evidence"
    CLAIMS = "claims"


NOUNS = ("case", "source", "claim", "excerpt", "verdict", "entry", "row")
"""The kinds of rows in a plan; "row" is one that could not be read as any of the others."""


class PlanLine(NamedTuple):
    """What an import does with one row: its place in the file, its status, kind and text, and the reason."""

    place: str
    status: ImportStatus
    noun: str
    words: str
    why: str = ""

    def cut(self, most: int) -> str:
        """Return the line for people, with at most `most` characters of the text."""
        text = visible_line(self.words)
        text = text if len(text) <= most else f"{text[:most]}…"
        status = _STATUS_WORDS[self.status].format(self.noun)
        reason = f"{status}: {visible_line(self.why)}" if self.why else status
        return " · ".join(filter(None, (visible_line(self.place), reason, text)))


_STATUS_WORDS = {
    ImportStatus.NEW: "new {}",
    ImportStatus.DUPLICATE: "duplicate {} skipped",
    ImportStatus.REJECTED: "{} rejected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What importing a file would do: `lines` in the order of the file, and the `edits` of one change set.

    `based_on` is the number of changes in the history when the import was planned.
    """

    format: str
    lines: tuple[PlanLine, ...]
    edits: tuple[Edit, ...]
    labels: tuple[MappedLabel, ...] = ()
    notes: tuple[str, ...] = ()
    based_on: int = 0

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
        head = f"{total:,} duplicate{plural} skipped" if status == ImportStatus.DUPLICATE else f"{total:,} rejected"
        return f"{head}: {self.words(status)}" if total else head
