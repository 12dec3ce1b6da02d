"""Keeps the index of a library's documents: made once, kept beside the case, brought up to date when a source changes.

The index is never needed. What is damaged, was made by another version, or stands for another text is not trusted:
the documents it is about are read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256

from factcheck.case.records import Source
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.evidence.search.passages import Passages
from factcheck.evidence.search.ranker import Ranker
from factcheck.storage import read_index, write_index
from factcheck.storage.atomic import stamp_of
from factcheck.workspace.library import Library

Progress = Callable[[int, int], None]
"""Is told how many of the sources that must be read have been."""
Cancelled = Callable[[], bool]
"""Is asked before each source whether to stop."""

NO_TEXT = "its text is not here"
_LOT = 1_000_000
"""Code points of texts that are read before they are made part of the index."""


def unseen(_done: int, _of: int) -> None:
    """Show no progress."""


def never() -> bool:
    """Go on."""
    return False


class Upkeep:
    """The index of a library. `missing` says of each source that is not in it why."""

    def __init__(self, library: Library) -> None:
        """Index the documents of `library`; nothing is read before `prepare`."""
        self.library = library
        self.ranker = Ranker()
        self.missing: dict[str, str] = {}
        self._begun = False
        self._refused: dict[str, tuple[str, str]] = {}
        """The mark of each text that could not be read, and why: it is not tried again and again."""

    def prepare(self, progress: Progress = unseen, cancelled: Cancelled = never) -> bool:
        """Bring the index up to date and keep it; return False, and leave all as it was, if that is `cancelled`."""
        known = self.ranker if self._begun else self._kept()
        wanted, missing = self._wanted()
        had = known.marks()
        new = {
            source: mark for source, mark in wanted.items() if mark not in {had.get(source), self._refusal(source)[0]}
        }
        stale = {source for source, mark in had.items() if wanted.get(source) != mark}
        lots = self._lots(new, progress)
        ranker = known.without(stale) if stale else known
        for lot in _joined(lots, cancelled):
            if lot is None:
                return False
            ranker = ranker.joined(lot)
        missing |= {source: why for source, (mark, why) in self._refused.items() if wanted.get(source) == mark}
        self.ranker, self.missing, self._begun = ranker, missing, True
        if ranker.marks() != had:
            self._keep()
        return True

    def _refusal(self, source: str) -> tuple[str, str]:
        return self._refused.get(source, ("", ""))

    def _wanted(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return the sources whose texts are here, each with its mark; and the others, each with the reason."""
        wanted: dict[str, str] = {}
        missing: dict[str, str] = {}
        for source in list(self.library.workspace.case.sources.values()):
            mark = self._mark(source)
            if mark:
                wanted[source.id] = mark
            else:
                missing[source.id] = NO_TEXT
        return wanted, missing

    def _mark(self, source: Source) -> str:
        """Return what tells the text of a source from any other; empty where it is not here."""
        if not source.sha256.isalnum():
            return ""
        with suppress(OSError, ValueError):
            if here := stamp_of(self.library.workspace.texts.path(source.sha256, ".txt")):
                said = "\0".join((source.sha256, source.language, source.title, *map(str, here)))
                return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return ""

    def _lots(self, new: dict[str, str], progress: Progress) -> Iterator[Ranker | None]:
        """Yield the new sources as they are read, many at once, and None before each."""
        lot: list[tuple[Passages, str]] = []
        for done, (source, mark) in enumerate(new.items()):
            yield None
            progress(done, len(new))
            self._refused.pop(source, None)
            try:
                lot += [(passages, mark) for passages in self._passages(source)]
            except UnreadableError as error:
                self._refused[source] = mark, str(error)
            if sum(len(passages.text) for passages, _ in lot) > _LOT:
                yield Ranker().updated(lot)
                lot = []
        yield Ranker().updated(lot)
        progress(len(new), len(new))

    def _passages(self, source_id: str) -> Iterator[Passages]:
        source, document = self.library.workspace.case.sources.get(source_id), self.library.document(source_id)
        if source is not None and document is not None:
            language = source.language or document.language
            yield Passages.of(source_id, document.text, title=source.title, language=language)

    def _kept(self) -> Ranker:
        from factcheck.evidence.search.serialization import unpack

        found = read_index(self.library.workspace.store.beside.search_index)
        if found is not None:
            with suppress(ValueError):
                return unpack(*found)
        return Ranker()

    def _keep(self) -> None:
        from factcheck.evidence.search.serialization import pack

        with suppress(NotSavedError):  # it is made anew the next time
            write_index(self.library.workspace.store.beside.search_index, *pack(self.ranker))


def _joined(lots: Iterator[Ranker | None], cancelled: Cancelled) -> Iterator[Ranker | None]:
    """Yield the lots, joined with others of their size first, so that none is copied often; None alone if cancelled."""
    heap: list[Ranker] = []
    for lot in lots:
        if cancelled():
            yield None
            return
        if lot is not None:
            heap.append(lot)
        while len(heap) > 1 and len(heap[-2]) <= len(heap[-1]):
            last = heap.pop()
            heap.append(heap.pop().joined(last))
    yield from heap
