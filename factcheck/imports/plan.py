"""What an import would do, before it is done: row by row, and as the edits that would do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from factcheck.case.changes import Edit
from factcheck.text import visible_line


class ImportStatus(StrEnum):
    """What becomes of something that was found."""

    NEW = "new"
    THERE = "there already"
    REFUSED = "not taken"


class Scope(StrEnum):
    """How much of what was found is wanted: all of it, the claims with their evidence, or the claims alone."""

    ALL = "all"
    EVIDENCE = "evidence"
    CLAIMS = "claims"


NOUNS = ("case", "source", "claim", "excerpt", "verdict", "row")
"""What a line of a plan may be about; a row is something that could not be read as any of the others."""


class PlanLine(NamedTuple):
    """What becomes of one thing in the file: where it stands there, its status, what it is, and why."""

    place: str
    status: ImportStatus
    noun: str
    words: str
    why: str = ""

    def cut(self, most: int) -> str:
        """Return the line for people on one line, with at most so many letters of what stands in the file."""
        words = visible_line(self.words)
        said = words if len(words) <= most else f"{words[:most]}…"
        status = f"new {self.noun}" if self.status == ImportStatus.NEW else f"{self.noun} {self.status.value}"
        why = f"{status}: {visible_line(self.why)}" if self.why else status
        return " · ".join(filter(None, (visible_line(self.place), why, said)))


class MappedLabel(NamedTuple):
    """What the case's scale makes of a label of the file: the name of its own, None for none; for how many verdicts."""

    words: str
    label: str | None
    times: int

    def __str__(self) -> str:
        """What was made of what; text of others is in it, made visible."""
        return f"{visible_line(self.words)} → {visible_line(self.label) if self.label else 'no label'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would come of a file: `lines` in its order, and the `edits` that do it, as one.

    `based_on` is how many changes the case had when this was planned.
    """

    format: str
    lines: tuple[PlanLine, ...]
    edits: tuple[Edit, ...]
    labels: tuple[MappedLabel, ...] = ()
    notes: tuple[str, ...] = ()
    based_on: int = 0

    def counts(self, status: ImportStatus) -> dict[str, int]:
        """Return how many of each noun have a status, those of which there are any."""
        found = Counter(line.noun for line in self.lines if line.status == status)
        return {noun: found[noun] for noun in NOUNS if found[noun]}

    def of(self, status: ImportStatus) -> Iterator[PlanLine]:
        """Yield the lines with a status."""
        return (line for line in self.lines if line.status == status)

    def words(self, status: ImportStatus) -> str:
        """Return how many of what have a status: "12 claims, 3 excerpts"."""
        counts = self.counts(status).items()
        return ", ".join(f"{count:,} {noun}{'s' * (count > 1)}" for noun, count in counts) or "nothing"
