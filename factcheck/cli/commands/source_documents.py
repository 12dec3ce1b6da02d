"""Add documents as sources, attach and refetch them: `factcheck source add`, `attach` and `refetch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output, views
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import INTERRUPTED, WRONG, change_set, print_changes
from factcheck.cli.parameters import date, source_names
from factcheck.cli.progress import ProgressLine, interruptible, progress
from factcheck.cli.reading_options import reading_options
from factcheck.errors import InvalidError, UnreadableError
from factcheck.workspace.import_documents import DocumentImport, LoadedDocument

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.case.case import Case
    from factcheck.documents.loader import Cancelled, Location
    from factcheck.documents.options import ReadOptions
    from factcheck.workspace.results import AddResult, RefreshResult
    from factcheck.workspace.workspace import Workspace


allow_private_option = click.option(
    "--allow-private", is_flag=True, help="Also fetch from private and local addresses."
)


@click.command(
    "add",
    cls=Command,
    epilog="""\b
Examples:
  factcheck source add report.pdf --publisher "City of X" --published 2023-04
  factcheck source add articles/
  factcheck source add https://example.org/report
Web addresses are fetched directly, without the proxies of http_proxy and
https_proxy, following redirects, within one minute and up to 64 MiB.""",
)
@click.argument("documents", metavar="DOCUMENT", nargs=-1, required=True)
@click.option("--title", default="", help="Its title.  [default: from the document, else the file name]")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--author", default="", help="Who wrote it.")
@click.option(
    "--published", type=date, default="", metavar="DATE", help="Date of publication: 2023-04-25, 2023-04 or 2023."
)
@click.option("--url", default="", help="Its web address.")
@click.option("--language", default="", help="Its language: en, kk …")
@click.option("--note", default="", help="A note for readers.")
@click.option("--unread", is_flag=True, help="Also add documents that cannot be read, by name and hash.")
@click.option("--attachments", is_flag=True, help="Also add what is attached to e-mails.")
@reading_options
@allow_private_option
@output.json_option
@click.pass_obj
def add_documents(
    setup: Setup,
    /,
    documents: tuple[str, ...],
    unread: bool,
    attachments: bool,
    reading: ReadOptions,
    allow_private: bool,
    as_json: bool,
    **fields: str,
) -> int:
    """Add documents as sources.

    DOCUMENT is a file, a directory or a web address, one or more. Of a directory, all readable files are added. The
    file and its text are stored beside the case. Title, author and date are taken from the document unless an option
    gives them; --title to --note apply to a single document. Exit status 2 if a document could not be added; the
    others are.
    """
    results: list[AddResult] = []
    try:
        with setup.writing() as workspace, interruptible() as cancelled:
            options = reading.in_language(fields["language"])
            importing = DocumentImport(workspace.documents, cancelled, options=options)
            found = importing.plan(documents)
            if len(found) > 1 and any(fields.values()):
                given = ", ".join(f"--{name}" for name, value in fields.items() if value)
                raise usage_error(f"{given}: only for a single document, not for {len(found)}")
            failed = 0
            with progress(len(found)) as shown:
                for place in found:
                    try:
                        loaded = importing.load(place, shown.begin, allow_private=allow_private)
                        attached = importing.attachments(loaded) if attachments else []
                        results.append(importing.add(loaded, unread=unread or bool(attached), **fields))
                    except UnreadableError as error:
                        if cancelled():
                            break
                        failed += 1
                        shown.tell(f"factcheck: {error}")
                    else:
                        _tell(workspace, results[-1], place, shown)
                        for each in attached:
                            failed += not _add_attachment(workspace, importing, each, results, shown)
                    shown.advance()
                    if cancelled():
                        break
            stopped = shown.done < len(found)
            if len(found) > 1 or stopped:
                output.narrate(_summary(len(found), results, failed, setup.path, stopped=stopped))
            workspace.index_new()
            changes = [change for result in results for change in result.changes]
            if as_json:
                print_changes(workspace.case, changes)
    finally:
        if not as_json:
            output.print_added(result.ref for result in results)
    return INTERRUPTED if stopped else WRONG if failed else 0


def _add_attachment(
    workspace: Workspace,
    importing: DocumentImport,
    attached: LoadedDocument,
    results: list[AddResult],
    shown: ProgressLine,
) -> bool:
    """Add what is attached to an e-mail, and tell it; return whether it could be read."""
    try:
        results.append(importing.add(attached))
    except UnreadableError as error:
        shown.tell(f"factcheck: {error}")
        return False
    _tell(workspace, results[-1], attached.place, shown)
    return True


def _summary(total: int, results: list[AddResult], failed: int, path: Path, *, stopped: bool) -> str:
    known = sum(result.known for result in results)
    added = len(results) - known
    parts = [f"{added} of {total} added{f', saved in {path}' if added else ''}"]
    parts += [f"{known} already in the case"] if known else []
    parts += [f"{failed} could not be read"] if failed else []
    parts += ["stopped"] if stopped else []
    return "; ".join(parts)


def _tell(workspace: Workspace, result: AddResult, place: Location, shown: ProgressLine) -> None:
    """Report the result for a document, and sources that may be the same document."""
    many = shown.total > 1
    count = f"{shown.done + 1}/{shown.total} " if many else ""
    saved = "" if many or result.known else f", saved in {workspace.path}"
    shown.tell(f"{count}{result.words}{saved}")
    for alike in result.alike:
        instead = f"refetch {alike.ref}" if workspace.documents.has_text(alike.id) else f"attach {alike.ref} {place}"
        back = f"factcheck source remove {result.ref}" if many else "factcheck undo"
        shown.tell(f"{alike.ref} may be the same document; if so: `{back}`, then `factcheck source {instead}`")


_MOST_SHOWN = 40
"""Passages that are shown to people; programs get all."""

_source = click.argument("source", shell_complete=source_names)


@click.command("attach", cls=Command, epilog="Web addresses are fetched without a proxy.")
@_source
@click.argument("document")
@click.option("--replace", is_flag=True, help="Attach it even if it differs from the document that was quoted.")
@reading_options
@allow_private_option
@output.json_option
@click.pass_obj
def attach_text(
    setup: Setup,
    source: str,
    document: str,
    replace: bool,
    reading: ReadOptions,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Attach a document to a source.

    SOURCE is a ref (S3) or id, DOCUMENT a file or a web address. If the excerpts of the source were quoted from
    another document or version, it is refused without --replace.
    """
    with setup.writing() as workspace, interruptible() as cancelled:
        options = reading.in_language(workspace.case.source(source).language)
        importing = DocumentImport(workspace.documents, cancelled, options=options)
        loaded = loaded_document(importing, importing.plan_one(document), cancelled, allow_private)
        try:
            attached = importing.attach(source, loaded, replace=replace)
        except InvalidError as error:
            raise InvalidError(f"{error}; --replace attaches it anyway") from error
        workspace.index_new()
        if as_json:
            print_changes(workspace.case, attached.changes)
    output.narrate(f"{attached.source.ref} {attached.source.title}: {attached.words}")


