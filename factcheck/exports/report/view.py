"""The view of a case from which Markdown, HTML and house templates are rendered.

Its values are immutable and do not refer to the case, so that a template can neither change nor access anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from factcheck.case.case import Case
from factcheck.case.origins import chain_words, detail_words
from factcheck.case.record import Row
from factcheck.case.records import Claim, Source
from factcheck.case.staleness import is_stale
from factcheck.case.statistics import count_labels, progress, standing
from factcheck.errors import FactcheckError
from factcheck.evidence.comparison import quoted_sources, sorted_sources
from factcheck.evidence.marks import MarkKind
from factcheck.exports.lint import anchored_quotes, sorted_refs
from factcheck.exports.report.asked import asked, open_questions
from factcheck.exports.report.claims import ClaimViews
from factcheck.exports.report.lazy import Lazy, Subset
from factcheck.exports.report.matrix import claims_by_sources
from factcheck.exports.report.options import CHOICES
from factcheck.exports.report.records import (
    UNCHECKED,
    AskedView,
    ClaimView,
    CorrectionView,
    DraftCoverage,
    ExcerptView,
    LabelCount,
    MatrixView,
    QuoteSummary,
    SourceView,
    SummaryRow,
)
from factcheck.exports.selection import Selection, option_value
from factcheck.quotes import State

MOST_REFS = 100
"""The most refs that are kept for each label; a longer list is not readable."""


class View:
    """A selection as the values of a report. Values of the whole case are computed once."""

    def __init__(self, selection: Selection, *, marks: bool = True) -> None:
        """View `selection`; with `marks` the figures of quotes are compared with their claims, which takes longest."""
        self._selection = selection
        self.case, self.check = selection.case, selection.check
        values = {name: option_value(selection, name, choices) for name, choices in CHOICES.items()}
        self._with_notes, self._is_full = values["notes"] == "yes", values["unchecked"] == "full"
        self._with_asked = values["asked"] == "yes"
        self._views = ClaimViews(selection, figures=marks, entries=self._with_notes)
        self.desk, self.contact = selection.desk.strip(), selection.contact.strip()
        self.only = selection.only.strip()
        self.single = False

    def of_one(self, claim: Claim) -> View:
        """Return the view of one claim of the selection, without computing the values of the case again."""
        view = copy(self)
        view._selection = replace(self._selection, claims=[claim], only=claim.ref)
        view.only, view.single = claim.ref, True
        view._views = self._views.of_one(view._selection)
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

    @property
    def counts(self) -> list[LabelCount]:
        """The number of claims with each label, in the order of the scale, unchecked last."""
        counts = count_labels(self.case, self._selection.claims)
        refs: dict[str | None, list[str]] = {label: [] for label in counts}
        for claim in self._selection.claims:
            of_label = refs[self._views.label_id(claim)]
            if len(of_label) < MOST_REFS:
                of_label.append(claim.ref)
        return [LabelCount(self._views.label(label), number, refs[label]) for label, number in counts.items()]

    @property
    def claims(self) -> Sequence[ClaimView]:
        """The claims of the selection."""
        return Lazy(self._selection.claims, self._views.claim)

    @cached_property
    def _printed(self) -> Sequence[Claim]:
        """The claims that are printed in full: those with a verdict, and with the notes those that have any."""
        claims = self._selection.claims
        return claims if self.single or self._is_full else Subset(claims, self._is_told)

    def _is_told(self, claim: Claim) -> bool:
        return claim.id in self.case.index.checked or (self._with_notes and bool(self.case.entries_of(claim.id)))

    @property
    def printed(self) -> Sequence[ClaimView]:
        """The claims of the selection that are printed in full."""
        return Lazy(self._printed, self._views.claim)

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
        return [self._views.excerpt(self.case.claims[excerpt.claim], excerpt) for excerpt in found]

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
        return Lazy(self._selection.claims, self._views.summary)

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
        sources = quoted_sources(self.case, self._printed)
        return claims_by_sources(self.case, self._views, self._printed, sources, figures=self._views.compared)

    def matrix_of(self, sources: Sequence[Source]) -> MatrixView:
        """Return the claims by some sources, without comparing figures."""
        return claims_by_sources(self.case, self._views, self._printed, sources, figures=False)

    @property
    def corrections(self) -> list[CorrectionView]:
        """The changes of labels of the claims of the selection."""
        return self._views.corrections

    @property
    def asked(self) -> list[AskedView]:
        """Who was asked about the claims and sources of the selection, unless the option `asked` leaves them out."""
        return asked(self._selection, with_words=self._with_notes) if self._with_asked else []

    @property
    def misquoting(self) -> list[str]:
        """The refs of the claims with quotations that do not match the sources."""
        return [
            claim.ref
            for claim in self._selection.claims
            if any(mark.kind is MarkKind.MISQUOTED for mark in self._views.marks_of(claim))
        ]


def _rows(case: Case, table: str) -> Iterator[Row]:
    """Yield the rows of a table, which takes a third of the time of records if one field of each is needed."""
    return (row for row in map(case.tables[table].row, case.tables[table]) if row)


_ATTRIBUTES = (
    "only", "single", "last_change", "checkers", "counts", "summary", "claims", "corrections", "matrix", "quote_check",
    "misquoting", "sources", "printed", "listed", "linked", "differing", "outdated", "period", "drafts", "desk",
    "contact", "versions", "coverage", "origins", "asked",
)  # fmt: skip
VALUES: Mapping[str, Callable[[View], Any]] = {
    **{name: attrgetter(name) for name in _ATTRIBUTES},
    "title": lambda view: view.case.title,
    "checked": lambda view: progress(view.case).checked,
    "all_claims": lambda view: len(view.case.claims),
    "all_sources": lambda view: len(view.case.sources),
    "labels": lambda view: view.case.scale.labels,
    "unchecked": lambda _view: UNCHECKED,
    "open_questions": lambda view: open_questions(view.asked),
}
"""The values of a view by the names that templates use."""
STREAMED = ("claims", "printed")
"""The values that are too large to be sent to a template at once: lists of claims."""
