"""Write the case in an export format, or as a page for the browser: `factcheck export` and `report`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import lazy, output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.parameters import fitting
from factcheck.exports import FORMATS, FormatSummary, find, summaries
from factcheck.text import counted, visible

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from factcheck.case.case import Case
    from factcheck.workspace.export_job import ExportJob


def _formats(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return fitting(((each.name, each.about) for each in summaries()), begun)


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck export markdown -o report.md
  factcheck export markdown --only is:refuted | less
  factcheck export markdown --print-template > house.md.jinja
  factcheck export markdown --template house.md.jinja -o report.md
  factcheck export markdown --each -o claims/
  factcheck export html --option matrix=no --strict -o report.html
  factcheck export draft-docx --draft S3 -o checked.docx
  factcheck export corrections --draft S3
`factcheck claim list --help` explains filters.""",
)
@click.argument("format_name", metavar="FORMAT", required=False, shell_complete=_formats)
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file.")
@click.option("--only", metavar="FILTER", default="", help="Export only the claims that match this filter.")
@click.option("--draft", default="", metavar="DRAFT", help="Export this draft (the option draft=DRAFT).")
@click.option("--template", type=click.Path(path_type=Path), metavar="FILE", help="Use this template (Jinja2).")
@click.option("--print-template", is_flag=True, help="Print the template of FORMAT, to be changed and used.")
@click.option("--each", is_flag=True, help="Write one file for each claim; -o is a directory.")
@click.option("--option", "options", metavar="NAME=VALUE", multiple=True, help="Set an option; repeatable.")
@click.option("--notes", is_flag=True, help="Include the notes on the claims (the option notes=yes).")
@click.option("--strict", is_flag=True, help="Write nothing if something required is missing.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--list", "listing", is_flag=True, help="List the formats, or the options of FORMAT.")
@output.json_option
@click.pass_obj
def export(
    setup: Setup,
    format_name: str | None,
    target: Path | None,
    only: str,
    draft: str,
    template: Path | None,
    print_template: bool,
    each: bool,
    options: tuple[str, ...],
    notes: bool,
    strict: bool,
    force: bool,
    listing: bool,
    as_json: bool,
) -> int:
    """Export the case in a format.

    Without -o, the export is written to standard output. What is missing for the format is reported first. Exit status
    1 if nothing was written because of --strict.
    """
    if listing or (as_json and format_name is None):
        _list(format_name, as_json)
        return 0
    if as_json:
        raise usage_error("--json needs --list")
    if format_name is None:
        raise usage_error(f"no format given; choose one of {', '.join(each.name for each in summaries())}")
    if print_template:
        _print_template(format_name)
        return 0
    if each and (target is None or str(target) == "-"):
        raise usage_error("--each needs a directory: -o DIR")
    values = parse_options(options, notes=notes) | ({"draft": draft} if draft else {})
    if template is not None:
        values["template"] = lazy.export_job.read_template(template)
    with setup.reading() as workspace:
        setup.sign_as_set(workspace)
        job = lazy.export_job.ExportJob(workspace.documents, format_name, only, values)
        return write_export(job, workspace.case, target, each=each, strict=strict, force=force)


def write_export(job: ExportJob, case: Case, target: Path | None, *, each: bool, strict: bool, force: bool) -> int:
    """Report what is missing, then write the export; return 1 if nothing was written because of `strict`, else 0."""
    missing = lazy.lint.grouped(job.lint())
    for group in missing:
        output.narrate(f"{'required' if group.required else 'advised'}: {group.describe(case)}")
    if strict and any(group.required for group in missing):
        output.narrate("Nothing was written, because of --strict")
        return 1
    if target is None or str(target) == "-":
        _print(job.chunks())
    elif each:
        count = job.write_per_claim(target, overwrite=force)
        output.narrate(f"{counted(count, 'claim')} exported to {target.absolute()}")
    else:
        written = job.to(target, overwrite=force)
        output.narrate(f"{job.contents()} exported to {written}")
    return 0


def parse_options(options: Iterable[str], *, notes: bool) -> dict[str, str]:
    """Return the values of options by name; with `notes`, the option `notes` is "yes". Raises BadParameter."""
    found = {}
    for option in options:
        name, sign, value = option.partition("=")
        if not sign:
            raise click.BadParameter(f"--option needs NAME=VALUE, not {option!r}")
        found[name.strip()] = value
    return found | ({"notes": "yes"} if notes else {})


def _object(summary: FormatSummary) -> dict[str, Any]:
    return {**summary._asdict(), "options": dict(find(summary.name).options)}


def _list(format_name: str | None, as_json: bool) -> None:
    if format_name is not None:
        options = find(format_name).options
        if as_json:
            output.print_objects(_object(each) for each in summaries() if each.name == format_name)
        else:
            output.print_rows(options.items())
        return
    if as_json:
        output.print_objects(map(_object, summaries()))
    elif output.for_people():
        for each in summaries():
            output.print_rows([(each.name.ljust(_WIDTH), each.about)])
            options = find(each.name).options
            output.print_rows(("", f"--option {name}=…", words) for name, words in options.items())
    else:
        output.print_rows(summaries())
    for fault in FORMATS.faults:
        output.narrate(f"factcheck: {fault}")


_WIDTH = 12


def _print_template(format_name: str) -> None:
    template = find(format_name).template
    if not template:
        raise usage_error(f"{format_name} has no template")
    output.write(template)


def _print(pieces: Iterable[bytes]) -> None:
    """Print an export: unchanged to a pipe, to a terminal with control characters made visible."""
    for piece in pieces:
        if output.for_people() and b"\0" in piece:
            raise usage_error("this format is binary; write it to a file with -o FILE")
        output.write(visible(piece.decode("utf-8", "replace")) if output.for_people() else piece)


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck report --open
  factcheck report --only is:checked -o /tmp/report.html
The page is one file without external parts; it can be sent by e-mail.""",
)
@click.option("--open", "opening", is_flag=True, help="Open the page in the browser.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file.")
@click.option("--only", metavar="FILTER", default="", help="Include only the claims that match this filter.")
@click.option("--option", "options", metavar="NAME=VALUE", multiple=True, help="Set an option of the format html.")
@click.option("--notes", is_flag=True, help="Include the notes on the claims.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.pass_obj
def report(
    setup: Setup, opening: bool, target: Path | None, only: str, options: tuple[str, ...], notes: bool, force: bool
) -> int:
    """Write the case as a web page.

    Without -o, the file is named after the case and written beside it.
    """
    with setup.reading() as workspace:
        setup.sign_as_set(workspace)
        path = target or workspace.path.with_name(lazy.export_job.file_name(workspace.case, "html"))
        job = lazy.export_job.ExportJob(workspace.documents, "html", only, parse_options(options, notes=notes))
        status = write_export(job, workspace.case, path, each=False, strict=False, force=force)
    if opening:
        _open(path.absolute())
    return status


def _open(path: Path) -> None:
    if not lazy.webbrowser.open(path.as_uri()):
        output.narrate(f"No browser could be opened; the page is {path}")
