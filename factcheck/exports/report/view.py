"""The view of a case from which Markdown, HTML and house templates are rendered.

The values are frozen and hold nothing of the case itself: a template can change nothing and reach nothing through them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Row, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.case.staleness import is_stale, outdated, what_changed
from factcheck.case.statistics import Correction, corrections, count_labels, progress, standing
from factcheck.evidence.comparison import (
    disagreements,
    figure_values,
    sorted_sources,
    source_state,
    stances_by_source,
)
from factcheck.evidence.figures import compare, differences
from factcheck.evidence.matrix import SourceState, state_by_stances
from factcheck.evidence.warnings import warnings
from factcheck.exports.lint import anchored_quotes, sorted_refs
from factcheck.exports.report.records import (
    UNCHECKED,
    ClaimView,
    CorrectionView,
    ExcerptView,
    LabelCount,
    Lazy,
    MatrixRowView,
    MatrixView,
    QuoteSummary,
    SourceView,
    SummaryRow,
    VerdictView,
)
from factcheck.exports.selection import Selection
from factcheck.quotes import GLYPHS, Anchor, State
from factcheck.quotes import differences as quote_words

COMPARED_AT_MOST = 500
"""Claims of a report for which the figures of the sources are compared: it takes milliseconds for each."""


class View:
    """Reads a selection for reports; what belongs to the whole case is looked up once."""

    def __init__(self, selection: Selection, *, marks: bool = True) -> None:
        """Read `selection`; with `marks` each quote's figures are compared with its claim's, which takes longest."""
        self._selection, self._marks = selection, marks
        self.case, self.check = selection.case, selection.check
        self.only = selection.only.strip()
        self.single = False
        self._sources = dict[str, Source]()
        self._labels = {label.id: label for label in self.case.scale.labels}
        shown = {claim.id for claim in selection.claims}
        self.corrections = [self._corrected(found) for found in corrections(self.case) if found.claim.id in shown]
        self._of_claim: dict[str, list[CorrectionView]] = {}
        for found in self.corrections:
            self._of_claim.setdefault(found.claim.id, []).append(found)

    def of_one(self, claim: Claim) -> View:
        """Return the same case with nothing but one claim of it, without looking at the others again."""
        one = copy(self)
        one._selection = replace(self._selection, claims=[claim], only=claim.ref)
        one.only, one.single = claim.ref, True
        one.corrections = self._of_claim.get(claim.id, [])
        return one

    @cached_property
    def last_change(self) -> str:
        """When the case was last changed; a case without a history tells it by the times of its rows."""
        times = (row.get("at", "") for table in ("verdicts", "excerpts") for row in _rows(self.case, table))
        return max(self.case.info.created, self.case.history.last_at, max(times, default=""))

    @cached_property
    def checkers(self) -> list[str]:
        """The names of those who gave a verdict."""
        return sorted({row["checker"] for row in _rows(self.case, "verdicts") if row.get("label") is not None})

    def label(self, label_id: str | None) -> Label:
        """Return the label with an id; one that the scale no longer has is named by its id."""
        if label_id is None:
            return UNCHECKED
        return self._labels.get(label_id) or Label(label_id, label_id, "?", "", "", LabelKind.OPEN)

    @property
    def counts(self) -> list[LabelCount]:
        """How many claims have each label, in the order of the scale, the unchecked last."""
        counts = count_labels(self.case, self._selection.claims)
        return [LabelCount(self.label(label), number) for label, number in counts.items()]

    @property
    def claims(self) -> Sequence[ClaimView]:
        """The claims of the selection."""
        return Lazy(self._selection.claims, self.claim)

    @property
    def summary(self) -> Sequence[SummaryRow]:
        """The claims of the selection, each with no more than its label."""
        return Lazy(self._selection.claims, self._summary)

    @property
    def quote_check(self) -> QuoteSummary:
        """How the excerpts of the selection compare to the texts of their sources."""
        case = self.case
        known = list(anchored_quotes(self._selection))
        missing = {source for _, source, anchor in known if anchor.state is State.NO_TEXT}
        checked = sum(anchor.state is not State.NO_TEXT for _, _, anchor in known)
        altered = [case.excerpts[key] for key, _, anchor in known if anchor.misquotes]
        silent = sorted_refs(case.sources[key] for key in missing)
        return QuoteSummary(checked, sorted_refs(altered), len(known) - checked, silent)

    @property
    def sources(self) -> list[SourceView]:
        """The sources, of an extract those that it quotes, each with the claims that quote it."""
        quoting: dict[str, dict[str, Claim]] = {}
        for claim in self._selection.claims:
            for how in self.case.index.excerpts.get(claim.id, {}).values():
                quoting.setdefault(how.source, {})[claim.id] = claim
        shown = sorted_sources(self.case.sources[key] for key in (quoting if self.only else self.case.sources))
        return [SourceView(source, list(quoting.get(source.id, {}).values())) for source in shown]

    @property
    def matrix(self) -> MatrixView:
        """The claims by the sources that are quoted for any of them."""
        excerpts = self.case.index.excerpts
        quoted = {how.source for claim in self._selection.claims for how in excerpts.get(claim.id, {}).values()}
        return self.matrix_of(sorted_sources(self.case.sources[key] for key in quoted), figures=True)

    def matrix_of(self, sources: Sequence[Source], *, figures: bool) -> MatrixView:
        """Return the claims by some sources; figures are compared for few claims only."""
        columns = {source.id: number for number, source in enumerate(sources)}
        compared = figures and len(self._selection.claims) <= COMPARED_AT_MOST
        return MatrixView(sources, Lazy(self._selection.claims, partial(self._row, columns, compared)), compared)

    def _row(self, columns: Mapping[str, int], figures: bool, claim: Claim) -> MatrixRowView:
        states = ["silent"] * len(columns)
        for source, known in stances_by_source(self.case, claim.id).items():
            state = state_by_stances(known)
            if state is None and figures:
                state = source_state(self.case, claim.id, source, known)
            states[columns[source]] = "context" if state in {None, SourceState.SILENT} else str(state)
        return MatrixRowView(claim.id, claim.ref, claim.text, states)

    def _summary(self, claim: Claim) -> SummaryRow:
        label, differ = standing(self.case, claim.id)
        return SummaryRow(claim.ref, claim.text, self.label(label), differ, is_stale(self.case, claim.id))

    def claim(self, claim: Claim) -> ClaimView:
        """Return a claim with all that is said of it."""
        given = self.case.verdicts_of(claim.id)
        verdicts = [self._verdict(verdict) for verdict in given if verdict.label is not None]
        notes = [note for note in given if note.label is None and (note.rationale or note.condition)]
        sides: dict[Stance, list[ExcerptView]] = {stance: [] for stance in Stance}
        for excerpt in self.case.excerpts_of(claim.id):
            sides[excerpt.stance].append(self._excerpt(claim, excerpt))
        compared = len(self._selection.claims) <= COMPARED_AT_MOST
        disputed = disagreements(figure_values(self.case, claim)) if compared else []
        return ClaimView(
            *(claim.id, claim.ref, claim.text, claim.speaker, claim.date, claim.origin),
            tags=[tag for tag in claim.tags if tag],
            label=verdicts[0].label if verdicts else UNCHECKED,
            differ=len({verdict.label.id for verdict in verdicts}) > 1,
            stale=bool(verdicts and verdicts[0].stale),
            values=[str(each) for each in disputed if len(each.values) > 1],
            verdicts=verdicts,
            notes=[self._verdict(note) for note in notes],
            warnings=warnings(self.case, claim.id, anchor_of=self._selection.anchor),
            supports=sides[Stance.SUPPORTS],
            contradicts=sides[Stance.CONTRADICTS],
            context=sides[Stance.CONTEXT],
            corrections=self._of_claim.get(claim.id, ()),
        )

    def _verdict(self, verdict: Verdict) -> VerdictView:
        stale = outdated(self.case, verdict)
        return VerdictView(
            self.label(verdict.label),
            *(verdict.confidence or "", verdict.checker, verdict.at, verdict.rationale, verdict.condition),
            stale=stale,
            changed=what_changed(self.case, verdict) if stale else (),
        )

    def _excerpt(self, claim: Claim, excerpt: Excerpt) -> ExcerptView:
        anchor = self._selection.anchor(excerpt.id)
        remark, standing = self._standing(excerpt, anchor) if anchor else ("", "")
        marks = compare(claim.text, excerpt.quote) if self._marks else ()
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
        )

    def _standing(self, excerpt: Excerpt, anchor: Anchor) -> tuple[str, str]:
        """Return what there is to say of an excerpt beside its state, and both in one line."""
        if anchor.state is State.NO_TEXT:
            return anchor.warning, ""
        text = self._selection.text(excerpt.source) if anchor.state is State.ALTERED else None
        found = quote_words.word_differences(anchor, excerpt.quote, text) if text is not None else ()
        remark = quote_words.remark(anchor, found, self._ref)
        return remark, quote_words.describe_state(anchor, remark)

    def _source(self, source_id: str) -> Source:
        found = self._sources.get(source_id)
        if found is None:
            found = self._sources[source_id] = self.case.sources[source_id]
        return found

    def _ref(self, source_id: str) -> str:
        return self.case.sources[source_id].ref if source_id in self.case.sources else "another source"

    def _corrected(self, found: Correction) -> CorrectionView:
        return CorrectionView(found.claim, self.label(found.old), self.label(found.new), found.at, found.by, found.why)


def _rows(case: Case, table: str) -> Iterator[Row]:
    """Yield the rows of a table: where one field of each is needed, records would cost three times as much."""
    return (row for row in map(case.tables[table].row, case.tables[table]) if row)


VALUES: Mapping[str, Callable[[View], Any]] = {
    "title": lambda view: view.case.title,
    "only": lambda view: view.only,
    "single": lambda view: view.single,
    "last_change": lambda view: view.last_change,
    "checkers": lambda view: view.checkers,
    "checked": lambda view: progress(view.case).checked,
    "all_claims": lambda view: len(view.case.claims),
    "all_sources": lambda view: len(view.case.sources),
    "labels": lambda view: view.case.scale.labels,
    "unchecked": lambda _view: UNCHECKED,
    "counts": lambda view: view.counts,
    "summary": lambda view: view.summary,
    "claims": lambda view: view.claims,
    "corrections": lambda view: view.corrections,
    "matrix": lambda view: view.matrix,
    "quote_check": lambda view: view.quote_check,
    "sources": lambda view: view.sources,
}
"""What templates see of a view, by name."""
