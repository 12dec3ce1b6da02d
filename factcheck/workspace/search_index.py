"""The search index: one for each document, kept beside its text, and a ranker over all of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import TypeAlias

from factcheck.case.records import Source
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.evidence.marks.facts import SourceFacts, read_facts
from factcheck.evidence.marks.facts import from_bytes as facts_from_bytes
from factcheck.evidence.search.bm25 import IndexedSource
from factcheck.evidence.search.document_index import DocumentIndex, DocumentPassages, Indexer, from_bytes, to_bytes
from factcheck.evidence.search.ranker import Ranker
from factcheck.evidence.search.tokens import Tokenizer, base_language
from factcheck.storage import DocumentStore
from factcheck.storage.disk import Stamp, stamp_of
from factcheck.storage.documents import FACTS, INDEX
from factcheck.workspace.source_library import Library

_FEW = 20
"""Documents without an index that are indexed without being asked for."""
_SHORT = 1 << 20
"""Bytes of their texts, together, up to which they are."""

NO_TEXT = "its text is not here"

Progress = Callable[[int, int], None]
"""Called with the number of documents indexed so far, and of those to index."""
Cancelled = Callable[[], bool]
"""Called before each document; returns whether to stop."""
Version: TypeAlias = tuple[str, str, str, str, Stamp]
"""The version of a source: its hash, language, title and date, and the version of the file of its text."""


def unseen(_done: int, _of: int) -> None:
    """Show no progress."""


def never() -> bool:
    """Go on."""
    return False


class DocumentIndexes:
    """Loads and makes the indexes of the documents in `texts`.

    A file that is damaged, was made by another version or from another text counts as absent.
    """

    def __init__(self, texts: DocumentStore) -> None:
        """Keep the indexes beside `texts`."""
        self._texts = texts
        self._indexers: dict[str, Indexer] = {}
        self._unsaved: dict[tuple[str, str], DocumentIndex] = {}
        self._facts: dict[tuple[str, str], SourceFacts] = {}

    def load(self, source: Source) -> IndexedSource | None:
        """Return the index of a source's document, None if it has to be made first. Raises UnreadableError."""
        about = self._about(source)
        index = self._unsaved.get((about["text"], about["language"])) or self._read(source.sha256, about)
        return None if index is None else IndexedSource(source.id, source.title, about["language"], index)

    def make(self, source: Source) -> IndexedSource:
        """Make the index of a source's document and keep it. Raises UnreadableError, also if there is no text."""
        about, document = self._about(source), self._texts.document(source.sha256)
        if document is None:
            raise UnreadableError(NO_TEXT)
        language = about["language"]
        indexer = self._indexers.setdefault(base_language(language), Indexer(Tokenizer(language)))
        index = indexer.index(DocumentPassages.of(source.id, document.body, language=language))
        try:
            self._texts.keep_derived(source.sha256, INDEX, to_bytes(index, about))
        except NotSavedError:  # it is needed now, and made again after the next start
            self._unsaved[about["text"], about["language"]] = index
        self._make_facts(source, about, document.body)
        return IndexedSource(source.id, source.title, language, index)

    def facts(self, source: Source) -> SourceFacts:
        """Return the facts of a source's document; they are made if they are not there. Raises UnreadableError."""
        about = self._about(source)
        known = self._facts.get((about["text"], about["language"])) or self._read_facts(source.sha256, about)
        if known is None:
            document = self._texts.document(source.sha256)
            if document is None:
                raise UnreadableError(NO_TEXT)
            known = self._make_facts(source, about, document.body)
        self._facts[about["text"], about["language"]] = known
        return known

    def _make_facts(self, source: Source, about: dict[str, str], text: str) -> SourceFacts:
        facts = read_facts(text, about["language"] or "en")
        with suppress(NotSavedError):
            self._texts.keep_derived(source.sha256, FACTS, facts.to_bytes(about))
        return facts

    def _read_facts(self, sha256: str, about: dict[str, str]) -> SourceFacts | None:
        data = self._texts.derived(sha256, FACTS)
        with suppress(ValueError):
            return None if data is None else facts_from_bytes(data, about)
        return None

    def _about(self, source: Source) -> dict[str, str]:
        """Return what an index is made from: the hash of the text, and its language."""
        metadata = self._texts.metadata(source.sha256)
        if metadata is None:
            raise UnreadableError(NO_TEXT)
        return {"text": str(metadata.get("text_sha256")), "language": source.language or metadata.get("language", "")}

    def _read(self, sha256: str, about: dict[str, str]) -> DocumentIndex | None:
        data = self._texts.derived(sha256, INDEX)
        with suppress(ValueError):
            return None if data is None else from_bytes(data, about)
        return None


