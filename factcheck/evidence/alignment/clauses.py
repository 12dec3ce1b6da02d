"""The clause of a figure: what the figure measures there, and of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from factcheck.evidence import FigureKind
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon, stem
from factcheck.evidence.languages.measures import forms, measures

_BOUNDARIES = frozenset(",;:()[]–—،؛")
_AGE = "year-old"  # the unit of ages
_NOUN_REACH = 3  # words after a preposition in which its noun stands
_COMMON = 4  # letters that forms of one word begin with
_PLACES = frozenset(["in", "at", "near", "à", "en", "в", "во", "bei", "à"])
"""Prepositions before a place, which does not tell the date of one thing from that of another."""


class ClauseWord(NamedTuple):
    """A word of a clause: folded, and whether it is part of a name, a place, or directly behind a number."""

    text: str
    is_name: bool
    is_place: bool
    is_after_number: bool


class FigureClause:
    """The words around a figure up to the next commas, brackets and conjunctions. Computed on first use."""

    def __init__(
        self, before: Tokens, bound: int, after: Tokens, kind: FigureKind, unit: str, lexicon: Lexicon
    ) -> None:
        """Take the sentence before and after a figure; the last `bound` tokens before it are its bound."""
        self._before, self._after = before, after
        self._end = len(before) - bound
        self._kind, self._unit = kind, unit
        self._is_date = kind is FigureKind.DATE
        self._lexicon = lexicon
        self.known = measures(lexicon.code)

    @cached_property
    def _sides(self) -> tuple[list[ClauseWord], list[ClauseWord]]:
        """The words before the figure, the nearest first, and those after it."""
        right = [*self._upto(self._after, range(len(self._after)))]
        end = self._end
        while True:
            left = [*self._upto(self._before, range(end - 1, -1, -1))]
            if right or end <= 1 or any(word.text not in self._lexicon.stop_words for word in left):
                return left, right
            end -= len(left) + 1  # a date between commas belongs to what is before it

    def _upto(self, tokens: Tokens, indexes: Iterable[int]) -> Iterator[ClauseWord]:
        for index in indexes:
            word = tokens.words[index]
            if word in _BOUNDARIES or word in self.known.begins:
                return
            if word[0].isalpha() and (len(word) > 1 or not word.isascii() or tokens.joined(index)):
                yield self._word(tokens, index)

    def _word(self, tokens: Tokens, index: int) -> ClauseWord:
        before = tokens.word(index - 1)
        after_number = before[:1].isdecimal()
        return ClauseWord(tokens.words[index], self._is_name(tokens, index), before in _PLACES, after_number)

    def _is_name(self, tokens: Tokens, index: int) -> bool:
        """Tell whether a word is part of a name by its capital; never in German, where every noun has one."""
        if self._lexicon.code == "de" or not tokens.raw(index)[:1].isupper():
            return False
        if tokens is not self._before or index:
            return True
        return tokens.raw(index + 1)[:1].isupper() and not self.known.of(self._kind.value, tokens.words[0])

    @cached_property
    def measure(self) -> str:
        """What the figure measures, by the nearest word for a measure; "" if the clause does not say."""
        if self._unit == _AGE:
            return "age"
        left, right = ([self._measure(word) for word in side] for side in self._sides)
        places = ((places, measure) for side in (left, right) for places, measure in enumerate(side) if measure)
        return min(places, default=(0, ""), key=lambda place: place[0])[1]

    def _measure(self, word: ClauseWord) -> str:
        return "" if word.is_name else self.known.of(self._kind.value, word.text)

    @cached_property
    def measures(self) -> frozenset[str]:
        """All measures that the clause has words for."""
        return frozenset(filter(None, map(self._measure, chain(*self._sides)))) | ({"age"} & {self.measure})

    @cached_property
    def others(self) -> frozenset[str]:
        """The content words of the clause that are no names, and say something else than what is measured.

        The place of an event does not tell its date from that of another.
        """
        words = (word for word in chain(*self._sides) if not word.is_name and not (word.is_place and self._is_date))
        return frozenset(key for word in words if (key := self._content(word)))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the names in the clause, without those of places."""
        words = chain(*self._sides)
        return frozenset(key for word in words if word.is_name and not word.is_place and (key := self._content(word)))

    @cached_property
    def places(self) -> frozenset[str]:
        """The names in the whole sentence that stand behind "in" or the like."""
        words = (
            self._word(tokens, index)
            for tokens in (self._before, self._after)
            for index in range(1, len(tokens))
            if tokens.words[index - 1] in _PLACES and tokens.raw(index)[:1].isupper()
        )
        return frozenset(word.text for word in words if word.is_name)

    @cached_property
    def belonging(self) -> frozenset[tuple[str, str]]:
        """The nouns with a preposition between them that says to what the first belongs: the canteen of the factory.

        The town of Lund, the construction of the factory and the account of June are no other things.
        """
        left, right = self._sides
        return frozenset(
            (head, noun)
            for words in ([*reversed(left)], right)
            for at, word in enumerate(words[1:], 1)
            if word.text in self.known.belonging
            and (head := self._content(words[at - 1]))
            and words[at - 1].text not in self.known.aspects
            and words[at - 1].text not in self.known.anaphors
            and (noun := self._noun(words[at + 1 : at + 1 + _NOUN_REACH]))
        )

    def _noun(self, words: Iterable[ClauseWord]) -> str:
        """Return the noun that a preposition belongs to; "" if a date follows it: of June 2024 the bridge had cost."""
        for word in words:
            content = self._content(word)
            if content or word.is_after_number or self._is_month(word.text):
                return content
        return ""

    def _is_month(self, word: str) -> bool:
        return bool(self._lexicon.month(word) or self._lexicon.months.at([word], 0))

    @cached_property
    def anaphoric(self) -> bool:
        """Whether the clause names nothing, but refers to what was named before: it, the film, the final bill."""
        return not self.names and self.others <= self.anaphors

    @cached_property
    def refers(self) -> str:
        """What the clause refers to: a "thing" (it, the film), a "person" (he), "" if it has no such word."""
        words = {word.text for word in chain(*self._sides)}
        if words & self.known.persons:
            return "person"
        return "thing" if self.others or "it" in words else ""

    @cached_property
    def anaphors(self) -> frozenset[str]:
        """The nouns by which a text refers to what it has named, as concepts."""
        return frozenset(self._lexicon.known_concept(word) or word for word in self.known.anaphors)

    def _content(self, word: ClauseWord) -> str:
        lexicon, known = self._lexicon, self.known
        if word.text in lexicon.stop_words or self._measure(word) or self._is_month(word.text):
            return ""
        if any(form in known.neutral or form in lexicon.stop_words for form in forms(word.text)):
            return ""
        if self._unit and stem(word.text) == stem(self._unit):
            return ""
        return lexicon.known_concept(word.text) or word.text


def without(words: Iterable[str], others: Iterable[str]) -> set[str]:
    """Return the words that are no forms of others: those that begin alike are forms of one word."""
    known = [form for other in others for form in forms(other)]
    return {word for word in words if not any(_one_word(form, other) for form in forms(word) for other in known)}


def _one_word(first: str, second: str) -> bool:
    size = min(len(first), len(second))
    if size < _COMMON:
        return first == second
    return first[: max(_COMMON, size - 2)] == second[: max(_COMMON, size - 2)]
