"""`factcheck source attach`, `refetch`, `text` and `versions`: the text behind a source that is there already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.commands.source_documents import allow_private_option
from factcheck.cli.context import Command, Setup
from factcheck.cli.errors import INTERRUPTED
from factcheck.cli.parameters import source_names
from factcheck.documents.loader import Incoming, Owns, Place, load, places, read
from factcheck.errors import InvalidError, UnreadableError

if TYPE_CHECKING:
    from factcheck.case.document import Document
    from factcheck.workspace.results import Attached, Refetched, Version

_MOST_SHOWN = 40
"""Passages that are shown to people; programs get all."""

_source = click.argument("source", shell_complete=source_names)


@click.command("attach", cls=Command, epilog="An address is asked for directly: proxies are ignored.")
@_source
@click.argument("document")
@click.option("--replace", is_flag=True, help="Take it even if the source was quoted from another document or version.")
@allow_private_option
@click.pass_obj
def attach_text(setup: Setup, source: str, document: str, replace: bool, allow_private: bool) -> None:
    """Give a source its text.

    SOURCE is a ref (S3) or id; DOCUMENT a file or an address. Says whether it is, to the byte, the one that was
    quoted from. Another one is refused without --replace.
    """
    with setup.writing() as workspace:
        from factcheck.workspace.library import Library

        source_id = workspace.case.source(source).id
        incoming, found = _taken(_one(document, workspace.owns), workspace.owns, allow_private)
        library = Library(workspace)
        try:
            attached = library.attach(source_id, incoming.data, incoming.name, found, replace=replace)
        except InvalidError as error:
            raise InvalidError(f"{error}; --replace takes it all the same") from error
        library.index_new()
    output.narrate(f"{attached.source.ref} {attached.source.title}: {_attached(attached)}")


def _one(document: str, owns: Owns) -> Place:
    found = places([document], owns)
    if len(found) != 1 or (isinstance(found[0], Path) and found[0] != Path(document)):
        raise InvalidError(f"{document}: is a directory; which document of it?")
    return found[0]


def _taken(place: Place, owns: Owns, allow_private: bool) -> tuple[Incoming, Document]:
    """Load and read one document. Raises UnreadableError; ctrl+c ends it."""
    from factcheck.cli.progress import interruptible, progress

    with interruptible() as cancelled, progress(1) as shown:
        try:
            incoming = load(place, cancelled, shown.begin, owns=owns, allow_private=allow_private)
            return incoming, read(incoming, place, cancelled)
        except UnreadableError as error:
            if cancelled():
                raise click.exceptions.Exit(INTERRUPTED) from error
            raise


def _attached(attached: Attached) -> str:
    standing = f"{attached.standing} of its {attached.quoted} excerpts stand in the text"
    standing = standing if attached.quoted else "nothing is quoted from it yet"
    if attached.same:
        return f"text attached, its hash is the one that was quoted from; {standing}"
    if attached.before:
        return f"text attached, NOT the document that was quoted from; {standing}"
    return f"text attached; which document was quoted from was not known; {standing}"


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
    with setup.writing() as workspace:
        from factcheck.workspace.library import Library

        found = workspace.case.source(source)
        if not found.url:
            raise InvalidError(
                f"{found.ref} has no address to fetch it from; "
                f"`factcheck source attach {found.ref} FILE --replace` takes another version of it"
            )
        incoming, document = _taken(found.url, workspace.owns, allow_private)
        library = Library(workspace)
        again = library.refetch(found.id, incoming.data, document, accessed=incoming.accessed)
        library.index_new()
    _show(again, as_json)
    if incoming.url != found.url:
        output.narrate(f"{found.url} leads to {incoming.url}")
    output.narrate(f"{again.source.ref} {again.source.title}: {_refetched(again)}, saved in {setup.path}")


def _show(again: Refetched, as_json: bool) -> None:
    if as_json:
        output.print_object(_object(again))
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


def _object(again: Refetched) -> dict[str, Any]:
    return {
        **again.source.to_row(),
        "changed": again.changed,
        "compared": again.compared,
        "passages": [passage._asdict() for passage in again.passages],
        "gone": [excerpt.ref for excerpt in again.gone],
    }


def _refetched(again: Refetched) -> str:
    if not again.compared:
        return "its text is here now; there was none before to compare it with"
    if not again.changed:
        return "the text has not changed"
    count = len(again.passages)
    gone = ", ".join(excerpt.ref for excerpt in again.gone)
    lost = (
        f"{gone} no longer stand{'' if ', ' in gone else 's'} in it" if gone else "every excerpt that stood still does"
    )
    return f"the text has changed in {count} place{'' if count == 1 else 's'}; {lost}; the version before is kept"


@click.command("text", cls=Command)
@_source
@click.option("--version", "wanted", default="", metavar="HASH", help="An earlier version, by the first of its hash.")
@click.pass_obj
def print_text(setup: Setup, source: str, wanted: str) -> None:
    """Print the text of a source.

    SOURCE is a ref (S3) or id.
    """
    from factcheck.workspace.library import Library

    with setup.reading() as workspace:
        found = workspace.case.source(source)
        sha256 = _version(Library(workspace).versions(found.id), found.ref, wanted) if wanted else found.sha256
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
    from factcheck.workspace.library import Library

    with setup.reading() as workspace:
        found = Library(workspace).versions(workspace.case.source(source).id)
        here = [workspace.texts.has(version.sha256) for version in found]
    if as_json:
        output.print_objects({**each._asdict(), "text": there} for each, there in zip(found, here, strict=True))
    else:
        output.print_rows([*each, output.mark(there)] for each, there in zip(found, here, strict=True))
    if not found:
        output.narrate(f"no document of {source} is known")
