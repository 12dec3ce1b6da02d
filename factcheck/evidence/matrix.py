"""What each source says of the figures of a claim, and of whole claims; and how disputed a claim is.

Pure values for a screen or a report: passages of each source in, cells out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.case.records import Stance
from factcheck.evidence import Bound, Figure, FigureKind, FigureMark, Relation, Text
from factcheck.evidence.arithmetic import possible_terms
from factcheck.evidence.assessment import all_marks
from factcheck.evidence.contexts import FigureContext, figure_contexts
from factcheck.evidence.signals import is_earlier

_ORDER = (Relation.DIFFERS, Relation.SAME, Relation.EQUAL, Relation.UNEQUAL, Relation.WITHIN)
_EVENTS = {
    "die": "deaths",
    "arrest": "arrested",
    "leave": "left",
    "sentence": "sentenced",
    "injure": "injured",
    "birth": "born",
}


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage of a source: an excerpt with its stance, or a passage that has none yet."""

    text: str
    stance: Stance | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """The passages of a source, the best first, with its ref, its date in ISO 8601 if known, and its language."""

    source: str
    passages: tuple[QuotedPassage, ...]
    dated: str = ""
    language: str = "en"

    def texts(self) -> list[Text]:
        """Return the passages as texts to be compared."""
        return [Text(passage.text, self.dated, passage.before, self.language) for passage in self.passages]


@dataclass(frozen=True, slots=True)
class SourceValue:
    """What a source says for one figure of a claim: in its own words, how that relates to the claim, and where.

    `relation` is None for figures that are only parts (26 + 18). `passage` is the index of the source's passage.
    """

    source: str
    text: str
    relation: Relation | None
    passage: int
    figures: tuple[Figure, ...]
    earlier: bool = False

    def __str__(self) -> str:
        return f"{self.source} {self.text}{', earlier' if self.earlier else ''}"


@dataclass(frozen=True, slots=True)
class FigureValues:
    """One figure of a claim with what each source says for it; sources that say none are left out."""

    figure: Figure
    label: str
    values: tuple[SourceValue, ...]

    def __str__(self) -> str:
        return f"{self.label}: {' · '.join(map(str, self.values))}"


class SourceState(StrEnum):
    """What a source says of a claim: by the stances of its excerpts, or if it has none, by its figures.

    NEITHER is a source without a supporting or contradicting excerpt, whose figures do not differ.
    """

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    BOTH = "both"
    DIFFERS = "differs"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A claim with a state for each source, in the order of the sources, and how disputed it is."""

    claim: str
    states: tuple[SourceState, ...]

    @property
    def disputed(self) -> float:
        """How disputed the claim is: 0 if nothing disagrees, more with each source on the weaker side.

        Half of the harmonic mean of the sources for and against; a source of which only the figures differ counts
        half, one that is quoted on both sides counts on both.
        """
        both = self.states.count(SourceState.BOTH)
        supporting = self.states.count(SourceState.SUPPORTS) + both
        against = self.states.count(SourceState.CONTRADICTS) + both + self.states.count(SourceState.DIFFERS) / 2
        return supporting * against / (supporting + against) if supporting and against else 0.0


def values_by_source(claim: Text, sources: Sequence[SourceEvidence]) -> list[FigureValues]:
    """Return for each figure of a claim what each source says.

    A source is earlier if it is dated before the claim or, if the claim has no date, before the latest of the sources.
    """
    latest = claim.dated or max((source.dated for source in sources), default="")
    contexts = figure_contexts(claim)
    marks = [[all_marks(claim, text) for text in source.texts()] if contexts else [] for source in sources]
    figures = []
    for context in contexts:
        pairs = zip(sources, marks, strict=True)
        values = [value for source, each in pairs if (value := _value(context, source, each, latest))]
        if values:
            figures.append(FigureValues(context.figure, _label(context), tuple(values)))
    return figures


def evidence_state(claim: Text, source: SourceEvidence) -> SourceState:
    """Return what a source says of a claim: by the stances of its passages, else by whether a figure differs."""
    if state := state_by_stances({passage.stance for passage in source.passages}):
        return state
    marks = (mark for text in source.texts() for mark in all_marks(claim, text))
    return SourceState.DIFFERS if any(mark.relation is Relation.DIFFERS for mark in marks) else SourceState.NEITHER


def state_by_stances(stances: Collection[Stance | None]) -> SourceState | None:
    """Return what a source says by the stances of its passages; None if none of them takes a side."""
    supports, contradicts = Stance.SUPPORTS in stances, Stance.CONTRADICTS in stances
    if supports and contradicts:
        return SourceState.BOTH
    return SourceState.SUPPORTS if supports else SourceState.CONTRADICTS if contradicts else None


def _value(
    context: FigureContext, source: SourceEvidence, marks: Sequence[Sequence[FigureMark]], latest: str
) -> SourceValue | None:
    """Return what a source says for a figure: from its first passage with a value, differences before other marks.

    `marks` are those of each of its passages.
    """
    earlier = is_earlier(source.dated, latest)
    candidates = [
        (_ORDER.index(mark.relation), number, mark)
        for number, of_passage in enumerate(marks)
        for mark in of_passage
        if mark.claim.start == context.figure.start
    ]
    if candidates:
        _, number, mark = min(candidates, key=lambda candidate: candidate[:2])
        return SourceValue(source.source, figure_words(mark.excerpt), mark.relation, number, (mark.excerpt,), earlier)
    for number, text in enumerate(source.texts()):
        terms = tuple(term.figure for term in possible_terms(context, figure_contexts(text)))
        if terms:
            words = " + ".join(map(figure_words, terms))
            return SourceValue(source.source, words, None, number, terms, earlier)
    return None


def figure_words(figure: Figure) -> str:
    """Return a figure as its text writes it, with its bound and how it was worked out."""
    text = " ".join(figure.text.split())
    if figure.derivation:
        return figure.derivation if "=" in figure.derivation else f"{text} ({figure.derivation})"
    return f"{text} {figure.bound}" if figure.bound is not Bound.EXACT else text


def _label(context: FigureContext) -> str:
    if context.event:
        return _EVENTS.get(context.event, context.event)
    figure = context.figure
    return figure.kind if figure.kind is FigureKind.DATE else figure.unit or figure.kind
