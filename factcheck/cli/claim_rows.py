"""What is shown of a claim, as rows: by `factcheck claim show` and at the prompt of `factcheck --plain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from factcheck.case.describe import claim_changes, describe_change, label_words
from factcheck.case.staleness import outdated
from factcheck.case.statistics import DIFFER, differing_labels, standing
from factcheck.evidence.comparison import excerpt_marks
from factcheck.evidence.figures.relations import differences
from factcheck.evidence.languages.recognition import recognise
from factcheck.evidence.warnings import SharedText, VerdictWarning, warnings
from factcheck.quotes import QuoteCheck
from factcheck.text import quoted
from factcheck.workspace.entries import NOTE
from factcheck.workspace.quote_comparison import state_words

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.changes import Change
    from factcheck.case.records import Claim, Excerpt, Verdict
    from factcheck.evidence.marks.assessment import ClaimAssessment
    from factcheck.workspace.workspace import Workspace

LAST = 5
"""The number of changes that are shown."""

Row = list[str]
"""The name of a row ("verdict") and its cells."""


class Shown(NamedTuple):
    """A claim with its quote checks, warnings and changes."""

    case: Case
    claim: Claim
    checks: list[tuple[Excerpt, QuoteCheck]]
    warnings: Sequence[VerdictWarning]
    marks: ClaimAssessment | None
    changes: list[Change]


def gather(workspace: Workspace, found: Claim) -> Shown:
    """Return a claim of an open case with all that is shown of it."""
    library, case = workspace.documents, workspace.case
    excerpts = case.excerpts_of(found.id)
    checks = {excerpt.id: check for excerpt, check in library.quote_checks.checks(each.id for each in excerpts)}
    told = [(excerpt, checks[excerpt.id]) for excerpt in excerpts]
    against = warnings(case, found.id, SharedText(library.text), library.quote_checks.known_of, workspace.always_warn)
    return Shown(case, found, told, against, workspace.marks_of(found.id), claim_changes(case, found.id))


def rows_of(shown: Shown) -> Iterator[Row]:
    """Yield the rows of what is shown, each with its name first."""
    claim, case = shown.claim, shown.case
    yield ["claim", claim.ref, claim.text]
    language = claim.language or f"{recognise(claim.text)} (recognised)"
    about = ("speaker", claim.speaker), ("date", claim.date), ("origin", claim.shown_origin), ("language", language)
    for name, value in about:
        if value:
            yield [name, value]
    if claim.tags:
        yield ["tags", ", ".join(claim.tags)]
    if claim.flagged:
        yield ["flagged", "yes"]
    yield from chain(_verdict_rows(shown), _excerpt_rows(shown))
    for entry in shown.case.entries_of(claim.id):
        to = [f"to {entry.to}"] if entry.to else []
        closed = [f"closed {entry.closed[:10]}"] if entry.closed else []
        words = entry.words if entry.kind == NOTE else f"{entry.kind}: {entry.words}"
        yield ["note", entry.ref, f"{entry.by}, {entry.at[:10]}", *to, *closed, words]
    for mark in (*shown.marks.marks, *shown.marks.waived) if shown.marks else ():
        yield ["mark", mark.text, mark.line, *([f"waived: {mark.reason}"] if mark.reason else [])]
    for beside in shown.marks.notes if shown.marks else ():
        yield ["compared", beside]
    for warning in shown.warnings:
        waived = [f"waived: {warning.waiver.reason}"] if warning.waiver else []
        yield ["warning", warning.name, warning.words, *waived]
    for change in shown.changes[-LAST:]:
        yield ["change", change.at, change.by, change.kind, describe_change(case, change)]


def _verdict_rows(shown: Shown) -> Iterator[Row]:
    given, settled = shown.case.verdicts_of(shown.claim.id), shown.case.settled_of(shown.claim.id)
    if standing(shown.case, shown.claim.id).differ:
        yield ["verdict", DIFFER, differing_labels(shown.case, shown.claim.id)]
    if settled is not None:
        again = ["look again"] if outdated(shown.case, settled) else []
        yield ["settled", label_words(shown.case, settled.label or ""), *_reasons(settled), *again]
    for verdict in given:
        words = label_words(shown.case, verdict.label) if verdict.label else "no label yet"
        again = ["look again"] if outdated(shown.case, verdict) else []
        yield ["verdict", words, *_reasons(verdict), *again]
    if not given:
        yield ["verdict", "unchecked"]


def _reasons(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.confidence or 'no'} confidence"
    yield f"{verdict.checker}, {verdict.at[:10]}"
    if verdict.condition:
        yield f"if {verdict.condition}"
    if verdict.rationale:
        yield verdict.rationale


def _excerpt_rows(shown: Shown) -> Iterator[Row]:
    for excerpt, check in shown.checks:
        source = shown.case.sources[excerpt.source]
        place = " · ".join(part for part in (source.ref, source.title or source.file, excerpt.locator) if part)
        differs = differences(excerpt_marks(shown.case, shown.claim, excerpt))
        state = state_words(check, lambda source_id: shown.case.sources[source_id].ref)
        cells = [excerpt.ref, excerpt.stance.value, place, state, quoted(excerpt.quote), *filter(None, [differs])]
        yield ["excerpt", *cells]
