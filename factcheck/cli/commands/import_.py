"""`factcheck import`: import claims, evidence and verdicts from files of other programs."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.case.changes import ChangeSet
from factcheck.case.describe import tally
from factcheck.case.input import checker_name
from factcheck.cli import lazy, output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import change_set
from factcheck.cli.parameters import can_ask, fitting
from factcheck.errors import UnreadableError
from factcheck.imports import FORMATS, LARGEST, file_bytes
from factcheck.imports.dates import ORDERS
from factcheck.imports.plan import ImportStatus, Plan, PlanLine
from factcheck.text import counted, visible_line
from factcheck.workspace.import_file import plan_file
from factcheck.workspace.import_or_merge import Mergeable, mergeable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from factcheck.workspace.workspace import Workspace

_FIRST = 10
"""Lines of what would be added that are shown before it is asked."""
_REFUSED = 200
_WORDS = 80
_WORDS_OF_BOTH = 200


def _formats(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return fitting(((name, found.about) for name, found in FORMATS.items()), begun)


def _pairs(_context: click.Context, _parameter: click.Parameter, words: Iterable[str]) -> dict[str, str]:
    """Return NAME=VALUE words as a mapping; a name may contain "=", a value may not."""
    parted = [word.rpartition("=") for word in words]
    for name, _, value in parted:
        if not name.strip() or not value.strip():
            raise click.BadParameter(f"{name or value!r} is not NAME=VALUE")
    return {name.strip(): value.strip() for name, _, value in parted}


def _import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    file = click.Path(path_type=Path)
    for option in reversed(
        (
            click.argument("source", metavar="FILE", type=file),
            click.option("--format", "format_name", metavar="FORMAT", default="", shell_complete=_formats,
                         help="The format.  [default: detected by content]"),
            click.option("--map", "columns", metavar="COLUMN=FIELD", multiple=True, callback=_pairs,
                         help="Import this column, by name or number, as this field; - skips it."),
            click.option("--label", "labels", metavar="WORDS=LABEL", multiple=True, callback=_pairs,
                         help="Import these words as this label of the case."),
            click.option("--claim", "claim", metavar="CLAIM", default="",
                         help="The claim that annotations are added to."),
            click.option("--corpus", type=file, metavar="FILE", help="The corpus of FEVER or SciFact."),
            click.option("--update", is_flag=True, help="Change the case where the file has other values."),
            click.option("--header", type=click.IntRange(1), metavar="N", help="The line that names the columns."),
            click.option("--no-header", is_flag=True, help="The first line is no header; --map takes numbers."),
            click.option("--sheet", default="", metavar="NAME", help="The sheet to read.  [default: all that fit]"),
            click.option("--encoding", default="", metavar="NAME", help="The encoding.  [default: detected]"),
            click.option("--delimiter", default="", metavar="SIGN",
                         help="What separates cells: comma, semicolon, tab, bar or another sign."),
            click.option("--dates", type=click.Choice([*ORDERS, *ORDERS.values()]), metavar="|".join(ORDERS),
                         help="How to read dates such as 4/5/2023."),
            click.option("--dry-run", is_flag=True, help="Only show what would be imported."),
            click.option("--yes", is_flag=True, help="Do not ask for confirmation."),
            output.json_option,
        )
    ):  # fmt: skip
        command = option(command)
    return command


_EPILOG = """\b
Examples:
  factcheck import claims.csv --map "What was said=text" --dry-run
  factcheck import dev.jsonl --corpus corpus.jsonl --yes
  factcheck import notes.json --claim C5 --only evidence
  factcheck import claims-from-bob.xlsx --update
Duplicates are skipped. Rows of our own exports are matched by id, else by
ref; differences are listed, and applied with --update. An import is one
change; `factcheck undo` undoes it.

