"""English numbers: digits, words, ordinals, fractions and vague amounts, with what they count.

Money, percentages and durations begin as numbers. What only looks like a number is skipped: digits in identifiers
(covid-19, SU-95), decades, times of day, parts of laws other than articles, "one", which is as often a pronoun.
"""

from __future__ import annotations

import re
from decimal import Decimal

from factcheck.evidence import DURATION_UNITS, Bound, Figure, FigureKind
from factcheck.evidence.languages.english.units import counted_unit, currency, word_after, word_before

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = dict(zip(f"{_ONES}|{_TEENS}|{TENS}".split("|"), (*range(1, 20), *range(20, 100, 10)), strict=True))
_SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "tn": 12, "trillion": 12,
}  # fmt: skip
"""The powers of ten that words and abbreviations stand for."""
SCALE = "thousand|million|billion|trillion"
_UNIT = rf"(?:(?:{TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES})\b"
_GROUP = rf"(?:{_UNIT}(?:[ -]hundred\b(?:[ -](?:and )?{_UNIT})?)?)"
NUMBER_WORDS = rf"{_GROUP}(?:[ -](?:{SCALE})\b(?:[ -](?:and )?{_GROUP})?){{0,4}}"
"""A pattern of one number in words, like "two hundred and thirty-eight"; case does not count, ASCII only."""

_LETTERS = re.compile("[a-z]+")


def number_value(words: str) -> Decimal:
    """Return the value of a number in words; 0 if there is none."""
    total = group = 0
    for word in _LETTERS.findall(words.lower()):
        if word in _SMALL:
            group += _SMALL[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _SCALES:
            total, group = total + max(group, 1) * 10 ** _SCALES[word], 0
    return Decimal(total + group)


def scale_factor(words: str) -> Decimal:
    """Return the factor that "million", "mn" or "hundred thousand" is; 1 for no words."""
    powers = (2 if word == "hundred" else _SCALES[word] for word in _LETTERS.findall(words.lower()))
    return Decimal(10) ** sum(powers)


ENDS = r"(?!\w|[-–'’.,:/]\w|\s['’]s\b)"
PART = re.compile(r"parts?|paragraph|section|chapter|no|number|page|figure|phase|clause|room|item|volume", re.I)
_NUMBER = re.compile(
    r"(?ai:(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,9})?|[0-9]{1,15}(?:\.[0-9]{1,9})?)(?P<short>mn?|bn|tn|k)?"
    rf"(?P<scale>(?:[ -](?:hundred|{SCALE})\b){{0,3}})"
    rf"|(?P<word>{NUMBER_WORDS})"
    rf"|an?\s(?P<a>(?:hundred|{SCALE}))\b)"
    rf"(?P<unit>(?ai:(?:-[a-z]+){{0,2}})){ENDS}"
)
_RANGE = re.compile(
    rf"(?a:(?P<low>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?)[-–](?P<high>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?)){ENDS}"
)
_PERCENT = re.compile(r"\s?%|\sper\s?cent\b", re.I)
_OLD = re.compile(r"\s(?:years?)\s(?:old|of\sage)\b")
_AGED = re.compile(r"aged?", re.I)
_FIRST_WORDS = frozenset(["about", "almost", "at", "in", "nearly", "only", "over", "some", "the", "up"])


def read_number(text: str, start: int) -> Figure | None:
    """Return the number, percentage, amount of money or duration that begins at `start`, None if there is none."""
    match = _NUMBER.match(text, start)
    if match is None:
        return _range(text, start)
    before, sign = word_before(text, start), text[start - 1 : start]
    if match[0].lower() == "one" or (match["digits"] and PART.fullmatch(before)) or sign in {*"#'’-–−"}:
        return None
    end = match.start("unit")
    kind, unit, begin, end = _measured(text, start, end, match, before)
    if kind is FigureKind.NUMBER and not unit and before[:1].isupper() and not _begins_sentence(text, start, before):
        return None  # part of a name (Apollo 11)
    if kind is not FigureKind.MONEY and (match["short"] or "").lower() in {"m", "k"}:
        return None  # as likely metres as millions
    return Figure(begin, end, kind, unit, _value(match), text[begin:end])


def _measured(text: str, start: int, end: int, match: re.Match[str], before: str) -> tuple[FigureKind, str, int, int]:
    """Return kind, unit and span of a number, from the words around it."""
    if percent := _PERCENT.match(text, end):
        return FigureKind.PERCENT, "percent", start, percent.end()
    if money := currency(text, start, end):
        return FigureKind.MONEY, *money
    if before.lower() in {"article", "articles"}:
        return FigureKind.NUMBER, "article", start, end
    if _OLD.match(text, end) or _AGED.fullmatch(before):
        return FigureKind.NUMBER, "year-old", start, end
    unit = match["unit"][1:].lower() or counted_unit(text, start, end)
    return (FigureKind.DURATION if unit in DURATION_UNITS else FigureKind.NUMBER), unit, start, end


def _begins_sentence(text: str, start: int, before: str) -> bool:
    """Tell whether the word before a number has a capital only because it begins the text."""
    return start - len(before) - 1 <= 0 and before.lower() in _FIRST_WORDS


def _value(match: re.Match[str]) -> Decimal:
    if match["word"]:
        return number_value(match["word"])
    if match["a"]:
        return scale_factor(match["a"])
    return Decimal(match["digits"].replace(",", "")) * scale_factor(f"{match['short'] or ''} {match['scale']}")


def _range(text: str, start: int) -> Figure | None:
    """Return a range that is written as one: 15-20 people, 20–25%."""
    match = _RANGE.match(text, start)
    if match is None or Decimal(match["low"]) >= Decimal(match["high"]) or text[start - 1 : start] in {*"#'’-–−$€£"}:
        return None
    low, high = Decimal(match["low"]), Decimal(match["high"])
    end = match.end()
    if percent := _PERCENT.match(text, end):
        end = percent.end()
        return Figure(start, end, FigureKind.PERCENT, "percent", low, text[start:end], upper=high)
    unit = counted_unit(text, start, end)
    kind = FigureKind.DURATION if unit in DURATION_UNITS else FigureKind.NUMBER
    return Figure(start, end, kind, unit, low, text[start:end], upper=high) if unit else None


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth"
)
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
_ORDINAL_VALUES = dict(zip(f"{_ORDINALS} {_TENTHS}".split(), (*range(1, 20), *range(20, 100, 10)), strict=True))
_ORDINAL_VALUES["hundredth"] = 100
_ORDINAL = re.compile(
    rf"(?ai:(?P<digits>[0-9]{{1,4}})(?:st|nd|rd|th)|(?:(?P<tens>{TENS})-)?(?P<word>{'|'.join(_ORDINAL_VALUES)})\b)"
    r"(?!\w|['’]\w)(?:-[a-z]+)?"
)
_SPLIT = re.compile(r"per|split|each|every|a|one|half|few|several|last|next|\w+ty", re.I)
_TIME = re.compile(r"later|ago|after|before|or|and|of|", re.I)


