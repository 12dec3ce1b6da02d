"""The library of a case: the documents behind its sources, and how the excerpts stand to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from factcheck.case.changes import Batch
from factcheck.case.document import Document
from factcheck.case.input import stamp
from factcheck.case.records import Excerpt, Source
from factcheck.errors import InvalidError, ReadOnlyError, UnreadableError
from factcheck.quotes import Anchor
from factcheck.text import clean_line
from factcheck.workspace.results import AddResult, AttachResult, RefreshResult, Version
from factcheck.workspace.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.workspace.document_indexes import DocumentIndexes
    from factcheck.workspace.quote_checks import QuoteChecker

_COVER = ("title", "author", "publisher", "published", "language", "url")
_LONGEST = 500
"""Letters that are taken over of a title or name which a document gives itself."""


class Library:
    """Documents are brought in, looked up, and quotes held against them. A case whose documents are absent works."""

    def __init__(self, workspace: Workspace) -> None:
        """Look after the documents of the case in `workspace`."""
        self.workspace = workspace
        self._unindexed: list[str] = []

    # What is here

    def has_text(self, source_id: str) -> bool:
        """Tell whether the text of a source is here; whether it can be read is seen when it is."""
        return self.workspace.texts.has(self.workspace.case.sources[source_id].sha256)

    def document(self, source_id: str) -> Document | None:
        """Return the document that a source is; None where its text is not here. Raises UnreadableError."""
        return self.workspace.texts.document(self.workspace.case.sources[source_id].sha256)

    def text(self, source_id: str) -> str | None:
        """Return the text of a source; None where it is not here. Raises UnreadableError."""
        document = self.document(source_id)
        return None if document is None else document.text

    # Quotes

    @property
    def anchoring(self) -> QuoteChecker:
        """How the excerpts stand to the texts of their sources; the workspace's own checks."""
        return self.workspace.quote_checks

    def anchor(self, excerpt_id: str) -> Anchor:
        """Return where an excerpt stands in its source, and how; else in which other source of the case it stands.

        A text that cannot be read is "no text", with the reason as the warning.
        """
        return self.anchoring.standing(self.workspace.case.excerpts[excerpt_id]).anchor

    def anchors(self, excerpt_ids: Iterable[str] | None = None) -> Iterator[tuple[str, Anchor]]:
        """Yield the ids of excerpts, of all if none are given, with their anchors, one by one as they are found.

        They come source by source, so that each text is read once.
        """
        wanted = list(self.workspace.case.excerpts) if excerpt_ids is None else list(excerpt_ids)
        return ((excerpt.id, standing.anchor) for excerpt, standing in self.anchoring.standings(wanted))

    def excerpt_fields(self, source_id: str, start: int, end: int) -> dict[str, Any]:
        """Return what an excerpt keeps of a passage from `start` to `end` of a source's text, in code points.

        The quote with what stands before and after it, its place, and a locator: "page 2, paragraph 3". White space at
        the ends of the passage is left out. Raises InvalidError where nothing is marked or there is no text.
        """
        from factcheck.quotes.selectors import excerpt_fields

        return excerpt_fields(self.document(source_id), start, end)

    # Versions

    def versions(self, source_id: str) -> list[Version]:
        """Return the documents that a source has been, oldest first; one that it became again stands again."""
        found: list[Version] = []
        for change in self.workspace.case.history.changes_of([f"sources/{source_id}"]):
            before, after = ((side or {}).get("sha256") for side in (change.before, change.after))
            if before and not found:
                found.append(Version(str(before), ""))
            if after and (not found or found[-1].sha256 != after):
                found.append(Version(str(after), change.at))
        now = self.workspace.case.sources[source_id].sha256
        return found or ([Version(now, "")] if now else [])

    # The search index

    @cached_property
    def indexes(self) -> DocumentIndexes:
        """The search indexes of the documents."""
        from factcheck.workspace.document_indexes import DocumentIndexes

        return DocumentIndexes(self.workspace.texts)

    def index_new(self) -> None:
        """Make the search indexes of the documents that came in since the last call. For a worker: this takes time."""
        while self._unindexed:
            source = self._with_hash(self._unindexed.pop())
            with suppress(UnreadableError):  # whoever searches is told
                if source is not None and self.indexes.load(source) is None:
                    self.indexes.make(source)

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
        **fields: Any,
    ) -> AddResult:
        """Keep a document's bytes and text beside the case, then add it as a source, as one change.

        `name` is the file's, `url` the address it came from, `accessed` when; `fields`, as in Source, are the user's
        words and go before what the document says of itself. A document that is a source already stays that one; its
        text is kept if it was not here. `after` is a source that came just before it, and is taken back
        together with it. Raises ReadOnlyError, NotSavedError.
        """
        sha256 = _hash(data)
        if known := self._with_hash(sha256) or self._same_page(url, document):
            was_here = self.has_text(known.id)
            if known.sha256 == sha256:
                self._keep(data, name, document)
            return AddResult(known, known=True, attached=not was_here)
        self._keep(data, name, document)
        cover = {field: _covered(getattr(document, field)) for field in _COVER}
        cover |= {"url": url or cover["url"], "title": cover["title"] or clean_line(PurePath(name).stem)}
        said = {field: value for field, value in fields.items() if value}
        return self._add(
            sha256, name, after, **{**cover, "media_type": document.media_type, "accessed": accessed, **said}
        )

    def record(self, data: bytes, name: str, *, after: Source | None = None, **fields: Any) -> AddResult:
        """Add a document that cannot be read as a source: its name and hash, without a text. Raises NotSavedError."""
        sha256 = _hash(data)
        if known := self._with_hash(sha256):
            return AddResult(known, known=True)
        said = {field: value for field, value in fields.items() if value}
        return self._add(sha256, name, after, **{"title": clean_line(PurePath(name).stem), **said})

    def attach(
        self, source_id: str, data: bytes, name: str, document: Document, *, replace: bool = False
    ) -> AttachResult:
        """Give a source the text that it was quoted from; what else is known of the source stays.

        A document other than the one that was quoted from is taken only if `replace`; the hash is changed then, which
        can be undone. Raises InvalidError, ReadOnlyError, NotSavedError.
        """
        source = self.workspace.case.sources[source_id]
        quoted, found = self._counted(source_id, document.text)
        sha256 = _hash(data)
        if source.sha256 not in {"", sha256} and not replace:
            excerpts = f"; {found} of its {quoted} excerpts found in it" if quoted else ""
            hashes = f"hash {source.sha256[:12]}…, this is {sha256[:12]}…"
            raise InvalidError(f"{source.ref} was another document or version: {hashes}{excerpts}")
        self._keep(data, name, document)
        changes = self._become(source, sha256, name, document)
        return AttachResult(self.workspace.case.sources[source_id], source.sha256, found, quoted, changes)

    def refresh(
        self, source_id: str, data: bytes, document: Document, *, accessed: str = "", name: str = ""
    ) -> RefreshResult:
        """Take a source's document as it is now, and say what changed. Both versions are kept.

        Where the text is the same, whatever else there is in the bytes, only the time of access is changed: no
        verdict needs another look. Raises ReadOnlyError, NotSavedError; UnreadableError if the text before is damaged.
        """
        from factcheck.diff import differences

        source, before = self.workspace.case.sources[source_id], self.document(source_id)
        accessed = accessed or stamp(self.workspace.clock())
        if before is not None and before.text == document.text:
            changes: Batch = self.workspace.edit("sources", source_id, accessed=accessed)
            return RefreshResult(self.workspace.case.sources[source_id], changed=False, changes=changes)
        sha256 = self._keep(data, name or source.file, document)
        gone = () if before is None else tuple(self._gone(source_id, before.text, document.text))
        changes = self._become(source, sha256, name or source.file, document, accessed=accessed)
        found = self.workspace.case.sources[source_id]
        if before is None:
            return RefreshResult(found, changed=sha256 != source.sha256, compared=False, changes=changes)
        return RefreshResult(found, True, True, tuple(differences(before.text, document.text)), gone, changes)

    def _keep(self, data: bytes, name: str, document: Document) -> str:
        """Keep a document, unless the case is read-only. What is kept and not added after all does no harm."""
        if self.workspace.read_only:
            raise ReadOnlyError(f"{self.workspace.path} is read-only: {self.workspace.read_only}")
        if not document.text.strip():
            raise UnreadableError(f"{name}: there is no text in it")
        sha256 = self.workspace.texts.keep(data, document, PurePath(name).suffix or _suffix(document.media_type))
        self._unindexed.append(sha256)
        return sha256

    def _with_hash(self, sha256: str) -> Source | None:
        return next((source for source in self.workspace.case.sources.values() if source.sha256 == sha256), None)

    def _same_page(self, url: str, document: Document) -> Source | None:
        """Return the source that a page is already: of the same address, its text as it was."""
        pages = (source for source in self.workspace.case.sources.values() if url and source.url == url)
        return next((source for source in pages if self._readable_text(source.id) == document.text), None)

    def _readable_text(self, source_id: str) -> str | None:
        try:
            return self.text(source_id)
        except UnreadableError:
            return None

    def _add(self, sha256: str, name: str, after: Source | None, **fields: Any) -> AddResult:
        url = fields.get("url", "")
        alike = [source for source in self.workspace.case.sources.values() if self._alike(source, name, url)]
        came = self.workspace.case.history.changes_of([f"sources/{after.id}"])[:1] if after else []
        joins = came[0].batch if came else ""
        changes = self.workspace.add_source(joins=joins, file=name, sha256=sha256, **fields)
        added = self.workspace.case.sources[changes.key]
        return AddResult(added, known=False, alike=tuple(alike), changes=changes)

    def _alike(self, source: Source, name: str, url: str) -> bool:
        same_name = bool(name) and source.file == clean_line(name)
        return (bool(url) and source.url == url) or (same_name and not self.has_text(source.id))

    def _become(self, source: Source, sha256: str, name: str, document: Document, **fields: str) -> Batch:
        """Let a source be another document, as one change; of one that it is already only `fields` change."""
        if source.sha256 != sha256:
            fields |= {"sha256": sha256, "file": name, "media_type": document.media_type}
        return self.workspace.edit("sources", source.id, **fields) if fields else ()

    def _counted(self, source_id: str, text: str) -> tuple[int, int]:
        """Return how many excerpts a source has, and how many of them stand in `text`."""
        excerpts = [self.workspace.case.excerpts[key] for key in self.workspace.case.quoting(source_id)]
        return len(excerpts), sum(_stands(excerpt, text) for excerpt in excerpts)

    def _gone(self, source_id: str, old: str, new: str) -> Iterator[Excerpt]:
        """Yield the excerpts that stand in the old text and not in the new, by their refs."""
        excerpts = [self.workspace.case.excerpts[key] for key in self.workspace.case.quoting(source_id)]
        for excerpt in sorted(excerpts, key=lambda excerpt: (len(excerpt.ref), excerpt.ref)):
            if _stands(excerpt, old) and not _stands(excerpt, new):
                yield excerpt


def _hash(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def _covered(words: str) -> str:
    """Return what a document says of itself, as much of it as a title or a name may have."""
    return clean_line(words[: 4 * _LONGEST])[:_LONGEST]


def _suffix(media_type: str) -> str:
    from mimetypes import guess_extension

    return guess_extension(media_type.partition(";")[0].strip()) or ""


def _stands(excerpt: Excerpt, text: str) -> bool:
    """Tell whether a text says what an excerpt quotes."""
    from factcheck.quotes.anchor import anchor

    return anchor(
        excerpt.quote, text, prefix=excerpt.prefix, suffix=excerpt.suffix, start=excerpt.start
    ).state.is_faithful
