"""Several copies of one case: `factcheck merge`, `share` and `settle`."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import report_changes
from factcheck.errors import UnreadableError
from factcheck.text import counted, visible_line
from factcheck.workspace.merge_copies import (
    MergePlan,
    apply_merge,
    plan_merge,
    settle,
    write_merged,
)
from factcheck.workspace.merge_files import merge_files
from factcheck.workspace.merge_lines import contested_lines
from factcheck.workspace.shared_changes import share

_FILE = click.Path(path_type=Path)


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck merge db.json bob/db.json --dry-run
  factcheck merge db.json bob.changes cy/db.json
  factcheck merge mine.json theirs.json -o both.json
The order of the files does not matter, and merging twice changes nothing.
Where two people set one field to different values, the later value is shown
and the field is contested: see `factcheck settle`.

\b
Exit status: 0 merged; 2 a file cannot be read, or is not a copy of this case.""",
)
@click.argument("mine", metavar="MINE", type=_FILE)
@click.argument("theirs", metavar="THEIRS [MORE...]", type=_FILE, nargs=-1, required=True)
@click.option("-o", "--output", "path", metavar="FILE", type=_FILE, help="Write a new file; MINE stays as it is.")
@click.option("--dry-run", is_flag=True, help="Only show what would be merged.")
@click.option("--git", "by_git", is_flag=True, help="For git: the files are base, ours and theirs; ours is written.")
@output.json_option
@click.pass_obj
def merge(
    setup: Setup, mine: Path, theirs: tuple[Path, ...], path: Path | None, dry_run: bool, by_git: bool, as_json: bool
) -> None:
    """Merge other copies of a case, or files of changes, into MINE.

    Each row that is added, changed or contested, or that gets another ref, is listed.
    """
    if by_git:
        if len(theirs) != 2:  # noqa: PLR2004
            raise usage_error("--git takes three files: base, ours and theirs")
        for remark in merge_files(mine, theirs[0], theirs[1]):
            output.narrate(f"factcheck: {remark}")
        return
    if not mine.exists():
        raise UnreadableError(
            f"{visible_line(str(mine))}: no such file; MINE is the case that the others are merged into"
        )
    setup.path = mine
    if dry_run or path is not None:
        with setup.reading() as workspace:
            plan = plan_merge(workspace, theirs)
            if path is not None and not dry_run:
                write_merged(workspace, plan, path)
    else:
        with setup.writing() as workspace:
            plan = plan_merge(workspace, theirs)
            if not plan.is_empty:
                apply_merge(workspace, plan)
    _print(plan, done=not dry_run, as_json=as_json)


def _print(plan: MergePlan, *, done: bool, as_json: bool) -> None:
    if as_json:
        rows = [{**line._asdict(), "by": list(line.by)} for line in plan.lines]
        output.print_object({"merged": done, "rows": rows, "waiting": [change.id for change in plan.waiting]})
        return
    output.print_rows([line.text] for line in plan.lines)
    outcome = "Nothing to merge" if plan.is_empty else "Merged" if done else "Would be merged"
    output.narrate(f"{outcome}: {plan.summary}")


@click.command(
    "share",
    cls=Command,
    epilog="""\b
Examples:
  factcheck share -o ada.changes
  factcheck share --since 2026-11-20 --by ada -o ada.changes
A colleague merges it with `factcheck merge db.json ada.changes`.""",
)
@click.option("-o", "--output", "path", metavar="FILE", type=_FILE, required=True, help="The file to write.")
@click.option("--since", metavar="TIME", default="", help="Only changes at or after this date or time (UTC).")
@click.option("--by", "checker", metavar="NAME", default="", help="Only the changes of this checker.")
@click.pass_obj
def share_changes(setup: Setup, path: Path, since: str, checker: str) -> None:
    """Write changes to a file that a colleague can merge."""
    with setup.reading() as workspace:
        count = share(workspace, path, since, checker)
    output.narrate(f"{counted(count, 'change')} written to {path}")


@click.command(
    "settle",
    cls=Command,
    epilog="""\b
Examples:
  factcheck settle
  factcheck settle C4
Without a NAME, what is contested is listed. To choose another value, edit it:
`factcheck claim edit`, `factcheck decide`. `factcheck adjudicate` settles the
verdicts of checkers who differ.""",
)
@click.argument("names", metavar="[NAME...]", nargs=-1)
@output.json_option
@click.pass_obj
def settle_contested(setup: Setup, names: tuple[str, ...], as_json: bool) -> None:
    """Settle what is contested: keep the values that are shown.

    NAME is the ref or id of a claim, source, excerpt or entry; with a claim, the verdicts on it are settled.
    """
    if not names:
        with setup.reading() as workspace:
            lines = list(contested_lines(workspace.case))
        if as_json:
            output.print_objects({**line._asdict(), "by": list(line.by)} for line in lines)
        else:
            output.print_rows([line.text] for line in lines)
        if not lines:
            output.narrate("Nothing is contested")
        return
    with setup.writing() as workspace:
        changes = settle(workspace, names)
        report_changes(
            workspace.case, changes, setup.path, f"{', '.join(names)}: nothing is contested", as_json=as_json
        )
