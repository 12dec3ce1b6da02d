"""`factcheck source show`: what is known of a source."""

from __future__ import annotations

import click

from factcheck.case.statistics import source_loads
from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup
from factcheck.cli.parameters import source_names
from factcheck.text import counted
from factcheck.workspace.source_details import source_details


@click.command(
    "show",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: name and value.""",
)
@click.argument("source", shell_complete=source_names)
@output.json_option
@click.pass_obj
def show_source(setup: Setup, source: str, as_json: bool) -> None:
    """Show what is known of a source.

    SOURCE is a ref (S3) or id. Of a web page also the address that was asked for, the redirects, what the server said
    of it, and its copy in a web archive.
    """
    with setup.reading() as workspace:
        found = workspace.case.source(source)
        (load,) = (each for each in source_loads(workspace.case) if each.source.id == found.id)
        versions = workspace.documents.versions(found.id)
        has_text = workspace.texts.has(found.sha256)
    counts = {stance.value: count for stance, count in load.stances.items()}
    if as_json:
        shown = [version._asdict() for version in versions]
        output.print_object({**found.to_row(), **counts, "claims": load.claims, "text": has_text, "versions": shown})
        return
    quoted = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "not quoted"
    rows = [
        ("Ref", found.ref),
        *source_details(found),
        ("Excerpts", quoted),
        ("Text", f"stored, {counted(len(versions), 'version')}" if has_text else "not stored"),
    ]
    if output.for_people():
        views.tables.show_named(rows)
    else:
        output.print_rows(list(row) for row in rows)
