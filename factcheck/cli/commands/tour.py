"""`factcheck tour`: an invented case with texts, and a guide through the first steps."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup
from factcheck.cli.workbench import has_terminal, open_workbench
from factcheck.workspace.tour_case import DIRECTORY, begin_tour

PLAIN_STEPS = (
    "C1 says 8 May, its source 18 May: 2 records “Refuted”.",
    "C2 is read next: its sources have 52 million, not 25.",
    "C3 goes to a claim without excerpts; f finds passages.",
    "x 1 files the first passage against the claim: it has 21 votes, not 24.",
    "u undoes that; ? lists all commands, q ends.",
)
"""The steps of the tour at the prompt."""


@click.command(
    cls=Command,
    epilog=f"""\b
Examples:
  factcheck tour
  factcheck tour /tmp/tour
  factcheck tour --plain
The affair is invented: a bridge, its cost, its date, its victims. If a tour
was begun in the directory already, it is continued. Without a terminal the
case is copied to ./{DIRECTORY}, and nothing is opened.""",
)
@click.argument("directory", default=DIRECTORY, type=click.Path(path_type=Path, file_okay=False))
@click.option("--plain", is_flag=True, help="Take it at the prompt, in lines of text.")
@click.pass_obj
def tour(setup: Setup, directory: Path, plain: bool) -> None:
    """Take the tour of the program on an invented case.

    The case is copied to DIRECTORY, with its texts and a draft that has a dozen planted errors. The workbench opens
    with a line that says what to do next, and goes on when that was done. The tour can be left at any time.
    """
    path = begin_tour(directory)
    setup.path = path
    if plain:
        output.narrate(f"{path}: an invented case.")
        for step in PLAIN_STEPS:
            output.narrate(f"- {step}")
        output.narrate(
            f"- Then `factcheck --db {path} verify`, and `draft show` or `export markdown` instead of `verify`."
        )
        views.prompt.work(setup)
    elif has_terminal():
        settings = setup.settings()
        open_workbench(path, setup.checker(settings), settings, tour=True)
    else:
        output.narrate(f"{path}: an invented case; `factcheck --db {path}` opens it in a terminal")
