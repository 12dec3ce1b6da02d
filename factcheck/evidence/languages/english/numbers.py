"""English numbers: digits and words, with what they count. Money, percentages and durations begin as numbers.

What only looks like a number is passed over: digits in identifiers (covid-19, SU-95), decades, times of day, parts of
laws other than articles, "one", which is as often a pronoun.
"""

from __future__ import annotations

import re
from decimal import Decimal

from factcheck.evidence import SPANS, Figure, FigureKind
from factcheck.evidence.languages.english import number_words
from factcheck.evidence.languages.english.money import currency
from factcheck.evidence.languages.english.units import counted, word_before

ENDS = r"(?!\w|[-–'’.,:/]\w|\s['’]s\b)"
PART = re.compile(r"parts?|paragraph|section|chapter|no|number|page|figure|phase|clause|room|item|volume", re.I)
_NUMBER = re.compile(
    r"(?ai:(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,9})?|[0-9]{1,15}(?:\.[0-9]{1,9})?)(?P<short>mn?|bn|tn|k)?"
    rf"(?P<scale>(?:[ -](?:hundred|{number_words.SCALE})\b){{0,3}})"
    rf"|(?P<word>{number_words.NUMBER})"
    rf"|an?\s(?P<a>(?:hundred|{number_words.SCALE}))\b)"
    rf"(?P<unit>(?ai:(?:-[a-z]+){{0,2}})){ENDS}"
)
_RANGE = re.compile(
    rf"(?a:(?P<low>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?)[-–](?P<high>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?)){ENDS}"
)
_PERCENT = re.compile(r"\s?%|\sper\s?cent\b", re.I)
_OLD = re.compile(r"\s(?:years?)\s(?:old|of\sage)\b")
_AGED = re.compile(r"aged?", re.I)


def number(text: str, start: int) -> Figure | None:
    """Return the number, percentage, amount of money or duration that begins at `start`; None if none does."""
    match = _NUMBER.match(text, start)
    if match is None:
        return _range(text, start)
    before, sign = word_before(text, start), text[start - 1 : start]
    if match[0].lower() == "one" or (match["digits"] and PART.fullmatch(before)) or sign in {*"#'’-–−"}:
        return None
    end = match.start("unit")
    kind, unit, begin, end = _measured(text, start, end, match, before)
    if kind is FigureKind.NUMBER and not unit and before[:1].isupper() and not _opens(text, start, before):
        return None  # part of a name (Apollo 11)
    if kind is not FigureKind.MONEY and (match["short"] or "").lower() in {"m", "k"}:
        return None  # as likely metres as millions
    return Figure(begin, end, kind, unit, _value(match), text[begin:end])


def _measured(text: str, start: int, end: int, match: re.Match[str], before: str) -> tuple[FigureKind, str, int, int]:
    """Return kind, unit and span of a number from what stands around it."""
    if found := _PERCENT.match(text, end):
        return FigureKind.PERCENT, "percent", start, found.end()
    if money := currency(text, start, end):
        return FigureKind.MONEY, *money
    if before.lower() in {"article", "articles"}:
        return FigureKind.NUMBER, "article", start, end
    if _OLD.match(text, end) or _AGED.fullmatch(before):
        return FigureKind.NUMBER, "year-old", start, end
    unit = match["unit"][1:].lower() or counted(text, start, end)
    return (FigureKind.DURATION if unit in SPANS else FigureKind.NUMBER), unit, start, end


def _opens(text: str, start: int, before: str) -> bool:
    """Tell whether the word before a number only has its capital from the beginning of a sentence."""
    at = start - len(before) - 1
    return at <= 0 and before.lower() in {"about", "over", "some", "nearly", "almost", "only", "the", "at", "up", "in"}


def _value(match: re.Match[str]) -> Decimal:
    if match["word"]:
        return number_words.worth(match["word"])
    if match["a"]:
        return number_words.scale(match["a"])
    return Decimal(match["digits"].replace(",", "")) * number_words.scale(f"{match['short'] or ''} {match['scale']}")


def _range(text: str, start: int) -> Figure | None:
    """Return a range in one piece, as 15-20 people or 20–25%: no more is made of it than that."""
    match = _RANGE.match(text, start)
    if match is None or Decimal(match["low"]) >= Decimal(match["high"]) or text[start - 1 : start] in {*"#'’-–−$€£"}:
        return None
    low, high = Decimal(match["low"]), Decimal(match["high"])
    end = match.end()
    if found := _PERCENT.match(text, end):
        return Figure(start, found.end(), FigureKind.PERCENT, "percent", low, text[start : found.end()], upper=high)
    unit = counted(text, start, end)
    kind = FigureKind.DURATION if unit in SPANS else FigureKind.NUMBER
    return Figure(start, end, kind, unit, low, text[start:end], upper=high) if unit else None
