"""A case as its readers see it: plain values in which everything is looked up that a report says of a claim.

What reports have in common stands here, so that the page and the house styles say the same. The values are frozen and
hold nothing of the case itself: a template that gets them can change nothing and reach nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.case.staleness import Difference, outdated, what_changed
from factcheck.case.statistics import Correction, corrections, count_labels, progress
from factcheck.evidence import FigureMark
from factcheck.evidence.warnings import VerdictWarning, warnings
from factcheck.exports.report.heading import checkers, last_change
from factcheck.exports.selection import Selection
from factcheck.quotes import GLYPHS, Anchor, State

UNCHECKED = Label("", "Unchecked", "○", "", "No checker has decided yet.", LabelKind.OPEN)
"""What stands where there is no verdict."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A checker's verdict on a claim, and what of its basis has changed since; without a decision it is notes."""

    label: Label
    confidence: str
    checker: str
    at: str
    rationale: str
    condition: str
    stale: bool
    changed: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Quoted:
    """An excerpt with its source, how it stands there, and its figures beside the claim's.

    `state` is the name of the anchor's state with its `glyph`, both empty where that is not known; `fault` says that
    the source does not say what is quoted, `remark` what else there is to know. `differs` names figures ("238 / 225").
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
    differs: str
    marks: Sequence[FigureMark]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A verdict that got another label, and why."""

    claim: Claim
    old: Label
    new: Label
    at: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim with all that a report says of it. `label` is the one that stands; `differ` that checkers disagree.

    `verdicts` are those with a decision, the one that stands first; `notes` those that wait for one.
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
    verdicts: Sequence[Judgement]
    notes: Sequence[Judgement]
    warnings: Sequence[VerdictWarning]
    supports: Sequence[Quoted]
    contradicts: Sequence[Quoted]
    context: Sequence[Quoted]
    corrections: Sequence[Corrected]

    @property
    def quotes(self) -> list[Quoted]:
        """All excerpts, those on both sides first."""
        return [*self.supports, *self.contradicts, *self.context]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the claims have a label."""

    label: Label
    claims: int


class View:
    """Reads a selection for reports; what belongs to the whole case is looked up once."""

    def __init__(self, selection: Selection, *, figures: bool = True) -> None:
        """Read `selection`; with `figures` those of every quote are compared with its claim's, which takes longest."""
        self._selection = selection
        self._figures = figures
        self.case, self.check = selection.case, selection.check
        self.only = selection.only.strip()
        self.last_change, self.checkers, self.progress = (
            last_change(self.case),
            checkers(self.case),
            progress(self.case),
        )
        self._labels = {label.id: label for label in self.case.scale.labels}
        shown = {claim.id for claim in selection.claims}
        self.corrections = [self._corrected(found) for found in corrections(self.case) if found.claim.id in shown]
        self._of_claim: dict[str, list[Corrected]] = {}
        for found in self.corrections:
            self._of_claim.setdefault(found.claim.id, []).append(found)

    def of_one(self, claim: Claim) -> View:
        """Return the same case with nothing but one claim of it, without looking at the others again."""
        one = copy(self)
        one._selection = replace(self._selection, claims=[claim], only=claim.ref)
        one.only = claim.ref
        one.corrections = self._of_claim.get(claim.id, [])
        return one

    def label(self, label_id: str | None) -> Label:
        """Return the label with an id; for one that the scale does not have any more the id stands as its name."""
        if label_id is None:
            return UNCHECKED
        return self._labels.get(label_id) or Label(label_id, label_id, "?", "", "", LabelKind.OPEN)

    def counts(self) -> list[Count]:
        """Count the claims by label, in the order of the scale, the unchecked last."""
        counts = count_labels(self.case, self._selection.claims)
        return [Count(self.label(label), number) for label, number in counts.items()]

    @property
    def claims(self) -> Sequence[Seen]:
        """The claims of the selection, each with all that is said of it: looked up when one comes to it."""
        return _Claims(self, self._selection.claims)

    def claim(self, claim: Claim) -> Seen:
        """Return a claim with all that is said of it."""
        given = self.case.verdicts_of(claim.id)
        verdicts = [self._judgement(verdict) for verdict in given if verdict.label is not None]
        notes = [note for note in given if note.label is None and (note.rationale or note.condition)]
        quotes = [self._quoted(claim, excerpt) for excerpt in self.case.excerpts_of(claim.id)]
        sides = {stance: [quote for quote in quotes if quote.stance == stance] for stance in Stance}
        return Seen(
            *(claim.id, claim.ref, claim.text, claim.speaker, claim.date, claim.origin),
            tags=[tag for tag in claim.tags if tag],
            label=verdicts[0].label if verdicts else UNCHECKED,
            differ=len({verdict.label.id for verdict in verdicts}) > 1,
            stale=bool(verdicts and verdicts[0].stale),
            verdicts=verdicts,
            notes=[self._judgement(note) for note in notes],
            warnings=warnings(self.case, claim.id, anchor_of=self._selection.anchor),
            supports=sides[Stance.SUPPORTS],
            contradicts=sides[Stance.CONTRADICTS],
            context=sides[Stance.CONTEXT],
            corrections=self._of_claim.get(claim.id, ()),
        )

    def sources(self) -> list[tuple[Source, list[Claim]]]:
        """Return the sources, of an extract those that it quotes, each with the claims that quote it."""
        quoting: dict[str, dict[str, Claim]] = {}
        for claim in self._selection.claims:
            for filed in self.case.index.excerpts.get(claim.id, {}).values():
                quoting.setdefault(filed.source, {})[claim.id] = claim
        keys = quoting if self.only else self.case.sources
        found = [(self.case.sources[key], list(quoting.get(key, {}).values())) for key in keys]
        return sorted(found, key=lambda pair: (len(pair[0].ref), pair[0].ref))

    def _judgement(self, verdict: Verdict) -> Judgement:
        stale = outdated(self.case, verdict)
        return Judgement(
            self.label(verdict.label),
            *(verdict.confidence or "", verdict.checker, verdict.at, verdict.rationale, verdict.condition),
            stale=stale,
            changed=what_changed(self.case, verdict) if stale else (),
        )

    def _quoted(self, claim: Claim, excerpt: Excerpt) -> Quoted:
        from factcheck.evidence.figures import compare, differences

        anchor = self._selection.anchor(excerpt.id)
        marks = compare(claim.text, excerpt.quote) if self._figures else []
        return Quoted(
            *(excerpt.ref, excerpt.stance.value, excerpt.quote, excerpt.locator, excerpt.note),
            source=self.case.sources[excerpt.source],
            state=anchor.state.value if anchor else "",
            glyph=GLYPHS[anchor.state] if anchor else "",
            fault=bool(anchor and anchor.state.fault),
            remark=self._remark(anchor) if anchor else "",
            differs=differences(marks),
            marks=marks,
        )

    def _remark(self, anchor: Anchor) -> str:
        if anchor.state is State.ELSEWHERE and anchor.source in self.case.sources:
            return f"it stands in {self.case.sources[anchor.source].ref}"
        return anchor.warning

    def _corrected(self, found: Correction) -> Corrected:
        return Corrected(found.claim, self.label(found.old), self.label(found.new), found.at, found.by, found.why)


@dataclass(frozen=True, slots=True)
class _Claims(Sequence[Seen]):
    _view: View
    _claims: Sequence[Claim]

    def __len__(self) -> int:
        return len(self._claims)

    def __getitem__(self, place: Any) -> Any:
        found = self._claims[place]
        return list(map(self._view.claim, found)) if isinstance(place, slice) else self._view.claim(found)
