"""The command `factcheck`: its options, its commands and, without one, the workbench."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click

from factcheck import __version__
from factcheck.cli import output
from factcheck.cli.command_group import Commands, Group
from factcheck.cli.context import Setup, shared_options
from factcheck.cli.exit_status import status_of
from factcheck.cli.output import READER_GONE
from factcheck.cli.workbench import work

PROGRAM = "factcheck"


class App(Group):
    """The program: its commands, with every error reported in one line."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command line and exit with its status."""
        output.open_closed_streams()
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # what the terminal cannot show is a ?
        settled = {**extra, "prog_name": PROGRAM, "standalone_mode": False}
        sys.exit(status_of(lambda: super(App, self).main(*args, **settled)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit with 141 if the reader of a pipe has ended."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            output.silence(sys.stdout)
            raise click.exceptions.Exit(READER_GONE) from None


@click.group(
    cls=App,
    commands=Commands(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Try it, on an invented case with texts:
  factcheck tour
Or with the sample case:
  factcheck init --sample && factcheck
Read the manual:
  factcheck manual
Shell completion; add the line to ~/.bashrc, ~/.zshrc or config.fish:
  eval "$(_FACTCHECK_COMPLETE=bash_source factcheck)"
  eval "$(_FACTCHECK_COMPLETE=zsh_source factcheck)"
  _FACTCHECK_COMPLETE=fish_source factcheck | source""",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.option("--plain", is_flag=True, help="Work at a prompt, in lines of text, as for a screen reader.")
@click.pass_context
def app(context: click.Context, plain: bool) -> None:
    """Check claims against their sources. Without a command, open the workbench.

    A case is one file. `factcheck COMMAND --help` describes a command. --db and --checker may also follow the command.
    """
    if context.invoked_subcommand is None:
        work(context.ensure_object(Setup), plain=plain)


app.params[:0] = shared_options(hidden=False)


def main() -> None:
    """Run the command line, and exit with its status: 0 done, 1 a negative result, 2 wrong use or unreadable input."""
    app.main()
