"""Finds the figures of an English text: numbers, money, percentages and dates, each in a form to compare.

What only looks like a figure is passed over: digits in identifiers (covid-19, SU-95), ranges in one piece
(2007-2012), decades, times of day, ordinals, parts of laws other than articles, "one".
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from factcheck.evidence import Figure, FigureKind

__all__ = ["Figure", "FigureKind", "find_figures", "linked"]

_START = re.compile(  # where a chunk of letters and digits begins that may be a date or a number
    r"(?<![^\W_])(?<![^\W_][-–'’.,:/])(?:[0-9]|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|(?ai:one|tw[oe]|th[ri]|fo[ur]|fi[fv]|six|sev|eig|nin|ten|ele))"
)
_ENDS = r"(?!\w|[-–'’.,:/]\w|\s['’]s\b)"
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_MONTH = r"(?:Jan|Febr?)(?:uary)?|March|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|(?:Sept?|Nov|Dec)(?:ember)?|Oct(?:ober)?"
_M = rf"(?P<m>{_MONTH})\b(?:(?<!\w{{4}})\.)?"
_D = rf"(?P<d>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?{_ENDS}"
_Y = rf"(?P<y>(?:1[0-9]|20)[0-9]{{2}}){_ENDS}"
_BY_MONTH = (
    re.compile(rf"{_M}\s{{1,3}}{_D}(?:[\s,]{{1,4}}{_Y})?"),
    re.compile(rf"{_M}[\s,]{{1,4}}(?:of\s)?{_Y}"),
)
_BY_DIGITS = (
    re.compile(rf"{_D}\s{{1,3}}(?:of\s)?{_M}(?:[\s,]{{1,4}}{_Y})?"),
    re.compile(rf"(?P<y>[0-9]{{4}})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12][0-9]|3[01]){_ENDS}"),
    re.compile(rf"{_Y}(?!\s?%|[ -](?:hundred|thousand|million|billion)\b)"),
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = dict(zip(f"{_ONES}|{_TEENS}|{_TENS}".split("|"), (*range(1, 20), *range(20, 100, 10)), strict=True))
_POWERS = {"h": 2, "t": 3, "m": 6, "b": 9}  # of ten, by the first letter of hundred, thousand, million or mn, billion
_NUMBER = re.compile(
    r"(?ai:(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,9})?|[0-9]{1,15}(?:\.[0-9]{1,9})?)(?P<short>mn?|bn)?"
    rf"|(?P<word>(?:{_TENS})[ -](?:{_ONES})|{_TENS}|{_TEENS}|{_ONES})\b)"
    rf"(?ai:(?P<scale>(?:[ -](?:hundred|thousand|million|billion)\b){{0,3}})(?P<unit>(?:-[a-z]+){{0,2}})){_ENDS}"
)
_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "₸": "kzt"}
_MONEY = {"dollar": "usd", "euro": "eur", "pound": "gbp", "tenge": "kzt", "ruble": "rub", "rouble": "rub", "yen": "jpy"}
_CURRENCY = re.compile(rf"\s(?:US\s|U\.S\.\s)?({'|'.join(_MONEY)})s?\b", re.I)
_PERCENT = re.compile(r"\s?%|\sper\s?cent\b", re.I)
_LINK = re.compile(r"\s?(?:[,&–—-]|,?\s?(?:and|or|to|through))\s?", re.I)
_BEFORE = re.compile(r"([^\W\d_]+)\.?\s$")
_PART = re.compile(r"parts?|paragraph|section|chapter|no|number|page|figure|phase|clause|room|item|volume", re.I)
_CUE = re.compile(r"in|since|from|until|till|during|the|an?|early|late|mid", re.I)
_AFTER = re.compile(r"\s((?:[A-Z]\.)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_BREAK = re.compile(r"and|or|of|in|on|at|to|for|from|with|by|as|were|was|are|is|who|that|which|than|had|have|has")
_PEOPLE = re.compile(r"people|persons?|deaths?|fatality|lives|victims?|dead|killed|injured|wounded|arrested|detained")
_TOLL = re.compile(r"\b[Tt]oll\b[^.;]*$")


def find_figures(text: str) -> list[Figure]:
    """Return the figures of `text` in their order; the members of a list take the unit that follows it."""
    found: list[Figure] = []
    for start in [chunk.start() for chunk in _START.finditer(text)]:
        if not found or found[-1].end <= start:
            figure = _date(text, start) or _number(text, start)
            found.extend([figure] if figure else [])
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index : index + 2]
        if not this.unit and this.kind == following.kind and linked(text, this, following):
            found[index] = replace(this, unit=following.unit)
    return found


def linked(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether two figures of `text`, dates or not, are neighbours in a list, or the ends of a range."""
    alike = (first.kind == FigureKind.DATE) == (second.kind == FigureKind.DATE)
    return alike and _LINK.fullmatch(text, first.end, second.start) is not None