\b
Exit status: 0 everything is in the case; 1 a row was rejected or differs,
labels or evidence were not read, the file has no rows, or you declined; 2 the
file cannot be read, or confirmation was not possible."""


class ImportCommand(Command):
    """A command whose help lists the formats, which are loaded only for it."""

    @property
    def epilog(self) -> str:
        """The formats, with those of installed packages, examples and the exit status."""
        formats = "\n".join(f"  {name:<12} {found.about}" for name, found in FORMATS.items())
        return f"\b\nFormats:\n{formats}\n\n{_EPILOG}"

    @epilog.setter
    def epilog(self, _value: str | None) -> None:
        """Ignore the value: the epilog is computed."""


@click.command("import", cls=ImportCommand)
@_import_options
@click.option(
    "--only",
    type=click.Choice(["claims", "evidence"]),
    help="Only claims, or claims with excerpts; no verdicts.",
)
@click.pass_obj
def import_file(setup: Setup, /, only: str | None, **asked: Any) -> None:
    """Import claims, evidence and verdicts from a file.

    FILE is a file in one of the formats below; - reads standard input. What would be imported is shown first.
    """
    _import(setup, only or "all", **asked)


@click.command("import", cls=ImportCommand)
@_import_options
@click.pass_obj
def import_claims(setup: Setup, /, **asked: Any) -> None:
    """Import only the claims of a file.

    The same as `factcheck import FILE --only claims`.
    """
    _import(setup, "claims", **asked)


def _import(
    setup: Setup, only: str, source: Path, *, dry_run: bool, yes: bool, as_json: bool, no_header: bool, **asked: Any
) -> None:
    asked |= {"header": 0 if no_header else asked["header"], "dates": asked["dates"] or ""}
    data = _given() if str(source) == "-" else file_bytes(source)
    with setup.reading() if dry_run else setup.writing() as workspace:
        workspace.checker = checker_name(setup.checker(setup.settings())) if dry_run else workspace.checker
        advice = _merge_advice(workspace, source, data, update=asked["update"])
        plan = plan_file(workspace, source, data, only=only, **asked)
        if plan.uncredited and not (setup.name or yes or dry_run) and can_ask():
            asked_for = f"Who decided the {counted(plan.uncredited, 'verdict')} without a checker?"
            whose = click.prompt(asked_for, default=workspace.checker, err=True)
            plan = plan_file(workspace, source, data, only=only, credit=whose, **asked)
        _narrate(plan, source, update=asked["update"])
        if advice:
            output.narrate(advice)
        changes = ChangeSet() if dry_run else _taken(workspace, plan, setup, yes=yes)
        taken = bool(changes)
        if as_json:
            output.print_object({**_object(plan, taken=taken), **change_set(workspace.case, changes)})
    if taken and not as_json:
        added = (edit.after for edit in plan.edits if edit.target.startswith("claims/") and edit.before is None)
        output.print_added(row["ref"] for row in added if row)
    untaken = any(plan.of(ImportStatus.REJECTED)) or (any(plan.of(ImportStatus.DIFFERS)) and not asked["update"])
    if untaken or plan.lacking or not plan.lines or (plan.edits and not (taken or dry_run)):
        raise click.exceptions.Exit(1)


def _merge_advice(workspace: Workspace, source: Path, data: bytes, *, update: bool) -> str:
    """Return the advice to merge a copy of the case instead of importing it; "" for any other file.

    Raises UnreadableError with the advice for a file of changes, and with `update` for a copy too: an import would make
    the changes of others the importing checker's own.
    """
    kind = mergeable(workspace, data)
    if kind is None:
        return ""
    file = "FILE" if str(source) == "-" else shlex.quote(str(source))
    merge = f"`factcheck merge {shlex.quote(str(workspace.path))} {file}` takes over what others changed, as theirs"
    words = f"{visible_line(str(source))}: is {kind}: {visible_line(merge)}"
    if update or kind is Mergeable.CHANGES:
        raise UnreadableError(words)
    return words


def _given() -> bytes:
    return sys.stdin.buffer.read(LARGEST + 1)


def _taken(workspace: Workspace, plan: Plan, setup: Setup, *, yes: bool) -> ChangeSet:
    """Apply the plan if the user confirms it; return the changes."""
    if not plan.edits:
        output.narrate("Nothing new; the case is unchanged")
        return ChangeSet()
    if not yes and not _agreed():
        output.narrate("Nothing was imported; the case is unchanged")
        return ChangeSet()
    changes = workspace.apply(plan)
    output.narrate(
        f"Imported into {setup.path}: {tally(changes) or 'title and scale'}; `{_undo(workspace, setup)}` undoes it"
    )
    return changes


def _undo(workspace: Workspace, setup: Setup) -> str:
    """Return the command that undoes what was imported; it names a checker who is not the default one."""
    usual = setup.settings().checker or lazy.settings.default_checker()
    who = "" if checker_name(usual) == workspace.checker else f" --checker {shlex.quote(workspace.checker)}"
    return f"factcheck{who} undo"


def _agreed() -> bool:
    """Ask for confirmation. Raises UsageError if there is no terminal."""
    if not can_ask():
        raise usage_error("cannot ask for confirmation here: use --yes to import, or --dry-run")
    return click.confirm("Import?", default=True, err=True)


def _narrate(plan: Plan, source: Path, *, update: bool) -> None:
    """Print the plan to standard error: the first new rows, the labels, the rejected rows and the totals."""
    output.narrate(f"{source}: {plan.format}" + "".join(f"; {note}" for note in plan.notes))
    _narrate_some(plan.of(ImportStatus.NEW), _FIRST)
    for label in plan.labels:
        output.narrate(f"  label {label} ({label.times:,})")
    for status in (ImportStatus.DIFFERS, ImportStatus.REJECTED, ImportStatus.DUPLICATE):
        _narrate_some(plan.of(status), _REFUSED)
    if plan.differing and not update:
        output.narrate("what differs stays as it is here; --update takes it from the file")
    if plan.lacking:
        output.narrate(f"labels or evidence were not read: {', '.join(map(visible_line, plan.lacking))}")
    for status in ImportStatus:
        output.narrate(plan.summary(status))


def _narrate_some(lines: Iterable[PlanLine], most: int) -> None:
    listed = list(lines)
    for line in listed[:most]:
        output.narrate(f"  {line.cut(_WORDS if line.difference is None else _WORDS_OF_BOTH)}")
    if len(listed) > most:
        output.narrate(f"  … and {len(listed) - most:,} more")


def _object(plan: Plan, *, taken: bool) -> dict[str, Any]:
    return {
        "format": plan.format,
        "taken": taken,
        "notes": list(plan.notes),
        **{status.value: plan.counts(status) for status in ImportStatus},
        "labels": [label._asdict() for label in plan.labels],
        "rows": [_row(line) for line in plan.lines],
    }


def _row(line: PlanLine) -> dict[str, str]:
    """Return a line of the plan as JSON values."""
    fields = line._asdict()
    del fields["difference"]
    return {"place": fields.pop("place"), "fate": fields.pop("status").value, **fields}
