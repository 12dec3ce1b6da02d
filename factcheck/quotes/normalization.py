"""Normalize the typography of a text, and map positions in the normalized text back to the original.

Normalized are compatibility forms (NFKC, Unicode Standard Annex 15), quotation marks, dashes, ellipses, white space and
invisible characters. Letters keep their case and their accents. Figures keep their value: "10²" is not "102", so a
superscript, circled or broken figure next to a digit is left alone. A text of 5 MB takes some tenths of a second, once.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property, lru_cache

from factcheck.quotes import Span
from factcheck.quotes.word_index import WordIndex

UNSEEN = "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Soft hyphens, joiners, marks of direction and the like, as a class of a regular expression."""

QUOTES = "\"'`´‘’‚‛“”„‟‹›«»〝〞＂＇ʼ′″‵‶"
LONG_DASHES = "–—―⸺⸻"
HYPHENS = "‐‑‒−﹘﹣－"
ELLIPSIS, MARK, DASH = "...", "'", "-"

_BLANK = rf"[\s{UNSEEN}]"
_NEXT = rf"[\s{UNSEEN}{LONG_DASHES}{HYPHENS}\-.…»›!?;:]"
_START = rf"[^\w .,()/\-]|[ .\-]{_NEXT}|ʼ"  # what may be folded begins so; most of a text need not be looked at closer
_PLAIN_FORMS = {"<wide>", "<narrow>", "<font>"}
_ORDINARY = frozenset(map(chr, range(0x80))) | set(LONG_DASHES) | set("“”‘’«»")
_KINDS = (
    ("ellipsis", rf"{_BLANK}*+(?:…|\.(?:{_BLANK}?\.){{2,}}){_BLANK}*+"),
    ("dash", rf"{_BLANK}*+(?:[{LONG_DASHES}]|--+){_BLANK}*+|{_BLANK}++[-{HYPHENS}]{_BLANK}++|[{HYPHENS}]"),
    ("mark", rf"(?<![^\s(])[«‹]{_BLANK}*+|{_BLANK}++[»›](?!\w)|''|``|‘‘|’’|[{QUOTES.replace(chr(39), '')}]"),
    ("blank", rf"{_BLANK}++(?=[!?;:])|{_BLANK}{{2,}}+|(?! ){_BLANK}"),
)


def pattern_for(signs: Iterable[str]) -> re.Pattern[str]:
    """Return what finds, in a text of these signs, all that is folded; the group that matched names the kind."""
    rare = sorted(set(signs) - _ORDINARY)
    forms = [sign for sign in rare if not unicodedata.is_normalized("NFKC", sign)]
    joining = [sign for sign in rare if unicodedata.combining(sign) or "\u1160" <= sign <= "\u11ff"]
    kinds = [*_KINDS]
    if forms or joining:
        some, marks = (f"[{re.escape(''.join(found) or chr(0xFFFF))}]" for found in (forms, joining))
        kinds.append(("form", f"{some}{marks}*+|{marks}++"))
    start = _START + (f"|[{re.escape(''.join(forms))}]" if forms else "")
    return re.compile(f"(?={start})(?:{'|'.join(f'(?P<{name}>{expression})' for name, expression in kinds)})")


def replacement(kind: str | None, found: str, before: str, after: str) -> str:
    """Return what signs of a kind are folded to, between the sign `before` them and the one `after`."""
    if kind == "blank":
        return _blank(found, after)
    if kind == "form":
        return _form(found, before, after)
    return {"ellipsis": ELLIPSIS, "dash": DASH}.get(kind or "", MARK)


def _blank(found: str, after: str) -> str:
    if after and after in "!?;:":
        return ""
    if found[0] == "\u00ad" and "\n" in found:  # a word that was divided at the end of a line
        return ""
    return " " if any(map(str.isspace, found)) else ""


def _form(found: str, before: str, after: str) -> str:
    folded = unicodedata.normalize("NFKC", found).replace("\u2044", "/")
    tag = unicodedata.decomposition(found[0]).partition(" ")[0]
    if tag not in _PLAIN_FORMS and (
        (_figure(folded[:1]) and _figure(before)) or (_figure(folded[-1:]) and _figure(after))
    ):
        return found
    return folded


def _figure(sign: str) -> bool:
    return sign.isdigit()


_KEPT = 16
_NEAR = 40  # code points in which a line may be seen to end
_SLICE = 1 << 16  # of a long text that is looked at in one go: other threads wait no longer than that takes


class NormalizedText:
    """A text with normalized typography; each replacement is a unit: no part of it has a position of its own."""

    def __init__(self, text: str) -> None:
        """Fold `text`."""
        self._original = text
        self._folded, self._begins, self._lengths = array("q", [0]), array("q", [0]), array("q")
        self.text = self._fold(text)

    @cached_property
    def words(self) -> WordIndex:
        """Where the words of the folded text are."""
        return WordIndex(self.text)

    def span(self, start: int, end: int) -> Span | None:
        """Return where a stretch of the folded text stands in the text; None if it cuts what was replaced as one."""
        first, last = bisect_right(self._folded, start) - 1, bisect_right(self._folded, end - 1) - 1
        into, out = start - self._folded[first], end - self._folded[last]
        if into > self._lengths[first] or (out > self._lengths[last] and end != self._folded[last + 1]):
            return None
        begin = self._begins[first] + into
        stop = self._begins[last] + out if out <= self._lengths[last] else self._begins[last + 1]
        return self._trimmed(begin, stop)

    def around(self, start: int, end: int) -> Span:
        """Return the like of `span`, with the whole of what is cut."""
        whole = self.span(start, end)
        while whole is None:
            start, end = max(0, start - 1), min(len(self.text), end + 1)
            whole = self.span(start, end)
        return whole

    def breaks_at(self, place: int) -> bool:
        """Tell whether a line or the text ends at a place of the text, white space apart."""
        rest = self._original[place : place + _NEAR]
        return not rest.strip() or "\n" in rest[: len(rest) - len(rest.lstrip())]

    def offset(self, place: int) -> int:
        """Return about where a place of the text is in the folded text."""
        piece = bisect_right(self._begins, place) - 1
        return self._folded[piece] + min(place - self._begins[piece], self._lengths[piece])

    def _fold(self, text: str) -> str:
        signs: set[str] = set()
        for at in range(0, len(text), _SLICE):
            signs.update(text[at : at + _SLICE])
        pieces: list[str] = []
        end = length = 0
        for match in pattern_for(signs).finditer(text):
            start, kind = match.start(), match.lastgroup
            if kind == "form" and start > end and unicodedata.combining(text[start]):
                start -= 1  # the letter that an accent stands on
            found = text[start : match.end()]
            normalized = replacement(kind, found, text[start - 1 : start], text[match.end() : match.end() + 1])
            if normalized == found:
                continue
            pieces += (text[end:start], normalized)
            self._lengths.append(start - end)
            length, end = length + start - end + len(normalized), match.end()
            self._folded.append(length)
            self._begins.append(end)
        self._lengths.append(len(text) - end)
        pieces.append(text[end:])
        self._folded.append(length + len(text) - end)
        self._begins.append(len(text))
        self._lengths.append(0)
        return "".join(pieces)

    def _trimmed(self, start: int, end: int) -> Span:
        """Leave out the white space that a dash or a mark was replaced with."""
        found = self._original[start:end]
        return start + len(found) - len(found.lstrip()), end - len(found) + len(found.rstrip())


normalized = lru_cache(_KEPT)(NormalizedText)
"""The folded form of a text, kept for the next quote from it."""
