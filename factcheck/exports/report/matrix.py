"""The table of claims by the sources that are quoted for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from factcheck.case.case import Case
from factcheck.case.records import Claim, Source
from factcheck.evidence.comparison import source_state, stances_by_source
from factcheck.evidence.matrix import SourceState, state_by_stances
from factcheck.exports.report.claims import ClaimViews
from factcheck.exports.report.lazy import Lazy
from factcheck.exports.report.records import MatrixRowView, MatrixView


def claims_by_sources(
    case: Case, views: ClaimViews, claims: Sequence[Claim], sources: Sequence[Source], *, figures: bool
) -> MatrixView:
    """Return the state of each of `sources` for each of `claims`; with `figures`, whether their figures differ."""
    columns = {source.id: number for number, source in enumerate(sources)}
    return MatrixView(sources, Lazy(claims, partial(_row, case, views, columns, figures)), figures)


def _row(case: Case, views: ClaimViews, columns: Mapping[str, int], figures: bool, claim: Claim) -> MatrixRowView:
    states = ["silent"] * len(columns)
    for source, stances in stances_by_source(case, claim.id).items():
        state = state_by_stances(stances)
        if state is None and figures:
            state = source_state(case, claim.id, source, stances)
        states[columns[source]] = "context" if state in {None, SourceState.NEITHER} else str(state)
    row = views.summary(claim)
    return MatrixRowView(claim.id, claim.ref, claim.text, states, row.label, row.differ, row.stale)
