"""`factcheck history`, `undo` and `redo`: who changed what and when, and back."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.change_set import print_changes
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import claim_names

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.changes import Batch
    from factcheck.case.records import Claim
    from factcheck.workspace.workspace import Workspace


@click.command(
    cls=Command,
    epilog="""\b
Piped, a line is: time in UTC, checker, kind of change, what was done; parted
by tabs. --json gives the changes with the values before and after.""",
)
@click.argument("claim", required=False, shell_complete=claim_names)
@output.json_option
@click.pass_obj
def history(setup: Setup, claim: str | None, as_json: bool) -> None:
    """Show who changed what and when.

    Oldest first. With a CLAIM (C5, or its id) only what concerns that claim.
    """
    from factcheck.case.describe import claim_changes, describe_change

    with setup.reading() as workspace:
        case = workspace.case
    changes = list(case.history) if claim is None else claim_changes(case, case.claim(claim).id)
    rows = [[change.at, change.by, change.kind, describe_change(case, change)] for change in changes]
    if as_json:
        output.print_objects(change.to_row() for change in changes)
    elif output.for_people():
        from factcheck.cli import tables

        tables.show_history(rows)
    else:
        output.print_rows(rows)
    if claim is not None:
        _look_again(case, case.claim(claim))
    if not changes:
        output.narrate("nothing was changed yet")


def _look_again(case: Case, claim: Claim) -> None:
    """Say what has changed since the verdict that stands on a claim."""
    from factcheck.case.staleness import what_changed

    verdict = case.verdict_of(claim.id)
    if verdict is not None and (changed := what_changed(case, verdict)):
        output.narrate(f"look again at {claim.ref}, since its verdict {'; '.join(found.words for found in changed)}")


_by_option = click.option("--by", metavar="NAME", help="Take the last change of this checker instead of your own.")


@click.command(cls=Command)
@_by_option
@output.json_option
@click.pass_obj
def undo(setup: Setup, by: str | None, as_json: bool) -> int:
    """Undo your last change.

    Once more, the one before. Exits with 1 when there is none.
    """
    from factcheck.case.describe import describe

    with setup.writing() as workspace:
        who = by or workspace.checker
        count = len(workspace.case.history)
        undone = workspace.undo(who)
        if as_json:
            print_changes(workspace.case, list(workspace.case.history)[count:])
        said = f"{describe(workspace.case, undone)}{_whose(who, workspace)}" if undone else ""
        nothing = _nothing("undo", by, workspace.case, workspace.case.history.undoable)
    return _told("took back", said, nothing, setup)


@click.command(cls=Command)
@_by_option
@output.json_option
@click.pass_obj
def redo(setup: Setup, by: str | None, as_json: bool) -> int:
    """Redo what you have undone last.

    Exits with 1 when there is nothing.
    """
    from factcheck.case.describe import describe

    with setup.writing() as workspace:
        who = by or workspace.checker
        count = len(workspace.case.history)
        redone = workspace.redo(who)
        if as_json:
            print_changes(workspace.case, list(workspace.case.history)[count:])
        said = f"{describe(workspace.case, redone)}{_whose(who, workspace)}" if redone else ""
        nothing = _nothing("redo", by, workspace.case, workspace.case.history.redoable)
    return _told("made again", said, nothing, setup)


def _whose(who: str, workspace: Workspace) -> str:
    return "" if who == workspace.checker else f" (by {who})"


def _nothing(step: str, by: str | None, case: Case, last: Batch) -> str:
    """Return that there is nothing to undo or redo, and whose the last change is, if there is one."""
    from factcheck.case.describe import describe

    whose = f"of {by}'s" if by else "of yours" if last else ""
    words = f"nothing {whose} to {step}".replace("  ", " ")
    if not last:
        return words
    name = last[0].by
    return f"{words}; the last one is {name}'s: {describe(case, last)} (factcheck {step} --by {shlex.quote(name)})"


def _told(done: str, said: str, nothing: str, setup: Setup) -> int:
    """Say what was done, and return 0; 1 if there was nothing to do, so that a loop ends."""
    output.narrate(f"{done}: {said}, saved in {setup.path}" if said else nothing)
    return 0 if said else 1
