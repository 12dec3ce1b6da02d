"""A claim with all that a report prints of it: its verdicts, excerpts, warnings, marks and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from factcheck.case.evidence_sets import set_words
from factcheck.case.records import SETTLED, Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.case.staleness import is_stale, outdated, what_changed
from factcheck.case.statistics import DIFFER, Correction, corrections, standing
from factcheck.evidence.comparison import disagreements, excerpt_marks, figure_values
from factcheck.evidence.figures.relations import differences
from factcheck.evidence.marks import Mark
from factcheck.evidence.warnings import warnings
from factcheck.exports.report.records import (
    DIFFERING,
    UNCHECKED,
    ClaimView,
    CorrectionView,
    EntryView,
    ExcerptView,
    SummaryRow,
    VerdictView,
)
from factcheck.exports.selection import Selection
from factcheck.quotes import GLYPHS, Anchor, State
from factcheck.quotes import differences as quote_words

COMPARED_AT_MOST = 500
"""The most claims for which the figures of the sources are compared, which takes milliseconds a claim."""


class ClaimViews:
    """Makes the view of any claim of a selection."""

    def __init__(self, selection: Selection, *, figures: bool, entries: bool) -> None:
        """View the claims of `selection`; with the `figures` of quotes compared to them, and with the `entries`."""
        self._figures, self._with_entries = figures, entries
        self._use(selection)
        self._sources = dict[str, Source]()
        self._labels = {label.id: label for label in self._case.scale.labels}
        selected = {claim.id for claim in selection.claims}
        found = [each for each in corrections(self._case) if each.claim.id in selected]
        self.corrections = [self._correction(each) for each in found]
        self._corrections_of: dict[str, list[CorrectionView]] = {}
        for correction in self.corrections:
            self._corrections_of.setdefault(correction.claim.id, []).append(correction)

    def _use(self, selection: Selection) -> None:
        self._selection, self._case = selection, selection.case
        self.compared = len(selection.claims) <= COMPARED_AT_MOST
        """Whether the figures of the sources are compared: not in a long report, where it would take too long."""

    def of_one(self, selection: Selection) -> ClaimViews:
        """Return the views of one of the claims, a selection of its own, without looking for corrections again."""
        views = copy(self)
        views._use(selection)
        views.corrections = self._corrections_of.get(selection.claims[0].id, [])
        return views

    def label(self, label_id: str | None) -> Label:
        """Return a label by id, UNCHECKED for None. A label that is no longer in the scale has its id as its name."""
        if label_id is None or label_id == DIFFER:
            return DIFFERING if label_id else UNCHECKED
        return self._labels.get(label_id) or Label(label_id, label_id, "?", "", "", LabelKind.OPEN)

    def label_id(self, claim: Claim) -> str | None:
        """Return the id of the label that stands for a claim, DIFFER if none does since checkers differ."""
        label, differ = standing(self._case, claim.id)
        return DIFFER if differ and label is None else label

    def summary(self, claim: Claim) -> SummaryRow:
        """Return a claim as a row of a table of contents."""
        label, differ = self.label(self.label_id(claim)), standing(self._case, claim.id).differ
        return SummaryRow(claim.ref, claim.text, label, differ, is_stale(self._case, claim.id))

    def claim(self, claim: Claim) -> ClaimView:
        """Return a claim with its verdicts, excerpts, warnings and corrections."""
        settled = self._case.settled_of(claim.id)
        records = [*([settled] if settled else []), *self._case.verdicts_of(claim.id)]
        verdicts = [self._verdict(verdict) for verdict in records if verdict.label is not None]
        notes = [note for note in records if note.label is None and (note.rationale or note.condition)]
        sides: dict[Stance, list[ExcerptView]] = {stance: [] for stance in Stance}
        for excerpt in self._case.excerpts_of(claim.id):
            sides[excerpt.stance].append(self.excerpt(claim, excerpt))
        disputed = disagreements(figure_values(self._case, claim)) if self.compared else []
        return ClaimView(
            *(claim.id, claim.ref, claim.text, claim.speaker, claim.date, claim.shown_origin),
            tags=[tag for tag in claim.tags if tag],
            label=self.label(self.label_id(claim)),
            differ=standing(self._case, claim.id).differ,
            stale=is_stale(self._case, claim.id),
            values=[str(figure) for figure in disputed if len(figure.values) > 1],
            marks=[mark.line for mark in self.marks_of(claim)],
            verdicts=verdicts,
            notes=[self._verdict(note) for note in notes],
            warnings=warnings(self._case, claim.id, anchor_of=self._selection.anchor),
            supports=sides[Stance.SUPPORTS],
            contradicts=sides[Stance.CONTRADICTS],
            context=sides[Stance.CONTEXT],
            corrections=self._corrections_of.get(claim.id, ()),
            entries=self._entries(claim) if self._with_entries else (),
        )

    def marks_of(self, claim: Claim) -> Sequence[Mark]:
        """Return the marks of a claim; none in a report of so many claims that finding them would take too long."""
        assessment = self._selection.marks(claim.id) if self.compared else None
        return assessment.marks if assessment else ()

    def _entries(self, claim: Claim) -> list[EntryView]:
        return [
            EntryView(
                *(entry.ref, entry.kind, entry.to, entry.words, entry.by, entry.at, entry.closed),
                *(entry.via, entry.due, entry.outcome),
            )
            for entry in self._case.entries_of(claim.id)
        ]

    def _verdict(self, verdict: Verdict) -> VerdictView:
        stale = outdated(self._case, verdict)
        return VerdictView(
            self.label(verdict.label),
            *(verdict.confidence or "", verdict.checker, verdict.at, verdict.rationale, verdict.condition),
            stale=stale,
            changed=what_changed(self._case, verdict) if stale else (),
            settles=verdict.role == SETTLED,
            cause=verdict.cause,
        )

    def excerpt(self, claim: Claim, excerpt: Excerpt) -> ExcerptView:
        """Return an excerpt of a claim, compared to the text of its source and to the claim."""
        anchor = self._selection.anchor(excerpt.id)
        remark, standing = self._standing(excerpt, anchor) if anchor else ("", "")
        marks = excerpt_marks(self._case, claim, excerpt) if self._figures else ()
        return ExcerptView(
            *(excerpt.ref, excerpt.stance, excerpt.quote, excerpt.locator, excerpt.note),
            source=self._source(excerpt.source),
            state=anchor.state if anchor else "",
            glyph=GLYPHS[anchor.state] if anchor else "",
            fault=anchor is not None and anchor.state.is_mismatch,
            remark=remark,
            standing=standing,
            differs=differences(marks) if marks else "",
            marks=marks,
            version=anchor.version if anchor else "",
            together=set_words(self._case, excerpt),
        )

    def _standing(self, excerpt: Excerpt, anchor: Anchor) -> tuple[str, str]:
        """Return a remark on the state of an excerpt, and state and remark in one line."""
        if anchor.state is State.NO_TEXT:
            return anchor.warning, ""
        text = self._selection.text(excerpt.source) if anchor.state is State.ALTERED else None
        changed = quote_words.word_differences(anchor, excerpt.quote, text) if text is not None else ()
        remark = quote_words.remark(anchor, changed, self._ref)
        return remark, quote_words.describe_state(anchor, remark)

    def _source(self, source_id: str) -> Source:
        source = self._sources.get(source_id)
        if source is None:
            source = self._sources[source_id] = self._case.sources[source_id]
        return source

    def _ref(self, source_id: str) -> str:
        return self._case.sources[source_id].ref if source_id in self._case.sources else "another source"

    def _correction(self, change: Correction) -> CorrectionView:
        old, new = self.label(change.old), self.label(change.new)
        return CorrectionView(change.claim, old, new, change.at, change.by, change.why, change.old_why)
