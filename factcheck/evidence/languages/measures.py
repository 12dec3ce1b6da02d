"""What figures measure, by the words for it in a language: the cost of something, its height, a birth, deaths."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.figures.scan import Phrases, Tokens, fold_word

_DATA = Path(__file__).parent / "data/measures"
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل")
"""What Arabic writes in one with the word after it: articles and prepositions."""
_BESIDE = 30  # code points after a figure in which a phrase may stand
_LEAST = 2  # letters that are left of an Arabic word without them


class Measures:
    """The words of one language for what figures measure."""

    def __init__(self, data: Mapping[str, Mapping[str, str]]) -> None:
        """Take the tables of a data file, by kinds of figures; `clause` has words that say nothing of a measure."""
        clause = data.get("clause", {})
        self.begins = frozenset(_words(clause.get("begins", "")))
        """Words that begin another clause."""
        self.neutral = frozenset(_words(clause.get("neutral", "")))
        """Words that say nothing of what a figure is about: final, came to, amounted."""
        self.anaphors = frozenset(_words(clause.get("anaphors", "")))
        """Nouns by which a text refers to what it has named: the film, the company."""
        self.belonging = frozenset(_words(clause.get("belonging", "")))
        """Prepositions between a thing and what it belongs to: of."""
        self.aspects = frozenset(_words(clause.get("aspects", "")))
        """Nouns for what is done with a thing, or for a part or all of it: the construction of the hospital."""
        self.persons = frozenset(_words(clause.get("persons", "")))
        """Pronouns that stand for a person only."""
        self.ago = Phrases((phrase, True) for phrase in _words(clause.get("ago", "")))
        """What makes a span of time a date that is relative to the text: ago, later; before it: hace, vor."""
        self._exact: dict[str, dict[str, str]] = {}
        self._prefixes: dict[str, list[tuple[str, str]]] = {}
        for kind, measures in data.items():
            if kind == "clause":
                continue
            entries = [(word, measure) for measure, words in measures.items() for word in _words(words)]
            self._exact[kind] = {word: measure for word, measure in reversed(entries) if not word.endswith("*")}
            self._prefixes[kind] = [(word[:-1], measure) for word, measure in entries if word.endswith("*")]

    def of(self, kind: str, word: str) -> str:
        """Return the measure that a folded word stands for beside a figure of a kind; "" if it is none."""
        exact = self._exact.get(kind, {})
        for form in forms(word):
            if measure := exact.get(form):
                return measure
        return next((measure for prefix, measure in self._prefixes.get(kind, ()) if word.startswith(prefix)), "")


def is_relative(text: str, figure: Figure, code: str) -> bool:
    """Tell whether a duration is a date that is relative to the text: two years ago, vor zwei Jahren, hace dos años."""
    if figure.kind is not FigureKind.DURATION:
        return False
    before, after = Tokens(text[: figure.start]).words, Tokens(text[figure.end : figure.end + _BESIDE]).words
    ago = measures(code[:2].lower()).ago
    return ago.before(before, len(before)) is not None or ago.at(after, 0) is not None


def forms(word: str) -> Iterable[str]:
    """Yield a folded word as it is, and an Arabic one without what is written in one with it."""
    yield word
    if "\u0600" <= word[:1] <= "\u06ff":
        for article in _ARTICLES:
            if word.startswith(article) and len(word) > len(article) + _LEAST:
                yield word[len(article) :]


def _words(text: str) -> list[str]:
    folded = (fold_word(word.strip().removesuffix("*")) + "*" * word.strip().endswith("*") for word in text.split(","))
    return [word for word in folded if word]


@cache
def measures(code: str) -> Measures:
    """Return the words of the language with an ISO 639-1 code for what figures measure; none without a data file."""
    path = _DATA / f"{code}.toml"
    return Measures(tomllib.loads(path.read_text("utf-8")) if path.is_file() else {})
