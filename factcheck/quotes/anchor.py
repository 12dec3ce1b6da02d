"""Finds a quote in the text of its source again, in stages: the first that finds it says how it stands there.

1. *exact*: sign by sign.
2. *typographic*: what `typography` folds may differ, nothing else. Two customs of typesetting count as that too: quote
   marks around the whole quote that the source does not have, and a full stop or comma at its end, inside the quote
   marks, where a clause of the source ends as well. Where the source goes on with a word, a full stop would say that
   its sentence ends there: that is altered. So is another case of the first letter. But a letter in brackets, as
   editors mark it ("[T]wo workers" for "two workers"), may differ in its case: those brackets are told as `inserted`.
3. *elided*: see `elision`.
4. *altered*: a passage within the distance of `fuzzy`. Never is what was altered called anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from factcheck.quotes import Anchor, Span, State
from factcheck.quotes.disambiguation import Hint, occurrences
from factcheck.quotes.elision import GAP, Elided, bracketed, cuts, described, find_elided, read, unbracketed
from factcheck.quotes.fuzzy import find_alike
from factcheck.quotes.normalization import Folded, folded

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
    return _literal(quote, text, Hint(prefix, suffix, start)) or _loose(quote, text, prefix, suffix, start, language)


def find_honest(quote: str, text: str, language: str = "") -> Anchor | None:
    """Return where a quote stands exactly, but for typography, or elided; None otherwise."""
    if not quote.strip():
        return None
    return _literal(quote, text, Hint()) or _honest(_fold(quote).text.strip(), quote, text, Hint(), language)


def _literal(quote: str, text: str, hint: Hint) -> Anchor | None:
    found = occurrences(quote, text, hint)
    if not found:
        return None
    at = min(found, key=lambda at: hint.order(text, at, at + len(quote)))
    return _cut(Anchor(State.EXACT, ((at, at + len(quote)),), 1.0), text)


def _loose(quote: str, text: str, prefix: str, suffix: str, start: int | None, language: str) -> Anchor:
    place = None if start is None else folded(text).offset(max(0, min(start, len(text))))
    hint = Hint(_fold(prefix).text, _fold(suffix).text, place)
    plain = _fold(quote).text.strip()
    return _honest(plain, quote, text, hint, language) or _altered(plain, text, hint, language)


def _honest(plain: str, quote: str, text: str, hint: Hint, language: str) -> Anchor | None:
    if not plain:
        return None
    base = folded(text)
    for reading in (plain, *unbracketed(plain)):
        for wanted, ended in _customs(reading):
            for span in _spans(wanted, base, hint, ended=ended):
                if _same_inches(quote, text[slice(*span)]):
                    own = "" if reading is plain else bracketed(plain)
                    return _cut(Anchor(State.TYPOGRAPHIC, (span,), 1.0, inserted=own), text)
    elisions = (read(plain, turned=turned) for turned in (True, False) if turned or unbracketed(plain))
    found = (find_elided(elided, text, base, hint, language) for elided in elisions if elided)
    return next(filter(None, found), None)


def _customs(plain: str) -> Iterator[tuple[str, bool]]:
    """Yield the folded quote, then as the source may have it where quotes are set otherwise; and whether a clause of
    the source must end there."""
    yield plain, False
    inner = plain[1:-1].strip() if len(plain) > 2 and plain[0] == plain[-1] == "'" else ""  # noqa: PLR2004
    if inner:
        yield inner, False
    for whole in filter(None, (plain, inner)):
        if whole[-1] in _STOPS and whole[:-1].strip(" .'"):
            yield whole[:-1].rstrip(), True


def _spans(wanted: str, base: Folded, hint: Hint, *, ended: bool) -> Iterator[Span]:
    """Yield where a folded quote stands, best first."""
    found = occurrences(wanted, base.text, hint)
    for at in sorted(found, key=lambda at: hint.order(base.text, at, at + len(wanted))):
        end = at + len(wanted)
        span = base.span(at, end)
        if span is not None and (not ended or _clause_ends(base, end, span[1])):
            yield span


def _clause_ends(base: Folded, end: int, place: int) -> bool:
    return _CLAUSE_ENDS.match(base.text, end) is not None or base.breaks_at(place)


def _same_inches(quote: str, passage: str) -> bool:
    """Tell whether marks behind figures, feet and inches, are the same; curly ones are quote marks."""
    ours, theirs = _INCHES.findall(quote), _INCHES.findall(passage)
    return len(ours) != len(theirs) or all((a in '"″') == (b in '"″') for a, b in zip(ours, theirs, strict=True))


def _cut(found: Anchor, text: str) -> Anchor:
    """Warn where a quote begins or ends within a word: "10" in "110" stands there, and does not say so."""
    start, end = found.parts[0]
    ends = [what for what, at in (("begins", start), ("ends", end)) if cuts(text, at)]
    return replace(found, warning=f"it {' and '.join(ends)} within a word") if ends else found


def _altered(plain: str, text: str, hint: Hint, language: str) -> Anchor:
    if not plain:
        return Anchor(State.NOT_FOUND)
    base, elided = folded(text), read(plain)
    if elided and len(elided.parts) > 1:
        found = _altered_parts(elided, text, base, hint, language)
        if found:
            return found
    alike = find_alike(plain, base, hint)
    span = base.around(*alike.span) if alike else None
    return Anchor(State.ALTERED, (span,), alike.score) if alike and span else Anchor(State.NOT_FOUND)


def _altered_parts(quote: Elided, text: str, base: Folded, hint: Hint, language: str) -> Anchor | None:
    """Return where the parts of a quote stand of which some were altered: about the longest, in order."""
    parts = [part.text for part in quote.parts]
    pivot = max(range(len(parts)), key=lambda index: len(parts[index]))
    middle = find_alike(parts[pivot], base, hint)
    if middle is None:
        return None
    chain, scores = [middle.span], [middle.score]
    for index in (*range(pivot - 1, -1, -1), *range(pivot + 1, len(parts))):
        room = GAP + 2 * len(parts[index])
        first, last = chain[0][0], chain[-1][1]
        window = (max(0, first - room), first) if index < pivot else (last, min(last + room, len(base.text)))
        found = find_alike(parts[index], base, Hint(), window) if window[0] < window[1] else None
        if found is None:
            return None
        chain = [found.span, *chain] if index < pivot else [*chain, found.span]
        scores.append(found.score)
    spans = tuple(base.around(*piece) for piece in chain)
    return described(Anchor(State.ALTERED, spans, min(scores), inserted=quote.inserted), text, language)


@lru_cache(512)
def _fold_short(text: str) -> Folded:
    return Folded(text)


def _fold(text: str) -> Folded:
    return _fold_short(text) if len(text) <= _SHORT else Folded(text)
