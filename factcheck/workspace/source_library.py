"""The library of a case: the documents behind its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from mimetypes import guess_extension
from pathlib import PurePath
from typing import Any, TypeAlias

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import Batch, Edit
from factcheck.case.document import Document
from factcheck.case.ids import new_id, sha256_of
from factcheck.case.input import normalize_fields, stamp
from factcheck.case.records import Excerpt, Source
from factcheck.diff import differences
from factcheck.errors import InvalidError, ReadOnlyError, UnreadableError
from factcheck.quotes.anchor import anchor
from factcheck.quotes.selectors import excerpt_fields, locator, position_fields
from factcheck.text import clean_line
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.quote_checks import QuoteChecker
from factcheck.workspace.reading import clear_language
from factcheck.workspace.results import AddResult, AttachResult, RefreshResult, Version
from factcheck.workspace.source_versions import count_quoted, excerpts_gone, pin_edits, versions_of

_COVER = ("title", "author", "publisher", "published", "language", "url")
_LONGEST = 500
"""Letters that are taken over of a title or name which a document gives itself."""

Also: TypeAlias = Callable[[str], list[Edit]]
"""Returns further edits of the change in which a source becomes another document, given its hash."""


def _nothing_else(_sha256: str) -> list[Edit]:
    return []


class Library:
    """Adds documents, looks them up, and locates quotes in them. The documents of a case may be absent."""

    def __init__(self, open_case: OpenCase, quote_checks: QuoteChecker) -> None:
        """Look after the documents of `open_case`; `quote_checks` compares its excerpts with them."""
        self.open_case = open_case
        self.quote_checks = quote_checks
        self.unindexed: list[str] = []
        """The hashes of the documents that were added and have no search index yet."""

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self.open_case.case

    # Looking up

    def has_text(self, source_id: str) -> bool:
        """Return whether there is a text of a source. Whether it can be read is found out when it is read."""
        return self.open_case.texts.has(self.case.sources[source_id].sha256)

    def document(self, source_id: str) -> Document | None:
        """Return the document of a source, or None if it has no text. Raises UnreadableError."""
        return self.open_case.texts.document(self.case.sources[source_id].sha256)

    def readable_document(self, source_id: str) -> Document | None:
        """Return the document of a source, or None if it has no text that can be read."""
        try:
            return self.document(source_id)
        except UnreadableError:
            return None

    def text(self, source_id: str) -> str | None:
        """Return the text of a source, or None if it has none. Raises UnreadableError."""
        document = self.document(source_id)
        return None if document is None else document.text

    def excerpt_fields(self, source_id: str, start: int, end: int) -> dict[str, Any]:
        """Return what an excerpt keeps of a passage from `start` to `end` of a source's text, in code points.

        The quote with the text before and after it, its position, and a locator: "page 2, paragraph 3". White space at
        the ends of the passage is left out. Raises InvalidError where nothing is marked or there is no text.
        """
        return excerpt_fields(self.document(source_id), start, end)

    def locate(self, source_id: str, quote: str) -> dict[str, Any]:
        """Return the position of a quote in a source, as fields of an excerpt; blank if it is not found as it is."""
        document = None
        with suppress(UnreadableError):  # the error is shown where the text is read
            document = self.document(source_id)
        place = anchor(quote, document.text) if document is not None and quote else None
        if document is None or place is None or not place.state.is_faithful or place.start is None or place.end is None:
            return {"prefix": "", "suffix": "", "start": None, "end": None}
        position = position_fields(document.text, place.start, place.end)
        return {**position, "locator": locator(document, position["start"], position["end"])}

    # Versions

    def versions(self, source_id: str) -> list[Version]:
        """Return the documents that a source has had, oldest first; one that came back is listed again."""
        return versions_of(self.case, source_id)

    # Adding, attaching and refreshing documents: import_documents has the whole way from a name

    def add(
        self,
        data: bytes,
        name: str,
        document: Document,
        *,
        url: str = "",
        accessed: str = "",
        after: Source | None = None,
        anew: bool = False,
        **fields: Any,
    ) -> AddResult:
        """Keep a document's bytes and text beside the case, then add it as a source, as one change.

        `name` is the file's, `url` the address it came from, `accessed` when; `fields`, as in Source, are the user's
        words and go before what the document says of itself. A document that is a source already stays that one; its
        text is kept if it was not here, or if it is to be read `anew` and is another. `after` is a source that came
        just before it, and is taken back together with it. Raises ReadOnlyError, NotSavedError.
        """
        sha256 = sha256_of(data)
        if known := self.with_hash(sha256) or self._same_page(url, document):
            before = self._readable_text(known.id)
            if known.sha256 == sha256:
                self._keep(data, name, document, anew=anew)
            is_new = before is None or (anew and known.sha256 == sha256 and before != document.text)
            return AddResult(known, known=True, attached=is_new)
        self._keep(data, name, document)
        cover = {field: _covered(getattr(document, field)) for field in _COVER}
        cover["language"] = cover["language"] or clear_language(document)
        cover |= {"url": url or cover["url"], "title": cover["title"] or clean_line(PurePath(name).stem)}
        given = {field: value for field, value in fields.items() if value}
        return self._add(
            sha256,
            name,
            after,
            **{**cover, "media_type": document.media_type, "accessed": accessed, "doubt": document.doubt, **given},
        )

    def record(self, data: bytes, name: str, *, after: Source | None = None, **fields: Any) -> AddResult:
        """Add a document that cannot be read as a source: its name and hash, without a text. Raises NotSavedError."""
        sha256 = sha256_of(data)
        if known := self.with_hash(sha256):
            return AddResult(known, known=True)
        given = {field: value for field, value in fields.items() if value}
        return self._add(sha256, name, after, **{"title": clean_line(PurePath(name).stem), **given})

    def attach(
        self,
        source_id: str,
        data: bytes,
        name: str,
        document: Document,
        *,
        replace: bool = False,
        also: Also = _nothing_else,
    ) -> AttachResult:
        """Give a source the text that it was quoted from; what else is known of the source stays.

        A document other than the one that was quoted from is taken only if `replace`; the hash is changed then, which
        can be undone, together with the edits of `also`. Raises InvalidError, ReadOnlyError, NotSavedError.
        """
        source = self.case.sources[source_id]
        quoted, found = count_quoted(self.case, source_id, document.text)
        sha256 = sha256_of(data)
        if source.sha256 not in {"", sha256} and not replace:
            excerpts = f"; {found} of its {quoted} excerpts found in it" if quoted else ""
            hashes = f"hash {source.sha256[:12]}…, this is {sha256[:12]}…"
            raise InvalidError(f"{source.ref} was another document or version: {hashes}{excerpts}")
        before = self.readable_document(source_id)
        self._keep(data, name, document, anew=True)
        gone = excerpts_gone(self.case, source_id, before.text, document.text) if before is not None else ()
        changes = self._become(source, sha256, name, document, gone, also)
        return AttachResult(self.case.sources[source_id], source.sha256, found, quoted, changes)

    def refresh(
        self,
        source_id: str,
        data: bytes,
        document: Document,
        *,
        accessed: str = "",
        name: str = "",
        also: Also = _nothing_else,
        **said: str,
    ) -> RefreshResult:
        """Take a source's document as it is now, and say what changed. Both versions are kept.

        `said` is what the server said, as in Source. Where the text is the same, whatever else there is in the bytes,
        only that and the time of access are changed: no verdict needs another look. Otherwise the edits of `also` are
        part of the change. Raises ReadOnlyError, NotSavedError; UnreadableError if the text before is damaged.
        """
        source, before = self.case.sources[source_id], self.document(source_id)
        accessed = accessed or stamp(self.open_case.clock())
        if before is not None and before.text == document.text:
            changes: Batch = self.open_case.change("sources", source_id, accessed=accessed, **said)
            return RefreshResult(self.case.sources[source_id], changed=False, changes=changes)
        sha256 = self._keep(data, name or source.file, document, anew=True)
        gone = () if before is None else tuple(excerpts_gone(self.case, source_id, before.text, document.text))
        changes = self._become(source, sha256, name or source.file, document, gone, also, accessed=accessed, **said)
        found = self.case.sources[source_id]
        if before is None:
            return RefreshResult(found, changed=sha256 != source.sha256, compared=False, changes=changes)
        return RefreshResult(found, True, True, tuple(differences(before.text, document.text)), gone, changes)

    def _keep(self, data: bytes, name: str, document: Document, *, anew: bool = False) -> str:
        """Keep a document, unless the case is read-only. What is kept and not added after all does no harm.

        With `anew` its text replaces one that was read from the same bytes in another way.
        """
        if self.open_case.read_only:
            raise ReadOnlyError(f"{self.open_case.path} is read-only: {self.open_case.read_only}")
        if not document.text.strip():
            raise UnreadableError(f"{name}: there is no text in it")
        suffix = PurePath(name).suffix or _suffix(document.media_type)
        sha256 = self.open_case.texts.keep(data, document, suffix, anew=anew)
        if anew:
            self.quote_checks.forget_texts()
        self.unindexed.append(sha256)
        return sha256

    def with_hash(self, sha256: str) -> Source | None:
        """Return the source whose document has this hash."""
        return next((source for source in self.case.sources.values() if source.sha256 == sha256), None)

    def _same_page(self, url: str, document: Document) -> Source | None:
        """Return the source that a page is already: of the same address, its text as it was."""
        pages = (source for source in self.case.sources.values() if url and source.url == url)
        return next((source for source in pages if self._readable_text(source.id) == document.text), None)

    def _readable_text(self, source_id: str) -> str | None:
        document = self.readable_document(source_id)
        return None if document is None else document.text

    def _add(self, sha256: str, name: str, after: Source | None, **fields: Any) -> AddResult:
        url = fields.get("url", "")
        alike = [source for source in self.case.sources.values() if self._alike(source, name, url)]
        came = self.case.history.changes_of([f"sources/{after.id}"])[:1] if after else []
        joins = came[0].batch if came else ""
        row = normalize_fields({**fields, "file": name, "sha256": sha256})
        changes = self.open_case.add("sources", Source(id=new_id(), **row), joins=joins)
        added = self.case.sources[changes.key]
        return AddResult(added, known=False, alike=tuple(alike), changes=changes)

    def _alike(self, source: Source, name: str, url: str) -> bool:
        same_name = bool(name) and source.file == clean_line(name)
        return (bool(url) and source.url == url) or (same_name and not self.has_text(source.id))

    def _become(
        self,
        source: Source,
        sha256: str,
        name: str,
        document: Document,
        gone: Iterable[Excerpt],
        also: Also,
        **fields: str,
    ) -> Batch:
        """Let a source be another document, as one change; of one that it is already only `fields` change.

        `gone` are the excerpts that the new text does not have; they name the version that they are quoted from.
        """
        further = []
        if source.sha256 != sha256:
            fields |= {"sha256": sha256, "file": name, "media_type": document.media_type}
            fields["doubt"] = document.doubt
            further = [*also(sha256), *(pin_edits(self.case, gone) if not self.case.is_draft(source.id) else ())]
        return self.open_case.commit(
            [*edits.edit(self.case, "sources", source.id, **normalize_fields({**fields})), *further]
        )


def _covered(words: str) -> str:
    """Return what a document says of itself, as much of it as a title or a name may have."""
    return clean_line(words[: 4 * _LONGEST])[:_LONGEST]


def _suffix(media_type: str) -> str:
    return guess_extension(media_type.partition(";")[0].strip()) or ""
