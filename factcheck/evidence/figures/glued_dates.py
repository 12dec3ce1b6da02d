"""Dates and shares of Chinese, Japanese and Korean, written in one with the words beside them: 2021年3月5日在.

Years of Japanese eras are counted from the first year of the era: 令和3年 is 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from factcheck.evidence import Bound, Figure, FigureKind
from factcheck.evidence.figures.calendar import FIRST_YEAR, LAST_YEAR, MAX_DAY, MONTHS
from factcheck.evidence.figures.glued import DIGITS, value_of

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""The year before the first year of an era."""
_PLAIN = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_FEW = rf"(?:[0-9０-９]{{1,2}}|[{''.join(DIGITS)}十]{{1,3}})"
_YEAR = (
    rf"(?:(?P<era>{'|'.join(_ERAS)})(?P<count>{_FEW}|元)|(?P<year>[0-9０-９]{{4}}|[{''.join(DIGITS)}]{{4}}))\s?[年년]"
)
_DATE = re.compile(
    rf"(?:{_YEAR}\s?)?(?P<month>{_FEW})\s?[月월](?:\s?(?P<day>{_FEW})\s?[日号號일])?"
    rf"|{_YEAR.replace('P<', 'P<only_')}"
)
_NUMBER = rf"(?:[0-9０-９]+(?:[.．][0-9０-９]+)?|[{''.join(DIGITS)}十百]+)"
_SHARE = re.compile(
    rf"(?P<percent>[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?)\s?(?:[%％]|パーセント|퍼센트)"
    rf"|百分之(?P<hundredths>{_NUMBER})|(?P<whole>{_NUMBER})分[之の](?P<part>{_NUMBER})"
)


def glued_dates(text: str) -> Iterator[Figure]:
    """Yield the dates of a text: years, months with or without a year, days. A month alone is none."""
    for match in _DATE.finditer(text):
        year = _year(match["era"] or match["only_era"], match["count"] or match["only_count"],
                     match["year"] or match["only_year"])  # fmt: skip
        month, day = (int(value_of(match[part] or "") or 0) for part in ("month", "day"))
        if not (year or day) or month > MONTHS or day > MAX_DAY or (year and not FIRST_YEAR <= year <= LAST_YEAR):
            continue
        unit = "day" if day else "month" if month else "year"
        yield Figure(match.start(), match.end(), FigureKind.DATE, unit, (year, month, day), match[0])


def _year(era: str | None, count: str | None, year: str | None) -> int:
    if era:
        return _ERAS[era] + (1 if count == "元" else int(value_of(count or "") or 0))
    plain = (year or "").translate(_PLAIN)
    return int("".join(str(DIGITS.get(sign, sign)) for sign in plain) or 0)


def glued_shares(text: str) -> Iterator[Figure]:
    """Yield the percentages and fractions of a text: 12.5%, 百分之十二, 三分之一."""
    for match in _SHARE.finditer(text):
        bound = Bound.EXACT
        if match["whole"]:
            whole, part = value_of(match["whole"]), value_of(match["part"])
            if not whole or part is None or part > whole:
                continue
            value, bound = (part * 100 / whole).quantize(Decimal("0.1")), Bound.ABOUT
        else:
            found = value_of(match["percent"] or match["hundredths"])
            if found is None:
                continue
            value = found
        dimension = "percent" if match["whole"] else ""
        yield Figure(
            match.start(), match.end(), FigureKind.PERCENT, "percent", value, match[0], bound=bound, dimension=dimension
        )
