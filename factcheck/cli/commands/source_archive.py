"""`factcheck source archive`: copies of the sources in a web archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup, usage_error
from factcheck.cli.output import INTERRUPTED, WRONG, print_changes
from factcheck.cli.parameters import can_ask, source_names
from factcheck.cli.progress import interruptible, progress
from factcheck.errors import UnreadableError
from factcheck.text import counted
from factcheck.workspace.archiving import SourceArchive, copy_words

if TYPE_CHECKING:
    from factcheck.case.changes import Change
    from factcheck.case.records import Source


@click.command(
    "archive",
    cls=Command,
    epilog="""\b
Examples:
  factcheck source archive S3
  factcheck source archive --save --yes
The archive is a Memento TimeGate or a service in the manner of the Wayback
Machine; [archive] in the settings has its addresses.
In a pipe, the output is tab-separated: ref, address of the copy, its time.""",
)
@click.argument("sources", metavar="[SOURCE...]", nargs=-1, shell_complete=source_names)
@click.option("--save", is_flag=True, help="Ask the archive to save the page now.")
@click.option("--yes", is_flag=True, help="Agree that addresses are sent to the archive.")
@output.json_option
@click.pass_obj
def archive_sources(setup: Setup, sources: tuple[str, ...], save: bool, yes: bool, as_json: bool) -> int:
    """Ask a web archive for copies of sources.

    SOURCE is a ref (S3) or id; the default is every source with a web address and no archived copy. Stores the address
    of the copy closest to the time of access, and when it was taken. Only the address is sent, after asking once per
    host. Exit status 1 if the archive has no copy of a source, 2 if it could not be asked.
    """
    with setup.writing() as workspace, interruptible() as cancelled:
        archive = SourceArchive(workspace, setup.settings().archive, save=save)
        asked = archive.named(sources) if sources else archive.without_copy()
        if not asked:
            output.narrate("Every source with a web address has an archived copy")
        elif not _agreed(archive, asked, yes=yes):
            return 1
        changes: list[Change] = []
        rows, missing, failed = list[list[str]](), 0, 0
        with progress(len(asked)) as shown:
            for source in asked:
                shown.begin(source.ref)
                try:
                    copy = archive.ask(source, cancelled)
                except UnreadableError as error:
                    if cancelled():
                        break
                    failed += 1
                    shown.tell(f"factcheck: {source.ref}: {error}")
                else:
                    missing += copy is None
                    shown.tell(copy_words(source, copy))
                    if copy is not None:
                        changes += workspace.change("sources", source.id, archived=copy.url, archived_at=copy.at)
                        rows.append([source.ref, copy.url, copy.at])
                shown.advance()
        if as_json:
            print_changes(workspace.case, changes)
        elif not output.for_people():
            output.print_rows(rows)
        if len(asked) > 1:
            output.narrate(f"{len(rows)} of {counted(len(asked), 'source')} archived, saved in {setup.path}")
        return INTERRUPTED if cancelled() else WRONG if failed else int(bool(missing))


def _agreed(archive: SourceArchive, asked: list[Source], *, yes: bool) -> bool:
    """Return whether addresses may be sent; the user is asked once per host. Raises UsageError where nobody can be."""
    question = archive.consent(asked)
    if question and not yes:
        if not can_ask():
            raise usage_error(f"cannot ask for consent here (--yes gives it): {question}")
        if not click.confirm(f"{question} Send?", err=True):
            output.narrate("Nothing is sent")
            return False
    archive.agree()
    return True
