"""Whether a source has a name in another spelling."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from factcheck.evidence.languages.english.names import similar
from factcheck.evidence.marks.facts import SourceFacts


def is_spelled_alike(word: str, facts: SourceFacts) -> bool:
    """Tell whether a source has a folded word as a name that differs by one or two letters: Massimov for Masimov."""
    return any(similar(word, each) for each in _candidates(word, facts.names))


def _candidates(word: str, names: Sequence[str]) -> list[str]:
    found = extract(word, names, scorer=Levenshtein.distance, score_cutoff=2, limit=8)
    return [each[0] for each in found]
