"""The boundaries of words and figures: a quote that divides one is not exact.

"lawful order" is in "unlawful order", and "200,000 euros" in "1,200,000 euros", but neither source says so. A figure
includes its sign, its currency, its decimal point, its thousands separators, the other end of its range, and what
scales it ("12 %", "3.5 million"). A word includes its apostrophes and hyphens ("can't", "ex-minister"), except French
and Italian elisions ("qu'il", "l'uomo"), of which the second half may be quoted alone. Scripts that are written without
spaces have no word boundaries: in them only figures and combining marks are not divided.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from factcheck.quotes import Span
from factcheck.quotes.normalization import INVISIBLE, UNSPACED

_REACH = 32  # code points before and after a position that are read

_SUPERSCRIPT = "⁰¹²³⁴-⁹"
_LETTER = rf"[^\W\d_{UNSPACED}{_SUPERSCRIPT}]"
_WORD_CHARACTER = rf"(?:{_LETTER}|\d)"
_SPACE = "[ \u00a0\u2002-\u200a\u202f]"
_CURRENCY = "[$¢£¤¥֏؋৲৳૱௹฿៛₠-⃀＄￠￡￥￦]"
_HYPHEN = "[-‐‑－־]"
_SEPARATOR = "[-.,'’·٫٬:/⁄×~～〜‐‑‒–−－]"
_HAN, _HAN_UNIT = "〇零一二三四五六七八九两兩", "十百千拾佰仟万萬億亿兆"

_SCALE = (
    r"(?i:hundred|thousand|dozen|lakh|crore|mn|bln|[bt]n|[mb]illi[oa]n\w*|trillion\w*|mille?|millones|mill[oó]n|mila"
    r"|milioni|mill?iard\w*|tausend|mio|mrd|тыс\w*|млн|млрд|миллион\w*|миллиард\w*)(?!\w)"
)
# At the start of a line a hyphen may be a bullet: it is a minus sign there only before a measure or a currency.
_AFTER_OPENING = r"(?<=[^\S\n]|[(\[{\"'“”„‘’«=:])"
_SIGN = (
    rf"(?:(?:(?<![\w)\]])[−±∓≈≤≥]|{_AFTER_OPENING}[-–‐‑－+~<>]"
    rf"|(?m:^)[-–‐‑－](?=\d[\d.,]*{_SPACE}?(?:[%‰°]|{_CURRENCY})))(?=[.·]?\d|{_CURRENCY}))"
)
_BEFORE_FIGURE = rf"{_SIGN}?(?:{_CURRENCY}{_SPACE}?)?{_SIGN}?(?:(?<![\w.,;!?…)\]])[.·])?(?=\d)"
_AFTER_FIGURE = (
    rf"(?<=\d)[{_SUPERSCRIPT}]*(?:{_SPACE}{_SCALE})*"
    rf"(?:{_SPACE}?(?:[%‰‱′″]|°(?:{_SPACE}?[CFK](?!\w))?|{_CURRENCY}(?!{_SPACE}?\d)"
    rf"|(?:[cdkmµ]?m|ft|yd|mi|in|s)[{_SUPERSCRIPT}]+|[cdkmµMG]?[mglLBbt]/{_LETTER}{{1,4}}(?!\w)))?"
)
_CORE = (
    rf"(?:(?=[\d.,{_HAN}]*[{_HAN_UNIT}]|[{_HAN}]{{3}})(?!一十)[\d{_HAN}{_HAN_UNIT}](?:[.,]?[\d{_HAN}{_HAN_UNIT}])++"
    rf"|(?<![\w.,])\d{{1,3}}(?:{_SPACE}\d{{3}})++(?!\d)|\d++"
    rf"|(?<!\w)(?:{_LETTER}\.)+{_LETTER}|{_LETTER}++)"
)
_JOINER = (
    rf"(?:(?<=\d){_SEPARATOR}(?=\d)|(?<={_WORD_CHARACTER}){_HYPHEN}(?:[ \t]*\n[ \t]*)?(?={_WORD_CHARACTER})"
    rf"|(?<={_LETTER})['’ʼ＇·׳״](?={_LETTER})|(?<=[a-z\d])[.@](?=[a-z])|(?<={_LETTER}){_CURRENCY}{_SPACE}?(?=\d))?"
)
_TOKEN = re.compile(rf"(?:{_BEFORE_FIGURE})?(?:{_CORE}(?:{_AFTER_FIGURE})?{_JOINER})+")
_ELISION = re.compile(
    r"(?i)(?<!\w)(?:[cdjlmst]|qu|lorsqu|puisqu|quoiqu|jusqu|un|(?:[cdns]?[aeou]|que)ll|quest|gl|anch)['’ʼ＇]$"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_LINE_HYPHEN = re.compile("\u00ad[ \t]*\n[ \t]*")


def is_whole(text: str, span: Span) -> bool:
    """Tell whether a span of a text, without outer white space, divides no word or figure."""
    start, end = _trimmed(text, span)
    return not (cuts(text, start) or cuts(text, end))


def widen(text: str, span: Span) -> Span:
    """Return a span widened to whole words and figures."""
    start, end = _trimmed(text, span)
    while (wider := _widen_once(text, start, end)) != (start, end):
        start, end = wider
    return start, end


def _widen_once(text: str, start: int, end: int) -> Span:
    """Return a span widened to what its ends divide; the new ends may divide something larger (a letter, its word)."""
    return (
        min([begin for begin, _ in _divided_at(text, start)], default=start),
        max([stop for _, stop in _divided_at(text, end)], default=end),
    )


def cuts(text: str, at: int) -> bool:
    """Tell whether a position in a text is within a word or a figure."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        nearby = text[max(0, at - _REACH) : at + 4]
        if not any(character.isdigit() or character in f"\u00ad{_HYPHEN}" for character in nearby):
            return False
    elif before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return True
    return next(_divided_at(text, at), None) is not None


def _divided_at(text: str, at: int) -> Iterator[Span]:
    """Yield the spans that a position divides: a letter with its combining marks, a word or a figure."""
    if not 0 < at < len(text):
        return
    if _is_combining(text[at]) and not text[at - 1].isspace():
        end = next((index for index in range(at, len(text)) if not _is_combining(text[index])), len(text))
        begin = next((index for index in range(at - 1, -1, -1) if not _is_combining(text[index])), 0)
        yield begin, end
    positions = _base_characters(text, max(0, at - _REACH), min(len(text), at + _REACH))
    nearby = "".join([text[position] for position in positions])
    middle = bisect_left(positions, at)
    if _ELISION.search(nearby[:middle]):
        return
    for match in _TOKEN.finditer(nearby):
        if match.start() < middle < match.end():
            stop = positions[match.end()] if match.end() < len(positions) else min(len(text), at + _REACH)
            yield positions[match.start()], _trimmed(text, (positions[match.start()], stop))[1]


def _base_characters(text: str, low: int, high: int) -> Sequence[int]:
    """Return the positions of a span without those of combining marks, invisible characters, and hyphenated ends."""
    if text[low:high].isascii():
        return range(low, high)
    line_hyphens = {at for match in _LINE_HYPHEN.finditer(text, low, high) for at in range(*match.span())}
    return [
        at
        for at in range(low, high)
        if at not in line_hyphens and not _is_combining(text[at]) and not _INVISIBLE.match(text[at])
    ]


def _is_combining(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" and not _INVISIBLE.match(character)


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space and invisible characters at its ends."""
    start, end = span
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def _is_blank(character: str) -> bool:
    return character.isspace() or _INVISIBLE.match(character) is not None
