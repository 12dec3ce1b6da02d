"""The command `factcheck`: its options, its commands and, without one, the workbench."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from factcheck import __version__
from factcheck.cli import errors, output
from factcheck.cli.context import Group, Setup, folding, shared_options
from factcheck.cli.output import narrate
from factcheck.errors import FactcheckError
from factcheck.text import visible

if TYPE_CHECKING:
    from factcheck.settings import Settings

PROGRAM = "factcheck"
_MODULES = {
    "init": "case",
    "status": "case",
    "claim": "claim",
    "source": "source",
    "excerpt": "excerpt",
    "suggest": "suggest",
    "search": "search",
    "coverage": "extract",
    "compare": "text_checks",
    "quote": "text_checks",
    "decide": "decide",
    "warnings": "warnings",
    "waive": "warnings",
    "verify": "verify",
    "history": "history",
    "undo": "history",
    "redo": "history",
    "export": "export",
    "report": "export",
    "import": "import_",
    "recover": "history",
    "forget": "history",
    "manual": "manual",
}
_FUNCTIONS = {"import": "import_file"}  # a word that Python keeps for itself
_OLD_NAMES = {"guards": "warnings"}
"""Earlier names of commands, which work but are not listed."""


class Commands(Mapping[str, click.Command]):
    """The commands by name, in the order of work; the module of one is imported when the command is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        name = _OLD_NAMES.get(name, name)
        command: click.Command = getattr(
            import_module(f"factcheck.cli.commands.{_MODULES[name]}"), _FUNCTIONS.get(name, name)
        )
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


class App(Group):
    """The outermost group: whatever goes wrong within is told in one line."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command line and exit with its status."""
        output.open_closed_streams()
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a terminal that lacks a sign shows ? in its place
        settled = {**extra, "prog_name": PROGRAM, "standalone_mode": False}
        sys.exit(errors.status_of(lambda: super(App, self).main(*args, **settled)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. That the reader of a pipe went away is no fault."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            output.silence(sys.stdout)
            raise click.exceptions.Exit(errors.READER_GONE) from None


@click.group(
    cls=App,
    commands=Commands(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
To begin:
  factcheck init --sample && factcheck
To read on:
  factcheck manual
To have the shell complete names, put into ~/.bashrc, ~/.zshrc or config.fish:
  eval "$(_FACTCHECK_COMPLETE=bash_source factcheck)"
  eval "$(_FACTCHECK_COMPLETE=zsh_source factcheck)"
  _FACTCHECK_COMPLETE=fish_source factcheck | source""",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def app(context: click.Context) -> None:
    """Check claims against their sources. Without a command, opens the workbench.

    A case is one file. COMMAND --help says more about a command; --db and --checker may stand after it too.
    """
    if context.invoked_subcommand is None:
        _work(context.ensure_object(Setup))


app.params[:0] = shared_options(hidden=False)


def _work(setup: Setup) -> None:
    if not has_terminal():
        raise FactcheckError("the workbench needs a terminal; `factcheck --help` lists commands that do not")
    settings = setup.settings()
    open_workbench(setup.path, setup.checker(settings), settings)


def has_terminal() -> bool:
    """Return whether there are keys to read and a screen to draw on."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))  # the screens draw on the last


def open_workbench(path: Path, checker: str, settings: Settings) -> None:
    """Open the screens on the case at `path`, and return when the user leaves them. Raises UnreadableError."""
    from factcheck.tui.app import FactcheckApp
    from factcheck.tui.runtime.signals import orderly_end

    workbench = FactcheckApp(path, checker=checker, settings=settings)
    try:
        with orderly_end(workbench.leave), folding(workbench.close):
            workbench.run()
    finally:
        for text in workbench.unsaved:
            narrate("factcheck: NOT saved, and no place for a draft was found; this is what was being written:")
            click.echo(visible(text), err=True)
    if workbench.failure is not None:
        raise workbench.failure
    if workbench.return_code:
        raise click.exceptions.Exit(workbench.return_code)
