"""`factcheck claim show`: one claim with its verdicts, excerpts, warnings and last changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.staleness import outdated
from factcheck.cli import output, views
from factcheck.cli.claim_rows import Shown, gather, rows_of
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import claim_names
from factcheck.quotes import QuoteCheck
from factcheck.text import visible_line
from factcheck.workspace.quote_comparison import remark

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Excerpt


@click.command(
    "show",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated, and the first cell names the row:
claim, speaker, date, origin, tags, flagged, verdict, excerpt (ref, stance,
source, result of the quote check, quote), note, mark, warning, change. Only
the last five changes are shown; `factcheck history C3` shows all.""",
)
@click.argument("claim", shell_complete=claim_names)
@output.json_option
@click.pass_obj
def show_claim(setup: Setup, claim: str, as_json: bool) -> None:
    """Show a claim with its verdicts, excerpts, warnings and history.

    CLAIM is a ref (C3) or id.
    """
    with setup.reading() as workspace:
        setup.warn_as_set(workspace)
        shown = gather(workspace, workspace.case.claim(claim))
        if as_json:
            output.print_object(_object(shown))
        elif output.for_people():
            _print(shown)
        else:
            output.print_rows(rows_of(shown))


def _print(shown: Shown) -> None:
    """Print in a terminal, with the names of the rows in the first column."""
    views.tables.show_named([[visible_line(cell) for cell in line] for line in rows_of(shown)])


def _object(shown: Shown) -> dict[str, Any]:
    case, claim = shown.case, shown.claim
    verdicts, settled = case.verdicts_of(claim.id), case.settled_of(claim.id)
    return {
        **claim.to_row(),
        "settled": settled and {**settled.to_row(), "look_again": outdated(case, settled)},
        "verdicts": [{**verdict.to_row(), "look_again": outdated(case, verdict)} for verdict in verdicts],
        "excerpts": [_excerpt(case, excerpt, check) for excerpt, check in shown.checks],
        "entries": [entry.to_row() for entry in case.entries_of(claim.id)],
        "warnings": [
            {"guard": each.name, "words": each.words, "waived": each.waiver and each.waiver._asdict()}
            for each in shown.warnings
        ],
        "marks": output.mark_objects(shown.marks),
        "history": [change.to_row() for change in shown.changes],
    }


def _excerpt(case: Case, excerpt: Excerpt, check: QuoteCheck) -> dict[str, Any]:
    said = remark(check, lambda source_id: case.sources[source_id].ref)
    refs = {"source_ref": case.sources[excerpt.source].ref, "source_title": case.sources[excerpt.source].title}
    return {**excerpt.to_row(), **refs, "state": check.anchor.state.value, "remark": said}
