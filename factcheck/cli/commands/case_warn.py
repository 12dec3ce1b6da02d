"""Which further warnings a case asks for: `factcheck case warn`."""

from __future__ import annotations

import click

from factcheck.case.waivers import ASKED_FOR
from factcheck.cli import output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import report_changes


@click.command(
    "warn",
    cls=Command,
    epilog="""\b
Examples:
  factcheck case warn not-contacted no-sign-off
  factcheck case warn --none""",
)
@click.argument("names", metavar="[WARNING...]", nargs=-1, type=click.Choice(ASKED_FOR))
@click.option("--none", "is_none", is_flag=True, help="Ask for none of them any more.")
@output.json_option
@click.pass_obj
def ask_for_warnings(setup: Setup, names: tuple[str, ...], is_none: bool, as_json: bool) -> None:
    """Ask for warnings that are off by default.

    Everybody who works on the case gets those that are named, and no others of them. WARNING is not-contacted (a named
    speaker of a claim with a verdict against it was not contacted) or no-sign-off (nobody but the checker has signed
    the verdict off). Without WARNING, those that are asked for are listed.
    """
    if names and is_none:
        raise usage_error("--none takes no WARNING")
    if not (names or is_none):
        with setup.reading() as workspace:
            asked = workspace.case.info.warn
        output.print_list(
            ({"warning": name} for name in asked), ([name] for name in asked), lambda: None, as_json=as_json
        )
        if not asked or output.for_people():
            output.narrate(f"The case asks for {', '.join(asked) or 'none of ' + ', '.join(ASKED_FOR)}")
        return
    with setup.writing() as workspace:
        batch = workspace.ask_for_warnings(*names)
        report_changes(workspace.case, batch, setup.path, "The case asks for exactly these", as_json=as_json)
