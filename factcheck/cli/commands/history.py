"""The history of a case: `factcheck history`, `undo`, `redo`, `recover` and `forget`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.cli.output import print_changes
from factcheck.cli.parameters import claim_names

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.changes import Batch
    from factcheck.case.records import Claim
    from factcheck.workspace.recovery import Finding
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


@click.command(cls=Command)
@click.option("--yes", is_flag=True, help="Do it; without this, only say what could be done.")
@click.pass_obj
def recover(setup: Setup, yes: bool) -> int:
    """Get back what can be saved of a damaged case.

    From the copy that the last fold left, and from the journals. Nothing is thrown away: the damaged files
    are kept beside it under other names. Exits with 1 while there is damage.
    """
    from factcheck.workspace.recovery import examine, recover_case

    finding = examine(setup.path)
    if not finding.fault:
        output.narrate(f"{setup.path} is whole; there is nothing to recover")
        return 0
    output.narrate(finding.fault)
    if finding.case is None:
        output.narrate("there is no copy beside it that can be read")
        return 1
    output.narrate(_offer(finding))
    if not yes:
        output.narrate("`factcheck recover --yes` puts that in its place, and keeps the damaged files beside it")
        return 1
    kept = ", ".join(path.name for path in recover_case(setup.path, finding))
    output.narrate(f"recovered {setup.path}; what was damaged is kept in {kept}" if kept else f"recovered {setup.path}")
    return 0


def _offer(finding: Finding) -> str:
    from factcheck.case.statistics import progress

    case = finding.case
    if case is None:
        return ""
    last = f", the last change of {case.history.last_at}" if case.history.last_at else ""
    lost = f"; {finding.lost} entries of the journal are damaged or do not fit" if finding.lost else ""
    return (
        f"{finding.source} and the journals give {len(case.claims)} claims, {len(case.excerpts)} excerpts, "
        f"{progress(case)}{last}{lost}"
    )


@click.command(
    cls=Command,
    epilog="""\b
Example:
  factcheck forget E12 --yes""",
)
@click.argument("excerpts", metavar="EXCERPT", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@output.json_option
@click.pass_obj
def forget(setup: Setup, excerpts: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Remove excerpts for good.

    EXCERPT is a ref (E12) or id; there may be several. Their texts go from the case, from its history, from
    the journal and from the copies beside the case. That cannot be undone. What was exported or copied
    elsewhere, and what was written into a rationale, is not reached.
    """
    if not yes:
        click.confirm(f"Remove {', '.join(excerpts)} for good, beyond undo?", abort=True, err=True)
    with setup.writing() as workspace:
        quotes = workspace.quotes_of(*excerpts)
        changes = workspace.forget(*excerpts)
        if as_json:
            print_changes(workspace.case, changes)
        again = [
            found.ref for found in workspace.case.excerpts.values() if any(quote in found.quote for quote in quotes)
        ]
        copies = workspace.store.set_aside_with(quotes)
    output.narrate(f"{', '.join(excerpts)} forgotten, in {setup.path} and in the copies beside it")
    if again:
        output.narrate(f"the same words still stand in {', '.join(again)}")
    if copies:
        output.narrate(f"the same words still stand in {', '.join(map(str, copies))}, which are kept for you")
