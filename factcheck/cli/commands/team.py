"""`factcheck team` and `factcheck hand-out`: how several checkers work on a case, and a copy for one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from factcheck.cli import output
from factcheck.cli.command_group import Commands, Group
from factcheck.cli.context import Command, Setup, shared_options, usage_error
from factcheck.cli.output import report_changes
from factcheck.text import counted
from factcheck.workspace.device import device_id
from factcheck.workspace.hand_out import hand_out


class TeamGroup(Group):
    """The commands about a team, which without one of them shows or sets how it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Create the group, with the options that every command has."""
        super().__init__(*args, **kwargs)
        self.params += shared_options(hidden=True)


@click.group(
    cls=TeamGroup,
    name="team",
    commands=Commands("team"),
    invoke_without_command=True,
    epilog="""\b
Examples:
  factcheck team
  factcheck team --blind yes
  factcheck team --verdict newest
In a blind case, a checker sees the others' work on a claim only after
deciding it. The file still contains that work; `factcheck hand-out` writes one
that does not.

\b
The output is tab-separated: "blind" and "verdict" with their values, each
checker with the number of claims decided, and the id that marks your changes
made on this machine.""",
)
@click.option(
    "--blind", type=click.Choice(["yes", "no"]), help="Hide the others' work on a claim until you have decided it."
)
@click.option(
    "--verdict",
    type=click.Choice(["settled", "newest"]),
    help="The verdict of a claim whose checkers differ: only one that settles it, or the newest.",
)
@output.json_option
@click.pass_context
def team(context: click.Context, blind: str | None, verdict: str | None, as_json: bool) -> None:
    """Show or set how a team works, and share the case by a server."""
    if context.invoked_subcommand is not None:
        return
    setup: Setup = context.obj
    given: dict[str, Any] = {"blind": blind and blind == "yes", "verdict": verdict}
    rules = {name: value for name, value in given.items() if value is not None}
    if rules:
        with setup.writing() as workspace:
            changes = workspace.set_rules(**rules)
            report_changes(workspace.case, changes, setup.path, "It is so already", as_json=as_json)
        return
    with setup.reading() as workspace:
        case = workspace.case
        checkers = {name: len(case.index.checked_by(name)) for name in case.index.checkers}
        found = {
            "blind": case.info.blind,
            "verdict": "newest" if case.newest_stands else "settled",
            "checkers": checkers,
            "claims": len(case.claims),
            "device": device_id(),
        }
    if as_json:
        output.print_object(found)
        return
    output.print_rows([["blind", "yes" if found["blind"] else "no"], ["verdict", found["verdict"]]])
    output.print_rows([f"checker {name}", f"{count} of {found['claims']}"] for name, count in checkers.items())
    output.print_rows([["device", device_id()]])


@click.command(
    cls=Command,
    name="hand-out",
    epilog="""\b
Examples:
  factcheck hand-out --to bob -o bob.json
Bob works on this copy; `factcheck merge db.json bob.json` merges it back. His
additions have numbers of their own, so that no ref changes then.""",
)
@click.option("--to", "checker", metavar="NAME", required=True, help="Whom the copy is for.")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write.",
)
@click.pass_obj
def hand_out_copy(setup: Setup, checker: str, path: Path) -> None:
    """Write a copy without the others' verdicts, rationales and notes.

    The checker who is named by --to can work on it without being influenced by them.
    """
    if not checker.strip():
        raise usage_error("--to needs the name of a checker")
    with setup.opened() as workspace:
        left_out, first = hand_out(workspace, checker, path)
    numbers = f"; what {checker} adds there is numbered from {first}" if first else ""
    output.narrate(f"{path} written for {checker}, without {counted(left_out, 'verdict')} of others{numbers}")
