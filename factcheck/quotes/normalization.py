"""Normalize the typography of a text, and map positions in the normalized text back to the original.

Normalized are compatibility forms (NFKC, Unicode Standard Annex 15), quotation marks, dashes, ellipses, white space and
invisible characters. Left out are note marks ("238[12] people", "the mayor¹") and spaces between a figure and its sign
or unit ("5 %", "10 km"). Letters keep their case and their accents. Figures keep their value: "10²" is not "102", and
"40 m²" is not "40 m", so a superscript, circled number or fraction next to a digit or a unit is left alone. A text of
5 MB takes some tenths of a second.

A hyphen at the end of a line may belong to the word ("well-known") or may only divide it ("protec-tion"): a text that
has such hyphens has three readings, see `line_end_readings`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from factcheck.quotes import Span

UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\u1a20-\u1aaf\u3005-\u3007\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31ff\u3400-\u9fff\ua980-\ua9df\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Letters of scripts that are written without spaces between words, as a character class of a regular expression."""

INVISIBLE = "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Soft hyphens, joiners, direction marks and the like, as a character class of a regular expression."""

_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»〝〞＂＇ʼ′″‵‶"
_LONG_DASHES = "–—―⸺⸻"
_HYPHENS = "‐‑‒−﹘﹣－"
ELLIPSIS = "..."
_QUOTE, _DASH = "'", "-"

_SPACE = rf"[\s{INVISIBLE}]"
_CURRENCY = "$¢£¤¥€₠-₿"
_UNITS = (
    "[kcdmµnMG]?m|[kmµ]?g|kt|[mMGTk]?t|[mcdh]?l|[kMG]?[WVJN]|[kMGT]Wh|[kMG]?Hz|[kMGT]i?B|[ck]?cal|kcal|[mk]?bar|hPa|ha|ft|"
    "yd|mi|lb|lbs|oz|mph|km/h|kph|h|min|ms"
)
"""Units by their symbols, in their case."""
_BEFORE_SIGN = rf"[%‰°{_CURRENCY}]|(?:{_UNITS})(?![\w/²³])|(?:{_UNITS})[²³]"
_UNIT_SPACE = rf"(?<=\d)[^\S\n]++(?={_BEFORE_SIGN})|(?<=[{_CURRENCY}])[^\S\n]++(?=\d)"
_SUPERSCRIPTS = "¹²³⁰⁴-⁹"
_AFTER_NOTED = r"(?<=[\w.,;:!?)\"'”’»%])"
_NUMBERS = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*"
_NOTE_MARK = (
    rf"{_AFTER_NOTED}(?:\[(?:\^?{_NUMBERS}|(?:note|nb|n)\s?\d{{1,3}}|citation needed)\])+(?!\w)"
    rf"|(?:(?<=[^\W\d_]{{3}})|(?<=[.,;:!?)\"'”’»]))[{_SUPERSCRIPTS}]+(?:[⁾,]?[{_SUPERSCRIPTS}])*(?!\w)"
    r"|(?<=[^\W_])[†‡]+(?!\w)"
)
_LINE_HYPHEN = rf"[-‐](?<=\w[-‐]){_SPACE}*\n{_SPACE}*(?=\w)"
_NEXT = rf"[\s{INVISIBLE}{_LONG_DASHES}{_HYPHENS}\-.…»›!?;:]"
# A cheap test of where a match may start: in most of a text, nowhere.
_START = rf"[^\w .,()/\-]|[ .\-]{_NEXT}|ʼ| (?:(?<=\d )(?={_BEFORE_SIGN})|(?<=[{_CURRENCY}] )(?=\d))"
LINE_HYPHENS = (None, "-", "")
"""What a hyphen at the end of a line, with the line break, may stand for: itself and a space, a hyphen, or nothing."""
_HAS_LINE_HYPHEN = re.compile(_LINE_HYPHEN)
_PLAIN_FORMS = {"<wide>", "<narrow>", "<font>"}
_ORDINARY = frozenset(map(chr, range(0x80))) | set(_LONG_DASHES) | set("“”‘’«»")
_KINDS = (
    ("note", _NOTE_MARK),
    ("unit", _UNIT_SPACE),
    ("ellipsis", rf"{_SPACE}*+(?:…|\.(?:{_SPACE}?\.){{2,}}){_SPACE}*+"),
    ("dash", rf"{_SPACE}*+(?:[{_LONG_DASHES}]|--+){_SPACE}*+|{_SPACE}++[-{_HYPHENS}]{_SPACE}++|[{_HYPHENS}]"),
    ("quote", rf"(?<![^\s(])[«‹]{_SPACE}*+|{_SPACE}++[»›](?!\w)|''|``|‘‘|’’|[{_QUOTES.replace(chr(39), '')}]"),
    ("space", rf"{_SPACE}++(?=[!?;:])|{_SPACE}{{2,}}+|(?! ){_SPACE}"),
)


def _pattern_for(characters: Iterable[str], *, join_lines: bool = False) -> re.Pattern[str]:
    """Return a pattern for all that is normalized in a text of these characters; the matching group names the kind."""
    rare = sorted(set(characters) - _ORDINARY)
    forms = [character for character in rare if not unicodedata.is_normalized("NFKC", character)]
    combining = [each for each in rare if unicodedata.combining(each) or "\u1160" <= each <= "\u11ff"]
    kinds = [("line_hyphen", _LINE_HYPHEN), *_KINDS] if join_lines else [*_KINDS]
    if forms or combining:
        form, marks = (f"[{re.escape(''.join(each) or chr(0xFFFF))}]" for each in (forms, combining))
        kinds.append(("form", f"{form}{marks}*+|{marks}++"))
    start = _START + (f"|[{re.escape(''.join(forms))}]" if forms else "")
    return re.compile(f"(?={start})(?:{'|'.join(f'(?P<{name}>{expression})' for name, expression in kinds)})")


