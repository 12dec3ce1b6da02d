"""What an import would do, before it is done: row by row, and as the edits that would do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from factcheck.case.changes import Edit
from factcheck.text import visible_line


class Fate(StrEnum):
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


class Line(NamedTuple):
    """What becomes of one thing in the file: where it stands there, its fate, what it is, and why."""

    place: str
    fate: Fate
    noun: str
    words: str
    why: str = ""

    def cut(self, most: int) -> str:
        """Return the line for people on one line, with at most so many letters of what stands in the file."""
        words = visible_line(self.words)
        said = words if len(words) <= most else f"{words[:most]}…"
        fate = f"new {self.noun}" if self.fate == Fate.NEW else f"{self.noun} {self.fate.value}"
        why = f"{fate}: {visible_line(self.why)}" if self.why else fate
        return " · ".join(filter(None, (visible_line(self.place), why, said)))


class Mapped(NamedTuple):
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
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...]
    labels: tuple[Mapped, ...] = ()
    notes: tuple[str, ...] = ()
    based_on: int = 0

    def counts(self, fate: Fate) -> dict[str, int]:
        """Return how many of each noun have a fate, those of which there are any."""
        found = Counter(line.noun for line in self.lines if line.fate == fate)
        return {noun: found[noun] for noun in NOUNS if found[noun]}

    def of(self, fate: Fate) -> Iterator[Line]:
        """Yield the lines with a fate."""
        return (line for line in self.lines if line.fate == fate)

    def words(self, fate: Fate) -> str:
        """Return how many of what have a fate: "12 claims, 3 excerpts"."""
        counts = self.counts(fate).items()
        return ", ".join(f"{count:,} {noun}{'s' * (count > 1)}" for noun, count in counts) or "nothing"
