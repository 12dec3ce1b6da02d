"""Keeps the search over a library's documents up to date: reads their indexes, and makes those that are not there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

from factcheck.case.records import Source
from factcheck.errors import UnreadableError
from factcheck.evidence.search.bm25 import IndexedSource
from factcheck.evidence.search.ranker import Ranker
from factcheck.storage.atomic import Stamp, stamp_of
from factcheck.workspace.document_indexes import NO_TEXT
from factcheck.workspace.library import Library

Progress = Callable[[int, int], None]
"""Is told how many of the documents that must be indexed have been."""
Cancelled = Callable[[], bool]
"""Is asked before each of those documents whether to stop."""
Version: TypeAlias = tuple[str, str, str, Stamp]
"""What the ranking of a source depends on: its hash, language and title, and the version of the file of its text."""


def unseen(_done: int, _of: int) -> None:
    """Show no progress."""


def never() -> bool:
    """Go on."""
    return False


class IndexUpdater:
    """The ranker over a library's documents. `missing` says of each source that is not in it why."""

    def __init__(self, library: Library) -> None:
        """Rank the documents of `library`; nothing is read before `prepare`."""
        self.library = library
        self.ranker = Ranker()
        self.missing: dict[str, str] = {}
        self._versions: dict[str, Version | None] | None = None

    def prepare(self, progress: Progress = unseen, cancelled: Cancelled = never) -> bool:
        """Bring the ranker up to date; return False and leave it as it was if `cancelled`."""
        sources = list(self.library.workspace.case.sources.values())
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
                indexed.append(self.library.indexes.make(source))
            except UnreadableError as error:
                missing[source.id] = str(error)
        progress(len(unindexed), len(unindexed))
        self.ranker, self.missing, self._versions = Ranker(indexed), missing, versions
        self._remove_old_index()
        return True

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
                index = self.library.indexes.load(source)
            except UnreadableError as error:
                missing[source.id] = str(error)
                continue
            if index is None:
                unindexed.append(source)
            else:
                indexed.append(index)
        return indexed, unindexed, missing

    def _version(self, source: Source) -> Version | None:
        """Return what the ranking of a source depends on; None where its text is not here."""
        if not source.sha256.isalnum():
            return None
        with suppress(OSError, ValueError):
            if stamp := stamp_of(self.library.workspace.texts.path(source.sha256, ".txt")):
                return source.sha256, source.language, source.title, stamp
        return None

    def _remove_old_index(self) -> None:
        """Remove the one index of all documents that earlier versions kept beside the case."""
        if not self.library.workspace.read_only:
            with suppress(OSError):
                self.library.workspace.store.beside.old_search_index.unlink()
