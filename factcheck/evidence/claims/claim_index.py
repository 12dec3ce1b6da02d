"""The words, figures and names of claims, and which of them cover a sentence of a text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from factcheck.evidence import Figure, FigureKind, Name
from factcheck.evidence.alignment.values import equal
from factcheck.evidence.languages import language
from factcheck.evidence.search.tokens import Tokenizer

Span = tuple[int, int]
_SAME_WORDS, _WITH_FIGURES, _EXTRACTED = 3 / 4, 1 / 2, 1 / 3  # shares of a claim's words


@dataclass(frozen=True, slots=True)
class CoveringClaim:
    """The data of a claim that determine what it covers.

    `taken` is the position in words of the sentence from which the claim was extracted; `quoted` are the spans of the
    text, in code points, from which it was made and that its excerpts quote.
    """

    ref: str
    text: str
    speaker: str = ""
    taken: str = ""
    quoted: tuple[Span, ...] = ()


class Passage(Protocol):
    """A sentence of a text: where it is."""

    @property
    def start(self) -> int:
        """Where it begins, in code points."""

    @property
    def end(self) -> int:
        """Where it ends, in code points."""

    @property
    def place(self) -> str:
        """Its position in words."""


class ClaimIndex:
    """The words, figures and names of claims, read once. Methods take and return claims by their index."""

    def __init__(self, claims: Iterable[CoveringClaim], code: str = "en", dated: str = "") -> None:
        """Read claims in the language with the ISO 639-1 `code`; `dated` is the ISO 8601 date of the text."""
        self._language, self._dated = language(code), dated
        self._terms = Tokenizer(code).terms
        self._read: dict[str, list[Figure]] = {}
        self._claims = list(claims)
        self._words = [self.words(claim.text) for claim in self._claims]
        self._figures = [self.figures(claim.text) for claim in self._claims]
        self._names = [[*self.names(claim.text), *self.names(claim.speaker)] for claim in self._claims]
        self._quoting = [number for number, claim in enumerate(self._claims) if claim.quoted]
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for word in words:
                self._with_word[word].append(number)

    def figures(self, text: str) -> list[Figure]:
        """Return the figures of a text that can be compared."""
        if text not in self._read:
            figures = self._language.figures(text, self._dated) if self._language else []
            self._read[text] = [figure for figure in figures if figure.kind is not FigureKind.VAGUE]
        return self._read[text]

    def names(self, text: str) -> list[Name]:
        """Return the names of a text."""
        return self._language.names(text) if self._language else []

    def words(self, text: str) -> frozenset[str]:
        """Return the stems of the words of a text, without its figures."""
        for figure in reversed(self.figures(text)):
            text = f"{text[: figure.start]} {text[figure.end :]}"
        return frozenset(self._terms(text))

    def covering(self, sentence: Passage, text: str) -> list[int]:
        """Return the claims that cover a sentence, which reads `text` in its source."""
        figures = self.figures(text)
        shared = Counter(number for word in self.words(text) for number in self._with_word.get(word, ()))
        covering = {number for number, count in shared.items() if self._says_same(number, count, sentence, figures)}
        span = sentence.start, sentence.end
        return sorted(covering | {number for number in self._quoting if self._quotes(number, span)})

    def _says_same(self, number: int, shared: int, sentence: Passage, figures: list[Figure]) -> bool:
        own = self._figures[number]
        agreeing = [figure for figure in own if any(same_figure(figure, other) for other in figures)]
        kinds = {figure.kind for figure in figures}
        if (own and not agreeing) or any(figure.kind in kinds for figure in own if figure not in agreeing):
            return False
        extracted = self._claims[number].taken == sentence.place
        needed = _EXTRACTED if extracted else _WITH_FIGURES if own else _SAME_WORDS
        return shared >= needed * len(self._words[number])

    def _quotes(self, number: int, span: Span) -> bool:
        return any(start < span[1] and span[0] < end for start, end in self._claims[number].quoted)

    @property
    def all(self) -> range:
        """All claims."""
        return range(len(self._claims))

    def refs(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the refs of claims."""
        return tuple(self._claims[number].ref for number in numbers)

    def with_figure(self, figure: Figure, claims: Iterable[int]) -> tuple[str, ...]:
        """Return the refs of those of some claims that contain a figure."""
        return self.refs(n for n in claims if any(same_figure(figure, other) for other in self._figures[n]))

    def with_quotation(self, span: Span, text: str, claims: Sequence[int]) -> tuple[str, ...]:
        """Return the refs of those of some claims that quote a span of the text, or contain most of its words."""
        words = self.words(text)
        quoting = [n for n in claims if self._quotes(n, span)]
        containing = [n for n in claims if len(words & self._words[n]) >= _SAME_WORDS * len(words)]
        return self.refs(dict.fromkeys((*quoting, *containing)))

    def with_name(self, name: Name) -> tuple[str, ...]:
        """Return the refs of the claims that contain a name."""
        return self.refs(n for n, names in enumerate(self._names) if any(same_name(name, other) for other in names))


def same_figure(first: Figure, second: Figure) -> bool:
    """Tell whether two figures are the same: one number of one thing, or one date as far as both say it."""
    if first.kind is FigureKind.DATE or second.kind is FigureKind.DATE:
        pairs = first.common(second)
        return bool(pairs) and all(one == other for one, other in pairs)
    if first.kind is not second.kind or (first.unit and second.unit and first.measure != second.measure):
        return False
    return equal(first, second)


def same_name(first: Name, second: Name) -> bool:
    """Tell whether one name contains all words of the other: Asylov, Prosecutor General Asylov."""
    one, other = set(first.words), set(second.words)
    return one <= other or other <= one
