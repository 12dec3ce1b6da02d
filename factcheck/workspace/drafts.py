"""The drafts of a case: the texts under check, added in any format of documents, in one version after another."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.case.changes import Batch
from factcheck.case.document import Document
from factcheck.case.ids import sha256_of
from factcheck.case.records import Role, Source
from factcheck.errors import InvalidError
from factcheck.evidence.claims.bylines import Byline, read_byline
from factcheck.evidence.claims.coverage import Coverage
from factcheck.workspace.draft_text import DraftText, text_of_source
from factcheck.workspace.extraction import language_of, units_of
from factcheck.workspace.import_documents import DocumentImport, LoadedDocument
from factcheck.workspace.open_case import Named
from factcheck.workspace.results import DraftResult
from factcheck.workspace.source_library import Library
from factcheck.workspace.version_changes import VersionChanges


class Drafts:
    """Adds, lists and opens the drafts of a case."""

    def __init__(self, library: Library) -> None:
        """Work on the drafts among the documents of `library`."""
        self._library = library
        self._read: dict[str, tuple[Source, DraftText]] = {}
        """The texts that were read, by the id of their source, each with the source as it was then."""

    def add(self, importing: DocumentImport, loaded: LoadedDocument, **fields: str) -> DraftResult:
        """Add a document as a draft; `fields` are as in Source. One that is a source already becomes a draft.

        Raises UnreadableError, NotSavedError.
        """
        byline = _byline(loaded.document, fields.get("language", ""))
        told = {name: value for name, value in byline._asdict().items() if value and not fields.get(name)}
        result = importing.add(loaded, unread=False, **{**fields, **told, "role": Role.DRAFT.value})
        changes: Batch = result.changes
        if result.known:
            changes = self._library.open_case.change("sources", result.source.id, role=Role.DRAFT.value)
        alike = () if result.known else tuple(self._alike(result.source))
        source = self._library.case.sources[result.source.id]
        remarks = result.remarks
        if told and not result.known:
            remarks = (*remarks, f"from its byline: {', '.join(told.values())}")
        if result.attached:
            self._read.pop(source.id, None)
            remarks = ("its text was read anew", *remarks)
        return DraftResult(source, result.known, alike, changes=changes, remarks=remarks)

    def add_version(self, importing: DocumentImport, loaded: LoadedDocument, draft: Named) -> DraftResult:
        """Take a document as the new version of a draft, as one change set with all that follows.

        One with the text that the draft has changes nothing. Raises UnknownError, InvalidError if the source is no
        draft or the document is another source, UnreadableError, NotSavedError.
        """
        source = self.find(draft)
        self._refuse_other_source(source, loaded)
        before = self._library.readable_document(source.id)
        if before is not None and loaded.document is not None and before.text == loaded.document.text:
            return DraftResult(source, known=True, version=VersionChanges(len(self.text(source).units), ()))
        result = importing.refresh(source, loaded)
        self._read.pop(source.id, None)
        version = result.version or VersionChanges(0, ())
        return DraftResult(result.source, version=version, changes=result.changes, remarks=result.remarks)

    def _refuse_other_source(self, draft: Source, loaded: LoadedDocument) -> None:
        """Raise InvalidError if a document is another source of the case."""
        other = self._library.with_hash(sha256_of(loaded.incoming.data))
        if other is not None and other.id != draft.id:
            raise InvalidError(
                f"{loaded.place}: is source {other.ref} already, so it is no version of {draft.ref}; "
                "choose another document"
            )

    def find(self, draft: Named = "") -> Source:
        """Return a draft; "" is the only one. Raises UnknownError, InvalidError."""
        case = self._library.case
        if not draft:
            found = self.all()
            if len(found) != 1:
                refs = ", ".join(source.ref for source in found)
                raise InvalidError(f"which draft? there are {refs}" if refs else "this case has no draft")
            return found[0]
        source = case.sources[self._library.open_case.key("sources", draft)]
        if not case.is_draft(source.id):
            raise InvalidError(
                f"{source.ref} is not a draft; `factcheck source edit {source.ref} --role draft` makes it one"
            )
        return source

    def all(self) -> list[Source]:
        """Return the drafts, in the order in which they were added."""
        case = self._library.case
        return [source for source in case.sources.values() if case.is_draft(source.id)]

    def text(self, draft: Named = "") -> DraftText:
        """Return the text of a draft with all that was said about it.

        Reading it takes time, seconds for a large one; it is kept. Raises UnknownError, InvalidError, UnreadableError.
        """
        source = self.find(draft)
        read = self._read.get(source.id)
        if read is None or read[0] != source:
            read = self._read[source.id] = source, text_of_source(self._library, source.id)
        return read[1]

    def coverage(self, draft: Named = "") -> Coverage:
        """Return what was looked at of a draft, or of all drafts with a text. Raises as `text` does."""
        if draft:
            return self.text(draft).coverage()
        found = [self.text(source).coverage() for source in self.all() if self._library.has_text(source.id)]
        parts, units = (part for each in found for part in each.parts), (unit for each in found for unit in each.units)
        return Coverage(tuple(parts), tuple(units))

    def _alike(self, source: Source) -> Iterator[Source]:
        """Yield other drafts of the same file name or address."""
        for other in self.all():
            same = (source.file and other.file == source.file) or (source.url and other.url == source.url)
            if other.id != source.id and same:
                yield other


def _byline(document: Document | None, language: str) -> Byline:
    """Return who wrote a document and when, as far as only its first lines say it."""
    if document is None:
        return Byline()
    code = language or language_of(document)
    found = read_byline(document.body, units_of(document, code), code)
    return Byline("" if document.author else found.author, "" if document.published else found.published)
