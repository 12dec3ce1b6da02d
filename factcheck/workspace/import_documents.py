"""Loading documents into a case, for the command line, the screens and Python programs.

Loading and reading a document takes time and changes nothing: it may be done in a thread. Then it is added as a source,
attached to a source as its text, or taken as the new version of a source, which is a change of the case.
"""

from __future__ import annotations

import mimetypes
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from factcheck.case.document import Document
from factcheck.case.records import Source
from factcheck.documents.loader import Location, RawDocument, attachments_of, list_locations, load, read
from factcheck.documents.options import NO_OPTIONS, ReadOptions
from factcheck.documents.web import Answer
from factcheck.errors import InvalidError, UnreadableError
from factcheck.workspace.draft_versions import NewVersion
from factcheck.workspace.open_case import Named
from factcheck.workspace.reading import with_remarks
from factcheck.workspace.results import AddResult, AttachResult, RefreshResult
from factcheck.workspace.source_library import Library

CONSENT = "--allow-private asks it all the same"
"""How a private address is allowed on the command line."""


class LoadedDocument(NamedTuple):
    """A document that was loaded: its bytes, and its text unless it has a `fault`."""

    place: Location
    incoming: RawDocument
    document: Document | None
    fault: UnreadableError | None = None


def split_names(words: str) -> list[str]:
    """Return the paths and addresses in a line, as a shell or a file manager writes them; a name may have blanks.

    Quotes and backslashes keep a name together, and so does a file that exists under the longer name.
    """
    if _exists(words):
        return [words]
    try:
        parts = shlex.split(words)
    except ValueError:  # a quote that is not closed belongs to a name
        parts = words.split()
    names: list[str] = []
    while parts:
        ends = range(len(parts), 0, -1)
        end = next((end for end in ends if end == 1 or _exists(" ".join(parts[:end]))), 1)
        names.append(" ".join(parts[:end]))
        parts = parts[end:]
    return names


def _exists(name: str) -> bool:
    try:
        return Path(name).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False


