"""Where the sources disagree, in the report: claims by sources, and what each source gives for a claim's figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.evidence.comparison import disagreements, figure_values, matrix
from factcheck.evidence.matrix import SourceState
from factcheck.exports.report.markdown_escape import escape

GLYPHS = {
    SourceState.SUPPORTS: "✓",
    SourceState.CONTRADICTS: "✗",
    SourceState.BOTH: "◐",
    SourceState.DIFFERS: "≠",
    SourceState.SILENT: "·",
}
"""What stands in the cells."""

COMPARED_AT_MOST = 500
"""Claims of a report whose figures are compared: it takes milliseconds for each."""

_FILED = "✓ supports, ✗ contradicts, ◐ both, by the excerpts as they were filed; "
_LEGEND = f"{_FILED}≠ quoted as context, with a figure that differs; · not quoted."
_SHORT = f"{_FILED}· not quoted. Figures are compared in reports on at most {COMPARED_AT_MOST} claims."

Table = Callable[[Sequence[str], Sequence[Sequence[str]]], str]


def claims_by_sources(case: Case, claims: Sequence[Claim], table: Table) -> Iterator[str]:
    """Yield the section with a row for each claim and a column for each source that is quoted; nothing if none is."""
    compared = len(claims) <= COMPARED_AT_MOST
    found = matrix(case, claims, figures=compared)
    if not found.sources:
        return
    yield "## Claims by sources"
    yield _LEGEND if compared else _SHORT
    head = ("Claim", *(escape(source.ref) for source in found.sources))
    yield table(head, [(escape(row.claim), *(GLYPHS[state] for state in row.states)) for row in found.rows])


def values_by_source(case: Case, claim: Claim) -> Iterator[str]:
    """Yield what each source gives for the figures of a claim on which the sources do not agree."""
    found = [each for each in disagreements(figure_values(case, claim)) if len(each.said) > 1]
    if found:
        yield "Values by source:"
        yield "\n".join(f"- {escape(str(each))}" for each in found)
