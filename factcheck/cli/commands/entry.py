"""Notes on claims, on sources and on the case: `factcheck entry`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup
from factcheck.cli.output import report_added, report_changes
from factcheck.cli.parameters import entry_names, given, subject_names
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
  factcheck entry add - < note.txt""",
)
@click.argument("words", metavar="TEXT")
@click.option(
    "--on",
    metavar="CLAIM|SOURCE",
    default="",
    shell_complete=subject_names,
    help="What it is about.  [default: the case]",
)
@click.option("--to", default="", metavar="NAME", help="Whom it is meant for.")
@click.option("--kind", default=NOTE, show_default=True, metavar="KIND", help="The kind of entry.")
@output.json_option
@click.pass_obj
def add_entry(setup: Setup, words: str, on: str, to: str, kind: str, as_json: bool) -> None:
    """Add a note.

    It is open until it is closed, and is neither a rationale nor a verdict. - as TEXT reads standard input.
    """
    text = given(words)
    with setup.writing() as workspace:
        batch = workspace.entries.add(on, text, to=to, kind=kind)
        report_added(workspace.case, batch, setup.path, "entry", as_json=as_json)


@click.command(
    "close",
    cls=Command,
    epilog="""\b
Example:
  factcheck entry close Q1 Q4""",
)
@click.argument("entries", metavar="ENTRY", nargs=-1, required=True, shell_complete=entry_names)
@click.option("--reopen", is_flag=True, help="Open closed notes again.")
@output.json_option
@click.pass_obj
def close_entries(setup: Setup, entries: tuple[str, ...], reopen: bool, as_json: bool) -> None:
    """Close notes.

    ENTRY is a ref (Q1) or id, one or more. They are closed as one change.
    """
    with setup.writing() as workspace:
        change = workspace.entries.reopen if reopen else workspace.entries.close
        batch = change(*entries)
        unchanged = f"{', '.join(entries)}: {'open' if reopen else 'closed'} already"
        report_changes(workspace.case, batch, setup.path, unchanged, as_json=as_json)


@click.command(
    "list",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: ref, claim or source (empty for the
case), kind, "open" or "closed", checker, whom it is meant for, time, text.""",
)
@click.option(
    "--on", metavar="CLAIM|SOURCE", default=None, shell_complete=subject_names, help='Only on this; "": the case.'
)
@click.option("--kind", metavar="KIND", default=None, help="Only of this kind.")
@click.option("--to", metavar="NAME", default=None, help="Only those meant for this person.")
@click.option("--open/--closed", "is_open", default=None, help="Only open, or only closed ones.")
@output.json_option
@click.pass_obj
def list_entries(
    setup: Setup, on: str | None, kind: str | None, to: str | None, is_open: bool | None, as_json: bool
) -> None:
    """List the notes."""
    with setup.reading() as workspace:
        case = workspace.case
        entries = workspace.entries.all() if on is None else workspace.entries.of(on)
    chosen = [
        entry
        for entry in entries
        if kind in {None, entry.kind} and to in {None, entry.to} and is_open in {None, not entry.closed}
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
    return [entry.ref, _subject(case, entry), entry.kind, state, entry.by, entry.to, entry.at, entry.words]
