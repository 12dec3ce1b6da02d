"""`factcheck source`: list the sources of a case, correct or remove one; the commands for their documents join here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.cli.output import print_changes
from factcheck.cli.parameters import date, source_names

if TYPE_CHECKING:
    from factcheck.case.statistics import SourceLoad


@click.command(
    "list",
    cls=Command,
    epilog="""\b
Piped, a line is: ref, title, publisher, date, how many excerpts support,
contradict and give context, ✓ if its text is here or –; parted by tabs.""",
)
@output.json_option
@click.pass_obj
def list_sources(setup: Setup, as_json: bool) -> None:
    """List the sources.

    Each with how many of its excerpts support, contradict and give context, and whether its text is here.
    """
    from factcheck.case.statistics import source_loads

    with setup.reading() as workspace:
        loads = {load.source.id: load for load in source_loads(workspace.case)}
        in_order = [loads[key] for key in workspace.case.sources]
        here = {key for key, load in loads.items() if workspace.texts.has(load.source.sha256)}
    if as_json:
        output.print_objects(_object(load, here) for load in in_order)
    elif output.for_people():
        from factcheck.cli import tables

        tables.show_sources(in_order, here)
    else:
        output.print_rows(_row(load, here) for load in in_order)
    if not in_order:
        output.narrate("no sources yet; `factcheck source add FILE` adds one")


def _object(load: SourceLoad, here: set[str]) -> dict[str, Any]:
    return {**load.source.to_row(), **_counts(load), "claims": load.claims, "text": load.source.id in here}


def _counts(load: SourceLoad) -> dict[str, int]:
    return {stance.value: count for stance, count in load.stances.items()}


def _row(load: SourceLoad, here: set[str]) -> list[object]:
    found = load.source
    text = output.mark(found.id in here)
    return [found.ref, found.title, found.publisher, found.published, *load.stances.values(), text]


@click.command("edit", cls=Command)
@click.argument("name", metavar="SOURCE", shell_complete=source_names)
@click.option("--title", help="Its title.")
@click.option("--publisher", help="Who published it.")
@click.option("--author", help="Who wrote it.")
@click.option("--published", type=date, metavar="DATE", help="When: 2023-04-25, 2023-04 or 2023.")
@click.option("--url", help="Where it is on the web.")
@click.option("--language", help="The language it is in: en, kk …")
@click.option("--note", help="What a reader should know about it.")
@output.json_option
@click.pass_obj
def edit_source(setup: Setup, /, name: str, as_json: bool, **fields: str | None) -> None:
    """Correct what is known of a source.

    SOURCE is a ref (S3) or id. An empty value, --author "", takes one away.
    """
    given = {field: value for field, value in fields.items() if value is not None}
    if not given:
        raise click.UsageError("what is to be edited? --title, --publisher …", click.get_current_context())
    with setup.writing() as workspace:
        from factcheck.case.describe import describe

        found = workspace.case.source(name)
        batch = workspace.edit("sources", found.id, **given)
        said = describe(workspace.case, batch) or f"{found.ref} says so already"
        if as_json:
            print_changes(workspace.case, batch)
    output.narrate(f"{said}, saved in {setup.path}" if batch else said)


@click.command("remove", cls=Command)
@click.argument("name", metavar="SOURCE", shell_complete=source_names)
@output.json_option
@click.pass_obj
def remove_source(setup: Setup, name: str, as_json: bool) -> None:
    """Remove a source that is not quoted.

    SOURCE is a ref (S3) or id. `factcheck undo` takes it back: its text stays beside the case.
    """
    with setup.writing() as workspace:
        found = workspace.case.source(name)
        batch = workspace.remove("sources", found.id)
        if as_json:
            print_changes(workspace.case, batch)
    output.narrate(f"{found.ref} {found.title} removed, saved in {setup.path}; `factcheck undo` takes it back")