class DocumentImport:
    """Loads documents into a case. The sources that one object adds are undone together."""

    def __init__(
        self,
        library: Library,
        cancelled: Callable[[], bool] = lambda: False,
        consent: str = CONSENT,
        options: ReadOptions = NO_OPTIONS,
    ) -> None:
        """Add documents to `library`; `cancelled` is asked often while one is loaded. They are read with `options`."""
        self.options = options
        self._library = library
        self._open_case = library.open_case
        self._cancelled = cancelled
        self._consent = consent
        self._last: Source | None = None

    def plan(self, names: Iterable[str | Path]) -> list[Location]:
        """Return the places of the documents that are named: files, the documents in directories, and addresses.

        Raises UnreadableError for a directory without any.
        """
        words = [str(name) if "://" in str(name) else str(Path(name).expanduser()) for name in names]
        return list_locations(words, self._open_case.owns)

    def plan_one(self, name: str | Path) -> Location:
        """Return the place of the one document that is named. Raises InvalidError for a directory."""
        found = self.plan([name])
        if len(found) != 1 or (isinstance(found[0], Path) and Path(name).expanduser().is_dir()):
            raise InvalidError(f"{name}: is a directory; which document of it?")
        return found[0]

    def load(
        self, place: Location, begin: Callable[[str], None] = lambda _name: None, *, allow_private: bool = False
    ) -> LoadedDocument:
        """Load a document and read its text; `begin` is called with its name once loading starts.

        Raises UnreadableError if its bytes cannot be had, and if it was cancelled; that its text cannot be read is the
        `fault` of what is returned.
        """
        incoming = load(
            place, self._cancelled, begin, owns=self._open_case.owns, allow_private=allow_private, consent=self._consent
        )
        return self._loaded(place, incoming)

    def attachments(self, loaded: LoadedDocument) -> list[LoadedDocument]:
        """Return the attachments of an e-mail, loaded; none if it has none. Raises UnreadableError."""
        return [
            self._loaded(f"{loaded.place}: {incoming.name}", incoming)
            for incoming in attachments_of(loaded.incoming, loaded.place, self._cancelled)
        ]

    def _loaded(self, place: Location, incoming: RawDocument) -> LoadedDocument:
        try:
            document = read(incoming, place, self._cancelled, self.options)
            return LoadedDocument(place, incoming, with_remarks(document, incoming.data, self.options))
        except UnreadableError as error:
            if self._cancelled():
                raise
            return LoadedDocument(place, incoming, None, error)

    def add(self, loaded: LoadedDocument, *, unread: bool = False, **fields: str) -> AddResult:
        """Add a document as a source; `fields`, as in Source, go before what the document says of itself.

        One that cannot be read is recorded without its text if `unread`, else its fault is raised. Raises
        UnreadableError, ReadOnlyError, NotSavedError.
        """
        data, name, media_type, url, accessed, answer = loaded.incoming
        saved = loaded.document.accessed if loaded.document else ""
        known = {**fields, "url": fields.get("url") or url, "accessed": accessed or saved, **answer._asdict()}
        if loaded.document is not None:
            anew = bool(self.options.encoding or loaded.document.revisions)
            result = self._library.add(data, name, loaded.document, after=self._last, anew=anew, **known)
            encoding = loaded.document.encoding
            kinds = [result.source.media_type or "unknown type", *([f"read as {encoding}"] if encoding else [])]
            result = result._replace(kind=", ".join(kinds), remarks=loaded.document.remarks)
        elif unread:
            kind = media_type.partition(";")[0] or mimetypes.guess_type(name)[0] or ""
            result = self._library.record(data, name, after=self._last, media_type=kind, **known)
            result = result._replace(fault=str(loaded.fault).removeprefix(f"{loaded.place}: "))
        else:
            raise loaded.fault or UnreadableError(f"{loaded.place}: has no text")
        self._last = self._last if result.known else result.source
        return result

    def attach(self, source: Named, loaded: LoadedDocument, *, replace: bool = False) -> AttachResult:
        """Give a source its full text. Raises InvalidError for another document than was quoted, unless `replace`."""
        key, document = self._open_case.key("sources", source), _text_of(loaded)
        incoming = loaded.incoming
        new = NewVersion(self._library, key, document)
        attached = self._library.attach(key, incoming.data, incoming.name, document, replace=replace, also=new.edits)
        return attached._replace(remarks=document.remarks)

    def refresh(self, source: Named, loaded: LoadedDocument) -> RefreshResult:
        """Take the document of a source as it is now, and tell what changed. Raises UnreadableError."""
        key, document = self._open_case.key("sources", source), _text_of(loaded)
        data, name, _, url, accessed, answer = loaded.incoming
        self._refuse_doubtful(key, document)
        said = {**answer._asdict(), **_way(self._open_case.case.sources[key], url, answer)}
        new = NewVersion(self._library, key, document)
        refreshed = self._library.refresh(key, data, document, accessed=accessed, name=name, also=new.edits, **said)
        return refreshed._replace(remarks=document.remarks, version=new.settled())

    def _refuse_doubtful(self, source_id: str, document: Document) -> None:
        """Raise InvalidError if a page that is no article would take the place of a text that is one."""
        before = self._library.readable_document(source_id)
        if not document.doubt or before is None or before.doubt or before.text == document.text:
            return
        ref = self._open_case.case.sources[source_id].ref
        raise InvalidError(
            f"{ref} was not replaced: what the server sends now looks like {document.doubt}; if it is the document, "
            f"save it in a browser, and `factcheck source attach {ref} FILE --replace` takes it"
        )

    def address_of(self, source: Named) -> str:
        """Return the address from which a source can be fetched again. Raises InvalidError if it has none."""
        found = self._open_case.case.sources[self._open_case.key("sources", source)]
        if not found.url:
            raise InvalidError(
                f"{found.ref} has no address to fetch it from; "
                f"`factcheck source attach {found.ref} FILE --replace` takes another version of it"
            )
        return found.url


def _way(source: Source, url: str, answer: Answer) -> dict[str, str]:
    """Return the address at which a source is now, the one that was asked for first, and those between them."""
    if not answer.asked or not source.url:
        return {"asked": source.asked, "redirects": source.redirects}
    before = [source.redirects, source.url] if source.asked else []
    return {
        "url": url,
        "asked": source.asked or source.url,
        "redirects": " ".join(filter(None, (*before, answer.redirects))),
    }


def _text_of(loaded: LoadedDocument) -> Document:
    if loaded.document is None:
        raise loaded.fault or UnreadableError(f"{loaded.place}: has no text")
    return loaded.document
