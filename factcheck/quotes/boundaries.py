"""Where words and figures begin and end, so that a quote that cuts one is not called exact.

"lawful order" is in "unlawful order", and "200,000 euros" in "1,200,000 euros", but neither source says so. A figure
includes its sign, its currency, its decimal point, what separates its thousands, the other end of its range, and what
scales it ("12 %", "3.5 million"). A word includes its apostrophes and hyphens ("can't", "ex-minister"), except French
and Italian elisions ("qu'il", "l'uomo"), of which the second half may be quoted alone. Scripts that are written without
spaces have no word boundaries: only their figures and combining marks are looked at.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from factcheck.quotes import Span
from factcheck.quotes.normalization import UNSEEN
from factcheck.quotes.word_index import UNSPACED

_REACH = 32  # code points on both sides of a place that are looked at

_RAISED = "⁰¹²³⁴-⁹"
_LETTER = rf"[^\W\d_{UNSPACED}{_RAISED}]"
_WORD_SIGN = rf"(?:{_LETTER}|\d)"
_BLANK = "[ \u00a0\u2002-\u200a\u202f]"
_MONEY = "[$¢£¤¥֏؋৲৳૱௹฿៛₠-⃀＄￠￡￥￦]"
_HYPHEN = "[-‐‑－־]"
_SEPARATOR = "[-.,'’·٫٬:/⁄×~～〜‐‑‒–−－]"
_HAN, _HAN_UNIT = "〇零一二三四五六七八九两兩", "十百千拾佰仟万萬億亿兆"

_SCALE = (
    r"(?i:hundred|thousand|dozen|lakh|crore|mn|bln|[bt]n|[mb]illi[oa]n\w*|trillion\w*|mille?|millones|mill[oó]n|mila"
    r"|milioni|mill?iard\w*|tausend|mio|mrd|тыс\w*|млн|млрд|миллион\w*|миллиард\w*)(?!\w)"
)
# At the start of a line a hyphen may be a bullet: it is a sign there only before a measure or a currency.
_OPENED = r"(?<=[^\S\n]|[(\[{\"'“”„‘’«=:])"
_SIGN = (
    rf"(?:(?:(?<![\w)\]])[−±∓≈≤≥]|{_OPENED}[-–‐‑－+~<>]"
    rf"|(?m:^)[-–‐‑－](?=\d[\d.,]*{_BLANK}?(?:[%‰°]|{_MONEY})))(?=[.·]?\d|{_MONEY}))"
)
_BEFORE_FIGURE = rf"{_SIGN}?(?:{_MONEY}{_BLANK}?)?{_SIGN}?(?:(?<![\w.,;!?…)\]])[.·])?(?=\d)"
_AFTER_FIGURE = (
    rf"(?<=\d)[{_RAISED}]*(?:{_BLANK}{_SCALE})*"
    rf"(?:{_BLANK}?(?:[%‰‱′″]|°(?:{_BLANK}?[CFK](?!\w))?|{_MONEY}(?!{_BLANK}?\d)"
    rf"|(?:[cdkmµ]?m|ft|yd|mi|in|s)[{_RAISED}]+|[cdkmµMG]?[mglLBbt]/{_LETTER}{{1,4}}(?!\w)))?"
)
_ATOM = (
    rf"(?:(?=[\d.,{_HAN}]*[{_HAN_UNIT}]|[{_HAN}]{{3}})(?!一十)[\d{_HAN}{_HAN_UNIT}](?:[.,]?[\d{_HAN}{_HAN_UNIT}])++"
    rf"|(?<![\w.,])\d{{1,3}}(?:{_BLANK}\d{{3}})++(?!\d)|\d++"
    rf"|(?<!\w)(?:{_LETTER}\.)+{_LETTER}|{_LETTER}++)"
)
_JOINT = (
    rf"(?:(?<=\d){_SEPARATOR}(?=\d)|(?<={_WORD_SIGN}){_HYPHEN}(?:[ \t]*\n[ \t]*)?(?={_WORD_SIGN})"
    rf"|(?<={_LETTER})['’ʼ＇·׳״](?={_LETTER})|(?<=[a-z\d])[.@](?=[a-z])|(?<={_LETTER}){_MONEY}{_BLANK}?(?=\d))?"
)
_TOKEN = re.compile(rf"(?:{_BEFORE_FIGURE})?(?:{_ATOM}(?:{_AFTER_FIGURE})?{_JOINT})+")
_ELISION = re.compile(
    r"(?i)(?<!\w)(?:[cdjlmst]|qu|lorsqu|puisqu|quoiqu|jusqu|un|(?:[cdns]?[aeou]|que)ll|quest|gl|anch)['’ʼ＇]$"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")
_DIVIDED = re.compile("\u00ad[ \t]*\n[ \t]*")


def is_whole(text: str, span: Span) -> bool:
    """Tell whether a span of a text begins and ends where words and figures do, white space apart."""
    start, end = _trimmed(text, span)
    return not (cuts(text, start) or cuts(text, end))


def widen(text: str, span: Span) -> Span:
    """Return a span with the whole of the words and figures that it cuts."""
    start, end = _trimmed(text, span)
    while (wider := _widen_once(text, start, end)) != (start, end):
        start, end = wider
    return start, end


def _widen_once(text: str, start: int, end: int) -> Span:
    """Return a span with what its ends lie in; the new ends may lie in something larger (a letter in its word)."""
    return (
        min([begin for begin, _ in _cut_at(text, start)], default=start),
        max([stop for _, stop in _cut_at(text, end)], default=end),
    )


def cuts(text: str, at: int) -> bool:
    """Tell whether a place of a text lies within a word or a figure."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        near = text[max(0, at - _REACH) : at + 4]
        if not any(sign.isdigit() or sign in f"\u00ad{_HYPHEN}" for sign in near):
            return False
    elif before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return True
    return next(_cut_at(text, at), None) is not None


def _cut_at(text: str, at: int) -> Iterator[Span]:
    """Yield what a place of a text lies within: a letter with its marks, a word or a figure."""
    if not 0 < at < len(text):
        return
    if _is_mark(text[at]) and not text[at - 1].isspace():
        end = next((place for place in range(at, len(text)) if not _is_mark(text[place])), len(text))
        begin = next((place for place in range(at - 1, -1, -1) if not _is_mark(text[place])), 0)
        yield begin, end
    places = _seen(text, max(0, at - _REACH), min(len(text), at + _REACH))
    near = "".join([text[place] for place in places])
    middle = bisect_left(places, at)
    if _ELISION.search(near[:middle]):
        return
    for match in _TOKEN.finditer(near):
        if match.start() < middle < match.end():
            stop = places[match.end()] if match.end() < len(places) else min(len(text), at + _REACH)
            yield places[match.start()], _trimmed(text, (places[match.start()], stop))[1]


def _seen(text: str, low: int, high: int) -> Sequence[int]:
    """Return the places of the signs of a stretch that are no marks, not invisible, and no soft line end."""
    if text[low:high].isascii():
        return range(low, high)
    divided = {place for match in _DIVIDED.finditer(text, low, high) for place in range(*match.span())}
    return [
        place
        for place in range(low, high)
        if place not in divided and not _is_mark(text[place]) and not _UNSEEN.match(text[place])
    ]


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" and not _UNSEEN.match(sign)


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space and the invisible signs at its ends."""
    start, end = span
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def _is_blank(sign: str) -> bool:
    return sign.isspace() or _UNSEEN.match(sign) is not None
