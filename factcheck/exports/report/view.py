"""The view of a case from which Markdown, HTML and house templates are rendered.

Its values are immutable and do not refer to the case, so that a template can neither change nor access anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from operator import attrgetter
from typing import Any

from factcheck.case.case import Case
from factcheck.case.evidence_sets import set_words
from factcheck.case.origins import chain_words, detail_words
from factcheck.case.records import SETTLED, Claim, Entry, EntryKind, Excerpt, Row, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.case.staleness import is_stale, outdated, what_changed
from factcheck.case.statistics import DIFFER, Correction, corrections, count_labels, progress, standing
from factcheck.errors import FactcheckError
from factcheck.evidence.comparison import (
    disagreements,
    figure_values,
    quoted_sources,
    sorted_sources,
    source_state,
    stances_by_source,
)
from factcheck.evidence.figures.relations import compare, differences
from factcheck.evidence.marks import Mark, MarkKind
from factcheck.evidence.matrix import SourceState, state_by_stances
from factcheck.evidence.warnings import warnings
from factcheck.exports.lint import anchored_quotes, sorted_refs
from factcheck.exports.report.records import (
    DIFFERING,
    UNCHECKED,
    AskedView,
    ClaimView,
    CorrectionView,
    DraftCoverage,
    EntryView,
    ExcerptView,
    LabelCount,
    Lazy,
    MatrixRowView,
    MatrixView,
    QuoteSummary,
    SourceView,
    Subset,
    SummaryRow,
    VerdictView,
)
from factcheck.exports.selection import Selection, entries_of, option_value
from factcheck.quotes import GLYPHS, Anchor, State
from factcheck.quotes import differences as quote_words

NOTES = ("no", "yes")
"""The values of the option `notes` of a report, the default first."""

UNCHECKED_CLAIMS = ("listed", "full")
"""The values of the option `unchecked` of a report: unchecked claims are listed in one line, or printed in full."""
ABOUT_UNCHECKED = "unchecked claims: listed in one line (the default), or in full"

MOST_REFS = 100
"""The most refs that are kept for each label; a longer list is not readable."""

ASKED = ("yes", "no")
"""The values of the option `asked` of a report, the default first."""
ABOUT_ASKED = "who was asked and what came of it, where anybody was: yes (the default), or no"

_ASKED_STATES = {
    "query": "open",
    "contact": "silent since",
    "reply": "replied",
    "answered": "answered",
    "silent": "silent since, closed",
    "declined": "declined",
    "done": "done",
    "": "closed",
}
"""What is said of a query, a contact or a reply: by its outcome once it is closed, by its kind before."""

COMPARED_AT_MOST = 500
"""The most claims for which the figures of the sources are compared, which takes milliseconds a claim."""


class View:
    """A selection as the values of a report. Values of the whole case are computed once."""

    def __init__(self, selection: Selection, *, marks: bool = True) -> None:
        """View `selection`; with `marks` the figures of quotes are compared with their claims, which takes longest."""
        self._selection, self._marks = selection, marks
        self.case, self.check = selection.case, selection.check
        self._has_entries = option_value(selection, "notes", NOTES) == "yes"
        self._is_full = option_value(selection, "unchecked", UNCHECKED_CLAIMS) == "full"
        self.desk, self.contact = selection.desk.strip(), selection.contact.strip()
        self.only = selection.only.strip()
        self.single = False
        self._sources = dict[str, Source]()
        self._labels = {label.id: label for label in self.case.scale.labels}
        selected = {claim.id for claim in selection.claims}
        self.corrections = [self._correction(each) for each in corrections(self.case) if each.claim.id in selected]
        self._corrections_of: dict[str, list[CorrectionView]] = {}
        for correction in self.corrections:
            self._corrections_of.setdefault(correction.claim.id, []).append(correction)

    def of_one(self, claim: Claim) -> View:
        """Return the view of one claim of the selection, without computing the values of the case again."""
        view = copy(self)
        view._selection = replace(self._selection, claims=[claim], only=claim.ref)
        view.only, view.single = claim.ref, True
        view.corrections = self._corrections_of.get(claim.id, [])
        view.__dict__.pop("_printed", None)
        return view

    @cached_property
    def last_change(self) -> str:
        """The time of the last change; without a history, the latest time of a row."""
        times = (row.get("at", "") for table in ("verdicts", "excerpts") for row in _rows(self.case, table))
        return max(self.case.info.created, self.case.history.last_at, max(times, default=""))

    @cached_property
    def checkers(self) -> list[str]:
        """The names of the checkers who have decided a claim."""
        return sorted({row["checker"] for row in _rows(self.case, "verdicts") if row.get("label") is not None})

    def label(self, label_id: str | None) -> Label:
        """Return a label by id, UNCHECKED for None. A label that is no longer in the scale has its id as its name."""
        if label_id is None or label_id == DIFFER:
            return DIFFERING if label_id else UNCHECKED
        return self._labels.get(label_id) or Label(label_id, label_id, "?", "", "", LabelKind.OPEN)

    @property
    def counts(self) -> list[LabelCount]:
        """The number of claims with each label, in the order of the scale, unchecked last."""
        counts = count_labels(self.case, self._selection.claims)
        refs: dict[str | None, list[str]] = {label: [] for label in counts}
        for claim in self._selection.claims:
            of_label = refs[self._label_id(claim)]
            if len(of_label) < MOST_REFS:
                of_label.append(claim.ref)
        return [LabelCount(self.label(label), number, refs[label]) for label, number in counts.items()]

    @property
    def claims(self) -> Sequence[ClaimView]:
        """The claims of the selection."""
        return Lazy(self._selection.claims, self.claim)

    @cached_property
    def _printed(self) -> Sequence[Claim]:
        """The claims that are printed in full: those with a verdict, and with the notes those that have any."""
        claims = self._selection.claims
        return claims if self.single or self._is_full else Subset(claims, self._is_told)

    def _is_told(self, claim: Claim) -> bool:
        return claim.id in self.case.index.checked or (self._has_entries and bool(self.case.entries_of(claim.id)))

    @property
    def printed(self) -> Sequence[ClaimView]:
        """The claims of the selection that are printed in full."""
        return Lazy(self._printed, self.claim)

    @property
    def listed(self) -> list[str]:
        """The refs of the claims that are not printed in full."""
        if len(self._printed) == len(self._selection.claims):
            return []
        printed = {claim.id for claim in self._printed}
        return [claim.ref for claim in self._selection.claims if claim.id not in printed]

    @property
    def printed_ids(self) -> list[str]:
        """The ids of the claims that are printed in full."""
        return [claim.id for claim in self._printed]

    @property
    def linked(self) -> frozenset[str]:
        """The refs of the claims that are printed in full, which a link can lead to."""
        return frozenset(claim.ref for claim in self._printed)

    @property
    def differing(self) -> list[str]:
        """The refs of the claims whose checkers differ."""
        return [claim.ref for claim in self._selection.claims if standing(self.case, claim.id).differ]

    @property
    def outdated(self) -> list[str]:
        """The refs of the claims whose verdict rests on what has changed since."""
        return [claim.ref for claim in self._selection.claims if is_stale(self.case, claim.id)]

    @property
    def period(self) -> tuple[str, str]:
        """The times of the first and the last verdict; both "" if there is none."""
        times = [row.get("at", "") for row in _rows(self.case, "verdicts") if row.get("label") is not None]
        return min(times, default=""), max(times, default="")

    @property
    def versions(self) -> list[ExcerptView]:
        """The printed excerpts that were quoted from an earlier version of their source."""
        anchors = {excerpt_id: anchor for excerpt_id, _, anchor in anchored_quotes(self._selection) if anchor.version}
        found = (self.case.excerpts[excerpt_id] for excerpt_id in anchors)
        return [self._excerpt(self.case.claims[excerpt.claim], excerpt) for excerpt in found]

    @property
    def coverage(self) -> list[DraftCoverage]:
        """How much of each draft was looked at; none of a draft without a text."""
        found = []
        for source in self.drafts:
            with suppress(FactcheckError):
                found.append(DraftCoverage(source, self._selection.draft(source.id).line))
        return found

    @property
    def drafts(self) -> list[Source]:
        """The texts under check."""
        return [source for source in self.case.sources.values() if self.case.is_draft(source.id)]

    @property
    def summary(self) -> Sequence[SummaryRow]:
        """The claims of the selection, as a table of contents."""
        return Lazy(self._selection.claims, self._summary)

    @property
    def quote_check(self) -> QuoteSummary:
        """How the excerpts of the selection compare to the texts of their sources."""
        case = self.case
        quotes = list(anchored_quotes(self._selection))
        missing = {source_id for _, source_id, anchor in quotes if anchor.state is State.NO_TEXT}
        checked = sum(anchor.state is not State.NO_TEXT for _, _, anchor in quotes)
        misquotes = [case.excerpts[excerpt_id] for excerpt_id, _, anchor in quotes if anchor.misquotes]
        altered = sorted_refs(misquotes)
        claims = sorted_refs(case.claims[key] for key in {excerpt.claim for excerpt in misquotes})
        missing_refs = sorted_refs(case.sources[source_id] for source_id in missing)
        return QuoteSummary(checked, altered, len(quotes) - checked, missing_refs, claims)

    @property
    def sources(self) -> list[SourceView]:
        """The sources, in an extract only those that are quoted, each with the claims that quote it."""
        quoting: dict[str, dict[str, Claim]] = {}
        for claim in self._selection.claims:
            for excerpt in self.case.index.excerpts.get(claim.id, {}).values():
                quoting.setdefault(excerpt.source, {})[claim.id] = claim
        sources = sorted_sources(self.case.sources[key] for key in (quoting if self.only else self.case.sources))
        return [SourceView(source, list(quoting.get(source.id, {}).values())) for source in sources]

    @property
    def origins(self) -> Mapping[str, str]:
        """What is stated of each source by hand, and which it repeats, in words, by the ids of the sources."""
        stated = (
            (each.id, (detail_words(each), chain_words(self.case, each.id))) for each in self.case.sources.values()
        )
        return {key: " · ".join(filter(None, words)) for key, words in stated}

    @property
    def matrix(self) -> MatrixView:
        """The claims by the sources that are quoted for them."""
        return self.matrix_of(quoted_sources(self.case, self._printed), figures=True)

    def matrix_of(self, sources: Sequence[Source], *, figures: bool) -> MatrixView:
        """Return the claims by some sources; with `figures`, figures are compared for up to COMPARED_AT_MOST claims."""
        columns = {source.id: number for number, source in enumerate(sources)}
        compared = figures and len(self._selection.claims) <= COMPARED_AT_MOST
        return MatrixView(sources, Lazy(self._printed, partial(self._row, columns, compared)), compared)

    def _row(self, columns: Mapping[str, int], figures: bool, claim: Claim) -> MatrixRowView:
        states = ["silent"] * len(columns)
        for source, stances in stances_by_source(self.case, claim.id).items():
            state = state_by_stances(stances)
            if state is None and figures:
                state = source_state(self.case, claim.id, source, stances)
            states[columns[source]] = "context" if state in {None, SourceState.NEITHER} else str(state)
        row = self._summary(claim)
        return MatrixRowView(claim.id, claim.ref, claim.text, states, row.label, row.differ, row.stale)

    def _summary(self, claim: Claim) -> SummaryRow:
        label, differ = self.label(self._label_id(claim)), standing(self.case, claim.id).differ
        return SummaryRow(claim.ref, claim.text, label, differ, is_stale(self.case, claim.id))

    def _label_id(self, claim: Claim) -> str | None:
        """Return the id of the label that stands for a claim, DIFFER if none does since checkers differ."""
        label, differ = standing(self.case, claim.id)
        return DIFFER if differ and label is None else label

    def claim(self, claim: Claim) -> ClaimView:
        """Return a claim with its verdicts, excerpts, warnings and corrections."""
        settled = self.case.settled_of(claim.id)
        records = [*([settled] if settled else []), *self.case.verdicts_of(claim.id)]
        verdicts = [self._verdict(verdict) for verdict in records if verdict.label is not None]
        notes = [note for note in records if note.label is None and (note.rationale or note.condition)]
        sides: dict[Stance, list[ExcerptView]] = {stance: [] for stance in Stance}
        for excerpt in self.case.excerpts_of(claim.id):
            sides[excerpt.stance].append(self._excerpt(claim, excerpt))
        compared = len(self._selection.claims) <= COMPARED_AT_MOST
        disputed = disagreements(figure_values(self.case, claim)) if compared else []
        return ClaimView(
            *(claim.id, claim.ref, claim.text, claim.speaker, claim.date, claim.shown_origin),
            tags=[tag for tag in claim.tags if tag],
            label=self.label(self._label_id(claim)),
            differ=standing(self.case, claim.id).differ,
            stale=is_stale(self.case, claim.id),
            values=[str(figure) for figure in disputed if len(figure.values) > 1],
            marks=[mark.line for mark in self._marks_of(claim)],
            verdicts=verdicts,
            notes=[self._verdict(note) for note in notes],
            warnings=warnings(self.case, claim.id, anchor_of=self._selection.anchor),
            supports=sides[Stance.SUPPORTS],
            contradicts=sides[Stance.CONTRADICTS],
            context=sides[Stance.CONTEXT],
            corrections=self._corrections_of.get(claim.id, ()),
            entries=self._entries(claim) if self._has_entries else (),
        )

    def _entries(self, claim: Claim) -> list[EntryView]:
        return [
            EntryView(
                *(entry.ref, entry.kind, entry.to, entry.words, entry.by, entry.at, entry.closed),
                *(entry.via, entry.due, entry.outcome),
            )
            for entry in self.case.entries_of(claim.id)
        ]

    @property
    def asked(self) -> list[AskedView]:
        """Who was asked about the claims and sources of the selection, and what came of it, in the order of time."""
        if option_value(self._selection, "asked", ASKED) == "no":
            return []
        kinds = {EntryKind.QUERY, EntryKind.CONTACT, EntryKind.REPLY}
        found = [entry for entry in entries_of(self._selection) if entry.kind in kinds]
        return [self._asked(entry) for entry in sorted(found, key=attrgetter("at"))]

    def _asked(self, entry: Entry) -> AskedView:
        subject = self.case.subject(entry.on)
        words = entry.words if self._has_entries else ""
        closed = "" if entry.kind == EntryKind.REPLY else entry.closed
        return AskedView(
            *(entry.ref, subject.ref if subject else "", entry.kind, entry.to, entry.via, words, entry.at, closed),
            state=_ASKED_STATES.get(entry.outcome if closed else entry.kind, entry.outcome),
        )

    @property
    def open_questions(self) -> str:
        """How many queries and contacts of the selection are still open, in words; "" if none are listed."""
        asked = [each for each in self.asked if each.kind != EntryKind.REPLY]
        counts = (
            (sum(each.kind == kind and not each.closed for each in asked), words)
            for kind, words in ((EntryKind.QUERY, "{} open"), (EntryKind.CONTACT, "{} not answered yet"))
        )
        nouns = ("query", "queries"), ("contact", "contacts")
        found = [
            words.format(f"{count} {noun[count != 1]}")
            for (count, words), noun in zip(counts, nouns, strict=True)
            if count
        ]
        return ", ".join(found) or ("All queries and contacts are closed" if asked else "")

    def _marks_of(self, claim: Claim) -> Sequence[Mark]:
        """Return the marks of a claim; none in a report of so many claims that finding them would take too long."""
        is_short = len(self._selection.claims) <= COMPARED_AT_MOST
        assessment = self._selection.marks(claim.id) if is_short else None
        return assessment.marks if assessment else ()

    @property
    def misquoting(self) -> list[str]:
        """The refs of the claims with quotations that do not match the sources."""
        return [
            claim.ref
            for claim in self._selection.claims
            if any(mark.kind is MarkKind.MISQUOTED for mark in self._marks_of(claim))
        ]

    def _verdict(self, verdict: Verdict) -> VerdictView:
        stale = outdated(self.case, verdict)
        return VerdictView(
            self.label(verdict.label),
            *(verdict.confidence or "", verdict.checker, verdict.at, verdict.rationale, verdict.condition),
            stale=stale,
            changed=what_changed(self.case, verdict) if stale else (),
            settles=verdict.role == SETTLED,
            cause=verdict.cause,
        )

    def _excerpt(self, claim: Claim, excerpt: Excerpt) -> ExcerptView:
        anchor = self._selection.anchor(excerpt.id)
        remark, standing = self._standing(excerpt, anchor) if anchor else ("", "")
        marks = compare(claim.text, excerpt.quote, claim.language) if self._marks else ()
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
            together=set_words(self.case, excerpt),
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
            source = self._sources[source_id] = self.case.sources[source_id]
        return source

    def _ref(self, source_id: str) -> str:
        return self.case.sources[source_id].ref if source_id in self.case.sources else "another source"

    def _correction(self, change: Correction) -> CorrectionView:
        old, new = self.label(change.old), self.label(change.new)
        return CorrectionView(change.claim, old, new, change.at, change.by, change.why, change.old_why)


def _rows(case: Case, table: str) -> Iterator[Row]:
    """Yield the rows of a table, which takes a third of the time of records if one field of each is needed."""
    return (row for row in map(case.tables[table].row, case.tables[table]) if row)


_ATTRIBUTES = (
    "only", "single", "last_change", "checkers", "counts", "summary", "claims", "corrections", "matrix", "quote_check",
    "misquoting", "sources", "printed", "listed", "linked", "differing", "outdated", "period", "drafts", "desk",
    "contact", "versions", "coverage", "origins", "asked", "open_questions",
)  # fmt: skip
VALUES: Mapping[str, Callable[[View], Any]] = {
    **{name: attrgetter(name) for name in _ATTRIBUTES},
    "title": lambda view: view.case.title,
    "checked": lambda view: progress(view.case).checked,
    "all_claims": lambda view: len(view.case.claims),
    "all_sources": lambda view: len(view.case.sources),
    "labels": lambda view: view.case.scale.labels,
    "unchecked": lambda _view: UNCHECKED,
}
"""The values of a view by the names that templates use."""
STREAMED = ("claims", "printed")
"""The values that are too large to be sent to a template at once: lists of claims."""