def loaded_document(
    importing: DocumentImport, place: Location, cancelled: Cancelled, allow_private: bool
) -> LoadedDocument:
    """Return the loaded document; ctrl+c stops. Raises UnreadableError."""
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
In a pipe, the output is tab-separated: - or +, and a paragraph that was
removed or added. Web addresses are fetched without a proxy.""",
)
@_source
@reading_options
@allow_private_option
@output.json_option
@click.pass_obj
def refetch_source(setup: Setup, source: str, reading: ReadOptions, allow_private: bool, as_json: bool) -> None:
    """Fetch a source again, and show what changed.

    SOURCE is a ref (S3) or id. Both versions are kept. Excerpts that are no longer in the text are listed.
    """
    with setup.writing() as workspace, interruptible() as cancelled:
        options = reading.in_language(workspace.case.source(source).language)
        importing = DocumentImport(workspace.documents, cancelled, options=options)
        address = importing.address_of(source)
        loaded = loaded_document(importing, address, cancelled, allow_private)
        again = importing.refresh(source, loaded)
        workspace.index_new()
        _show(workspace.case, again, as_json)
    if loaded.incoming.url != address:
        output.narrate(f"{address} redirects to {loaded.incoming.url}")
    output.narrate(f"{again.source.ref} {again.source.title}: {again.words}, saved in {setup.path}")


def _show(case: Case, again: RefreshResult, as_json: bool) -> None:
    if as_json:
        output.print_object({**_object(again), **change_set(case, again.changes)})
        return
    shown = again.passages[: _MOST_SHOWN if output.for_people() else None]
    lines = [[sign, line] for passage in shown for sign, part in zip("-+", passage[:2], strict=True) for line in part]
    if output.for_people():
        views.passages.show_revision(lines)
    else:
        output.print_rows(lines)
    if left := len(again.passages) - len(shown):
        output.narrate(f"{left} more passages differ; --json prints all")


def _object(again: RefreshResult) -> dict[str, Any]:
    return {
        **again.source.to_row(),
        "changed": again.changed,
        "compared": again.compared,
        "passages": [passage._asdict() for passage in again.passages],
        "gone": [excerpt.ref for excerpt in again.gone],
    }
