"""Quotes with marked omissions ("… [...] …", "(…)") and words that the quoting person put in brackets.

The quote "the president […] resigned" is in a text if its parts are, identical apart from typography, in order and at
most `MAX_GAP` code points apart. Words in brackets ("[the minister] resigned") may replace up to `MAX_REPLACED` code
points of the text. "[T]he" is "the" in the source: a letter in brackets changes its case, or keeps it; a quote with no
other mark than that is not elided but typographic, see `anchor`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.quotes import Anchor, Span, State
from factcheck.quotes.boundaries import cuts
from factcheck.quotes.negation import every_language, sense_changing_words
from factcheck.quotes.normalization import NormalizedText
from factcheck.quotes.selectors import Hint, occurrences

MAX_GAP, MAX_REPLACED = 600, 80
_MARK = re.compile(r"\s?(?:\[\s?\.\.\.\s?\]|\(\s?\.\.\.\s?\)|\.\.\.|\[(?P<inserted>[^\[\]]{1,200})\])\s?")
_BRACKETED_LETTER = re.compile(r"\[(\w)\](?=\w)")
_MIN_LENGTH = 3  # code points of the longest part
_WORD = re.compile(r"\w+")
_STEM, _MAX_WORDS_REPLACED = 4, 4
_CLAUSE_START = re.compile(r"[.!?:;\n“”\"(,–—]")
_KNOWN_ALPHABETS = re.compile(r"[\d\u0000-\u024f\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class QuotePart:
    """Words of a quote between two marks.

    `max_gap` is how much may be omitted before them, in code points. `glued` tells for start and end whether a bracket
    follows directly: there the part may divide a word, but not a figure. `inserted` are the words in brackets directly
    before it.
    """

    text: str
    max_gap: int
    glued: tuple[bool, bool]
    inserted: str = ""


@dataclass(frozen=True, slots=True)
class ElidedQuote:
    """A quote with omissions: its parts, and the words that it adds in brackets."""

    parts: tuple[QuotePart, ...]
    inserted: str


def without_letter_brackets(quote: str) -> tuple[str, ...]:
    """Return a normalized quote without the brackets around single letters: with their case changed, and unchanged.

    Return nothing if it has none.
    """
    swapped = _BRACKETED_LETTER.sub(lambda match: match[1].swapcase(), quote)
    return () if swapped == quote else (swapped, _BRACKETED_LETTER.sub(r"\1", quote))


def bracketed_letters(quote: str) -> str:
    """Return the single letters in brackets of a normalized quote, with their brackets."""
    return " ".join(match[0] for match in _BRACKETED_LETTER.finditer(quote))


def parse_elision(quote: str, *, swap_case: bool = True) -> ElidedQuote | None:
    """Return the parts of a normalized quote; None if it has no mark, or nothing else.

    Letters in brackets change their case unless `swap_case` is false.
    """
    plain = next(iter(without_letter_brackets(quote)[0 if swap_case else 1 :]), quote)
    inserted = [match[0] for match in _BRACKETED_LETTER.finditer(quote)] if plain != quote else []
    parts, at, max_gap, glued, before = [], 0, 0, False, ""
    for match in (*_MARK.finditer(plain), None):
        end, next_start = (len(plain), len(plain)) if match is None else match.span()
        inserting = match is not None and match["inserted"] is not None
        glued_end = inserting and not match[0][:1].isspace() if match else False
        if text := plain[at:end].strip():
            parts.append(QuotePart(text, max_gap, (glued, glued_end), before))
            max_gap, before = 0, ""
        if match is not None:
            inserted += [f"[{match['inserted']}]"] if inserting else []
            max_gap = max(max_gap, MAX_REPLACED if inserting else MAX_GAP)
            before = (match["inserted"] if inserting and not before else "") or ""
            glued, at = inserting and not match[0][-1:].isspace(), next_start
    marked = bool(inserted) or len(parts) > 1 or (parts and parts[0].text != plain.strip())
    long_enough = parts and max(len(part.text) for part in parts) >= _MIN_LENGTH
    return ElidedQuote(tuple(parts), " ".join(inserted)) if marked and long_enough else None


def find_elided(quote: ElidedQuote, text: str, normal: NormalizedText, hint: Hint, language: str) -> Anchor | None:
    """Return the anchor of a quote with omissions in `text`, normalized in `normal`; None if it is not there."""
    for _, chain in sorted(_chains(quote.parts, text, normal, hint)):
        spans = [normal.span(*span) for span in chain]
        parts = tuple(span for span in spans if span is not None)
        if len(parts) == len(spans):
            found = Anchor(State.ELIDED, parts, 1.0, inserted=quote.inserted)
            replaced = _replaced_words(quote, parts, text)
            if replaced:
                return replace(found, state=State.ALTERED, warning=replaced)
            return with_gap(found, text, language)
    return None


def _replaced_words(quote: ElidedQuote, spans: tuple[Span, ...], text: str) -> str:
    """Return in words which insertion stands for something else in the source; "" if none does.

    An editor may add words, and may name what a pronoun or a phrase with an article means: "[Ms Roe] resigned" for "the
    mayor resigned". "[Democrats] have gone silent" for "deficit hawks have gone silent" puts other words into a mouth.
    """
    for index, part in enumerate(quote.parts):
        is_ending = part.glued[0] or (index and quote.parts[index - 1].glued[1])  # "walk[ed] home"
        if not part.inserted or is_ending:
            continue
        start = spans[index][0]
        low = spans[index - 1][1] if index else max(0, start - MAX_REPLACED)
        words = _WORD.findall(_CLAUSE_START.split(text[low:start])[-1])[-_MAX_WORDS_REPLACED:]
        own = _WORD.findall(part.inserted)
        stand_in = every_language("stand_ins").fullmatch
        known = {word[:_STEM].casefold() for word in own}
        named = [word for word in words if word[:_STEM].casefold() in known]
        if words and _is_read(words) and not (any(map(stand_in, words)) or all(map(stand_in, own)) or named):
            return f"[{part.inserted}] stands for “{' '.join(words)}”"
    return ""


def _is_read(words: list[str]) -> bool:
    """Tell whether words are in an alphabet of which the stand-ins are known."""
    return all(_KNOWN_ALPHABETS.match(word) for word in words)


def with_gap(anchor: Anchor, text: str, language: str) -> Anchor:
    """Return an anchor with the text that its quote omits, and a warning if that, or an addition, changes the sense."""
    gaps = [text[left[1] : right[0]].strip() for left, right in pairwise(anchor.parts)]
    gap = " […] ".join(filter(None, gaps))
    hidden, added = (sense_changing_words(words, language) for words in (gap, anchor.inserted))
    hidden_words, added_words = (", ".join(f"“{word}”" for word in words) for words in (hidden, added))
    warnings = [
        f"the gap hides {hidden_words}" if hidden else "",
        f"{added_words} was put in" if added else "",
    ]
    return replace(anchor, gap=gap, hidden=tuple(hidden), warning="; ".join(filter(None, warnings)))


_SortKey = tuple[tuple[int, int, int], int]


def _chains(
    parts: tuple[QuotePart, ...], text: str, normal: NormalizedText, hint: Hint
) -> Iterator[tuple[_SortKey, tuple[Span, ...]]]:
    """Yield the normalized spans of all parts for each occurrence of the longest one, with a key that sorts them."""
    pivot = max(range(len(parts)), key=lambda index: len(parts[index].text))
    length = len(parts[pivot].text)
    for at in occurrences(parts[pivot].text, normal.text, hint, lambda at: _is_whole(parts[pivot], text, normal, at)):
        chain: tuple[Span, ...] | None = ((at, at + length),)
        for index in range(pivot - 1, -1, -1):
            chain = chain and _with_part_before(parts[index], parts[index + 1].max_gap, text, normal, chain)
        for index in range(pivot + 1, len(parts)):
            chain = chain and _with_part_after(parts[index], text, normal, chain)
        if chain:
            gaps = sum(right[0] - left[1] for left, right in pairwise(chain))
            yield (hint.sort_key(normal.text, chain[0][0], chain[-1][1]), gaps), chain


def _with_part_before(
    part: QuotePart, max_gap: int, text: str, normal: NormalizedText, chain: tuple[Span, ...]
) -> tuple[Span, ...] | None:
    end, length = chain[0][0], len(part.text)
    positions = _positions(part, text, normal, (max(0, end - max_gap - length), end))
    return ((positions[-1], positions[-1] + length), *chain) if positions else None


def _with_part_after(
    part: QuotePart, text: str, normal: NormalizedText, chain: tuple[Span, ...]
) -> tuple[Span, ...] | None:
    start, length = chain[-1][1], len(part.text)
    positions = _positions(part, text, normal, (start, start + part.max_gap + length))
    return (*chain, (positions[0], positions[0] + length)) if positions else None


def _positions(part: QuotePart, text: str, normal: NormalizedText, window: Span) -> list[int]:
    """Return the positions of a part in a span of the normalized text where it divides no word or figure."""
    low, high = window
    within = occurrences(part.text, normal.text[low:high], Hint(), lambda at: _is_whole(part, text, normal, low + at))
    return [low + at for at in within]


def _is_whole(part: QuotePart, text: str, normal: NormalizedText, at: int) -> bool:
    span = normal.span(at, at + len(part.text))
    return span is not None and not any(
        cuts(text, end) and not (glued and text[end - 1].isalpha() and text[end].isalpha())
        for end, glued in zip(span, part.glued, strict=True)
    )