def _replacement(kind: str | None, matched: str, before: str, after: str) -> str:
    """Return the normalized form of a match, given the character `before` and `after` it."""
    if kind == "space":
        return _space(matched, after)
    if kind == "form":
        return _compatibility_form(matched, before, after)
    return {"ellipsis": ELLIPSIS, "dash": _DASH, "note": "", "unit": ""}.get(kind or "", _QUOTE)


def _space(matched: str, after: str) -> str:
    if after and after in "!?;:":
        return ""
    if matched[0] == "\u00ad" and "\n" in matched:  # a word that was hyphenated at the end of a line
        return ""
    return " " if any(map(str.isspace, matched)) else ""


def _compatibility_form(matched: str, before: str, after: str) -> str:
    form = unicodedata.normalize("NFKC", matched).replace("\u2044", "/")
    tag = unicodedata.decomposition(matched[0]).partition(" ")[0]
    joins_digits = (form[:1].isdigit() and before.isdigit()) or (form[-1:].isdigit() and after.isdigit())
    return matched if tag not in _PLAIN_FORMS and joins_digits else form


_LINE_END = 40  # code points after a position in which a line break is looked for
_CHUNK = 1 << 16  # code points of a long text that are processed at a time: other threads wait no longer than that


def plain_quote(quote: str) -> str:
    """Return a quote without differences of typography and white space, by which quotes are compared."""
    return " ".join(NormalizedText(quote).text.split())


class NormalizedText:
    """A text with normalized typography; a replacement is a unit: no part of it has a position of its own."""

    def __init__(self, text: str, line_hyphen: str | None = None) -> None:
        """Normalize `text`; `line_hyphen`, one of `LINE_HYPHENS`, is what a hyphen at the end of a line stands for."""
        self._original = text
        self._line_hyphen = line_hyphen
        # The text is copied in pieces, with replacements between them. For each piece: where it starts in the
        # normalized text and in the original, and its length; the last piece is empty and marks the ends.
        self._starts, self._original_starts, self._lengths = array("q", [0]), array("q", [0]), array("q")
        self.text = self._normalize(text)

    def span(self, start: int, end: int) -> Span | None:
        """Return the original span of a span of the normalized text; None if it divides a replacement."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        from_first, from_last = start - self._starts[first], end - self._starts[last]
        if from_first > self._lengths[first] or (from_last > self._lengths[last] and end != self._starts[last + 1]):
            return None
        begin = self._original_starts[first] + from_first
        whole_piece = from_last <= self._lengths[last]
        stop = self._original_starts[last] + from_last if whole_piece else self._original_starts[last + 1]
        return self._trimmed(begin, stop)

    def whole_span(self, start: int, end: int) -> Span:
        """Return the original span of a span of the normalized text, widened to whole replacements."""
        whole = self.span(start, end)
        while whole is None:
            start, end = max(0, start - 1), min(len(self.text), end + 1)
            whole = self.span(start, end)
        return whole

    def ends_line(self, position: int) -> bool:
        """Tell whether only white space is left in the line, or in the text, after a position in the original."""
        rest = self._original[position : position + _LINE_END]
        return not rest.strip() or "\n" in rest[: len(rest) - len(rest.lstrip())]

    def normalized_position(self, position: int) -> int:
        """Return the position in the normalized text of one in the original; approximate within a replacement."""
        piece = bisect_right(self._original_starts, position) - 1
        return self._starts[piece] + min(position - self._original_starts[piece], self._lengths[piece])

    def _normalize(self, text: str) -> str:
        characters: set[str] = set()
        for at in range(0, len(text), _CHUNK):
            characters.update(text[at : at + _CHUNK])
        pieces: list[str] = []
        end = length = 0
        for match in _pattern_for(characters, join_lines=self._line_hyphen is not None).finditer(text):
            start, kind = match.start(), match.lastgroup
            if kind == "form" and start > end and unicodedata.combining(text[start]):
                start -= 1  # the letter that the accent belongs to
            matched = text[start : match.end()]
            replacement = _replacement(kind, matched, text[start - 1 : start], text[match.end() : match.end() + 1])
            if kind == "line_hyphen":
                replacement = self._line_hyphen or ""
            if replacement == matched:
                continue
            pieces += (text[end:start], replacement)
            self._lengths.append(start - end)
            length, end = length + start - end + len(replacement), match.end()
            self._starts.append(length)
            self._original_starts.append(end)
        self._lengths.extend((len(text) - end, 0))
        pieces.append(text[end:])
        self._starts.append(length + len(text) - end)
        self._original_starts.append(len(text))
        return "".join(pieces)

    def _trimmed(self, start: int, end: int) -> Span:
        """Remove the white space that belonged to a replaced dash or quotation mark."""
        passage = self._original[start:end]
        return start + len(passage) - len(passage.lstrip()), end - len(passage) + len(passage.rstrip())


_normalized = lru_cache(16)(NormalizedText)


def normalized(text: str, line_hyphen: str | None = None) -> NormalizedText:
    """Return the normalized form of a text; the last ones are cached for further quotes from them."""
    return _normalized(text, line_hyphen)


def line_end_readings(text: str) -> tuple[str | None, ...]:
    """Return what the hyphens at the ends of lines of a text may stand for; only None if it has none."""
    return LINE_HYPHENS if _HAS_LINE_HYPHEN.search(text) else LINE_HYPHENS[:1]