class IndexUpdater:
    """The ranker over a library's documents. `missing` has the sources that are not in it, each with the reason."""

    def __init__(self, library: Library) -> None:
        """Rank the documents of `library`; nothing is read before `prepare`."""
        self._library, self._open_case = library, library.open_case
        self.indexes = DocumentIndexes(library.open_case.texts)
        self.ranker = Ranker()
        self.missing: dict[str, str] = {}
        self._preparing = Lock()
        self.generation = 0
        """How often the ranker was made anew."""
        self._versions: dict[str, Version | None] | None = None

    def prepare_if_quick(self) -> bool:
        """Bring the ranker up to date, unless many or long documents have no index yet; return whether it is."""
        sources = [source for source in self._open_case.case.sources.values() if self._version(source)]
        texts = self._open_case.texts
        unindexed = [source.sha256 for source in sources if not texts.path(source.sha256, INDEX).exists()]
        if len(unindexed) > _FEW:
            return False
        with suppress(OSError):  # a text that is gone is reported by what reads it
            if sum(texts.path(name, ".txt").stat().st_size for name in unindexed) > _SHORT:
                return False
        return self.prepare()

    def prepare(self, progress: Progress = unseen, cancelled: Cancelled = never) -> bool:
        """Bring the ranker up to date; return False and leave it as it was if `cancelled`.

        If another thread is at it, wait for that.
        """
        with self._preparing:
            return self._prepare(progress, cancelled)

    def _prepare(self, progress: Progress, cancelled: Cancelled) -> bool:
        sources = list(self._open_case.case.sources.values())
        versions = {source.id: self._version(source) for source in sources}
        if versions == self._versions:
            progress(0, 0)
            return True
        indexed, unindexed, missing = self._load(sources, versions)
        for done, source in enumerate(unindexed):
            if cancelled():
                return False
            progress(done, len(unindexed))
            try:
                indexed.append(self.indexes.make(source))
            except UnreadableError as error:
                missing[source.id] = str(error)
        progress(len(unindexed), len(unindexed))
        self.ranker, self.missing, self._versions = Ranker(indexed), missing, versions
        self.generation += 1
        self._remove_old_index()
        return True

    def make_new(self) -> None:
        """Make the indexes of the documents that were added since the last call."""
        while self._library.unindexed:
            source = self._library.with_hash(self._library.unindexed.pop())
            with suppress(UnreadableError):  # a search reports it
                if source is not None and self.indexes.load(source) is None:
                    self.indexes.make(source)

    def _load(
        self, sources: list[Source], versions: dict[str, Version | None]
    ) -> tuple[list[IndexedSource], list[Source], dict[str, str]]:
        """Return the indexes that are there, the sources that have to be indexed, and why others cannot be."""
        indexed: list[IndexedSource] = []
        unindexed: list[Source] = []
        missing: dict[str, str] = {}
        for source in sources:
            if versions[source.id] is None:
                missing[source.id] = NO_TEXT
                continue
            try:
                index = self.indexes.load(source)
            except UnreadableError as error:
                missing[source.id] = str(error)
                continue
            if index is None:
                unindexed.append(source)
            else:
                indexed.append(index)
        return indexed, unindexed, missing

    def _version(self, source: Source) -> Version | None:
        """Return the version of a source, or None if it has no text; with another one the ranker is made anew."""
        if not source.sha256.isalnum():
            return None
        with suppress(OSError, ValueError):
            if stamp := stamp_of(self._open_case.texts.path(source.sha256, ".txt")):
                return source.sha256, source.language, source.title, source.published, stamp
        return None

    def _remove_old_index(self) -> None:
        """Remove the one index of all documents that earlier versions kept beside the case."""
        if not self._open_case.read_only:
            with suppress(OSError):
                self._open_case.store.beside.old_search_index.unlink()
