"""Finding evidence: the best passages of every source for a claim, and a search over all of them.

What is found is put forward and never decided: a checker accepts a passage, which makes an excerpt of it, or dismisses
it. The index that this needs is made once for each document and kept beside its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from factcheck.case.changes import Batch
from factcheck.case.records import Source, Stance
from factcheck.errors import InvalidError, UnreadableError
from factcheck.evidence.search.ranker import PER_SOURCE, RankedPassage, Ranker, matching_words
from factcheck.quotes.selectors import locator
from factcheck.sentences import Span
from factcheck.text import folded
from factcheck.workspace.document_indexes import NO_TEXT
from factcheck.workspace.library import Library
from factcheck.workspace.search_index import Cancelled, IndexUpdater, Progress, never, unseen

if TYPE_CHECKING:
    from factcheck.case.document import Document
    from factcheck.evidence import Text


BEFORE = 300
"""Code points before a passage in which names are sought that it only means."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage of a source: from `start` to `end` of its text, in code points, where it reads `text`.

    `marks` are the words that fit, as spans of `text`. `place` says where that is, for people: "paragraph 4".
    """

    source_id: str
    start: int
    end: int
    text: str
    score: float
    marks: tuple[Span, ...]
    place: str

    @property
    def words(self) -> list[str]:
        """The words that fit, as they stand there."""
        return [self.text[start:end] for start, end in self.marks]


@dataclass(frozen=True, slots=True)
class Suggestion(Hit):
    """A passage that may be evidence for or against a claim.

    `known` tells that an excerpt of the claim quotes it already, `dismissed` that a checker did not want it.
    """

    known: bool = False
    dismissed: bool = False


class EvidenceSearch:
    """Finds in the sources of a library whose texts are here."""

    ABSENT = NO_TEXT
    """The reason why a source is missing whose text is not here."""

    def __init__(self, library: Library) -> None:
        """Find in the documents of `library`."""
        self.library = library
        self._index = IndexUpdater(library)

    def prepare(self, progress: Progress = unseen, cancelled: Cancelled = never) -> bool:
        """Bring the index up to date and keep it; return False, and leave all as it was, if that is `cancelled`.

        Takes long where many sources are new, for only they are read: for a worker.
        """
        return self._index.prepare(progress, cancelled)

    @property
    def missing(self) -> list[tuple[Source, str]]:
        """The sources that could not be looked into, each with the reason, as of the last look."""
        sources = self.library.workspace.case.sources
        return [(sources[key], why) for key, why in self._index.missing.items() if key in sources]

    @property
    def searchable(self) -> bool:
        """Whether there is anything to look into."""
        return len(self._index.ranker) > 0

    def _ready(self) -> Ranker:
        self.prepare()
        return self._index.ranker

    # What is found

    def suggest(self, claim_id: str, per_source: int = PER_SOURCE, *, dismissed: bool = False) -> list[Suggestion]:
        """Return the best passages of every source for a claim, source by source, the source with the best one first.

        Those that a checker dismissed are left out unless `dismissed`, and others come in their place.
        """
        claim, ranker = self.library.workspace.case.claims[claim_id], self._ready()
        unwanted = set(claim.dismissed)
        quoted = self._quoted(claim_id)
        shown: dict[str, list[Suggestion]] = {}
        for found in self._found(ranker, claim.text, ranker.best(claim.text, per_source + len(unwanted))):
            is_unwanted = bool(unwanted) and self._name(found) in unwanted
            of_source = shown.setdefault(found.source_id, [])
            if len(of_source) < per_source and (dismissed or not is_unwanted):
                known = any(start < found.end and found.start < end for start, end in quoted.get(found.source_id, ()))
                of_source.append(Suggestion(*_values(found), known, is_unwanted))
        return [suggestion for of_source in shown.values() for suggestion in of_source]

    def search(self, words: str, most: int = 50) -> list[Hit]:
        """Return the passages of all sources that have the words, in whatever form; the best first."""
        ranker = self._ready()
        return list(self._found(ranker, words, ranker.search(words, most)))

    def before(self, found: Hit) -> str:
        """Return what stands before a passage in its source, as far as it is needed to understand it."""
        document = self._document(found.source_id)
        return document.text[max(0, found.start - BEFORE) : found.start] if document else ""

    def as_text(self, found: Hit) -> Text:
        """Return a passage as a text to be compared and judged."""
        from factcheck.evidence.comparison import passage_text

        return passage_text(self.library.workspace.case.sources[found.source_id], found.text, self.before(found))

    def accept(self, claim_id: str, suggestion: Hit, stance: Stance) -> Batch:
        """Make an excerpt of a passage, with where it stands. Raises InvalidError where it is not there any more."""
        document = self._document(suggestion.source_id)
        start, end = suggestion.start, suggestion.end
        if document is None or document.text[start:end] != suggestion.text:
            raise InvalidError("the source's text has changed since; look again")
        kept = self.library.excerpt_fields(suggestion.source_id, start, end)
        return self.library.workspace.add_excerpt(claim_id, suggestion.source_id, stance=stance, **kept)

    def dismiss(self, claim_id: str, suggestion: Hit) -> Batch:
        """Remember that a passage is not wanted for a claim."""
        dismissed, name = self.library.workspace.case.claims[claim_id].dismissed, self._name(suggestion)
        if name in dismissed:
            return ()
        return self.library.workspace.edit("claims", claim_id, dismissed=(*dismissed, name))

    def restore(self, claim_id: str, suggestion: Hit) -> Batch:
        """Want a passage again that was dismissed."""
        dismissed, name = self.library.workspace.case.claims[claim_id].dismissed, self._name(suggestion)
        return self.library.workspace.edit(
            "claims", claim_id, dismissed=tuple(each for each in dismissed if each != name)
        )

    def _found(self, ranker: Ranker, asked: str, hits: Iterable[RankedPassage]) -> Iterator[Hit]:
        """Yield hits with what they read; one whose text has gone or changed meanwhile is left out."""
        documents: dict[str, Document | None] = {}
        for hit in hits:
            if hit.source_id not in documents:
                documents[hit.source_id] = self._document(hit.source_id)
            document = documents[hit.source_id]
            if document is not None and hit.end <= len(document.text):
                text = document.text[hit.start : hit.end]
                marks = matching_words(text, asked, ranker.tokenizer(hit.source_id))
                place = locator(document, hit.start)
                yield Hit(hit.source_id, hit.start, hit.end, text, hit.score, tuple(marks), place)

    def _document(self, source_id: str) -> Document | None:
        try:
            return self.library.document(source_id) if source_id in self.library.workspace.case.sources else None
        except UnreadableError as error:  # it was damaged after it was indexed
            self._index.missing[source_id] = str(error)
            return None

    def _quoted(self, claim_id: str) -> dict[str, list[Span]]:
        """Return what the excerpts of a claim quote, by source: where it is found."""
        quoted: dict[str, list[Span]] = {}
        of_claim = list(self.library.workspace.case.index.excerpts.get(claim_id, ()))
        for excerpt, standing in self.library.anchoring.standings(of_claim):
            anchor = standing.anchor
            quoted.setdefault(anchor.source or excerpt.source, []).extend(anchor.parts)
        return quoted

    def _name(self, found: Hit) -> str:
        """Return what a passage is known by: its document and its words, wherever they come to stand in its text."""
        document = self.library.workspace.case.sources[found.source_id].sha256[:16]
        words = " ".join(folded(found.text).split())
        return f"{document}:{sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _values(found: Hit) -> tuple[str, int, int, str, float, tuple[Span, ...], str]:
    return found.source_id, found.start, found.end, found.text, found.score, found.marks, found.place
