"""`factcheck report`: the case as a page, in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import output
from factcheck.cli.commands.export import hand_out, wishes
from factcheck.cli.context import Command, Setup


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck report --open
  factcheck report --only is:checked -o /tmp/report.html
The page is one file: nothing of it is fetched, and it can be mailed as it is.""",
)
@click.option("--open", "opening", is_flag=True, help="Open it in the browser.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file.")
@click.option("--only", metavar="FILTER", default="", help="Report on the claims that pass this filter.")
@click.option("--option", "options", metavar="NAME=VALUE", multiple=True, help="As `export html --list` names them.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@click.pass_obj
def report(setup: Setup, opening: bool, target: Path | None, only: str, options: tuple[str, ...], force: bool) -> int:
    """Make a page of the case that any browser shows.

    Without -o it is named after the case, and lies beside it.
    """
    from factcheck.workspace.export_job import ExportJob, file_name

    with setup.reading() as workspace:
        path = target or workspace.path.with_name(file_name(workspace, "html"))
        status = hand_out(
            ExportJob(workspace, "html", only, wishes(options)), path, each=False, strict=False, force=force
        )
    if opening:
        _open(path.absolute())
    return status


def _open(path: Path) -> None:
    import webbrowser

    if not webbrowser.open(path.as_uri()):
        output.narrate(f"no browser could be opened; the page is {path}")