def _date(text: str, start: int) -> Figure | None:
    patterns = _BY_DIGITS if text[start] <= "9" else _BY_MONTH
    match = next((match for pattern in patterns if (match := pattern.match(text, start))), None)
    if match is None or (match.re is _BY_DIGITS[-1] and not _is_year(text, start, match.end())):
        return None
    said = match.groupdict()
    month = said.get("m") or "0"
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) // 3 + 1
    day = int(said.get("d") or 0)
    unit = "day" if day else "month" if number else "year"
    return Figure(start, match.end(), FigureKind.DATE, unit, (int(said["y"] or 0), number, day), match[0])


def _is_year(text: str, start: int, end: int) -> bool:
    """Tell the year 2022 from 2022 of something."""
    before = _word_before(text, start)
    if _PART.fullmatch(before) or before.lower() == "article" or text[start - 1 : start] in {*_SIGNS, *"#-–"}:
        return False
    return bool(_CUE.fullmatch(before)) or not (_counted(text, start, end) or _CURRENCY.match(text, end))


def _number(text: str, start: int) -> Figure | None:
    match = _NUMBER.match(text, start)
    if match is None or match[0].lower() == "one":
        return None
    before, sign = _word_before(text, start), text[start - 1 : start]
    if _PART.fullmatch(before) or sign in {*"#'’-–−"}:
        return None
    kind, end = FigureKind.NUMBER, match.start("unit")
    unit = (
        "article"
        if before.lower() in {"article", "articles"}
        else match["unit"][1:].lower() or _counted(text, start, end)
    )
    if found := _PERCENT.match(text, end):
        kind, unit, end = FigureKind.PERCENT, "percent", found.end()
    elif found := _CURRENCY.match(text, end):
        kind, unit, end = FigureKind.MONEY, _MONEY[found[1].lower()], found.end()
    elif sign in _SIGNS:
        kind, unit = FigureKind.MONEY, _SIGNS[sign]
    elif (before[:1].isupper() and not unit) or (match["short"] or "").lower() == "m":
        return None  # part of a name (Apollo 11), or as likely metres as millions
    start -= sign in _SIGNS
    return Figure(start, end, kind, unit, _value(match), text[start:end])


def _value(match: re.Match[str]) -> Decimal:
    words = sum(_WORDS[word] for word in re.findall("[a-z]+", (match["word"] or "").lower()))
    scales = re.findall("[a-z]+", f"{match['short'] or ''} {match['scale']}".lower())
    value = Decimal((match["digits"] or str(words)).replace(",", ""))
    return value * Decimal(10) ** sum(_POWERS[scale[0]] for scale in scales)


def _word_before(text: str, at: int) -> str:
    match = _BEFORE.search(text, max(0, at - 20), at)
    return match[1] if match else ""


def _counted(text: str, start: int, at: int) -> str:
    """Return what a number up to `at` counts: the first plural of the next four words, or the dead of a toll."""
    for _ in range(4):
        match = _AFTER.match(text, at)
        if match is None or _BREAK.fullmatch(match[1].lower()):
            break
        word, at = match[1].lower().rpartition("-")[2], match.end()
        if _PEOPLE.fullmatch(word):
            return "people"
        if noun := singular(word):
            return noun
    return "people" if _TOLL.search(text, max(0, start - 50), start) else ""


def singular(word: str) -> str:
    """Return the singular of a plural noun in lower case; "" where `word` does not look like a plural."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")):
        return {"men": "man", "women": "woman", "children": "child"}.get(word, "")
    return re.sub(r"ies$", "ys", re.sub(r"(ch|sh|ss|x)es$", r"\1s", word))[:-1]
