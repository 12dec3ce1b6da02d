"""What is near a claim in texts that are ranked: for the sources of a case, and for texts in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from factcheck.evidence import Text
from factcheck.evidence.marks import NearPassage, NearSource, QuoteWindow, paragraphs_before
from factcheck.evidence.marks.absent import FEW, NEAR
from factcheck.evidence.marks.assessment import ClaimAssessment, assess_claim
from factcheck.evidence.marks.facts import SourceFacts, read_facts
from factcheck.evidence.search.document_index import DocumentPassages
from factcheck.evidence.search.ranker import PER_SOURCE, RankedPassage, Ranker

BESIDE = 300
"""Code points before and after a passage that belong to it."""
QUOTED_NEAR = 12
"""Passages around which a quotation is looked for."""
MOST = 24
"""Sources that are looked at for a claim."""
_REACH = 600
_WHOLE = 30_000
"""Code points up to which a text is searched as a whole for a quotation."""


@dataclass(frozen=True, slots=True)
class CorpusSource:
    """A text with the ref, the language, the title and the date of its source."""

    ref: str
    text: str
    language: str = "en"
    title: str = ""
    dated: str = ""


Texts = Mapping[str, CorpusSource]
"""The sources that are looked at, by id. A text may be read when it is asked for."""


def assess_near(
    claim: Text, texts: Texts, ranker: Ranker, facts: Mapping[str, SourceFacts], without_text: int = 0
) -> ClaimAssessment:
    """Return the marks of a claim against `texts`, which `ranker` ranks; it may rank others, too.

    `facts` and `texts` are asked for what is near the claim only.
    """
    best = [each for each in ranker.best(claim.text, PER_SOURCE) if each.source_id in texts]
    near = _near(texts, facts, best)

    def windows(quote: str) -> Iterator[QuoteWindow]:
        likely = (each for each in ranker.best_overall(quote, QUOTED_NEAR) if each.source_id in texts)
        return _windows(texts, [*likely, *best[:QUOTED_NEAR]])

    return assess_claim(claim, near, windows, without_text)


def _near(texts: Texts, facts: Mapping[str, SourceFacts], ranked: Sequence[RankedPassage]) -> list[NearSource]:
    """Return the sources that are near a claim, with their ranked passages: a few all, of many the best."""
    spans: dict[str, list[RankedPassage]] = {key: [] for key in texts}
    for each in ranked:
        spans[each.source_id].append(each)
    scores = {key: max((each.score for each in found), default=0.0) for key, found in spans.items()}
    wanted = NEAR * max(scores.values(), default=0.0) if len(spans) > FEW else 0.0
    keys = sorted(spans, key=lambda key: -scores[key]) if wanted else list(spans)
    kept = [key for at, key in enumerate(keys[:MOST]) if at < FEW or scores[key] >= wanted]
    sources = {key: texts[key] for key in kept}
    return [
        NearSource(
            *(each.ref, each.language, each.dated, partial(facts.__getitem__, key)),
            tuple(_passage(each.text, found) for found in spans[key]),
            each.title,
            scores[key] >= wanted,
        )
        for key, each in sources.items()
    ]


def _passage(text: str, found: RankedPassage) -> NearPassage:
    before, after = text[max(0, found.start - BESIDE) : found.start], text[found.end : found.end + BESIDE]
    return NearPassage(text[found.start : found.end], before, after, found.score)


def _windows(texts: Texts, ranked: Iterable[RankedPassage]) -> Iterator[QuoteWindow]:
    """Yield the texts around ranked passages, each part once; of few sources the short texts as a whole."""
    seen: set[tuple[str, int]] = set()
    for each in ranked:
        source = texts[each.source_id]
        whole = len(texts) <= FEW and len(source.text) <= _WHOLE
        key = (each.source_id, -1 if whole else each.start // _REACH)
        if key in seen:
            continue
        seen.add(key)
        start = 0 if whole else max(0, each.start - _REACH)
        end = len(source.text) if whole else each.end + _REACH
        paragraph = paragraphs_before(source.text, start) + 1
        yield QuoteWindow(source.ref, source.text[start:end], paragraph, source.language)


class Corpus:
    """Texts in memory that claims are assessed against."""

    def __init__(self, sources: Iterable[CorpusSource]) -> None:
        """Index the texts."""
        self._texts = {source.ref: source for source in sources}
        self._ranker = Ranker.of(
            DocumentPassages.of(each.ref, each.text, title=each.title, language=each.language)
            for each in self._texts.values()
        )
        self._facts = {each.ref: read_facts(each.text, each.language) for each in self._texts.values()}

    def assess(self, claim: Text) -> ClaimAssessment:
        """Return the marks of a claim."""
        return assess_near(claim, self._texts, self._ranker, self._facts)
