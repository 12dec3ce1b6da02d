"""`factcheck source add`: documents become sources, one after the other; what is done stays done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.change_set import print_changes
from factcheck.cli.context import Command, Setup
from factcheck.cli.errors import INTERRUPTED, WRONG
from factcheck.cli.parameters import date
from factcheck.errors import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.cli.progress import Progress
    from factcheck.documents.loader import Location
    from factcheck.workspace.results import AddResult
    from factcheck.workspace.workspace import Workspace

allow_private_option = click.option(
    "--allow-private", is_flag=True, help="Fetch from private and local addresses too: an intranet, this machine."
)


@click.command(
    "add",
    cls=Command,
    epilog="""\b
Examples:
  factcheck source add report.pdf --publisher "City of X" --published 2023-04
  factcheck source add articles/
  factcheck source add https://example.org/report
An address is asked for directly: http_proxy and https_proxy are ignored. It
may redirect; a minute and 64 MiB are the limits.""",
)
@click.argument("documents", metavar="DOCUMENT", nargs=-1, required=True)
@click.option("--title", default="", help="Its title.  [default: its own, else the file's name]")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--published", type=date, default="", metavar="DATE", help="When: 2023-04-25, 2023-04 or 2023.")
@click.option("--url", default="", help="Where it is on the web.")
@click.option("--language", default="", help="The language it is in: en, kk …")
@click.option("--note", default="", help="What a reader should know about it.")
@click.option("--unread", is_flag=True, help="Record what cannot be read too, by its name and hash.")
@allow_private_option
@output.json_option
@click.pass_obj
def add_documents(
    setup: Setup,
    /,
    documents: tuple[str, ...],
    unread: bool,
    allow_private: bool,
    as_json: bool,
    **fields: str,
) -> int:
    """Add documents as sources.

    DOCUMENT is a file, a directory with all that can be read in it, or an address on the web; there may be several.
    The bytes and the text are kept beside the case. What the document says of itself is taken over, where no option
    says otherwise; the options from --title to --note go with one document. Exits with 2 if one could not be added;
    the others are.
    """
    from factcheck.cli.progress import interruptible, progress
    from factcheck.workspace.import_documents import DocumentImport

    results: list[AddResult] = []
    try:
        with setup.writing() as workspace, interruptible() as cancelled:
            importing = DocumentImport(workspace, cancelled)
            found = importing.plan(documents)
            if len(found) > 1 and any(fields.values()):
                given = ", ".join(f"--{name}" for name, value in fields.items() if value)
                raise click.UsageError(f"{given} goes with one document, not {len(found)}", click.get_current_context())
            failed = 0
            with progress(len(found)) as shown:
                for place in found:
                    try:
                        loaded = importing.load(place, shown.begin, allow_private=allow_private)
                        results.append(importing.add(loaded, unread=unread, **fields))
                    except UnreadableError as error:
                        if cancelled():
                            break
                        failed += 1
                        shown.tell(f"factcheck: {error}")
                    else:
                        _tell(workspace, results[-1], place, shown)
                    shown.advance()
                    if cancelled():
                        break
            stopped = shown.done < len(found)
            if len(found) > 1 or stopped:
                output.narrate(_summary(len(found), results, failed, setup.path, stopped=stopped))
            importing.finish()
            changes = [change for result in results for change in result.changes]
            if as_json:
                print_changes(workspace.case, changes)
    finally:
        if not as_json:
            output.print_added(result.ref for result in results)
    return INTERRUPTED if stopped else WRONG if failed else 0


def _summary(total: int, results: list[AddResult], failed: int, path: Path, *, stopped: bool) -> str:
    known = sum(result.known for result in results)
    added = len(results) - known
    parts = [f"{added} of {total} added{f', saved in {path}' if added else ''}"]
    parts += [f"{known} known already"] if known else []
    parts += [f"{failed} could not be read"] if failed else []
    parts += ["the rest was left"] if stopped else []
    return "; ".join(parts)


def _tell(workspace: Workspace, result: AddResult, place: Location, shown: Progress) -> None:
    """Tell what became of a document, and which sources may be the same one."""
    many = shown.total > 1
    count = f"{shown.done + 1}/{shown.total} " if many else ""
    saved = "" if many or result.known else f", saved in {workspace.path}"
    shown.tell(f"{count}{result.words}{saved}")
    for alike in result.alike:
        instead = f"refetch {alike.ref}" if workspace.documents.has_text(alike.id) else f"attach {alike.ref} {place}"
        back = f"factcheck source remove {result.ref}" if many else "factcheck undo"
        shown.tell(f"{alike.ref} may be the same document: if so, `{back}`, then `factcheck source {instead}`")
