"""Evidence search: the best passages of every source for a claim, and a search for words in all sources.

Passages are only suggested: a checker accepts one, which makes an excerpt of it, or dismisses it. The index that this
needs is made once for each document and kept beside its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from factcheck.case.case import Case
from factcheck.case.changes import Batch
from factcheck.case.document import Document
from factcheck.case.records import Source, Stance
from factcheck.errors import InvalidError, UnreadableError
from factcheck.evidence import Text
from factcheck.evidence.comparison import passage_text
from factcheck.evidence.marks.facts import SourceFacts
from factcheck.evidence.search.ranker import PER_SOURCE, RankedPassage, Ranker, matching_words
from factcheck.quotes.selectors import locator
from factcheck.sentences import Span
from factcheck.text import folded
from factcheck.workspace.change_sets import ChangeBatch
from factcheck.workspace.search_index import NO_TEXT, Cancelled, IndexUpdater, Progress, never, unseen
from factcheck.workspace.source_library import Library

BEFORE = 300
"""Code points before a passage that may name what the passage is about."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found in a source, from `start` to `end` of its text, in code points.

    `marks` are the spans of the matching words in `text`. `place` says for people where it is: "paragraph 4".
    `draft`: the source is a draft, which is no evidence.
    """

    source_id: str
    start: int
    end: int
    text: str
    score: float
    marks: tuple[Span, ...]
    place: str
    draft: bool = False

    @property
    def words(self) -> list[str]:
        """The matching words, as they are written there."""
        return [self.text[start:end] for start, end in self.marks]


@dataclass(frozen=True, slots=True)
class Suggestion(Hit):
    """A passage that may be evidence for or against a claim.

    `known`: an excerpt of the claim quotes it already. `dismissed`: a checker dismissed it.
    """

    known: bool = False
    dismissed: bool = False


class EvidenceSearch:
    """Searches the sources of a case whose texts are attached."""

    ABSENT = NO_TEXT
    """The reason why a source without a text cannot be searched."""

    def __init__(self, library: Library) -> None:
        """Search the documents of `library`."""
        self._library = library
        self._index = IndexUpdater(library)

    @property
    def case(self) -> Case:
        """The case whose sources are searched."""
        return self._library.case

    def prepare(self, progress: Progress = unseen, cancelled: Cancelled = never) -> bool:
        """Bring the index up to date; return False and leave it as it was if `cancelled`.

        Takes long if many documents have to be indexed: for a worker.
        """
        return self._index.prepare(progress, cancelled)

    def prepare_if_quick(self) -> bool:
        """Bring the index up to date if that is quick; return whether it is: only few documents have no index yet."""
        return self._index.prepare_if_quick()

    @property
    def missing(self) -> list[tuple[Source, str]]:
        """The sources that could not be searched the last time, each with the reason."""
        sources = self.case.sources
        return [(sources[key], why) for key, why in self._index.missing.items() if key in sources]

    @property
    def searchable(self) -> bool:
        """Whether there is anything to search."""
        return len(self._index.ranker) > 0

    @property
    def ranker(self) -> Ranker:
        """What ranks the passages, as it was prepared last."""
        return self._index.ranker

    @property
    def generation(self) -> int:
        """How often the index was brought up to date: another number means other texts."""
        return self._index.generation

    def facts(self, source_id: str) -> SourceFacts:
        """Return the words, names and figures of a source. Raises UnreadableError."""
        return self._index.indexes.facts(self.case.sources[source_id])

    def index_new(self) -> None:
        """Make the indexes of the documents that were added since the last call. This takes time."""
        self._index.make_new()

    def _ready(self) -> Ranker:
        self.prepare()
        return self._index.ranker

    def suggest(self, claim_id: str, per_source: int = PER_SOURCE, *, dismissed: bool = False) -> list[Suggestion]:
        """Return the best passages of every source for a claim, source by source, the source with the best one first.

        Drafts are no evidence, and left out. So are passages that a checker dismissed, unless `dismissed`; others come
        in their place.
        """
        case, ranker = self.case, self._ready()
        claim, drafts = case.claims[claim_id], case.index.drafts
        unwanted = set(claim.dismissed)
        quoted = self._quoted_spans(claim_id)
        suggestions: dict[str, list[Suggestion]] = {}
        best = ranker.best(claim.text, per_source + len(unwanted))
        for hit in self._hits(ranker, claim.text, (each for each in best if each.source_id not in drafts)):
            is_dismissed = bool(unwanted) and self._fingerprint(hit) in unwanted
            of_source = suggestions.setdefault(hit.source_id, [])
            if len(of_source) < per_source and (dismissed or not is_dismissed):
                known = any(start < hit.end and hit.start < end for start, end in quoted.get(hit.source_id, ()))
                of_source.append(Suggestion(**_fields(hit), known=known, dismissed=is_dismissed))
        return [suggestion for of_source in suggestions.values() for suggestion in of_source]

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return the passages of all sources that contain the words of `query`, in any form, the best first."""
        ranker = self._ready()
        return list(self._hits(ranker, query, ranker.search(query, limit)))

    def document(self, source_id: str) -> Document | None:
        """Return the document of a source, or None if it is not here or cannot be read: then `missing` says why."""
        try:
            return self._library.document(source_id) if source_id in self.case.sources else None
        except UnreadableError as error:  # it was damaged after it was indexed
            self._index.missing[source_id] = str(error)
            return None

    def before(self, hit: Hit) -> str:
        """Return the text before a passage in its source, as far as it helps to understand it."""
        document = self.document(hit.source_id)
        return document.text[max(0, hit.start - BEFORE) : hit.start] if document else ""

    def as_text(self, hit: Hit) -> Text:
        """Return a passage as a text to be compared and judged."""
        return passage_text(self.case.sources[hit.source_id], hit.text, self.before(hit))

    def accept(self, claim_id: str, hit: Hit, stance: Stance) -> Batch:
        """Make an excerpt of a passage, with its place. Raises InvalidError if the source's text has changed."""
        document = self.document(hit.source_id)
        if document is None or document.text[hit.start : hit.end] != hit.text:
            raise InvalidError("the source's text has changed since; look again")
        kept = self._library.excerpt_fields(hit.source_id, hit.start, hit.end)
        batch = ChangeBatch(self._library.open_case, self._library.locate)
        batch.add_excerpt(claim_id, hit.source_id, stance=stance, **kept)
        return batch.save()

    def dismiss(self, claim_id: str, hit: Hit) -> Batch:
        """Suggest a passage for a claim no more."""
        dismissed, fingerprint = self.case.claims[claim_id].dismissed, self._fingerprint(hit)
        if fingerprint in dismissed:
            return ()
        return self._library.open_case.change("claims", claim_id, dismissed=(*dismissed, fingerprint))

    def _hits(self, ranker: Ranker, query: str, passages: Iterable[RankedPassage]) -> Iterator[Hit]:
        """Yield ranked passages with their text; one whose source was removed or changed meanwhile is left out."""
        documents: dict[str, Document | None] = {}
        for passage in passages:
            if passage.source_id not in documents:
                documents[passage.source_id] = self.document(passage.source_id)
            document = documents[passage.source_id]
            if document is not None and passage.end <= len(document.text):
                text = document.text[passage.start : passage.end]
                marks = tuple(matching_words(text, query, ranker.tokenizer(passage.source_id)))
                place = locator(document, passage.start, passage.end)
                draft = self.case.is_draft(passage.source_id)
                yield Hit(*passage[:3], text, passage.score, marks, place, draft)

    def _quoted_spans(self, claim_id: str) -> dict[str, list[Span]]:
        """Return the spans that the excerpts of a claim quote, by the source that contains them."""
        spans: dict[str, list[Span]] = {}
        excerpt_ids = list(self.case.index.excerpts.get(claim_id, ()))
        for excerpt, check in self._library.quote_checks.checks(excerpt_ids):
            spans.setdefault(check.anchor.source or excerpt.source, []).extend(check.anchor.parts)
        return spans

    def _fingerprint(self, hit: Hit) -> str:
        """Return an id for a passage: the hash of its document and of its words, wherever they are in the text."""
        document = self.case.sources[hit.source_id].sha256[:16]
        words = " ".join(folded(hit.text).split())
        return f"{document}:{sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _fields(hit: Hit) -> dict[str, Any]:
    return {field.name: getattr(hit, field.name) for field in fields(Hit)}
