"""`factcheck history`, `undo` and `redo`: who changed what and when, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import claim_names

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.records import Claim


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
    from factcheck.case.describe import changes_of, describe_change

    with setup.reading() as workspace:
        case = workspace.case
    changes = list(case.history) if claim is None else changes_of(case, case.claim(claim).id)
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


@click.command(cls=Command)
@click.pass_obj
def undo(setup: Setup) -> int:
    """Take the last change back.

    Whoever made it; once more, the one before. Exits with 1 when there is none.
    """
    from factcheck.case.describe import describe

    with setup.writing() as workspace:
        taken_back = workspace.undo()
        others = {change.by for change in taken_back} - {workspace.checker}
        said = describe(workspace.case, taken_back) + "".join(f" (by {name})" for name in others)
    return _told("took back", said, "nothing to take back", setup)


@click.command(cls=Command)
@click.pass_obj
def redo(setup: Setup) -> int:
    """Make the last change again that was taken back.

    Exits with 1 when there is none.
    """
    from factcheck.case.describe import describe

    with setup.writing() as workspace:
        said = describe(workspace.case, workspace.case.history.undoable) if workspace.redo() else ""
    return _told("made again", said, "nothing to make again", setup)


def _told(done: str, said: str, nothing: str, setup: Setup) -> int:
    """Say what was done, and return 0; 1 if there was nothing to do, so that a loop ends."""
    output.narrate(f"{done}: {said}, saved in {setup.path}" if said else nothing)
    return 0 if said else 1
