"""The workbench, opened from the command line: on a terminal, or by the driver of a web browser."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import lazy, views
from factcheck.cli.context import Setup, folding
from factcheck.cli.output import narrate
from factcheck.errors import FactcheckError
from factcheck.text import visible

if TYPE_CHECKING:
    from factcheck.settings import Settings


def work(setup: Setup, *, plain: bool) -> None:
    """Open the workbench; or the prompt, if it is asked for by `plain` or the terminal is dumb."""
    if plain or (has_terminal() and not _has_driver() and os.environ.get("TERM") == "dumb"):
        views.prompt.work(setup)
        return
    if not has_terminal():
        raise FactcheckError("the workbench needs a terminal; --plain and the commands of `factcheck --help` need none")
    settings = setup.settings()
    open_workbench(setup.path, setup.checker(settings), settings)


def has_terminal() -> bool:
    """Return whether the workbench can be drawn: on a terminal, or by the driver that `factcheck serve` asks for."""
    streams = (sys.stdin, sys.stdout, sys.stderr)  # Textual draws on the last
    return _has_driver() or all(stream.isatty() for stream in streams)


def _has_driver() -> bool:
    return bool(os.environ.get("TEXTUAL_DRIVER"))


def open_workbench(path: Path, checker: str, settings: Settings, *, tour: bool = False) -> None:
    """Open the screens on the case at `path`, and return when the user leaves them. Raises UnreadableError.

    With `tour` they show the steps of the tour.
    """
    gc.disable()  # there is next to no garbage until the first picture, after which the screens enable it again
    guide = lazy.guide.Guide if tour else None
    workbench = lazy.screens.FactcheckApp(path, checker=checker, settings=settings, guide=guide)
    try:
        with lazy.signals.orderly_end(workbench.leave), folding(workbench.close):
            workbench.run()
    finally:
        for text in workbench.unsaved:
            narrate("factcheck: NOT saved, and no draft could be stored; the unsaved text is:")
            click.echo(visible(text), err=True)
    if workbench.failure is not None:
        raise workbench.failure
    if workbench.return_code:
        raise click.exceptions.Exit(workbench.return_code)