def read_ordinal(text: str, start: int) -> Figure | None:
    """Return the ordinal that begins at `start`, with the word that it counts; None if there is none."""
    match = _ORDINAL.match(text, start)
    if match is None:
        return None
    before, after = word_before(text, start).lower(), word_after(text, match.end())
    word = (match["word"] or "").lower()
    if (before == "at" and word == "first") or (word and text[match.end() : match.end() + 1] == ","):
        return None  # "at first", "First, …"
    if word == "second" and (_SPLIT.fullmatch(before) or text[start - 1 : start] == "-") and _TIME.fullmatch(after):
        return None
    value = int(match["digits"] or 0) or _ORDINAL_VALUES[word] + (number_value(match["tens"]) if match["tens"] else 0)
    end = match.start() + len(match[0].partition("-")[0]) if not match["tens"] else match.end("word")
    return Figure(start, end, FigureKind.ORDINAL, after, Decimal(value), text[start:end])


_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_COUNTS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4}
_FRACTION = re.compile(
    r"(?ai:(?P<many>an?|one)[\s-](?P<one>third|quarter|fifth|tenth)(?=\sof\b)"
    r"|(?P<several>two|three|four)[\s-](?P<parts>third|quarter|fifth|tenth)s\b"
    r"|(?P<half>half)(?=\sof\b|\s(?:the|its|their|all)\b))"
)
_VAGUE = re.compile(r"(?ai:(?P<base>dozen|score|hundred|thousand|million|billion)s\b)")
_BASES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_DOZEN = re.compile(r"(?ai:an?\sdozen\b)")


def read_fraction(text: str, start: int) -> Figure | None:
    """Return the fraction that begins at `start` as an approximate percentage, None if there is none."""
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    part = match["one"] or match["parts"] or match["half"]
    count = _COUNTS.get((match["several"] or "a").lower(), 1)
    value = (Decimal(100 * count) / _PARTS[part.lower()]).quantize(Decimal("0.1"))
    return Figure(start, match.end(), FigureKind.PERCENT, "percent", value, match[0], Bound.ABOUT)


def read_vague(text: str, start: int) -> Figure | None:
    """Return the vague amount that begins at `start` ("dozens of men"), or "a dozen" as about twelve."""
    if match := _DOZEN.match(text, start):
        unit = counted_unit(text, start, match.end())
        return Figure(start, match.end(), FigureKind.NUMBER, unit, Decimal(12), match[0], Bound.ABOUT)
    match = _VAGUE.match(text, start)
    if match is None:
        return None
    value = Decimal(_BASES[match["base"].lower()])
    end = match.end() + 3 if text.startswith(" of", match.end()) else match.end()
    return Figure(start, match.end(), FigureKind.VAGUE, counted_unit(text, start, end), value, match[0])
