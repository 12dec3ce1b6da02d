"""Which claims cover a sentence: a rule of words and figures, simple enough to be said in a sentence.

A claim covers a sentence if one of its excerpts stands there, or if both say one thing: the sentence has half of the
claim's words beside one of its figures, and none of these is another one there. A claim without figures needs three
quarters of its words, one that was taken from this very sentence a third.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.claims.checkworthy import Proposal
from factcheck.evidence.languages import language
from factcheck.evidence.languages.english.names import Name
from factcheck.evidence.search.tokens import Tokenizer

Span = tuple[int, int]
_SAME, _WITH_FIGURES, _TAKEN = 3 / 4, 1 / 2, 1 / 3


@dataclass(frozen=True, slots=True)
class Known:
    """A claim of the case, as far as it can cover something.

    `taken` is where in the text it was taken from, as people say it; `quoted` are the spans of the text that its
    excerpts quote, in code points.
    """

    ref: str
    text: str
    speaker: str = ""
    taken: str = ""
    quoted: tuple[Span, ...] = ()


class Claims:
    """Claims, read once in the language of a text, to be asked which of them cover what."""

    def __init__(self, claims: Iterable[Known], code: str = "en", dated: str = "") -> None:
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
        agreeing = [figure for figure in ours if any(one_figure(figure, other) for other in figures)]
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
        return tuple(self.ref(at) for at in among if any(one_figure(figure, other) for other in self._figures[at]))

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
        found = (at for at, names in enumerate(self._names) if any(one_name(name, other) for other in names))
        return tuple(map(self.ref, found))


def one_figure(first: Figure, second: Figure) -> bool:
    """Tell whether two figures are one: the same number of one thing, or one date as far as both say it."""
    if first.kind is FigureKind.DATE or second.kind is FigureKind.DATE:
        pairs = first.common(second)
        return bool(pairs) and all(ours == theirs for ours, theirs in pairs)
    if first.kind is not second.kind or (first.unit and second.unit and first.measure != second.measure):
        return False
    return first.amount == second.amount and first.upper == second.upper


def one_name(first: Name, second: Name) -> bool:
    """Tell whether all words of one name stand in the other: Asylov, Prosecutor General Asylov."""
    ours, theirs = set(first.words), set(second.words)
    return ours <= theirs or theirs <= ours
