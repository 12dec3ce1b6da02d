"""`factcheck export`: the case as a report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.opening import Command, Setup
from factcheck.exports import FORMATS
from factcheck.text import visible

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _formats(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=chosen.about) for name, chosen in FORMATS.items() if name.startswith(begun)]


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck export markdown -o report.md
  factcheck export markdown --only is:refuted | less
`factcheck claim list --help` explains filters.""",
)
@click.argument("format_name", metavar="FORMAT", required=False, shell_complete=_formats)
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file.")
@click.option("--only", metavar="FILTER", default="", help="Export the claims that pass this filter.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@click.option("--list", "listing", is_flag=True, help="List the formats.")
@output.json_option
@click.pass_obj
def export(
    setup: Setup,
    format_name: str | None,
    target: Path | None,
    only: str,
    force: bool,
    listing: bool,
    as_json: bool,
) -> None:
    """Export the case as a report.

    FORMAT is markdown. Without -o the report goes to standard output.
    """
    if listing or (as_json and format_name is None):
        _list(as_json)
        return
    if as_json:
        raise click.UsageError("--json goes with --list", click.get_current_context())
    if format_name is None:
        raise click.UsageError(f"which format? There are {', '.join(FORMATS)}", click.get_current_context())
    with setup.reading() as desk:
        if target is None or str(target) == "-":
            _print(desk.export(format_name, only))
            return
        written = desk.export_to(target, format_name, only, overwrite=force)
        output.narrate(f"{len(desk.select(only))} claims exported to {written}")


def _list(as_json: bool) -> None:
    if as_json:
        output.print_objects(chosen._asdict() for chosen in FORMATS.values())
    else:
        output.print_rows((chosen.name, chosen.suffix, chosen.about) for chosen in FORMATS.values())


def _print(pieces: Iterable[bytes]) -> None:
    """Print an export: to a pipe the bytes that a file would have, to a terminal nothing that could act on it."""
    for piece in pieces:
        click.echo(visible(piece.decode("utf-8", "replace")) if output.for_people() else piece, nl=False)
