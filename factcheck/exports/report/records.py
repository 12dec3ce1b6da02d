"""The values that reports and templates get: immutable, with all references resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.case.records import Claim, Source
from factcheck.case.scale import Label, LabelKind
from factcheck.case.staleness import BasisChange
from factcheck.case.statistics import DIFFER
from factcheck.evidence import FigureMark
from factcheck.evidence.warnings import VerdictWarning

DIFFERING = Label(
    DIFFER, "Checkers differ", "⇄", "", "The checkers gave it different labels, and nobody has settled that.",
    LabelKind.OPEN,
)  # fmt: skip
"""What stands in place of a label where checkers differ."""
UNCHECKED = Label("", "Unchecked", "○", "", "No checker has decided yet.", LabelKind.OPEN)
"""The label of a claim without a verdict."""


class VerdictView(NamedTuple):
    """The verdict or, without a label, the note of a checker on a claim; `changed` lists later changes of its basis.

    One that `settles` those of the checkers stands; `cause` is why they differed, "" if that is not stated.
    """

    label: Label
    confidence: str
    checker: str
    at: str
    rationale: str
    condition: str
    stale: bool
    changed: Sequence[BasisChange]
    settles: bool = False
    cause: str = ""


class ExcerptView(NamedTuple):
    """An excerpt with its source, and how it compares to the text of the source and to the claim.

    `state` is the name of the state of the quote and `glyph` its sign, both "" if unknown. `fault` is true if the quote
    does not match its source; `remark` describes the difference, and `standing` is all of it in one line ("≠ altered:
    238 → 283"), "" if the text of the source is missing. `marks` compare the figures with those of the claim; `differs`
    lists the figures that differ ("238 / 225"). `version` is the SHA-256 of the earlier version of the source that has
    the quote, "" if the present one has it.
    """

    ref: str
    stance: str
    quote: str
    locator: str
    note: str
    source: Source
    state: str
    glyph: str
    fault: bool
    remark: str
    standing: str
    differs: str
    marks: Sequence[FigureMark]
    version: str = ""
    together: str = ""
    """With which excerpts it forms a set, in words."""


class CorrectionView(NamedTuple):
    """A change of the label of a claim, with the reasons of the new label and of the old one."""

    claim: Claim
    old: Label
    new: Label
    at: str
    by: str
    why: str
    old_why: str


class EntryView(NamedTuple):
    """A note on a claim; `to` is whom it is meant for, `closed` the time at which it was closed, both "" if none."""

    ref: str
    kind: str
    to: str
    words: str
    by: str
    at: str
    closed: str
    via: str = ""
    due: str = ""
    outcome: str = ""


class AskedView(NamedTuple):
    """Somebody who was asked: for comment, a question, or what they replied; `on` is the ref of what it is about.

    `words` are empty unless the notes are asked for. `state` says what came of it, before the time `closed`:
    "answered", "silent since".
    """

    ref: str
    on: str
    kind: str
    to: str
    via: str
    words: str
    at: str
    closed: str
    state: str


class ClaimView(NamedTuple):
    """A claim with everything that a report prints of it.

    `label` is that of the verdict that stands; `differ` is true if checkers disagree and that is not settled.
    `verdicts` are those with a label, the one that settles the others first, then the newest; `notes` those without.
    `values` list the figures on which the sources disagree, with the value of each source ("deaths: S1 238 · S4 225").
    `marks` are the words of the claim that no source has, or a source has otherwise ("in none of 5 sources: April 14").
    `entries` are the notes on it, if the option `notes` asks for them.
    """

    id: str
    ref: str
    text: str
    speaker: str
    date: str
    origin: str
    tags: Sequence[str]
    label: Label
    differ: bool
    stale: bool
    values: Sequence[str]
    marks: Sequence[str]
    verdicts: Sequence[VerdictView]
    notes: Sequence[VerdictView]
    warnings: Sequence[VerdictWarning]
    supports: Sequence[ExcerptView]
    contradicts: Sequence[ExcerptView]
    context: Sequence[ExcerptView]
    corrections: Sequence[CorrectionView]
    entries: Sequence[EntryView] = ()

    @property
    def open_dispute(self) -> bool:
        """Whether no verdict stands since checkers differ."""
        return self.label is DIFFERING

    @property
    def quotes(self) -> list[ExcerptView]:
        """All excerpts: supporting, contradicting, context."""
        return [*self.supports, *self.contradicts, *self.context]


class SummaryRow(NamedTuple):
    """A claim in a table of contents: its label, whether checkers disagree, and whether the verdict is stale."""

    ref: str
    text: str
    label: Label
    differ: bool
    stale: bool


class LabelCount(NamedTuple):
    """A label, the number of claims that have it, and the refs of the first of them."""

    label: Label
    claims: int
    refs: Sequence[str] = ()


class SourceView(NamedTuple):
    """A source and the claims that quote it."""

    source: Source
    claims: Sequence[Claim]


class DraftCoverage(NamedTuple):
    """A draft, and how much of it was looked at: "statements 11 of 20 · figures 16 of 18"."""

    source: Source
    line: str


class QuoteSummary(NamedTuple):
    """How the excerpts compare to the texts of their sources.

    `checked` is the number of excerpts that were compared; those with the refs `altered` do not match. `unchecked` is
    the number of those that were not compared, because the text of the sources with the refs `missing` is missing.
    """

    checked: int
    altered: Sequence[str]
    unchecked: int
    missing: Sequence[str]
    altered_claims: Sequence[str] = ()
    """The refs of the claims that the altered excerpts are filed for."""


class MatrixRowView(NamedTuple):
    """A claim and the state of each source for it: supports, contradicts, both, differs, context or silent."""

    id: str
    ref: str
    text: str
    states: Sequence[str]
    label: Label
    differ: bool
    stale: bool


class MatrixView(NamedTuple):
    """Claims by sources. If `compared` is false, figures were not compared and no state is "differs"."""

    sources: Sequence[Source]
    rows: Sequence[MatrixRowView]
    compared: bool
