"""What reports and templates see of a case: frozen values in which everything is looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from factcheck.case.records import Claim, Source
from factcheck.case.scale import Label, LabelKind
from factcheck.case.staleness import BasisChange
from factcheck.evidence import FigureMark
from factcheck.evidence.warnings import VerdictWarning

Item = TypeVar("Item")
Made = TypeVar("Made")

UNCHECKED = Label("", "Unchecked", "○", "", "No checker has decided yet.", LabelKind.OPEN)
"""The label of a claim without a verdict."""


class VerdictView(NamedTuple):
    """A checker's verdict on a claim, and what of its basis has changed since; without a decision it is notes."""

    label: Label
    confidence: str
    checker: str
    at: str
    rationale: str
    condition: str
    stale: bool
    changed: Sequence[BasisChange]


class ExcerptView(NamedTuple):
    """An excerpt with its source, and how it compares to the source's text and to the claim.

    `state` is the name of the quote's state with its `glyph`, both empty where it is not known; `fault` says that
    the source does not say what is quoted, `remark` how it differs, `standing` all that in one line ("≠ altered: 238 →
    283"), empty where the text of the source is missing. `marks` compare the figures with the claim's, and `differs`
    names those that differ ("238 / 225").
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


class CorrectionView(NamedTuple):
    """A verdict that got another label, and why."""

    claim: Claim
    old: Label
    new: Label
    at: str
    by: str
    why: str


class ClaimView(NamedTuple):
    """A claim with all that a report says of it. `label` is the one that stands; `differ` that checkers disagree.

    `verdicts` are those with a decision, the one that stands first; `notes` those without. `values` are what each
    source gives for the figures on which the sources disagree ("deaths: S1 238 · S4 225").
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
    verdicts: Sequence[VerdictView]
    notes: Sequence[VerdictView]
    warnings: Sequence[VerdictWarning]
    supports: Sequence[ExcerptView]
    contradicts: Sequence[ExcerptView]
    context: Sequence[ExcerptView]
    corrections: Sequence[CorrectionView]

    @property
    def quotes(self) -> list[ExcerptView]:
        """All excerpts, those that take a side first."""
        return [*self.supports, *self.contradicts, *self.context]


class SummaryRow(NamedTuple):
    """A claim in a table of contents: its label, whether checkers disagree, and whether it is to be looked at again."""

    ref: str
    text: str
    label: Label
    differ: bool
    stale: bool


class LabelCount(NamedTuple):
    """How many of the claims have a label."""

    label: Label
    claims: int


class SourceView(NamedTuple):
    """A source and the claims that quote it."""

    source: Source
    claims: Sequence[Claim]


class QuoteSummary(NamedTuple):
    """How the excerpts compare to the texts of their sources.

    `checked` were compared, and of those the ones with the refs `altered` do not match; `unchecked` were not, since
    the text of the sources with the refs `missing` is not there.
    """

    checked: int
    altered: Sequence[str]
    unchecked: int
    missing: Sequence[str]


class MatrixRowView(NamedTuple):
    """A claim and what each source does for it: supports, contradicts, both, differs, context or silent."""

    id: str
    ref: str
    text: str
    states: Sequence[str]


class MatrixView(NamedTuple):
    """Claims by sources. `compared` tells whether figures were compared, without which no state is "differs"."""

    sources: Sequence[Source]
    rows: Sequence[MatrixRowView]
    compared: bool


@dataclass(frozen=True, slots=True)
class Lazy(Sequence[Made], Generic[Item, Made]):
    """A sequence whose elements are made from `items` as they are looked at, and not kept. Pickled, it is a list."""

    items: Sequence[Item]
    make: Callable[[Item], Made]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Made]:
        return map(self.make, self.items)

    def __getitem__(self, place: Any) -> Any:
        found = self.items[place]
        return list(map(self.make, found)) if isinstance(place, slice) else self.make(found)

    def __reduce__(self) -> tuple[type, tuple[list[Made]]]:
        return list, (list(self),)
