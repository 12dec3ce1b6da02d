"""What each source says of a claim, and of all claims: the values beside each other, and how disputed a claim is.

Pure values, for a screen or a report to draw: passages of each source in, cells out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.case.records import Stance
from factcheck.evidence import Bound, Figure, FigureKind, FigureMark, Relation, Text
from factcheck.evidence.arithmetic import possible_terms
from factcheck.evidence.assessment import all_marks
from factcheck.evidence.contexts import FigureContext, figure_contexts
from factcheck.evidence.signals import is_earlier

_ORDER = (Relation.DIFFERS, Relation.SAME, Relation.EQUAL, Relation.RECKONED, Relation.WITHIN)
_EVENTS = {
    "die": "dead",
    "arrest": "arrested",
    "leave": "left",
    "sentence": "sentenced",
    "injure": "injured",
    "birth": "born",
}


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage of a source: an excerpt with its stance, or one that was found and has none yet."""

    text: str
    stance: Stance | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """A source with what it says: its ref, its passages, the best first, and its date in ISO 8601, as far as known."""

    source: str
    passages: tuple[QuotedPassage, ...]
    dated: str = ""
    language: str = "en"

    def texts(self) -> list[Text]:
        """Return the passages as texts to be compared."""
        return [Text(passage.text, self.dated, passage.before, self.language) for passage in self.passages]


@dataclass(frozen=True, slots=True)
class SourceValue:
    """What a source gives for one figure of a claim: in its own words, how it stands to the claim's, and from where.

    `relation` is None for figures that are only parts (26 + 18). `passage` counts the source's passages from 0.
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
    """One figure of a claim with what each source gives for it; sources that are silent are left out."""

    figure: Figure
    label: str
    said: tuple[SourceValue, ...]

    def __str__(self) -> str:
        return f"{self.label}: {' · '.join(map(str, self.said))}"


class SourceState(StrEnum):
    """What a source does for a claim: by a checker's stance, or by its figures where there is none."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    BOTH = "both"
    DIFFERS = "differs"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A claim with a state for each source, in the order of the sources, and how disputed it is."""

    claim: str
    states: tuple[SourceState, ...]

    @property
    def disputed(self) -> float:
        """How disputed the claim is: 0 where nothing disagrees, more with each source on the weaker side.

        Half of the harmonic mean of those for and those against; a source whose figures only differ counts half, one
        that is quoted on both sides counts on both.
        """
        both = self.states.count(SourceState.BOTH)
        supporting = self.states.count(SourceState.SUPPORTS) + both
        against = self.states.count(SourceState.CONTRADICTS) + both + self.states.count(SourceState.DIFFERS) / 2
        return supporting * against / (supporting + against) if supporting and against else 0.0


def values_by_source(claim: Text, witnesses: Sequence[SourceEvidence]) -> list[FigureValues]:
    """Return for each figure of a claim what each source gives for it.

    A source is earlier if it is dated before the claim; where the claim has no date, before the latest of the sources.
    """
    latest = claim.dated or max((witness.dated for witness in witnesses), default="")
    asked = figure_contexts(claim)
    marks = [[all_marks(claim, text) for text in witness.texts()] if asked else [] for witness in witnesses]
    found = []
    for place in asked:
        pairs = zip(witnesses, marks, strict=True)
        said = [given for witness, each in pairs if (given := _given(place, witness, each, latest))]
        if said:
            found.append(FigureValues(place.figure, _label(place), tuple(said)))
    return found


def matrix_rows(claims: Iterable[tuple[str, Text, Sequence[SourceEvidence]]]) -> list[MatrixRow]:
    """Return a row for each claim, given as its ref, its text and all sources, in one order for all."""
    return [
        MatrixRow(ref, tuple(evidence_state(text, witness) for witness in witnesses)) for ref, text, witnesses in claims
    ]


def evidence_state(claim: Text, witness: SourceEvidence) -> SourceState:
    """Return what a source does for a claim: what its passages were filed under, else whether a figure differs."""
    if found := state_by_stances({passage.stance for passage in witness.passages}):
        return found
    marks = (mark for text in witness.texts() for mark in all_marks(claim, text))
    return SourceState.DIFFERS if any(mark.relation is Relation.DIFFERS for mark in marks) else SourceState.SILENT


def state_by_stances(stances: Collection[Stance | None]) -> SourceState | None:
    """Return what a source does by the stances of its passages; None where none of them takes a side."""
    supports, contradicts = Stance.SUPPORTS in stances, Stance.CONTRADICTS in stances
    if supports and contradicts:
        return SourceState.BOTH
    return SourceState.SUPPORTS if supports else SourceState.CONTRADICTS if contradicts else None


def _given(
    place: FigureContext, witness: SourceEvidence, marks: Sequence[Sequence[FigureMark]], latest: str
) -> SourceValue | None:
    """Return what a source gives for a figure: from the first passage that says it, differences before all.

    `marks` are those of each of its passages.
    """
    before = is_earlier(witness.dated, latest)
    found = [
        (_ORDER.index(mark.relation), number, mark)
        for number, of_passage in enumerate(marks)
        for mark in of_passage
        if mark.claim.start == place.figure.start
    ]
    if found:
        _, number, mark = min(found, key=lambda entry: entry[:2])
        return SourceValue(witness.source, figure_words(mark.excerpt), mark.relation, number, (mark.excerpt,), before)
    for number, text in enumerate(witness.texts()):
        parts = tuple(part.figure for part in possible_terms(place, figure_contexts(text)))
        if parts:
            said = " + ".join(figure_words(part) for part in parts)
            return SourceValue(witness.source, said, None, number, parts, before)
    return None


def figure_words(figure: Figure) -> str:
    """Write a figure as its text does, with what binds it, and how it was worked out."""
    text = " ".join(figure.text.split())
    if figure.reckoned:
        return figure.reckoned if "=" in figure.reckoned else f"{text} ({figure.reckoned})"
    return f"{text} {figure.bound}" if figure.bound is not Bound.EXACT else text


def _label(place: FigureContext) -> str:
    if place.event:
        return _EVENTS.get(place.event, place.event)
    return place.figure.kind if place.figure.kind is FigureKind.DATE else place.figure.unit or place.figure.kind
