"""The tokens of a text: runs of digits, words, and signs, each with its place.

Everything else looks up tokens; the text is scanned once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d\u00ad"
)
"""Marks that belong to the letter before them, joiners and soft hyphens: `\\w` leaves them out."""
_INVISIBLE = "\u200e\u200f\u061c"
TOKEN = re.compile(rf"\d+|[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_]*)*|[^\s\w{_INVISIBLE}]|_")
_DROPPED = re.compile("[\u0307\u064b-\u065f\u0670\u0640\u200c\u200d\u00ad\u200e\u200f\u061c]")
_ALIKE = str.maketrans("أإآٱىةё", "ااااىهе")


def fold_word(word: str) -> str:
    """Return a word in lower case, without vowel marks of Arabic, soft hyphens and joiners."""
    word = word.lower()
    if word.isascii():
        return word
    return _DROPPED.sub("", unicodedata.normalize("NFC", word)).translate(_ALIKE) or word


class Tokens:
    """The tokens of a text: `words` are folded, `starts` and `ends` their places in code points."""

    __slots__ = ("_count", "ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [match.span() for match in TOKEN.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        if text.isascii():
            self.words = TOKEN.findall(text.lower())
        else:
            folded = {word: fold_word(word) for word in {text[start:end] for start, end in spans}}
            self.words = [folded[text[start:end]] for start, end in spans]
        self._count = len(spans)

    def __len__(self) -> int:
        return self._count

    def word(self, index: int) -> str:
        """Return the folded token with an index, "" outside the text."""
        return self.words[index] if 0 <= index < self._count else ""

    def raw(self, index: int) -> str:
        """Return a token as written, "" outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < self._count else ""

    @property
    def raw_words(self) -> list[str]:
        """The tokens as written."""
        return [self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]

    def joined(self, index: int) -> bool:
        """Tell whether nothing stands between a token and the next."""
        return 0 <= index < self._count - 1 and self.ends[index] == self.starts[index + 1]

    def slice(self, start: int, end: int) -> str:
        """Return the text from a token up to, and without, another."""
        return self.text[self.starts[start] : self.ends[end - 1]]


class PhraseMatch(NamedTuple, Generic[T]):
    """A phrase that was found: what it means, and how many tokens it has."""

    value: T
    length: int


class Phrases(Generic[T]):
    """Phrases of one or more words, looked up by their first or last word; the longest counts."""

    def __init__(self, phrases: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        """Take phrases with what they mean. The first of two equal ones counts."""
        self._first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        seen = set()
        for phrase, value in phrases.items() if isinstance(phrases, Mapping) else phrases:
            words = tuple(fold_word(word) for word in TOKEN.findall(phrase))
            if words and words not in seen:
                seen.add(words)
                self._first.setdefault(words[0], []).append((words, value))
                self._last.setdefault(words[-1], []).append((words, value))
        for table in (self._first, self._last):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def __contains__(self, word: str) -> bool:
        return word in self._first

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def all(self) -> Iterator[tuple[str, ...]]:
        """Yield all phrases as their folded words."""
        return (words for entries in self._first.values() for words, _ in entries)

    def at(self, words: list[str], index: int) -> PhraseMatch[T] | None:
        """Return the longest phrase that begins at a token, None if there is none."""
        try:
            phrases = self._first.get(words[index], ()) if index >= 0 else ()
        except IndexError:
            return None
        for phrase, value in phrases:
            if len(phrase) == 1 or tuple(words[index : index + len(phrase)]) == phrase:
                return PhraseMatch(value, len(phrase))
        return None

    def before(self, words: list[str], index: int) -> PhraseMatch[T] | None:
        """Return the longest phrase that ends right before a token, None if there is none."""
        if not 0 < index <= len(words):
            return None
        for phrase, value in self._last.get(words[index - 1], ()):
            if len(phrase) == 1 or (len(phrase) <= index and tuple(words[index - len(phrase) : index]) == phrase):
                return PhraseMatch(value, len(phrase))
        return None
