"""The history of a case: `factcheck history`, `undo`, `redo`, `recover` and `forget`."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.case.describe import claim_changes, describe, describe_change
from factcheck.case.staleness import what_changed
from factcheck.case.statistics import progress
from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup
from factcheck.cli.output import print_changes
from factcheck.cli.parameters import claim_names
from factcheck.text import counted
from factcheck.workspace.shared_file import Examination, examine
from factcheck.workspace.shared_file import recover as recover_case

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.case.changes import Batch
    from factcheck.case.records import Claim


@click.command(
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: time (UTC), checker, kind of change,
description. --json prints the values before and after each change.""",
)
@click.argument("claim", required=False, shell_complete=claim_names)
@output.json_option
@click.pass_obj
def history(setup: Setup, claim: str | None, as_json: bool) -> None:
    """Show who changed what and when, oldest first.

    CLAIM is a ref (C5) or id; the default is the whole case.
    """
    with setup.reading() as workspace:
        case = workspace.case
    changes = list(case.history) if claim is None else claim_changes(case, case.claim(claim).id)
    rows = [[change.at, change.by, change.kind, describe_change(case, change)] for change in changes]
    output.print_list(
        (change.to_row() for change in changes), rows, lambda: views.tables.show_history(rows), as_json=as_json
    )
    if claim is not None:
        _look_again(case, case.claim(claim))
    if not changes:
        output.narrate("No changes yet")


def _look_again(case: Case, claim: Claim) -> None:
    """Report what has changed since the verdict on a claim."""
    verdict = case.verdict_of(claim.id)
    if verdict is not None and (changed := what_changed(case, verdict)):
        output.narrate(f"Look again at {claim.ref}: since its verdict, {'; '.join(found.words for found in changed)}")


_by_option = click.option("--by", metavar="NAME", help="The last change of this checker instead of your own.")


@click.command(cls=Command)
@_by_option
@output.json_option
@click.pass_obj
def undo(setup: Setup, by: str | None, as_json: bool) -> int:
    """Undo your last change.

    Repeat it to undo earlier changes. Exit status 1 if there is nothing to undo.
    """
    return _step("undo", setup, by, as_json)


@click.command(cls=Command)
@_by_option
@output.json_option
@click.pass_obj
def redo(setup: Setup, by: str | None, as_json: bool) -> int:
    """Redo the change that you undid last.

    Exit status 1 if there is nothing to redo.
    """
    return _step("redo", setup, by, as_json)


def _step(step: str, setup: Setup, by: str | None, as_json: bool) -> int:
    """Undo or redo; return the exit status, 1 if there is nothing to undo or redo."""
    with setup.writing() as workspace:
        case, who = workspace.case, by or workspace.checker
        count = len(case.history)
        done = workspace.undo(who) if step == "undo" else workspace.redo(who)
        if as_json:
            print_changes(case, list(case.history)[count:])
        whose = "" if who == workspace.checker else f" (by {who})"
        said = f"{'Undone' if step == 'undo' else 'Redone'}: {describe(case, done)}{whose}, saved in {setup.path}"
        if not done:
            last = case.history.undoable if step == "undo" else case.history.redoable
            said = _nothing(step, by, case, last)
    output.narrate(said)
    return 0 if done else 1


def _nothing(step: str, by: str | None, case: Case, last: Batch) -> str:
    """Return the message that there is nothing to undo or redo, with the last change of another checker, if any."""
    whose = f"of {by}'s" if by else "of yours" if last else ""
    words = f"nothing {whose} to {step}".replace("  ", " ")
    if not last:
        return words
    name = last[0].by
    return f"{words}; the last one is {name}'s: {describe(case, last)} (factcheck {step} --by {shlex.quote(name)})"


@click.command(cls=Command)
@click.option("--yes", is_flag=True, help="Recover; without it, only say what can be recovered.")
@output.json_option
@click.pass_obj
def recover(setup: Setup, yes: bool, as_json: bool) -> int:
    """Recover a damaged case.

    Uses the backup beside the case and the journals. The damaged files are kept under other names. Exit status 1 while
    the case is damaged.
    """
    examination = examine(setup.path)
    kept = None
    if not examination.fault:
        output.narrate(f"{setup.path} is not damaged; nothing to recover")
    else:
        output.narrate(examination.fault)
        output.narrate(_offer(examination))
    if examination.case is not None and yes:
        kept = recover_case(setup.path, examination)
        names = ", ".join(path.name for path in kept)
        output.narrate(f"Recovered {setup.path}{f'; the damaged files are kept as {names}' if kept else ''}")
    elif examination.case is not None:
        output.narrate("`factcheck recover --yes` recovers that, and keeps the damaged files")
    if as_json:
        output.print_object(_recovery(examination, kept))
    return int(bool(examination.fault) and kept is None)


def _recovery(examination: Examination, kept: Sequence[Path] | None) -> dict[str, Any]:
    """Return the damage and what was recovered as JSON values."""
    case = examination.case
    return {
        "damage": examination.fault or None,
        "backup": str(examination.source) if examination.fault and case is not None else None,
        "claims": len(case.claims) if case is not None else None,
        "excerpts": len(case.excerpts) if case is not None else None,
        "lost": examination.lost,
        "recovered": kept is not None,
        "kept": [str(path) for path in kept or ()],
        "batch": None,
        "changes": [],
    }


def _offer(examination: Examination) -> str:
    """Return the message that says what can be recovered, and from which file."""
    case = examination.case
    if case is None:
        return "No backup beside it can be read; nothing can be recovered"
    last = f", last changed {case.history.last_at}" if case.history.last_at else ""
    lost = f"; {examination.lost} entries of the journal are damaged or do not fit" if examination.lost else ""
    counts = f"{counted(len(case.claims), 'claim')}, {counted(len(case.excerpts), 'excerpt')}"
    return f"{examination.source} and the journals have {counts}, {progress(case)}{last}{lost}"


@click.command(
    cls=Command,
    epilog="""\b
Example:
  factcheck forget E12 --yes""",
)
@click.argument("names", metavar="EXCERPT|ENTRY", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@output.json_option
@click.pass_obj
def forget(setup: Setup, names: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Remove excerpts and notes permanently.

    EXCERPT and ENTRY are refs (E12, Q3) or ids, one or more. Their text is removed from the case, its history, the
    journal and the backups beside the case. This cannot be undone. Exports, other copies and rationales are not
    changed.
    """
    if not yes:
        click.confirm(f"Remove {', '.join(names)} permanently? This cannot be undone.", abort=True, err=True)
    with setup.writing() as workspace:
        texts = workspace.texts_of(*names)
        changes = workspace.forget(*names)
        case = workspace.case
        if as_json:
            print_changes(case, changes)
        left = {excerpt.ref: excerpt.quote for excerpt in case.excerpts.values()}
        left |= {entry.ref: entry.words for entry in case.entries.values()}
        again = [ref for ref, words in left.items() if any(text in words for text in texts)]
        copies = workspace.store.set_aside_with(texts)
    output.narrate(f"{', '.join(names)} removed permanently from {setup.path} and the backups beside it")
    if again:
        output.narrate(f"The same words are also in {', '.join(again)}")
    if copies:
        output.narrate(f"The same words are also in these copies, which are kept: {', '.join(map(str, copies))}")
