"""How much of a text the claims of a case cover: which sentences, figures, names and quotations no claim is about yet.

`covering` says when a claim covers a sentence. A figure is covered if a claim that covers its sentence has it, a
quotation if such a claim has its words or an excerpt of it, a name if any claim names it; each name counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence.claims.checkworthy import Proposal
from factcheck.evidence.claims.covering import Claims, Known, Span, one_name
from factcheck.evidence.claims.reasons import ReasonKind, quotations
from factcheck.evidence.languages.english.names import Name

__all__ = ["Coverage", "Known", "Part", "PartKind", "coverage"]


class PartKind(StrEnum):
    """What of a text can be covered."""

    SENTENCE = "sentence"
    FIGURE = "figure"
    NAME = "name"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Part:
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

    parts: tuple[Part, ...]

    def of(self, kind: PartKind) -> list[Part]:
        """Return the parts of one kind."""
        return [part for part in self.parts if part.kind is kind]

    @property
    def open(self) -> list[Part]:
        """The parts that no claim covers."""
        return [part for part in self.parts if part.open]

    @property
    def share(self) -> float:
        """How many of the parts are covered, of 1; 1 where there are none."""
        return 1 - len(self.open) / len(self.parts) if self.parts else 1.0


def coverage(
    text: str, found: Sequence[Proposal], claims: Iterable[Known], code: str = "en", dated: str = ""
) -> Coverage:
    """Return how much of `found`, the sentences of `text` that are worth checking, is covered by `claims`.

    `code` is the language of the text, `dated` the date that it is of; both as in `proposals`.
    """
    known, named = Claims(claims, code, dated), list[Name]()
    parts: list[Part] = []
    for sentence in found:
        about = known.about(sentence, text[sentence.start : sentence.end])
        refs = tuple(map(known.ref, about))
        parts.append(_part(text, sentence, PartKind.SENTENCE, (sentence.start, sentence.end), refs))
        inside = [*_figures(text, sentence, known, about), *_quotations(text, sentence, known, about)]
        inside += _names(text, sentence, known, named)
        parts += sorted(inside, key=lambda part: part.start)
    return Coverage(tuple(parts))


def _part(text: str, sentence: Proposal, kind: PartKind, span: Span, refs: tuple[str, ...]) -> Part:
    return Part(kind, *span, text[slice(*span)], sentence.place, refs)


def _figures(text: str, sentence: Proposal, known: Claims, about: Sequence[int]) -> Iterator[Part]:
    for figure in known.figures(text[sentence.start : sentence.end]):
        span = sentence.start + figure.start, sentence.start + figure.end
        yield _part(text, sentence, PartKind.FIGURE, span, known.having(figure, about))


def _quotations(text: str, sentence: Proposal, known: Claims, about: Sequence[int]) -> Iterator[Part]:
    for start, end in quotations(text[sentence.start : sentence.end]):
        span = sentence.start + start, sentence.start + end
        refs = dict.fromkeys((*known.quoting(span, about), *known.wording(text[slice(*span)], about)))
        yield _part(text, sentence, PartKind.QUOTATION, span, tuple(refs))


def _names(text: str, sentence: Proposal, known: Claims, named: list[Name]) -> Iterator[Part]:
    """Yield the names of a sentence that none of those before has `named`."""
    true = {name for reason in sentence.reasons if reason.kind is ReasonKind.NAME for name in reason.words}
    for name in known.names(text[sentence.start : sentence.end]):
        if " ".join(name.text.split()) in true and not any(one_name(name, other) for other in named):
            named.append(name)
            span = sentence.start + name.start, sentence.start + name.end
            yield _part(text, sentence, PartKind.NAME, span, known.naming(name))
