"""The content words around a figure, in any language: what is said of it, and what limits it."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from factcheck.evidence import Figure
from factcheck.evidence.alignment.clauses import FigureClause
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon, stem

_DENIAL_REACH = 2  # tokens


class ContentWord(NamedTuple):
    """A content word: its concept or stem, the word as written, the word before it, and its place among all words."""

    key: str
    text: str
    before: str
    place: int


class Surroundings:
    """The words of the sentence before and after a figure, in which figures are zeros. Computed on first use."""

    def __init__(self, sides: tuple[str, str], lexicon: Lexicon) -> None:
        self._before, self._after = (Tokens(side) for side in sides)
        self._lexicon = lexicon
        bound = lexicon.bounds_before.before(self._before.words, len(self._before))
        self._bare = self._before.words[: len(self._before) - bound.length] if bound else self._before.words
        """The words before the figure and its bound."""

    def clause(self, figure: Figure) -> FigureClause:
        """Return the clause of the figure that these are the surroundings of."""
        bound = len(self._before) - len(self._bare)
        return FigureClause(self._before, bound, self._after, figure.kind, figure.unit, self._lexicon)

    @cached_property
    def everything(self) -> frozenset[str]:
        """All words of the sentence, also as concepts."""
        words = {*self._before.words, *self._after.words}
        return frozenset(words | set(filter(None, map(self._lexicon.known_concept, words))))

    def _keys(self, tokens: Tokens) -> list[str]:
        concept = self._lexicon.concept
        return [concept(tokens.words[index]) for index in self._content(tokens)]

    def _content(self, tokens: Tokens) -> list[int]:
        """Return the indexes of the content words."""
        words, stop_words, months = tokens.words, self._lexicon.stop_words, self._lexicon.months
        return [
            index
            for index, word in enumerate(words)
            if word[0].isalpha() and word not in stop_words and not months.at(words, index)
        ]

    @property
    def content(self) -> list[ContentWord]:
        """The content words of the sentence in their order, as written."""
        return [
            ContentWord(
                self._lexicon.concept(tokens.words[index]), tokens.raw(index), tokens.raw(index - 1), first + index
            )
            for tokens, first in ((self._before, 0), (self._after, len(self._before) + 1))
            for index in self._content(tokens)
        ]

    @cached_property
    def wording(self) -> list[str]:
        """The words of the sentence without signs; figures are 0, and "an" is "a"."""
        words = (word for side in (self._before, self._after) for word in side.words if word[0].isalnum())
        return ["0" if not word.strip("0") else "a" if word == "an" else word for word in words]

    @cached_property
    def _sides(self) -> tuple[list[str], list[str]]:
        return self._keys(self._before), self._keys(self._after)

    @cached_property
    def all(self) -> frozenset[str]:
        """The content words of the sentence: concepts, or stems."""
        return frozenset((*self._sides[0], *self._sides[1]))

    @cached_property
    def once(self) -> frozenset[str]:
        """The concepts and stems of the sentence for what happens once."""
        return self.all & self._lexicon.once

    def near(self, reach: int, ordinal: bool = False) -> frozenset[str]:
        """The content words within `reach` content words of the figure; of an ordinal only those after it."""
        left, right = self._sides
        if ordinal:
            return frozenset(right[:reach])
        return frozenset((*left[max(0, len(left) - reach) :], *right[:reach]))

    @cached_property
    def named(self) -> frozenset[str]:
        """The words with a capital, but the first of the sentence."""
        return frozenset(
            tokens.words[index]
            for tokens, first in ((self._before, 1), (self._after, 0))
            for index in range(first, len(tokens))
            if tokens.raw(index)[:1].isupper() and tokens.words[index] not in self._lexicon.stop_words
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of words with a capital, but the first of the sentence."""
        return frozenset(map(stem, self.named))

    @cached_property
    def _others(self) -> list[str]:
        """The words of the sentence without bounds of figures, and without what denies a figure."""
        lexicon, found = self._lexicon, list[str]()
        for words in (self._bare, self._after.words):
            kept: list[str] = []
            for word in words:
                if word.strip("0") == "" and (denial := lexicon.phrases("align", "denial").before(kept, len(kept))):
                    del kept[len(kept) - denial.length :]
                kept.append(word)
            found += kept
        if denial := lexicon.phrases("align", "denial").before(self._bare, len(self._bare)):
            del found[len(self._bare) - denial.length : len(self._bare)]
        return found

    @cached_property
    def scope(self) -> frozenset[str]:
        """The words of the sentence that limit a figure to a part, a period or a kind."""
        return frozenset(self._others) & self._lexicon.words("align", "scope")

    @cached_property
    def relatives(self) -> frozenset[str]:
        """The words for relatives and deputies: a son's birthday is not his father's."""
        return frozenset(self._others) & self._lexicon.words("align", "relatives")

    @cached_property
    def negated(self) -> bool:
        """Whether the sentence negates something else than a figure."""
        return not self._lexicon.words("align", "negation").isdisjoint(self._others)

    @cached_property
    def denied(self) -> bool:
        """Whether the figure itself is denied: not 238; none of the 12; 238 emes."""
        lexicon, words = self._lexicon, self._bare
        denials = lexicon.phrases("align", "denial")
        if lexicon.code in {"kk", "tr"}:
            return any(denials.at(self._after.words, at) for at in range(_DENIAL_REACH))
        found = denials.before(words, len(words))
        if not found:
            tail = [word for word in words if word not in {"of", "the"}]
            found = denials.before(tail, len(tail)) if words[-1:] == ["the"] else None
        return found is not None

    @cached_property
    def change(self) -> str:
        """How the figure measures a change: "by" an amount, "from" or "to" a level; "" if nothing changes."""
        words, lexicon = self._bare, self._lexicon
        moving = lexicon.words("align", "up", "down")
        if moving.isdisjoint(words) and moving.isdisjoint(self._after.words):
            return ""
        phrase = lexicon.phrases("change", "by", "to", "from").before(words, len(words))
        return phrase.value if phrase else "by"

    @property
    def falls(self) -> bool:
        """Whether the figure is the amount by which something goes down, and nothing in the sentence goes up."""
        words, lexicon = {*self._bare, *self._after.words}, self._lexicon
        down, up = (not lexicon.words("align", way).isdisjoint(words) for way in ("down", "up"))
        return down and not up and self.change == "by"


def contrast(first: Surroundings, second: Surroundings, reach: int, ordinal: bool = False, noun: str = "") -> bool:
    """Tell whether each sentence has a content word near its figure that the other lacks: men and women.

    `noun` is what both count.
    """
    one, other = first.near(reach, ordinal) - second.all, second.near(reach, ordinal) - first.all
    return bool(one - {noun}) and bool(other - {noun})
