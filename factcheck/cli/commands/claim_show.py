"""`factcheck claim show`: one claim with its verdicts, excerpts, warnings and last changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from factcheck.case.describe import claim_changes, describe_change, label_words
from factcheck.case.staleness import outdated
from factcheck.cli import lazy, output
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import claim_names
from factcheck.evidence.warnings import SharedText, VerdictWarning, warnings
from factcheck.quotes import GLYPHS, QuoteCheck
from factcheck.text import quoted, visible_line
from factcheck.workspace.quote_checks import remark

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.changes import Change
    from factcheck.case.records import Claim, Excerpt, Verdict
    from factcheck.evidence.marks.assessment import ClaimAssessment
    from factcheck.workspace.workspace import Workspace

LAST = 5
"""The number of changes that are shown."""

Line = list[str]
"""The name of a row ("verdict") and its cells."""


class Shown(NamedTuple):
    """A claim with its quote checks, warnings and changes."""

    case: Case
    claim: Claim
    standings: list[tuple[Excerpt, QuoteCheck]]
    warnings: Sequence[VerdictWarning]
    marks: ClaimAssessment | None
    changes: list[Change]


@click.command(
    "show",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated, and the first cell names the row:
claim, speaker, date, origin, tags, flagged, verdict, excerpt (ref, stance,
source, result of the quote check, quote), note, mark, warning,
change. Only the
last five changes are shown; `factcheck history C3` shows all.""",
)
@click.argument("claim", shell_complete=claim_names)
@output.json_option
@click.pass_obj
def show_claim(setup: Setup, claim: str, as_json: bool) -> None:
    """Show a claim with its verdicts, excerpts, warnings and history.

    CLAIM is a ref (C3) or id.
    """
    with setup.reading() as workspace:
        shown = gather(workspace, workspace.case.claim(claim))
        if as_json:
            output.print_object(_object(shown))
        elif output.for_people():
            _print(shown)
        else:
            output.print_rows(lines(shown))


def gather(workspace: Workspace, found: Claim) -> Shown:
    """Return a claim of an open case with all that is shown of it."""
    library, case = workspace.documents, workspace.case
    excerpts = case.excerpts_of(found.id)
    standings = {
        excerpt.id: standing for excerpt, standing in library.quote_checks.standings(each.id for each in excerpts)
    }
    told = [(excerpt, standings[excerpt.id]) for excerpt in excerpts]
    against = warnings(case, found.id, SharedText(library.text), library.quote_checks.known_of)
    return Shown(case, found, told, against, workspace.marks_lookup()(found.id), claim_changes(case, found.id))


def lines(shown: Shown) -> Iterator[Line]:
    """Yield the rows of what is shown, each with its name first."""
    claim, case = shown.claim, shown.case
    yield ["claim", claim.ref, claim.text]
    for name, value in (("speaker", claim.speaker), ("date", claim.date), ("origin", claim.origin)):
        if value:
            yield [name, value]
    if claim.tags:
        yield ["tags", ", ".join(claim.tags)]
    if claim.flagged:
        yield ["flagged", "yes"]
    yield from chain(_verdict_lines(shown), _excerpt_lines(shown))
    for entry in shown.case.entries_of(claim.id):
        to = [f"to {entry.to}"] if entry.to else []
        closed = [f"closed {entry.closed[:10]}"] if entry.closed else []
        yield [entry.kind, entry.ref, f"{entry.by}, {entry.at[:10]}", *to, *closed, entry.words]
    for mark in (*shown.marks.marks, *shown.marks.waived) if shown.marks else ():
        yield ["mark", mark.text, mark.line, *([f"waived: {mark.reason}"] if mark.reason else [])]
    for warning in shown.warnings:
        waived = [f"waived: {warning.waiver.reason}"] if warning.waiver else []
        yield ["warning", warning.name, warning.words, *waived]
    for change in shown.changes[-LAST:]:
        yield ["change", change.at, change.by, change.kind, describe_change(case, change)]


def _verdict_lines(shown: Shown) -> Iterator[Line]:
    given = shown.case.verdicts_of(shown.claim.id)
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


def _excerpt_lines(shown: Shown) -> Iterator[Line]:
    for excerpt, standing in shown.standings:
        source, state = shown.case.sources[excerpt.source], standing.anchor.state
        place = " · ".join(part for part in (source.ref, source.title or source.file, excerpt.locator) if part)
        yield ["excerpt", excerpt.ref, excerpt.stance.value, place, f"{GLYPHS[state]} {state}", quoted(excerpt.quote)]


def _print(shown: Shown) -> None:
    """Print in a terminal, with the names of the rows in the first column."""
    lazy.tables.show_named([[visible_line(cell) for cell in line] for line in lines(shown)])


def _object(shown: Shown) -> dict[str, Any]:
    case, claim = shown.case, shown.claim
    verdicts = case.verdicts_of(claim.id)
    return {
        **claim.to_row(),
        "verdicts": [{**verdict.to_row(), "look_again": outdated(case, verdict)} for verdict in verdicts],
        "excerpts": [_excerpt(case, excerpt, standing) for excerpt, standing in shown.standings],
        "entries": [entry.to_row() for entry in case.entries_of(claim.id)],
        "warnings": [
            {"guard": each.name, "words": each.words, "waived": each.waiver and each.waiver._asdict()}
            for each in shown.warnings
        ],
        "marks": [mark.to_object() for mark in shown.marks.marks] if shown.marks else [],
        "history": [change.to_row() for change in shown.changes],
    }


def _excerpt(case: Case, excerpt: Excerpt, standing: QuoteCheck) -> dict[str, Any]:
    said = remark(standing, lambda source_id: case.sources[source_id].ref)
    refs = {"source_ref": case.sources[excerpt.source].ref, "source_title": case.sources[excerpt.source].title}
    return {**excerpt.to_row(), **refs, "state": standing.anchor.state.value, "remark": said}
