"""`factcheck source attach`, `refetch`, `text` and `versions`: the text behind a source that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.change_set import change_set, print_changes
from factcheck.cli.commands.source_documents import allow_private_option
from factcheck.cli.context import Command, Setup
from factcheck.cli.errors import INTERRUPTED
from factcheck.cli.parameters import source_names
from factcheck.cli.progress import interruptible
from factcheck.errors import InvalidError, UnreadableError

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.documents.loader import Cancelled, Location
    from factcheck.workspace.import_documents import DocumentImport, LoadedDocument
    from factcheck.workspace.results import RefreshResult, Version

_MOST_SHOWN = 40
"""Passages that are shown to people; programs get all."""

_source = click.argument("source", shell_complete=source_names)


@click.command("attach", cls=Command, epilog="An address is asked for directly: proxies are ignored.")
@_source
@click.argument("document")
@click.option("--replace", is_flag=True, help="Take it even if the source was quoted from another document or version.")
@allow_private_option
@output.json_option
@click.pass_obj
def attach_text(setup: Setup, source: str, document: str, replace: bool, allow_private: bool, as_json: bool) -> None:
    """Give a source its text.

    SOURCE is a ref (S3) or id; DOCUMENT a file or an address. Says whether it is, to the byte, the one that was
    quoted from. Another one is refused without --replace.
    """
    from factcheck.workspace.import_documents import DocumentImport

    with setup.writing() as workspace, interruptible() as cancelled:
        workspace.case.source(source)
        importing = DocumentImport(workspace, cancelled)
        loaded = _loaded(importing, importing.plan_one(document), cancelled, allow_private)
        try:
            attached = importing.attach(source, loaded, replace=replace)
        except InvalidError as error:
            raise InvalidError(f"{error}; --replace takes it all the same") from error
        importing.finish()
        if as_json:
            print_changes(workspace.case, attached.changes)
    output.narrate(f"{attached.source.ref} {attached.source.title}: {attached.words}")


def _loaded(importing: DocumentImport, place: Location, cancelled: Cancelled, allow_private: bool) -> LoadedDocument:
    """Load one document. Raises UnreadableError; ctrl+c ends it."""
    from factcheck.cli.progress import progress

    try:
        with progress(1) as shown:
            return importing.load(place, shown.begin, allow_private=allow_private)
    except UnreadableError as error:
        if cancelled():
            raise click.exceptions.Exit(INTERRUPTED) from error
        raise


@click.command(
    "refetch",
    cls=Command,
    epilog="""\b
Piped, a line is: - or +, a paragraph that is gone or new; parted by a tab.
http_proxy and https_proxy are ignored.""",
)
@_source
@allow_private_option
@output.json_option
@click.pass_obj
def refetch_source(setup: Setup, source: str, allow_private: bool, as_json: bool) -> None:
    """Fetch a source again, and show what changed.

    SOURCE is a ref (S3) or id. Both versions are kept. Names the excerpts that no longer stand in the text.
    """
    from factcheck.workspace.import_documents import DocumentImport

    with setup.writing() as workspace, interruptible() as cancelled:
        importing = DocumentImport(workspace, cancelled)
        address = importing.address_of(source)
        loaded = _loaded(importing, address, cancelled, allow_private)
        again = importing.refresh(source, loaded)
        importing.finish()
        _show(workspace.case, again, as_json)
    if loaded.incoming.url != address:
        output.narrate(f"{address} leads to {loaded.incoming.url}")
    output.narrate(f"{again.source.ref} {again.source.title}: {again.words}, saved in {setup.path}")


def _show(case: Case, again: RefreshResult, as_json: bool) -> None:
    if as_json:
        output.print_object({**_object(again), **change_set(case, again.changes)})
        return
    shown = again.passages[: _MOST_SHOWN if output.for_people() else None]
    lines = [[sign, line] for passage in shown for sign, part in zip("-+", passage[:2], strict=True) for line in part]
    if output.for_people():
        from factcheck.cli import tables

        tables.show_revision(lines)
    else:
        output.print_rows(lines)
    if left := len(again.passages) - len(shown):
        output.narrate(f"{left} more passages differ; --json has all")


def _object(again: RefreshResult) -> dict[str, Any]:
    return {
        **again.source.to_row(),
        "changed": again.changed,
        "compared": again.compared,
        "passages": [passage._asdict() for passage in again.passages],
        "gone": [excerpt.ref for excerpt in again.gone],
    }


@click.command("text", cls=Command)
@_source
@click.option("--version", "wanted", default="", metavar="HASH", help="An earlier version, by the first of its hash.")
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
        raise UnreadableError(f"{found.ref} has no text here; `factcheck source attach {found.ref} FILE` gives it one")
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
Piped, a line is: hash, since when, ✓ if the text is here or –; parted by
tabs.""",
)
@_source
@output.json_option
@click.pass_obj
def list_versions(setup: Setup, source: str, as_json: bool) -> None:
    """List the documents that a source has been, oldest first.

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
        output.narrate(f"no document of {source} is known")
