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
_BLOCK = 1_000
"""Code points of a text whose passages are looked up together."""
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


class ClaimReader:
    """Reads the figures, names and words of claims and sentences, each text once."""

    def __init__(self, code: str = "en", dated: str = "") -> None:
        """Read texts in the language with the ISO 639-1 `code`; `dated` is the ISO 8601 date of the draft."""
        self._language, self._dated = language(code), dated
        self._terms = Tokenizer(code).terms
        self._figures: dict[str, list[Figure]] = {}
        self._names: dict[str, list[Name]] = {}
        self._words: dict[str, frozenset[str]] = {}

    def figures(self, text: str) -> list[Figure]:
        """Return the figures of a text that can be compared."""
        if text not in self._figures:
            figures = self._language.figures(text, self._dated) if self._language else []
            self._figures[text] = [figure for figure in figures if figure.kind is not FigureKind.VAGUE]
        return self._figures[text]

    def names(self, text: str) -> list[Name]:
        """Return the names of a text."""
        if text not in self._names:
            self._names[text] = self._language.names(text) if self._language else []
        return self._names[text]

    def words(self, text: str) -> frozenset[str]:
        """Return the stems of the words of a text, without its figures."""
        if text not in self._words:
            rest = text
            for figure in reversed(self.figures(text)):
                rest = f"{rest[: figure.start]} {rest[figure.end :]}"
            self._words[text] = frozenset(self._terms(rest))
        return self._words[text]


class ClaimIndex:
    """The words, figures and names of claims. Methods take and return claims by their index."""

    def __init__(self, claims: Iterable[CoveringClaim], reader: ClaimReader) -> None:
        """Index claims, as `reader` reads them."""
        self.reader = reader
        self._claims = list(claims)
        self._words = [reader.words(claim.text) for claim in self._claims]
        self._figures = [reader.figures(claim.text) for claim in self._claims]
        self._names = [[*reader.names(claim.text), *reader.names(claim.speaker)] for claim in self._claims]
        self._near: dict[int, list[int]] = defaultdict(list)
        """The claims by the blocks of the text in which their passages stand."""
        for number, claim in enumerate(self._claims):
            for block in {block for span in claim.quoted for block in _blocks(span)}:
                self._near[block].append(number)
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for word in words:
                self._with_word[word].append(number)

    def covering(self, sentence: Passage, text: str) -> list[int]:
        """Return the claims that cover a sentence, which reads `text` in its source."""
        figures = self.reader.figures(text)
        shared = Counter(number for word in self.reader.words(text) for number in self._with_word.get(word, ()))
        covering = {number for number, count in shared.items() if self._says_same(number, count, sentence, figures)}
        span = sentence.start, sentence.end
        near = {number for block in _blocks(span) for number in self._near.get(block, ())}
        return sorted(covering | {number for number in near if self._quotes(number, span)})

    def _says_same(self, number: int, shared: int, sentence: Passage, figures: list[Figure]) -> bool:
        own = self._figures[number]
        extracted = self._claims[number].taken == sentence.place
        needed = _EXTRACTED if extracted else _WITH_FIGURES if own else _SAME_WORDS
        if shared < needed * len(self._words[number]):
            return False
        agreeing = [figure for figure in own if any(same_figure(figure, other) for other in figures)]
        kinds = {figure.kind for figure in figures}
        differing = any(figure.kind in kinds for figure in own if figure not in agreeing)
        return not differing and bool(agreeing or not own)

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
        words = self.reader.words(text)
        quoting = [n for n in claims if self._quotes(n, span)]
        containing = [n for n in claims if len(words & self._words[n]) >= _SAME_WORDS * len(words)]
        return self.refs(dict.fromkeys((*quoting, *containing)))

    def with_name(self, name: Name) -> tuple[str, ...]:
        """Return the refs of the claims that contain a name."""
        return self.refs(n for n, names in enumerate(self._names) if any(same_name(name, other) for other in names))


def _blocks(span: Span) -> range:
    """Return the blocks of a text over which a span stands."""
    return range(span[0] // _BLOCK, span[1] // _BLOCK + 1)


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
