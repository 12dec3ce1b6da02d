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
from factcheck.evidence.claims.checkworthy import Proposal, ReasonKind, find_quotations
from factcheck.evidence.languages import language
from factcheck.evidence.search.tokens import Tokenizer

Span = tuple[int, int]
_SAME, _WITH_FIGURES, _TAKEN = 3 / 4, 1 / 2, 1 / 3


@dataclass(frozen=True, slots=True)
class CoveringClaim:
    """A claim of the case, as far as it can cover something.

    `taken` is where in the text it was taken from, as people say it; `quoted` are the spans of the text that its
    excerpts quote, in code points.
    """

    ref: str
    text: str
    speaker: str = ""
    taken: str = ""
    quoted: tuple[Span, ...] = ()


class ClaimIndex:
    """Claims, read once in the language of a text, to be asked which of them cover what."""

    def __init__(self, claims: Iterable[CoveringClaim], code: str = "en", dated: str = "") -> None:
        """Read claims in the language with the ISO 639-1 `code`; the text is of the ISO 8601 date `dated`."""
        self._values, self._dated = language(code), dated
        self._terms = Tokenizer(code).terms
        self._claims = list(claims)
        self._words = [self.words(claim.text) for claim in self._claims]
        self._figures = [self.figures(claim.text) for claim in self._claims]
        self._names = [[*self.names(claim.text), *self.names(claim.speaker)] for claim in self._claims]
        self._quoting = [place for place, claim in enumerate(self._claims) if claim.quoted]
        self._with: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._with[word].append(place)

    def figures(self, text: str) -> list[Figure]:
        """Return the figures of a text that can be compared."""
        found = self._values.figures(text, self._dated) if self._values else []
        return [figure for figure in found if figure.kind is not FigureKind.VAGUE]

    def names(self, text: str) -> list[Name]:
        """Return the names of a text."""
        return self._values.names(text) if self._values else []

    def words(self, text: str) -> frozenset[str]:
        """Return the stems of a text, as they are compared; figures are none of them."""
        for figure in reversed(self.figures(text)):
            text = f"{text[: figure.start]} {text[figure.end :]}"
        return frozenset(self._terms(text))

    def about(self, sentence: Proposal, whole: str) -> list[int]:
        """Return which claims cover a sentence that reads `whole` in its text, by their place among all."""
        figures = self.figures(whole)
        shared = Counter(place for word in self.words(whole) for place in self._with.get(word, ()))
        fitting = {place for place, count in shared.items() if self._say_one_thing(place, count, sentence, figures)}
        quoting = {place for place in self._quoting if self._quotes(place, (sentence.start, sentence.end))}
        return sorted(fitting | quoting)

    def _say_one_thing(self, place: int, shared: int, sentence: Proposal, figures: list[Figure]) -> bool:
        ours = self._figures[place]
        agreeing = [figure for figure in ours if any(same_figure(figure, other) for other in figures)]
        kinds = {figure.kind for figure in figures}
        if (ours and not agreeing) or any(figure.kind in kinds for figure in ours if figure not in agreeing):
            return False
        taken = self._claims[place].taken == sentence.place
        return shared >= (_TAKEN if taken else _WITH_FIGURES if ours else _SAME) * len(self._words[place])

    def ref(self, place: int) -> str:
        """Return the ref of a claim by its place."""
        return self._claims[place].ref

    def having(self, figure: Figure, among: Iterable[int]) -> tuple[str, ...]:
        """Return which of some claims have a figure, by their refs."""
        return tuple(self.ref(at) for at in among if any(same_figure(figure, other) for other in self._figures[at]))

    def quoting(self, span: Span, among: Iterable[int]) -> tuple[str, ...]:
        """Return which of some claims have an excerpt of a stretch of the text, by their refs."""
        return tuple(self.ref(at) for at in among if self._quotes(at, span))

    def _quotes(self, place: int, span: Span) -> bool:
        return any(start < span[1] and span[0] < end for start, end in self._claims[place].quoted)

    def wording(self, words: str, among: Iterable[int]) -> tuple[str, ...]:
        """Return which of some claims have the words of a quotation, three quarters of them, by their refs."""
        wanted = self.words(words)
        return tuple(self.ref(at) for at in among if len(wanted & self._words[at]) >= _SAME * len(wanted))

    def naming(self, name: Name) -> tuple[str, ...]:
        """Return which claims have a name, by their refs."""
        found = (at for at, names in enumerate(self._names) if any(same_name(name, other) for other in names))
        return tuple(map(self.ref, found))


