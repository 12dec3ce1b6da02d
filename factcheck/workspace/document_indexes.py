"""The search index of each document of a case: made once, and kept beside the document's text."""

from __future__ import annotations

from contextlib import suppress

from factcheck.case.records import Source
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.evidence.search.bm25 import IndexedSource
from factcheck.evidence.search.document_index import DocumentIndex, DocumentPassages, Indexer, from_bytes, to_bytes
from factcheck.evidence.search.tokens import Tokenizer, base_language
from factcheck.storage import DocumentStore

NO_TEXT = "its text is not here"


class DocumentIndexes:
    """Loads and makes the indexes of the documents in `texts`.

    A file that is damaged, was made by another version or from another text counts as absent.
    """

    def __init__(self, texts: DocumentStore) -> None:
        """Keep the indexes beside `texts`."""
        self._texts = texts
        self._indexers: dict[str, Indexer] = {}
        self._unsaved: dict[tuple[str, str], DocumentIndex] = {}

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
        index = indexer.index(DocumentPassages.of(source.id, document.text, language=language))
        try:
            self._texts.keep_index(source.sha256, to_bytes(index, about))
        except NotSavedError:  # it is needed now, and made again after the next start
            self._unsaved[about["text"], about["language"]] = index
        return IndexedSource(source.id, source.title, language, index)

    def _about(self, source: Source) -> dict[str, str]:
        """Return what an index is made from: the hash of the text, and its language."""
        metadata = self._texts.metadata(source.sha256)
        if metadata is None:
            raise UnreadableError(NO_TEXT)
        return {"text": str(metadata.get("text_sha256")), "language": source.language or metadata.get("language", "")}

    def _read(self, sha256: str, about: dict[str, str]) -> DocumentIndex | None:
        data = self._texts.index(sha256)
        with suppress(ValueError):
            return None if data is None else from_bytes(data, about)
        return None
