"""How excerpts stand to their claims, found once: figures with the picture, the rest when the keys have come to rest.

All is found of the texts as they are shown, so that what is marked lies where it is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.evidence import Figure, FigureMark, Relation, Text
from factcheck.evidence.assessment import Assessment
from factcheck.evidence.comparison import assess_passage, claim_text, disagreements, figure_values
from factcheck.evidence.figures import figure_marks
from factcheck.tui.render.records import plain

MARKS_KEPT = 256
"""Pairs of a claim and a quote whose marks are kept: the claim and its panes ask for the same ones."""

KEPT = 1_000
"""Findings that are kept before all are let go."""

Key: TypeAlias = tuple[str, str, str, str, str, str, str]


@lru_cache(MARKS_KEPT)
def quick_marks(claim: str, quote: str) -> tuple[FigureMark, ...]:
    """Return how the figures of a quote stand to those of a claim, without a look at what stands around them."""
    return tuple(figure_marks(Text(claim), Text(quote)))


def figures_at_odds(claim: Claim, excerpts: Iterable[Excerpt]) -> set[Figure]:
    """Return the figures of a claim from which one of some excerpts differs."""
    marks = (mark for excerpt in excerpts for mark in quick_marks(plain(claim.text), plain(excerpt.quote)))
    return {mark.claim for mark in marks if mark.relation is Relation.DIFFERS}


class Comparisons:
    """What was found of the excerpts of claims; it hangs on the texts and dates alone."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._found: dict[Key, Assessment] = {}
        self._values: dict[tuple[Claim, tuple[Excerpt, ...]], tuple[str, ...]] = {}

    def known(self, claim: Claim, excerpt: Excerpt, source: Source) -> Assessment | None:
        """Return how an excerpt stands to a claim, if that was looked for."""
        return self._found.get(_key(claim, excerpt, source))

    def find(self, claim: Claim, excerpt: Excerpt, source: Source) -> Assessment:
        """Look how an excerpt stands to a claim."""
        if len(self._found) >= KEPT:
            self._found.clear()
        text = claim_text(claim, plain(claim.text))
        found = assess_passage(text, source, plain(excerpt.quote), excerpt.prefix)
        self._found[_key(claim, excerpt, source)] = found
        return found

    def known_values(self, claim: Claim, excerpts: Iterable[Excerpt]) -> tuple[str, ...] | None:
        """Return the values by source of the figures on which the sources disagree, if that was looked for."""
        return self._values.get((claim, tuple(excerpts)))

    def find_values(self, case: Case, claim: Claim, excerpts: Sequence[Excerpt]) -> tuple[str, ...]:
        """Look for these values in as many excerpts of a claim as are given."""
        if len(self._values) >= KEPT:
            self._values.clear()
        found = tuple(
            str(each) for each in disagreements(figure_values(case, claim, len(excerpts))) if len(each.values) > 1
        )
        self._values[claim, tuple(excerpts)] = found
        return found


def _key(claim: Claim, excerpt: Excerpt, source: Source) -> Key:
    of_source = source.title, source.published, source.language
    return claim.text, claim.date, excerpt.quote, excerpt.prefix, *of_source
