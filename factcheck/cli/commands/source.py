"""List, edit and remove sources, and print their texts and versions: `factcheck source`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.case.origins import GRADE
from factcheck.case.records import Role, SourceKind
from factcheck.case.statistics import SourceLoad, source_loads
from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import print_changes, report_changes
from factcheck.cli.parameters import date, given_fields, source_names
from factcheck.errors import InvalidError, UnreadableError
from factcheck.text import counted

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.workspace.results import Version

_source = click.argument("source", shell_complete=source_names)


@click.command(
    "list",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: ref, title, publisher, date, number of
supporting, contradicting and context excerpts, ✓ if it has a text or –, and
"draft" after a draft.""",
)
@output.json_option
@click.pass_obj
def list_sources(setup: Setup, as_json: bool) -> None:
    """List the sources.

    Each with the number of its excerpts by stance, and whether its text is attached.
    """
    with setup.reading() as workspace:
        loads = {load.source.id: load for load in source_loads(workspace.case)}
        in_order = [loads[key] for key in workspace.case.sources]
        here = {key for key, load in loads.items() if workspace.texts.has(load.source.sha256)}
    output.print_list(
        (_object(load, here) for load in in_order),
        (_row(load, here) for load in in_order),
        lambda: views.tables.show_sources(in_order, here),
        as_json=as_json,
    )
    report_undecided(workspace.case)
    for source in workspace.case.sources.values():
        if source.doubt:
            output.narrate(f"{source.ref} looks like {source.doubt}; `factcheck source text {source.ref}` prints it")
    if not in_order:
        output.narrate("No sources yet; `factcheck source add FILE` adds one")


def report_undecided(case: Case) -> None:
    """Report the sources that claims were taken from and whose role nobody has stated."""
    for key in case.index.roles.undecided():
        ref, role = case.sources[key].ref, "a draft" if case.is_draft(key) else "evidence"
        claims = counted(len(case.index.roles.taken_from()[key]), "claim")
        output.narrate(
            f"{ref} is the origin of {claims} and counts as {role}; "
            f"`factcheck source edit {ref} --role draft` or `--role evidence` settles it"
        )


def _object(load: SourceLoad, here: set[str]) -> dict[str, Any]:
    role = Role.DRAFT if load.draft else Role.EVIDENCE
    row = {**load.source.to_row(), "role": role.value}
    return {**row, **_counts(load), "claims": load.claims, "text": load.source.id in here}


def _counts(load: SourceLoad) -> dict[str, int]:
    return {stance.value: count for stance, count in load.stances.items()}


def _row(load: SourceLoad, here: set[str]) -> list[object]:
    found = load.source
    text = output.mark(found.id in here)
    row = [found.ref, found.title, found.publisher, found.published, *load.stances.values(), text]
    return [*row, "draft"] if load.draft else row


@click.command("edit", cls=Command)
@_source
@click.option("--title", help="Its title.")
@click.option("--publisher", help="Who published it.")
@click.option("--author", help="Who wrote it.")
@click.option("--published", type=date, metavar="DATE", help="Date of publication: 2023-04-25, 2023-04 or 2023.")
@click.option("--url", help="Its web address.")
@click.option("--language", help="Its language: en, kk …")
@click.option("--note", help="A note for readers.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    help="evidence; or draft: the text under check, not counted as evidence.",
)
@click.option(
    "--kind", type=click.Choice(["", *(kind.value for kind in SourceKind)]), help="How near it is to what it reports."
)
@click.option("--interest", help="What it gains by what it says.")
@click.option(
    "--repeats",
    metavar="SOURCE",
    shell_complete=source_names,
    help="The source that it takes its report from: both count as one origin.",
)
@click.option("--as-of", type=date, metavar="DATE", help="The date of what it reports.")
@click.option("--grade", help=f"Your grade on the Admiralty scale, {GRADE}.")
@output.json_option
@click.pass_obj
def edit_source(setup: Setup, /, source: str, as_json: bool, **fields: str | None) -> None:
    """Edit the details of a source.

    SOURCE is a ref (S3) or id. Only the given fields change; "" clears a field.
    """
    given = given_fields(**fields)
    if not given:
        raise usage_error("nothing to edit; give --title, --publisher or another option")
    with setup.writing() as workspace:
        found = workspace.case.source(source)
        batch = workspace.edit("sources", found.id, **given)
        report_changes(workspace.case, batch, setup.path, f"{found.ref} is unchanged", as_json=as_json)


@click.command("remove", cls=Command)
@_source
@output.json_option
@click.pass_obj
def remove_source(setup: Setup, source: str, as_json: bool) -> None:
    """Remove a source that has no excerpts.

    SOURCE is a ref (S3) or id. Its text stays beside the case, so that `factcheck undo` restores it.
    """
    with setup.writing() as workspace:
        found = workspace.case.source(source)
        batch = workspace.remove("sources", found.id)
        if as_json:
            print_changes(workspace.case, batch)
    output.narrate(f"{found.ref} {found.title} removed, saved in {setup.path}; `factcheck undo` restores it")


@click.command("text", cls=Command)
@_source
@click.option("--version", "wanted", default="", metavar="HASH", help="An earlier version: the beginning of its hash.")
@click.pass_obj
def print_text(setup: Setup, source: str, wanted: str) -> None:
    """Print the text of a source.

    SOURCE is a ref (S3) or id.
    """
    with setup.reading() as workspace:
        found = workspace.case.source(source)
        sha256 = _version(workspace.documents.versions(found.id), found.ref, wanted) if wanted else found.sha256
        document = workspace.texts.document(sha256)
    if document is None:
        raise UnreadableError(f"{found.ref} has no text; `factcheck source attach {found.ref} FILE` attaches it")
    output.print_text(document.text)


def _version(versions: list[Version], ref: str, wanted: str) -> str:
    fitting = {version.sha256 for version in versions if version.sha256.startswith(wanted.lower())}
    if len(fitting) != 1:
        raise InvalidError(f"{ref} has {'no version' if not fitting else 'several versions'} with the hash {wanted}…")
    return fitting.pop()


@click.command(
    "versions",
    cls=Command,
    epilog="""\b
In a pipe, the output is tab-separated: hash, date added, ✓ if the text is
stored or –.""",
)
@_source
@output.json_option
@click.pass_obj
def list_versions(setup: Setup, source: str, as_json: bool) -> None:
    """List the stored versions of a source, oldest first.

    SOURCE is a ref (S3) or id.
    """
    with setup.reading() as workspace:
        found = workspace.documents.versions(workspace.case.source(source).id)
        here = [workspace.texts.has(version.sha256) for version in found]
    if as_json:
        output.print_objects({**each._asdict(), "text": there} for each, there in zip(found, here, strict=True))
    else:
        output.print_rows([*each, output.mark(there)] for each, there in zip(found, here, strict=True))
    if not found:
        output.narrate(f"No document is attached to {source}")
