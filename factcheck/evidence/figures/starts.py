"""The words that a figure may begin with: most words of a text are passed over without trying to read a figure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from factcheck.evidence.figures.scan import Phrases
from factcheck.evidence.languages.lexicon import Lexicon

_MAX_CACHED = 50_000  # words
_MIN_COMPOUND = 7  # letters of a number in one word that is composed of others
_MIN_PART = 3  # letters of the number word that a compound begins with


class Starts:
    """The words of one language that a figure may begin with."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Collect the words of a language."""
        self._lexicon = lexicon
        self._words, self._seconds = _first_words(lexicon)
        self._known: dict[str, bool] = {}
        self._parts = tuple(word for word in lexicon.cardinals if len(word) >= _MIN_PART)
        self._articles = {word for word in lexicon.words("number", "not_numbers") if lexicon.cardinals.get(word) == 1}
        """Words for one, which are no numbers by themselves."""
        self._after_one = {
            *lexicon.phrases("share", "of"), *lexicon.phrases("number", "half_after"), *lexicon.words("number", "and"),
            *lexicon.cardinals,
        }  # fmt: skip
        """The words that may go on with a number after "one": one in five, one and a half."""

    def among(self, words: Iterable[str]) -> frozenset[str]:
        """Return those of the folded words of a text that a figure may begin with."""
        return frozenset(word for word in {*words} if self._is_start(word))

    def _is_start(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._may_start(word)
            if len(self._known) < _MAX_CACHED:
                self._known[word] = known
        return known

    def goes_on(self, word: str, following: str) -> bool:
        """Tell whether a figure may begin with a word that is followed by another: "a" alone begins none.

        A word that only begins phrases, like "la" of "la mitad", must be followed by the second word of one.
        """
        if word in self._articles:
            return following == "-" or following in self._words or following in self._after_one
        seconds = self._seconds.get(word)
        return seconds is None or following in seconds

    def _may_start(self, word: str) -> bool:
        compound = self._lexicon.compounds and len(word) >= _MIN_COMPOUND and word.startswith(self._parts)
        return word[0].isdecimal() or word in self._words or compound or self._lexicon.month(word) > 0


@cache
def starts(lexicon: Lexicon) -> Starts:
    """Return the words of a language that a figure may begin with."""
    return Starts(lexicon)


def _first_words(lexicon: Lexicon) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Return the words that begin a figure, and of those that only begin phrases the second words of these."""
    phrases = lexicon.phrases
    tables: tuple[Phrases[Any], ...] = (
        lexicon.vague, lexicon.parts, lexicon.months, lexicon.scales, lexicon.seasons,
        phrases("number", "half_before", "minus"), phrases("share", "every", "percent_before"),
        phrases("date", "early", "mid", "late", "quarter", "half", "fiscal", "quarter_before"),
    )  # fmt: skip
    letters = {"q", "h", "fy"} if lexicon.code == "en" else {"q", "h", "t", "i", "ii", "iii", "iv"}
    alone = letters | {*lexicon.half_words, *lexicon.cardinals, *lexicon.ordinals} - lexicon.words("number", "and")
    seconds: dict[str, set[str]] = {}
    for first, *rest in (phrase for table in tables for phrase in table.all()):
        if rest:
            seconds.setdefault(first, set()).add(rest[0])
        else:
            alone.add(first)
    only = {first: frozenset(words) for first, words in seconds.items() if first not in alone}
    return frozenset(alone | only.keys()), only
