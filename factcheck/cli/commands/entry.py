"""Notes, queries, contacts and tasks on claims, on sources and on the case: `factcheck entry`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.days import EXAMPLES
from factcheck.case.records import EntryKind, Outcome
from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import report_added, report_changes
from factcheck.cli.parameters import entry_names, given, kind_names, subject_names
from factcheck.workspace.entries import NOTE

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Entry


@click.command(
    "add",
    cls=Command,
    epilog="""\b
Examples:
  factcheck entry add "Is 225 the early count?" --on C3 --to Bob
  factcheck entry add "Which year?" --on C3 --kind query --due friday
  factcheck entry add "Asked for comment." --on C3 --kind contact --to Asylov
  factcheck entry add --on C3 --kind sign-off
  factcheck entry add - < note.txt""",
)
@click.argument("words", metavar="[TEXT]", default="")
@click.option(
    "--on",
    metavar="CLAIM|SOURCE",
    default="",
    shell_complete=subject_names,
    help="What it is about.  [default: the case]",
)
@click.option("--to", default="", metavar="NAME", help="Whom it is meant for.")
@click.option(
    "--kind",
    default=NOTE,
    show_default=True,
    metavar="KIND",
    shell_complete=kind_names,
    help=f"{', '.join(EntryKind)}; or a kind of your own.",
)
@click.option("--via", default="", metavar="WAY", help="How it went to them: mail, phone …")
@click.option("--due", default="", metavar="DAY", help=f"The day by which it is to be done: {EXAMPLES}.")
@output.json_option
@click.pass_obj
def add_entry(setup: Setup, /, words: str, as_json: bool, **fields: str) -> None:
    """Add a note, a query, a contact or a task.

    It is open until it is closed; a reply and a sign-off are closed from the start. It is neither a rationale nor a
    verdict. - as TEXT reads standard input; only a sign-off may have none.
    """
    text, on = given(words), fields.pop("on")
    with setup.writing() as workspace:
        batch = workspace.entries.add(on, text, **fields)
        if fields["kind"].strip() not in set(EntryKind):
            output.narrate(f"The kind {fields['kind'].strip()!r} is kept as it is; known are {', '.join(EntryKind)}")
        report_added(workspace.case, batch, setup.path, "entry", as_json=as_json)


@click.command(
    "close",
    cls=Command,
    epilog="""\b
Examples:
  factcheck entry close Q1 Q4
  factcheck entry close Q2 --outcome answered""",
)
@click.argument("entries", metavar="ENTRY", nargs=-1, required=True, shell_complete=entry_names)
@click.option("--outcome", type=click.Choice([outcome.value for outcome in Outcome]), help="What became of them.")
@click.option("--reopen", is_flag=True, help="Open closed entries again.")
@output.json_option
@click.pass_obj
def close_entries(setup: Setup, entries: tuple[str, ...], outcome: str | None, reopen: bool, as_json: bool) -> None:
    """Close entries.

    ENTRY is a ref (Q1) or id, one or more. They are closed as one change. With --outcome, those that are closed
    already are given the outcome.
    """
    if reopen and outcome:
        raise usage_error("--reopen removes the outcome; leave --outcome out")
    with setup.writing() as workspace:
        entry_list = workspace.entries
        batch = entry_list.reopen(*entries) if reopen else entry_list.close(*entries, outcome=outcome or "")
        unchanged = f"{', '.join(entries)}: {'open' if reopen else 'closed'} already"
        report_changes(workspace.case, batch, setup.path, unchanged, as_json=as_json)


@click.command(
    "list",
    cls=Command,
    epilog="""\b
Examples:
  factcheck entry list "is:open due:<friday"
  factcheck entry list "kind:query is:open" --to "the author"

In a pipe, the output is tab-separated: ref, claim or source (empty for the
case), kind, "open" or "closed", checker, whom it is meant for, time, text, way,
day due, outcome. `factcheck manual entries` lists the
fields of the filter.""",
)
@click.argument("filter_text", metavar="[FILTER]", default="")
@click.option(
    "--on", metavar="CLAIM|SOURCE", default=None, shell_complete=subject_names, help='Only on this; "": the case.'
)
@click.option("--kind", metavar="KIND", default=None, help="Only of this kind.")
@click.option("--to", metavar="NAME", default=None, help="Only those meant for this person.")
@click.option("--open/--closed", "is_open", default=None, help="Only open, or only closed ones.")
@output.json_option
@click.pass_obj
def list_entries(
    setup: Setup,
    filter_text: str,
    on: str | None,
    kind: str | None,
    to: str | None,
    is_open: bool | None,
    as_json: bool,
) -> None:
    """List notes, queries, contacts and tasks.

    FILTER narrows the list.
    """
    with setup.reading() as workspace:
        case = workspace.case
        entries = workspace.entries.select(filter_text)
        about = None if on is None else workspace.entries.of(on)
    chosen = [
        entry
        for entry in entries
        if (about is None or entry in about)
        and kind in {None, entry.kind}
        and to in {None, entry.to}
        and is_open in {None, not entry.closed}
    ]
    rows = [_row(case, entry) for entry in chosen]
    output.print_list(
        (_object(case, entry) for entry in chosen), rows, lambda: views.tables.show_entries(rows), as_json=as_json
    )
    if not chosen:
        output.narrate("No such notes" if case.entries else "No notes yet; `factcheck entry add` adds one")


def _subject(case: Case, entry: Entry) -> str:
    """Return the ref of the claim or the source that an entry is about, "" for the case."""
    subject = case.subject(entry.on)
    return subject.ref if subject else ""


def _object(case: Case, entry: Entry) -> dict[str, Any]:
    return {**entry.to_row(), "on_ref": _subject(case, entry) or None, "open": not entry.closed}


def _row(case: Case, entry: Entry) -> list[str]:
    state = "closed" if entry.closed else "open"
    row = [entry.ref, _subject(case, entry), entry.kind, state, entry.by, entry.to, entry.at, entry.words]
    return [*row, entry.via, entry.due, entry.outcome]
