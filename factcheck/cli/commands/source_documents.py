"""`factcheck source add`: documents become sources, one after the other; what is done stays done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import click

from factcheck.cli import output
from factcheck.cli.context import Command, Setup
from factcheck.cli.errors import INTERRUPTED, WRONG
from factcheck.cli.parameters import date
from factcheck.documents.loader import Cancelled, Incoming, Place, load, places, read
from factcheck.errors import UnreadableError

if TYPE_CHECKING:
    from factcheck.case.records import Source
    from factcheck.cli.progress import Progress
    from factcheck.workspace.library import Library
    from factcheck.workspace.results import Brought

allow_private_option = click.option(
    "--allow-private", is_flag=True, help="Fetch from private and local addresses too: an intranet, this machine."
)


class Wish(NamedTuple):
    """How documents are to be added: also without a text, also from private addresses, and as what.

    `after` is the source that came before: they are taken back together.
    """

    unread: bool
    allow_private: bool
    fields: dict[str, str]
    after: Source | None = None


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
@click.pass_obj
def add_documents(setup: Setup, /, documents: tuple[str, ...], unread: bool, allow_private: bool, **fields: str) -> int:
    """Add documents as sources.

    DOCUMENT is a file, a directory with all that can be read in it, or an address on the web; there may be several.
    The bytes and the text are kept beside the case. What the document says of itself is taken over, where no option
    says otherwise; the options from --title to --note go with one document. Exits with 2 if one could not be added;
    the others are.
    """
    refs: list[str] = []
    try:
        with setup.writing() as workspace:
            found = places(documents, workspace.owns)
            if len(found) > 1 and any(fields.values()):
                given = ", ".join(f"--{name}" for name, value in fields.items() if value)
                raise click.UsageError(f"{given} goes with one document, not {len(found)}", click.get_current_context())
            from factcheck.workspace.library import Library

            return _add_all(Library(workspace), found, Wish(unread, allow_private, fields), refs)
    finally:
        output.print_added(refs)


def _add_all(library: Library, found: list[Place], wish: Wish, refs: list[str]) -> int:
    """Add documents, `refs` of the sources that they are; return the exit status."""
    from factcheck.cli.progress import interruptible, progress

    counts: Counter[str] = Counter()
    with interruptible() as cancelled, progress(len(found)) as shown:
        for place in found:
            try:
                brought = _add(library, place, wish, cancelled, shown)
                wish = wish if brought.known else wish._replace(after=brought.source)
            except UnreadableError as error:
                if cancelled():
                    break
                counts["failed"] += 1
                shown.tell(f"factcheck: {error}")
            else:
                counts["known" if brought.known else "added"] += 1
                refs.append(brought.source.ref)
            shown.advance()
            if cancelled():
                break
    stopped = shown.done < len(found)
    if len(found) > 1 or stopped:
        output.narrate(_summary(len(found), counts, _saved(library, counts["added"] > 0), stopped))
    return INTERRUPTED if stopped else WRONG if counts["failed"] else 0


def _summary(total: int, counts: Counter[str], saved: str, stopped: bool) -> str:
    parts = [f"{counts['added']} of {total} added{saved}"]
    parts += [f"{counts['known']} known already"] if counts["known"] else []
    parts += [f"{counts['failed']} could not be read"] if counts["failed"] else []
    parts += ["the rest was left"] if stopped else []
    return "; ".join(parts)


def _saved(library: Library, is_so: bool) -> str:
    return f", saved in {library.workspace.path}" if is_so else ""


def _add(library: Library, place: Place, wish: Wish, cancelled: Cancelled, shown: Progress) -> Brought:
    owns = library.workspace.owns
    incoming = load(place, cancelled, shown.begin, owns=owns, allow_private=wish.allow_private)
    brought, how = _bring(library, place, incoming, wish, cancelled)
    if brought.known:
        how = f"is this document already{'; its text is here now' if brought.attached else ''}"
    many = shown.total > 1
    count, saved = f"{shown.done + 1}/{shown.total} " if many else "", _saved(library, not (many or brought.known))
    shown.tell(f"{count}{brought.source.ref} {brought.source.title} {how}{saved}")
    for alike in brought.alike:
        instead = f"refetch {alike.ref}" if library.has_text(alike.id) else f"attach {alike.ref} {place}"
        back = f"factcheck source remove {brought.source.ref}" if many else "factcheck undo"
        shown.tell(f"{alike.ref} may be the same document: if so, `{back}`, then `factcheck source {instead}`")
    return brought


def _bring(library: Library, place: Place, incoming: Incoming, wish: Wish, cancelled: Cancelled) -> tuple[Brought, str]:
    """Bring one document in; return what became of it, also in words."""
    data, name, media_type, url, accessed = incoming
    try:
        document = read(incoming, place, cancelled)
    except UnreadableError as error:
        if not wish.unread or cancelled():
            raise
        said = {**wish.fields, "url": wish.fields["url"] or url, "accessed": accessed}
        brought = library.record(
            data, name, media_type=media_type.partition(";")[0] or _guessed(name), after=wish.after, **said
        )
        return brought, f"recorded without its text ({str(error).removeprefix(f'{place}: ')})"
    fields = {**wish.fields, "url": wish.fields["url"] or url}
    brought = library.bring(data, name, document, accessed=accessed, after=wish.after, **fields)
    library.index_new()
    kinds = [brought.source.media_type or "unknown type"]
    kinds += [f"read as {document.encoding}"] if document.encoding else []
    return brought, f"added ({', '.join(kinds)})"


def _guessed(name: str) -> str:
    import mimetypes

    return mimetypes.guess_type(name)[0] or ""
