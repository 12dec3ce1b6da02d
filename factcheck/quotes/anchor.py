"""Finds a quote in the text of its source again, in stages: the first that finds it says how it stands there.

1. *exact*: sign by sign.
2. *typographic*: only what `normalization` folds may differ. Two customs of typesetting count as that too: quote
   marks around the whole quote that the source does not have, and a full stop or comma at its end, inside the quote
   marks, where a clause of the source ends as well. Where the source goes on with a word, a full stop would say that
   its sentence ends there: that is altered. So is another case of the first letter. But a letter in brackets, as
   editors mark it ("[T]wo workers" for "two workers"), may differ in its case: those brackets are told as `inserted`.
3. *elided*: see `elision`.
4. *altered*: a passage within the distance of `fuzzy`, or one that the quote cuts within a word or a figure, see
   `boundaries`. Never is what was altered called anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from factcheck.quotes import Anchor, Span, State
from factcheck.quotes.boundaries import cuts, is_whole, widen
from factcheck.quotes.elision import GAP, ElidedQuote, bracketed, find_elided, parse_elision, unbracketed, with_gap
from factcheck.quotes.fuzzy import find_similar, similarity
from factcheck.quotes.normalization import NormalizedText, normalized
from factcheck.quotes.selectors import Hint, occurrences

_STOPS = ".,;"
_CLAUSE_ENDS = re.compile(r"[')\]]*(?:[.,;:-](?![\w.])|$)")
_INCHES = re.compile(r"\d([\"'′″])")
_SHORT = 2_000  # code points of a text that is a quote, a prefix or a suffix, and folded for itself


def anchor(
    quote: str, text: str, *, prefix: str = "", suffix: str = "", start: int | None = None, language: str = ""
) -> Anchor:
    """Return where and how `quote` stands in `text`, in code points.

    `prefix`, `suffix` and `start` are what was noted of its place, as in the TextQuoteSelector and the
    TextPositionSelector of the W3C Web Annotation data model: they decide between several places, and never
    make a quote less found. `language` (ISO 639-1) is that of the text.
    """
    if not quote.strip():
        return Anchor(State.NOT_FOUND)
    noted = Hint(prefix, suffix, start)
    return _literal(quote, text, noted) or _loose(quote, text, noted, language)


def find_faithful(quote: str, text: str, language: str = "") -> Anchor | None:
    """Return where a quote stands exactly, but for typography, or elided; None otherwise."""
    if not quote.strip():
        return None
    return _literal(quote, text, Hint()) or _honest(_fold(quote).text.strip(), quote, text, Hint(), language)


def _literal(quote: str, text: str, hint: Hint) -> Anchor | None:
    span = _nearest(quote, text, hint, lambda at: is_whole(text, (at, at + len(quote))))
    return Anchor(State.EXACT, (span,), 1.0) if span else None


def _loose(quote: str, text: str, noted: Hint, language: str) -> Anchor:
    place = None if noted.start is None else normalized(text).offset(max(0, min(noted.start, len(text))))
    hint = Hint(_fold(noted.prefix).text, _fold(noted.suffix).text, place)
    plain = _fold(quote).text.strip()
    return (
        _honest(plain, quote, text, hint, language)
        or _cut(quote, plain, text, noted, hint)
        or _altered(plain, text, hint, language)
    )


def _honest(plain: str, quote: str, text: str, hint: Hint, language: str) -> Anchor | None:
    if not plain:
        return None
    base = normalized(text)
    for wanted, ended, own in _readings(plain):
        for span in _spans(wanted, text, base, hint, ended=ended):
            if _same_inches(quote, text[slice(*span)]):
                return Anchor(State.TYPOGRAPHIC, (span,), 1.0, inserted=own)
    elisions = (parse_elision(plain, turned=turned) for turned in (True, False) if turned or unbracketed(plain))
    found = (find_elided(elided, text, base, hint, language) for elided in elisions if elided)
    return next(filter(None, found), None)


def _readings(plain: str) -> Iterator[tuple[str, bool, str]]:
    """Yield a folded quote, then as the source may have it where it is typeset otherwise.

    With each come whether a clause of the source must end there, and the letters of the quote that stand in brackets.
    """
    for reading in (plain, *unbracketed(plain)):
        own = "" if reading is plain else bracketed(plain)
        yield reading, False, own
        marked = len(reading) > 2 and reading[0] == reading[-1] == "'"  # noqa: PLR2004
        inner = reading[1:-1].strip() if marked else ""
        if inner:
            yield inner, False, own
        for whole in filter(None, (reading, inner)):
            if whole[-1] in _STOPS and whole[:-1].strip(" .'"):
                yield whole[:-1].rstrip(), True, own


def _spans(wanted: str, text: str, base: NormalizedText, hint: Hint, *, ended: bool) -> Iterator[Span]:
    """Yield where a folded quote stands without cutting a word or a figure, best first."""

    def admits(at: int) -> bool:
        if _is_cut(base, text, len(wanted), at):
            return False
        end = at + len(wanted)
        return not ended or _clause_ends(base, end, base.around(at, end)[1])

    found = occurrences(wanted, base.text, hint, admits)
    for at in sorted(found, key=lambda at: hint.order(base.text, at, at + len(wanted))):
        yield base.around(at, at + len(wanted))


def _is_cut(base: NormalizedText, text: str, length: int, at: int) -> bool:
    """Tell whether a stretch of the folded text cuts a word, a figure or what was folded as one."""
    span = base.span(at, at + length)
    return span is None or not is_whole(text, span)


def _clause_ends(base: NormalizedText, end: int, place: int) -> bool:
    return _CLAUSE_ENDS.match(base.text, end) is not None or base.breaks_at(place)


def _same_inches(quote: str, passage: str) -> bool:
    """Tell whether marks behind figures, feet and inches, are the same; curly ones are quote marks."""
    ours, theirs = _INCHES.findall(quote), _INCHES.findall(passage)
    return len(ours) != len(theirs) or all((a in '"″') == (b in '"″') for a, b in zip(ours, theirs, strict=True))


def _cut(quote: str, plain: str, text: str, noted: Hint, hint: Hint) -> Anchor | None:
    """Return the words and figures of which a quote has only a part: "110 officers" for "10 officers".

    `noted` is the hint in the text, `hint` the one in the folded text.
    """
    base = normalized(text)
    span = _nearest(quote, text, noted)
    for wanted in [reading[0] for reading in _readings(plain)] if plain and span is None else []:
        there = _nearest(wanted, base.text, hint, partial(_is_cut, base, text, len(wanted)))
        if there:
            span = base.around(*there)
            break
    if span is None:
        return None
    ends = [what for what, at in zip(("begins", "ends"), span, strict=True) if cuts(text, at)]
    whole = widen(text, span)
    warning = f"it {' and '.join(ends)} within a word or a figure" if ends else ""
    score = similarity(plain, _fold(text[slice(*whole)]).text)
    return Anchor(State.ALTERED, (whole,), score, warning=warning)


def _nearest(part: str, text: str, hint: Hint, admits: Callable[[int], bool] = lambda _: True) -> Span | None:
    """Return where a part stands in a text, by what was noted of its place; None where it does not."""
    found = occurrences(part, text, hint, admits)
    at = min(found, key=lambda at: hint.order(text, at, at + len(part)), default=None)
    return None if at is None else (at, at + len(part))


def _altered(plain: str, text: str, hint: Hint, language: str) -> Anchor:
    if not plain:
        return Anchor(State.NOT_FOUND)
    base, elided = normalized(text), parse_elision(plain)
    if elided and len(elided.parts) > 1:
        found = _altered_parts(elided, text, base, hint, language)
        if found:
            return found
    passage = find_similar(plain, base, hint)
    span = base.around(*passage.span) if passage else None
    return Anchor(State.ALTERED, (span,), passage.score) if passage and span else Anchor(State.NOT_FOUND)


def _altered_parts(quote: ElidedQuote, text: str, base: NormalizedText, hint: Hint, language: str) -> Anchor | None:
    """Return where the parts of a quote stand of which some were altered: about the longest, in order."""
    parts = [part.text for part in quote.parts]
    pivot = max(range(len(parts)), key=lambda index: len(parts[index]))
    middle = find_similar(parts[pivot], base, hint)
    if middle is None:
        return None
    chain, scores = [middle.span], [middle.score]
    for index in (*range(pivot - 1, -1, -1), *range(pivot + 1, len(parts))):
        room = GAP + 2 * len(parts[index])
        first, last = chain[0][0], chain[-1][1]
        window = (max(0, first - room), first) if index < pivot else (last, min(last + room, len(base.text)))
        found = find_similar(parts[index], base, Hint(), window) if window[0] < window[1] else None
        if found is None:
            return None
        chain = [found.span, *chain] if index < pivot else [*chain, found.span]
        scores.append(found.score)
    spans = tuple(base.around(*piece) for piece in chain)
    return with_gap(Anchor(State.ALTERED, spans, min(scores), inserted=quote.inserted), text, language)


@lru_cache(512)
def _fold_short(text: str) -> NormalizedText:
    return NormalizedText(text)


def _fold(text: str) -> NormalizedText:
    return _fold_short(text) if len(text) <= _SHORT else NormalizedText(text)
