"""How much of a text the claims of a case cover, and which sentences, figures, names and quotations are left.

A claim covers a sentence if one of its excerpts is there, or if both say the same: the sentence contains half of the
claim's words and one of its figures, and no figure contradicts another. A claim without figures needs three quarters of
its words, one that was extracted from this very sentence a third. A figure is covered if a claim that covers its
sentence has it, a quotation if such a claim has its words or an excerpt of it, a name if any claim names it. Each name
counts once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence import Figure, FigureKind, Name
from factcheck.evidence.alignment.values import equal
from factcheck.evidence.claims.checkworthy import Proposal, ReasonKind, find_quotations
from factcheck.evidence.languages import language
from factcheck.evidence.search.tokens import Tokenizer

Span = tuple[int, int]
_SAME_WORDS, _WITH_FIGURES, _EXTRACTED = 3 / 4, 1 / 2, 1 / 3  # shares of a claim's words


@dataclass(frozen=True, slots=True)
class CoveringClaim:
    """The data of a claim that determine what it covers.

    `taken` is the position in words of the sentence from which the claim was extracted; `quoted` are the spans of the
    text that its excerpts quote, in code points.
    """

    ref: str
    text: str
    speaker: str = ""
    taken: str = ""
    quoted: tuple[Span, ...] = ()


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

    def covering(self, sentence: Proposal, text: str) -> list[int]:
        """Return the claims that cover a sentence, which reads `text` in its source."""
        figures = self.figures(text)
        shared = Counter(number for word in self.words(text) for number in self._with_word.get(word, ()))
        covering = {number for number, count in shared.items() if self._says_same(number, count, sentence, figures)}
        span = sentence.start, sentence.end
        return sorted(covering | {number for number in self._quoting if self._quotes(number, span)})

    def _says_same(self, number: int, shared: int, sentence: Proposal, figures: list[Figure]) -> bool:
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


__all__ = ["Coverage", "CoveragePart", "CoveringClaim", "PartKind", "coverage"]


class PartKind(StrEnum):
    """The kind of a part that can be covered."""

    SENTENCE = "sentence"
    FIGURE = "figure"
    NAME = "name"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """A part of a text, from `start` to `end`, in code points, and the refs of the claims that cover it.

    `place` is its position in words.
    """

    kind: PartKind
    start: int
    end: int
    text: str
    place: str
    covered_by: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether no claim covers it."""
        return not self.covered_by


@dataclass(frozen=True, slots=True)
class Coverage:
    """The parts of a text that are worth checking, in their order: each sentence, then what it contains."""

    parts: tuple[CoveragePart, ...]

    def of(self, kind: PartKind) -> list[CoveragePart]:
        """Return the parts of one kind."""
        return [part for part in self.parts if part.kind is kind]

    @property
    def open(self) -> list[CoveragePart]:
        """The parts that no claim covers."""
        return [part for part in self.parts if part.open]

    @property
    def share(self) -> float:
        """The share of the parts that are covered, 0 to 1; 1 if there are none."""
        return 1 - len(self.open) / len(self.parts) if self.parts else 1.0


def coverage(
    text: str, proposals: Sequence[Proposal], claims: Iterable[CoveringClaim], code: str = "en", dated: str = ""
) -> Coverage:
    """Return how much of the sentences of `text` that are worth checking is covered by `claims`.

    `code` is the language of the text, `dated` its date; both as in `checkworthy.proposals`.
    """
    index, seen = ClaimIndex(claims, code, dated), list[Name]()
    parts: list[CoveragePart] = []
    for sentence in proposals:
        covering = index.covering(sentence, text[sentence.start : sentence.end])
        parts.append(_part(text, sentence, PartKind.SENTENCE, (0, sentence.end - sentence.start), index.refs(covering)))
        inside = [*_figures(text, sentence, index, covering), *_quotations(text, sentence, index, covering)]
        inside += _names(text, sentence, index, seen)
        parts += sorted(inside, key=lambda part: part.start)
    return Coverage(tuple(parts))


def _part(text: str, sentence: Proposal, kind: PartKind, span: Span, refs: tuple[str, ...]) -> CoveragePart:
    """Return a part of a sentence; `span` is relative to the sentence."""
    start, end = sentence.start + span[0], sentence.start + span[1]
    return CoveragePart(kind, start, end, text[start:end], sentence.place, refs)


def _figures(text: str, sentence: Proposal, index: ClaimIndex, claims: Sequence[int]) -> Iterator[CoveragePart]:
    for figure in index.figures(text[sentence.start : sentence.end]):
        refs = index.with_figure(figure, claims)
        yield _part(text, sentence, PartKind.FIGURE, (figure.start, figure.end), refs)


def _quotations(text: str, sentence: Proposal, index: ClaimIndex, claims: Sequence[int]) -> Iterator[CoveragePart]:
    for start, end in find_quotations(text[sentence.start : sentence.end]):
        span = sentence.start + start, sentence.start + end
        yield _part(
            text, sentence, PartKind.QUOTATION, (start, end), index.with_quotation(span, text[slice(*span)], claims)
        )


def _names(text: str, sentence: Proposal, index: ClaimIndex, seen: list[Name]) -> Iterator[CoveragePart]:
    """Yield the names of a sentence that were not `seen` before, and add them there."""
    listed = {name for reason in sentence.reasons if reason.kind is ReasonKind.NAME for name in reason.words}
    for name in index.names(text[sentence.start : sentence.end]):
        if " ".join(name.text.split()) in listed and not any(same_name(name, other) for other in seen):
            seen.append(name)
            yield _part(text, sentence, PartKind.NAME, (name.start, name.end), index.with_name(name))
