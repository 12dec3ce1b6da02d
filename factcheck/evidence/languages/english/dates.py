"""English dates: full, or in part, as they are written: "January 6, 2022", "6 January", "April of 1866"."""

from __future__ import annotations

import re

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.languages.english.money import SIGNS, currency
from factcheck.evidence.languages.english.numbers import ENDS, PART
from factcheck.evidence.languages.english.units import counted, word_before

_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_MONTH = r"(?:Jan|Febr?)(?:uary)?|March|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|(?:Sept?|Nov|Dec)(?:ember)?|Oct(?:ober)?"
_M = rf"(?P<m>{_MONTH})\b(?:(?<!\w{{4}})\.)?"
_D = rf"(?P<d>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?:[-–](?P<to>[1-9]|[12][0-9]|3[01]))?{ENDS}"
_Y = rf"(?P<y>(?:1[0-9]|20)[0-9]{{2}}){ENDS}"
_BY_MONTH = (
    re.compile(rf"{_M}\s{{1,3}}{_D}(?:[\s,]{{1,4}}{_Y})?"),
    re.compile(rf"{_M}[\s,]{{1,4}}(?:of\s)?{_Y}"),
)
_BY_DIGITS = (
    re.compile(rf"{_D}\s{{1,3}}(?:of\s)?{_M}(?:[\s,]{{1,4}}{_Y})?"),
    re.compile(rf"(?P<y>[0-9]{{4}})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12][0-9]|3[01]){ENDS}"),
    re.compile(rf"(?P<d>0[1-9]|[12][0-9]|3[01])\.(?P<m>0[1-9]|1[0-2])\.(?P<y>(?:19|20)[0-9]{{2}}){ENDS}"),
    re.compile(rf"(?P<y>(?:1[0-9]|20)[0-9]{{2}})[-–](?P<until>(?:1[0-9]|20)?[0-9]{{2}}){ENDS}"),
    re.compile(rf"{_Y}(?!\s?%|[ -](?:hundred|thousand|million|billion)\b)"),
)
_CUE = re.compile(r"in|since|from|until|till|during|the|an?|early|late|mid|of|by", re.I)
_PLURAL_CUE = re.compile(r"in|since|until|till|during", re.I)
_TITLE = re.compile(r"\s[A-Z][a-z]")
_EXTENT = re.compile(r"\s(?:people|men|women|children|soldiers|troops|dead|killed)\b")


def date(text: str, start: int) -> Figure | None:
    """Return the date that begins at `start`; None if none does."""
    patterns = _BY_DIGITS if text[start] <= "9" else _BY_MONTH
    match = next((match for pattern in patterns if (match := pattern.match(text, start))), None)
    if match is None or (match.re is _BY_DIGITS[-1] and not _is_year(text, start, match.end())):
        return None
    said = match.groupdict()
    day, month, year = int(said.get("d") or 0), _month(said.get("m") or "0"), int(said["y"] or 0)
    upper = None
    if said.get("to"):
        upper = (year, month, int(said["to"]))
    elif said.get("until"):
        upper = (int(f"{year}"[: 4 - len(said["until"])] + said["until"]), 0, 0)
    if upper is not None and upper <= (year, month, day):
        return None
    unit = "day" if day else "month" if month else "year"
    return Figure(start, match.end(), FigureKind.DATE, unit, (year, month, day), match[0], upper=upper)


def _month(said: str) -> int:
    return int(said) if said.isdecimal() else _MONTHS.index(said[:3]) // 3 + 1


def _is_year(text: str, start: int, end: int) -> bool:
    """Tell the year 2022 from 2022 of something."""
    before = word_before(text, start)
    if PART.fullmatch(before) or before.lower() == "article" or text[start - 1 : start] in {*SIGNS, *"#-–"}:
        return False
    if _EXTENT.match(text, end) and not _PLURAL_CUE.fullmatch(before):
        return False
    return bool(_CUE.fullmatch(before) or _TITLE.match(text, end)) or not (
        counted(text, start, end) or currency(text, start, end)
    )
