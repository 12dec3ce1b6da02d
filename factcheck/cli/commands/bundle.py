"""`factcheck case bundle` and `factcheck case check`: a case with its documents in one file, and the check of one."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.text import counted
from factcheck.workspace.bundle import check_bundle, write_bundle


@click.command(
    "bundle",
    cls=Command,
    epilog="""\b
Example:
  factcheck case bundle -o case.zip""",
)
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The ZIP file."
)
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.pass_obj
def bundle_case(setup: Setup, path: Path, force: bool) -> None:
    """Write the case, its documents and a manifest of hashes to a ZIP file.

    Somebody else checks it with `factcheck case check FILE`. The texts and bytes of all sources are in it, and the
    versions that excerpts were quoted from.
    """
    with setup.writing() as workspace:
        workspace.fold()
        count = write_bundle(workspace, path, overwrite=force)
    output.narrate(f"{path}: the case and {counted(count - 1, 'file')} of documents; `factcheck case check {path}`")


@click.command(
    "check",
    cls=Command,
    epilog="""\b
Example:
  factcheck case check case.zip

\b
The output is a line for each fault.""",
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def check_case(_setup: Setup, path: Path) -> int:
    """Check a bundle of a case against its manifest of hashes.

    FILE is what `factcheck case bundle` wrote. Exit status 1 if a file was changed, added or removed.
    """
    count, faults = check_bundle(path)
    output.print_rows([fault] for fault in faults)
    output.narrate(f"{path}: {counted(count, 'file')} checked: {counted(len(faults), 'fault') if faults else 'intact'}")
    return int(bool(faults))
