"""Finds a quote in the text of its source, in stages: the first stage that finds it decides its state.

1. *exact*: identical in every character.
2. *typographic*: only what `normalization` replaces may differ, and four customs of quoting: quotation marks around the
   whole quote; a full stop or comma at its end where a clause of the source ends; a remark such as "(emphasis added)";
   the case of a letter in brackets ("[T]wo workers" for "two workers"), which is reported as `inserted`. A full stop
   where the sentence of the source goes on is an alteration, and so is another case of a letter without brackets.
3. *elided*: with marked omissions, see `elision`.
4. *altered*: the same words in another case; a similar passage, see `fuzzy`; or one of which the quote divides a word
   or figure, see `boundaries`.

A faithful quote gets a warning if what stands just outside it turns its sense, see `surroundings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial

from factcheck.quotes import Anchor, Span, State
from factcheck.quotes.boundaries import cuts, is_whole, widen
from factcheck.quotes.elision import (
    MAX_GAP,
    ElidedQuote,
    bracketed_letters,
    find_elided,
    parse_elision,
    with_gap,
    without_letter_brackets,
)
from factcheck.quotes.fuzzy import find_similar, similarity
from factcheck.quotes.normalization import NormalizedText, line_end_readings, normalized
from factcheck.quotes.selectors import Hint, nearest, occurrences
from factcheck.quotes.surroundings import surroundings_warning

_STOPS = ".,;"
_CLAUSE_END = re.compile(r"[')\]]*(?:[.,;:-](?![\w.])|$)")
_INCHES = re.compile(r"\d([\"'′″])")
_REMARKS = (
    r"(?:(?:my|our|original) )?(?:emphas[ei]s|italics?|bold(?:face)?|underlin\w+)"
    r"(?: (?:is |are )?(?:added|mine|ours|supplied|original|omitted|removed|(?:not )?in (?:the )?original))?",
    r"sic!?",
    r"herv(?:orhebung(?:en)?|\.)[^()\[\]]{0,30}",
    r"(?:c['’]est )?(?:nous|je) (?:qui )?soulign\w+|soulign[ée]+ par [^()\[\]]{1,20}|italiques? [^()\[\]]{1,20}",
    r"(?:el )?(?:énfasis|subrayado|destacado|cursivas?) [^()\[\]]{1,25}",
    r"(?:курсив|выделено|подч[её]ркнуто)[^()\[\]]{0,25}",
    r"vurgu [^()\[\]]{1,20}",
)
_REMARK = re.compile(rf"(?i)\s*[(\[](?:{'|'.join(_REMARKS)})[)\]]")
"""Remarks of the person who quotes, about the quote."""
_MAX_CACHED = 2_000  # code points of a quote, prefix or suffix whose normalized form is cached


def anchor(
    quote: str, text: str, *, prefix: str = "", suffix: str = "", start: int | None = None, language: str = ""
) -> Anchor:
    """Return the state and position of `quote` in `text`, in code points.

    `prefix`, `suffix` and `start` are the recorded selectors of the quote (TextQuoteSelector and TextPositionSelector
    of W3C Web Annotation): they choose among several occurrences, and exclude none. `language` (ISO 639-1) is that of
    the text.
    """
    if not quote.strip():
        return Anchor(State.NOT_FOUND)
    hint = Hint(prefix, suffix, start)
    return (
        _faithful(quote, text, hint, language)
        or _in_other_case(quote, text, hint)
        or _with_divided_word(quote, text, hint)
        or _altered(quote, text, hint, language)
    )


def find_faithful(quote: str, text: str, language: str = "") -> Anchor | None:
    """Return the anchor of a quote that is exact, typographic or elided; None if it is none of these."""
    return _faithful(quote, text, Hint(), language) if quote.strip() else None


def _faithful(quote: str, text: str, hint: Hint, language: str) -> Anchor | None:
    """Return the anchor of a quote that is exact, typographic or elided, with a warning of what stands around it."""
    found = _exact(quote, text, hint) or _typographic_or_elided(quote, text, hint, language)
    if found is None or not found.state.is_faithful:
        return found
    told = surroundings_warning(text, (found.parts[0][0], found.parts[-1][1]), language)
    return replace(found, warning="; ".join(filter(None, (found.warning, told)))) if told else found


def _exact(quote: str, text: str, hint: Hint) -> Anchor | None:
    span = nearest(quote, text, hint, lambda at: is_whole(text, (at, at + len(quote))))
    return Anchor(State.EXACT, (span,), 1.0) if span else None


def _typographic_or_elided(quote: str, text: str, hint: Hint, language: str) -> Anchor | None:
    forms = [(normal, plain) for normal in _normalized_readings(text) for plain in _plain_readings(quote)]
    for normal, plain in forms:
        if found := _typographic(plain, quote, text, normal, _normalized_hint(hint, normal, text)):
            return found
    for normal, plain in forms:
        swaps = (True, False) if without_letter_brackets(plain) else (True,)
        for elided in filter(None, (parse_elision(plain, swap_case=swap) for swap in swaps)):
            if found := find_elided(elided, text, normal, _normalized_hint(hint, normal, text), language):
                return found
    return None


def _normalized_readings(text: str) -> list[NormalizedText]:
    """Return the normalized forms of a text: more than one if it has hyphens at the ends of lines."""
    return [normalized(text, hyphen) for hyphen in _line_end_readings(text)]


def _plain_readings(quote: str) -> list[str]:
    """Return the normalized forms of a quote: more than one for hyphens at the ends of lines, and without a remark."""
    quotes = dict.fromkeys((quote, _REMARK.sub("", quote)))
    plain = (_normalize(each, hyphen).text.strip() for each in quotes for hyphen in line_end_readings(each))
    return [each for each in dict.fromkeys(plain) if each]


def _normalized_hint(hint: Hint, normal: NormalizedText, text: str) -> Hint:
    start = None if hint.start is None else normal.normalized_position(max(0, min(hint.start, len(text))))
    return Hint(_normalize(hint.prefix).text, _normalize(hint.suffix).text, start)


def _typographic(plain: str, quote: str, text: str, normal: NormalizedText, hint: Hint) -> Anchor | None:
    """Return the anchor of a typographic quote, which is `plain` in normalized form."""
    for reading, at_clause_end, inserted in _readings(plain):
        for span in _spans(reading, text, normal, hint, at_clause_end=at_clause_end):
            if _same_inches(quote, text[slice(*span)]):
                return Anchor(State.TYPOGRAPHIC, (span,), 1.0, inserted=inserted)
    return None


def _in_other_case(quote: str, text: str, hint: Hint) -> Anchor | None:
    """Return the anchor of a quote of which only the case of letters differs."""
    normal = normalized(text)
    folded, plain = _lowered(text), _simple_lower(_normalize(quote).text.strip())
    for reading in [each[0] for each in _readings(plain)] if plain else []:
        span = nearest(
            reading, folded, _normalized_hint(hint, normal, text), partial(_is_undivided, normal, text, len(reading))
        )
        if span:
            whole = normal.whole_span(*span)
            return Anchor(State.ALTERED, (whole,), similarity(_normalize(quote).text, normal.text[slice(*span)]))
    return None


def _readings(plain: str) -> Iterator[tuple[str, bool, str]]:
    """Yield a normalized quote, then how a source with another typesetting may have it.

    With each comes whether a clause of the source must end there, and the letters that the quote has in brackets.
    """
    for reading in (plain, *without_letter_brackets(plain)):
        inserted = "" if reading is plain else bracketed_letters(plain)
        yield reading, False, inserted
        in_quotes = len(reading) > 2 and reading[0] == reading[-1] == "'"  # noqa: PLR2004
        inner = reading[1:-1].strip() if in_quotes else ""
        if inner:
            yield inner, False, inserted
        for whole in filter(None, (reading, inner)):
            if whole[-1] in _STOPS and whole[:-1].strip(" .'"):
                yield whole[:-1].rstrip(), True, inserted


def _spans(reading: str, text: str, normal: NormalizedText, hint: Hint, *, at_clause_end: bool) -> Iterator[Span]:
    """Yield the spans in `text` of a normalized quote that divide no word or figure, best first."""
    length = len(reading)

    def admits(at: int) -> bool:
        if not _is_undivided(normal, text, length, at):
            return False
        end = at + length
        return not at_clause_end or _is_clause_end(normal, end, normal.whole_span(at, end)[1])

    positions = occurrences(reading, normal.text, hint, admits)
    for at in sorted(positions, key=lambda at: hint.sort_key(normal.text, at, at + length)):
        yield normal.whole_span(at, at + length)


def _is_undivided(normal: NormalizedText, text: str, length: int, at: int) -> bool:
    """Tell whether a span of the normalized text divides no word, figure or replacement."""
    span = normal.span(at, at + length)
    return span is not None and is_whole(text, span)


def _is_clause_end(normal: NormalizedText, end: int, position: int) -> bool:
    """Tell whether a clause ends at `end` of the normalized text, which is `position` in the text."""
    return _CLAUSE_END.match(normal.text, end) is not None or normal.ends_line(position)


def _same_inches(quote: str, passage: str) -> bool:
    """Tell whether the marks after figures are equal, as feet and inches must be; curly ones are quotation marks."""
    marks, passage_marks = _INCHES.findall(quote), _INCHES.findall(passage)
    if len(marks) != len(passage_marks):
        return True
    return all((mark in '"″') == (other in '"″') for mark, other in zip(marks, passage_marks, strict=True))


def _with_divided_word(quote: str, text: str, hint: Hint) -> Anchor | None:
    """Return the anchor of a quote that divides a word or figure, widened to the whole of it: "10" of "110"."""
    normal, plain = normalized(text), _normalize(quote).text.strip()
    span = nearest(quote, text, hint)
    for reading in [each[0] for each in _readings(plain)] if plain and span is None else []:
        if normal_span := nearest(reading, normal.text, _normalized_hint(hint, normal, text)):
            span = normal.whole_span(*normal_span)
            break
    if span is None:
        return None
    ends = [verb for verb, at in zip(("begins", "ends"), span, strict=True) if cuts(text, at)]
    whole = widen(text, span)
    warning = f"it {' and '.join(ends)} within a word or a figure" if ends else ""
    return Anchor(State.ALTERED, (whole,), similarity(plain, _normalize(text[slice(*whole)]).text), warning=warning)


def _altered(quote: str, text: str, hint: Hint, language: str) -> Anchor:
    normal, plain = normalized(text), _normalize(quote).text.strip()
    if not plain:
        return Anchor(State.NOT_FOUND)
    elided, hint = parse_elision(plain), _normalized_hint(hint, normal, text)
    if elided and len(elided.parts) > 1 and (parts := _altered_parts(elided, text, normal, hint, language)):
        return parts
    passage = find_similar(plain, normal, hint)
    if passage is None:
        return Anchor(State.NOT_FOUND)
    return Anchor(State.ALTERED, (normal.whole_span(*passage.span),), passage.similarity)


def _altered_parts(quote: ElidedQuote, text: str, normal: NormalizedText, hint: Hint, language: str) -> Anchor | None:
    """Return the anchor of a quote with omissions some of whose parts were altered, found around its longest part."""
    parts = [part.text for part in quote.parts]
    pivot = max(range(len(parts)), key=lambda index: len(parts[index]))
    middle = find_similar(parts[pivot], normal, hint)
    if middle is None:
        return None
    chain, scores = [middle.span], [middle.similarity]
    for index in (*range(pivot - 1, -1, -1), *range(pivot + 1, len(parts))):
        reach = MAX_GAP + 2 * len(parts[index])
        first, last = chain[0][0], chain[-1][1]
        window = (max(0, first - reach), first) if index < pivot else (last, min(last + reach, len(normal.text)))
        passage = find_similar(parts[index], normal, Hint(), window) if window[0] < window[1] else None
        if passage is None:
            return None
        chain = [passage.span, *chain] if index < pivot else [*chain, passage.span]
        scores.append(passage.similarity)
    spans = tuple(normal.whole_span(*span) for span in chain)
    return with_gap(Anchor(State.ALTERED, spans, min(scores), inserted=quote.inserted), text, language)


def _normalize(text: str, line_hyphen: str | None = None) -> NormalizedText:
    normalize = _normalize_short if len(text) <= _MAX_CACHED else NormalizedText
    return normalize(text, line_hyphen)


_normalize_short = lru_cache(512)(NormalizedText)
_line_end_readings = lru_cache(16)(line_end_readings)


def _simple_lower(text: str) -> str:
    """Return a text in lower case, of the same length: a letter whose lower case is two letters stays as it is."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(low if len(low := each.lower()) == 1 else each for each in text)
    )


@lru_cache(16)
def _lowered(text: str) -> str:
    """Return the normalized form of a text in lower case."""
    return _simple_lower(normalized(text).text)
