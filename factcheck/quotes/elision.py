"""Quotes that leave something out, and say so: "… [...] …", "(…)", and words in brackets that are the checker's own.

A quote "the president […] resigned" is held to stand in a text where its parts do, word for word but for typography, in
order and at most `GAP` code points apart. Brackets with words ("[the minister] resigned") stand for nothing or for what
they replace, `INSERTION` code points at most. "[T]he" stands for "the": a letter in brackets has the other case, or
the one that it has there; a quote with no other mark than that is not elided but typographic, see `anchor`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.quotes import Anchor, Span, State
from factcheck.quotes.boundaries import cuts
from factcheck.quotes.negation import sense_changing_words
from factcheck.quotes.normalization import NormalizedText
from factcheck.quotes.selectors import Hint, occurrences

GAP, INSERTION = 600, 80
_MARK = re.compile(r"\s?(?:\[\s?\.\.\.\s?\]|\(\s?\.\.\.\s?\)|\.\.\.|\[(?P<own>[^\[\]]{1,200})\])\s?")
_CASE = re.compile(r"\[(\w)\](?=\w)")
_WORDS = 3  # of the longest part, in code points, that the quote must keep at least


@dataclass(frozen=True, slots=True)
class QuotePart:
    """Words of a quote between two marks; `reach` is how much may be left out before them, `glued` where they may
    begin and end within a word (not within a figure), because a bracket follows on them directly."""

    text: str
    reach: int
    glued: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class ElidedQuote:
    """A quote that leaves something out: its parts, and what it puts in itself."""

    parts: tuple[QuotePart, ...]
    inserted: str


def unbracketed(quote: str) -> tuple[str, ...]:
    """Return a folded quote without the brackets round single letters: of the other case, then as they stand.

    Nothing where there are none.
    """
    turned = _CASE.sub(lambda match: match[1].swapcase(), quote)
    return () if turned == quote else (turned, _CASE.sub(r"\1", quote))


def bracketed(quote: str) -> str:
    """Return the single letters of a folded quote that stand in brackets, with these."""
    return " ".join(match[0] for match in _CASE.finditer(quote))


def parse_elision(quote: str, *, turned: bool = True) -> ElidedQuote | None:
    """Return the parts of a folded quote; None for one without a mark, or with nothing but marks.

    Letters in brackets are of the other case, unless `turned` is false.
    """
    plain = next(iter(unbracketed(quote)[0 if turned else 1 :]), quote)
    own = [match[0] for match in _CASE.finditer(quote)] if plain != quote else []
    parts, at, reach, glued = [], 0, 0, False
    for match in (*_MARK.finditer(plain), None):
        end, begin = (len(plain), len(plain)) if match is None else match.span()
        inserting = match is not None and match["own"] is not None
        hard = inserting and not match[0][:1].isspace() if match else False
        if text := plain[at:end].strip():
            parts.append(QuotePart(text, reach, (glued, hard)))
            reach = 0
        if match is not None:
            own += [f"[{match['own']}]"] if inserting else []
            reach, glued, at = (
                max(reach, INSERTION if inserting else GAP),
                inserting and not match[0][-1:].isspace(),
                begin,
            )
    marked = bool(own) or len(parts) > 1 or (parts and parts[0].text != plain.strip())
    whole = parts and max(len(part.text) for part in parts) >= _WORDS
    return ElidedQuote(tuple(parts), " ".join(own)) if marked and whole else None


def find_elided(quote: ElidedQuote, text: str, folded: NormalizedText, hint: Hint, language: str) -> Anchor | None:
    """Return where a quote that leaves something out stands; None if not all its parts are there."""
    chains = sorted(_chains(quote.parts, text, folded, hint))
    for _, chain in chains:
        spans = [folded.span(*piece) for piece in chain]
        parts = tuple(span for span in spans if span is not None)
        if len(parts) == len(spans):
            return with_gap(Anchor(State.ELIDED, parts, 1.0, inserted=quote.inserted), text, language)
    return None


def with_gap(anchor: Anchor, text: str, language: str) -> Anchor:
    """Return an anchor with what its quote leaves out, and a warning where that turns the sense."""
    gaps = [text[left[1] : right[0]].strip() for left, right in pairwise(anchor.parts)]
    gap = " […] ".join(found for found in gaps if found)
    turns = sense_changing_words(gap, language)
    hidden, added = (
        ", ".join(f"“{word}”" for word in words) for words in (turns, sense_changing_words(anchor.inserted, language))
    )
    warnings = [f"the gap hides {hidden}" if hidden else "", f"{added} was put in" if added else ""]
    return replace(anchor, gap=gap, hidden=tuple(turns), warning="; ".join(warning for warning in warnings if warning))


_Order = tuple[tuple[int, int, int], int]


def _chains(
    parts: tuple[QuotePart, ...], text: str, folded: NormalizedText, hint: Hint
) -> Iterator[tuple[_Order, tuple[Span, ...]]]:
    """Yield the ways in which the parts stand in a folded text, each built around a place of the longest one."""
    pivot = max(range(len(parts)), key=lambda index: len(parts[index].text))
    length = len(parts[pivot].text)
    for at in occurrences(parts[pivot].text, folded.text, hint, lambda at: _is_whole(parts[pivot], text, folded, at)):
        chain: tuple[Span, ...] | None = ((at, at + length),)
        for index in range(pivot - 1, -1, -1):
            chain = chain and _before(parts[index], parts[index + 1].reach, text, folded, chain)
        for index in range(pivot + 1, len(parts)):
            chain = chain and _after(parts[index], text, folded, chain)
        if chain:
            gaps = sum(right[0] - left[1] for left, right in pairwise(chain))
            yield (hint.order(folded.text, chain[0][0], chain[-1][1]), gaps), chain


def _before(
    part: QuotePart, reach: int, text: str, folded: NormalizedText, chain: tuple[Span, ...]
) -> tuple[Span, ...] | None:
    end, length = chain[0][0], len(part.text)
    places = _whole(part, text, folded, (max(0, end - reach - length), end))
    return ((places[-1], places[-1] + length), *chain) if places else None


def _after(part: QuotePart, text: str, folded: NormalizedText, chain: tuple[Span, ...]) -> tuple[Span, ...] | None:
    begin, length = chain[-1][1], len(part.text)
    places = _whole(part, text, folded, (begin, begin + part.reach + length))
    return (*chain, (places[0], places[0] + length)) if places else None


def _whole(part: QuotePart, text: str, folded: NormalizedText, window: Span) -> list[int]:
    """Return the places of a window of the folded text where a part stands without cutting a word or a figure."""
    low, high = window
    found = occurrences(part.text, folded.text[low:high], Hint(), lambda at: _is_whole(part, text, folded, low + at))
    return [low + at for at in found]


def _is_whole(part: QuotePart, text: str, folded: NormalizedText, at: int) -> bool:
    span = folded.span(at, at + len(part.text))
    return span is not None and not any(
        cuts(text, place) and not (glued and _within_letters(text, place))
        for place, glued in zip(span, part.glued, strict=True)
    )


def _within_letters(text: str, at: int) -> bool:
    return text[at - 1].isalpha() and text[at].isalpha()