def same_figure(first: Figure, second: Figure) -> bool:
    """Tell whether two figures are one: the same number of one thing, or one date as far as both say it."""
    if first.kind is FigureKind.DATE or second.kind is FigureKind.DATE:
        pairs = first.common(second)
        return bool(pairs) and all(ours == theirs for ours, theirs in pairs)
    if first.kind is not second.kind or (first.unit and second.unit and first.measure != second.measure):
        return False
    return first.amount == second.amount and first.upper == second.upper


def same_name(first: Name, second: Name) -> bool:
    """Tell whether all words of one name stand in the other: Asylov, Prosecutor General Asylov."""
    ours, theirs = set(first.words), set(second.words)
    return ours <= theirs or theirs <= ours


__all__ = ["Coverage", "CoveragePart", "CoveringClaim", "PartKind", "coverage"]


class PartKind(StrEnum):
    """What of a text can be covered."""

    SENTENCE = "sentence"
    FIGURE = "figure"
    NAME = "name"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """A part of a text, from `start` to `end`, in code points, and the claims that cover it, by their refs.

    `place` says where it stands, for people.
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
    """The parts of a text that are worth checking, in their order: each sentence, then what stands in it."""

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
        """How many of the parts are covered, of 1; 1 where there are none."""
        return 1 - len(self.open) / len(self.parts) if self.parts else 1.0


def coverage(
    text: str, found: Sequence[Proposal], claims: Iterable[CoveringClaim], code: str = "en", dated: str = ""
) -> Coverage:
    """Return how much of `found`, the sentences of `text` that are worth checking, is covered by `claims`.

    `code` is the language of the text, `dated` the date that it is of; both as in `proposals`.
    """
    known, named = ClaimIndex(claims, code, dated), list[Name]()
    parts: list[CoveragePart] = []
    for sentence in found:
        about = known.about(sentence, text[sentence.start : sentence.end])
        refs = tuple(map(known.ref, about))
        parts.append(_part(text, sentence, PartKind.SENTENCE, (sentence.start, sentence.end), refs))
        inside = [*_figures(text, sentence, known, about), *_quotations(text, sentence, known, about)]
        inside += _names(text, sentence, known, named)
        parts += sorted(inside, key=lambda part: part.start)
    return Coverage(tuple(parts))


def _part(text: str, sentence: Proposal, kind: PartKind, span: Span, refs: tuple[str, ...]) -> CoveragePart:
    return CoveragePart(kind, *span, text[slice(*span)], sentence.place, refs)


def _figures(text: str, sentence: Proposal, known: ClaimIndex, about: Sequence[int]) -> Iterator[CoveragePart]:
    for figure in known.figures(text[sentence.start : sentence.end]):
        span = sentence.start + figure.start, sentence.start + figure.end
        yield _part(text, sentence, PartKind.FIGURE, span, known.having(figure, about))


def _quotations(text: str, sentence: Proposal, known: ClaimIndex, about: Sequence[int]) -> Iterator[CoveragePart]:
    for start, end in find_quotations(text[sentence.start : sentence.end]):
        span = sentence.start + start, sentence.start + end
        refs = dict.fromkeys((*known.quoting(span, about), *known.wording(text[slice(*span)], about)))
        yield _part(text, sentence, PartKind.QUOTATION, span, tuple(refs))


def _names(text: str, sentence: Proposal, known: ClaimIndex, named: list[Name]) -> Iterator[CoveragePart]:
    """Yield the names of a sentence that none of those before has `named`."""
    true = {name for reason in sentence.reasons if reason.kind is ReasonKind.NAME for name in reason.words}
    for name in known.names(text[sentence.start : sentence.end]):
        if " ".join(name.text.split()) in true and not any(same_name(name, other) for other in named):
            named.append(name)
            span = sentence.start + name.start, sentence.start + name.end
            yield _part(text, sentence, PartKind.NAME, span, known.naming(name))
