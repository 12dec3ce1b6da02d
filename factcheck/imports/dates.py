"""Read the dates of a column, in any order and with the names of months, as ISO 8601.

Whether 4/5/2023 is in April or in May is decided by the other dates of the column, or by the user; if neither tells,
the file is refused with the question. A text that is no date stays as it is, and is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

from factcheck.errors import AmbiguousDatesError, InvalidError
from factcheck.imports.json_values import shown
from factcheck.text import counted, folded

_AS_WRITTEN = "-"
ORDERS = {"day-first": "dmy", "month-first": "mdy", "year-first": "ymd", "as-written": _AS_WRITTEN}
"""The orders of dates in figures by their names; with `as-written` no date is read."""

_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?)?)?")
_TIME = r"(?P<time>,?[T ][0-9:.]+(?: ?[AP]M)?)?"
_YEAR_FIRST = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})\.?" + _TIME, re.IGNORECASE)
_FIGURES = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})" + _TIME, re.IGNORECASE)
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|er|º|ª)?\.?(?: de| of)? ([^\W\d_]+)\.?,?(?: de| del)? ([0-9]{4})")
_DAY_NAME = re.compile(r"([0-9]{1,2})[-/]([^\W\d_]{3,})\.?[-/]([0-9]{4}|[0-9]{2})")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_MONTH = re.compile(r"([^\W\d_]+)\.?,?(?: de| of)? ([0-9]{4})")
_CJK = re.compile(r"([0-9]{4}) ?[年년] ?([0-9]{1,2}) ?[月월] ?([0-9]{1,2}) ?[日일]")
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_EPOCH = date(1899, 12, 30)
"""The day 0 of the serial numbers of spreadsheets."""
_SERIALS = range(10_000, 80_000)
"""Serial numbers that are read as a day: 1927 to 2119."""
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr", "sv", "da", "cs")
_NAMED = 3
_PIVOT = 70
"""A year of two figures is one of the twentieth century from here on."""
_ISO_DAY = len("2023-04-05")

Cells = Iterable[tuple[str, str]]
"""Texts with their places."""


class ColumnDates:
    """Reads the dates of one column."""

    def __init__(self, cells: Cells = (), order: str = "", name: str = "") -> None:
        """Decide the order of day and month from all cells, unless `order` gives it: one of ORDERS, or its value.

        Raises AmbiguousDatesError, with the `name` of the column, if a date can be two days and none decides;
        InvalidError for an unknown order.
        """
        self._order = ORDERS.get(order, order)
        if self._order and self._order not in ORDERS.values():
            raise InvalidError(f"no order of dates {shown(order)!r}; there are {', '.join(ORDERS)}")
        if not self._order:
            self._order = _order_of(cells, name)
        self._chosen = bool(order)
        self._serials = self._times = self._short = 0
        self._texts: list[str] = []
        self._others: list[str] = []

    def read(self, text: str, place: str = "") -> str:
        """Return a date in ISO 8601, or the text if it is no date."""
        given = " ".join(text.split())
        if not given or self._order == _AS_WRITTEN:
            return given and text
        if _ISO.fullmatch(given):
            self._times += given[_ISO_DAY : _ISO_DAY + 1] == " "
            return given[:_ISO_DAY] if given[_ISO_DAY : _ISO_DAY + 1] == " " else given
        found = self._figures(given, place) or _words(given)
        if not found:
            self._texts.append(f"{place} {shown(given)!r}".strip())
        return found or text

    def _figures(self, given: str, place: str) -> str:
        if match := _YEAR_FIRST.fullmatch(given) or _CJK.fullmatch(given):
            self._times += bool(match.groupdict().get("time"))
            return _iso(*map(int, match.groups()[:3]))
        if match := _FIGURES.fullmatch(given):
            found = _readings(given)
            self._times += bool(found and match["time"])
            self._short += bool(found and len(match[4]) < len("2023"))
            if self._order in found or not found:
                return found.get(self._order, "")
            if self._chosen:
                self._others.append(f"{place} {shown(given)!r}".strip())
            return next(iter(found.values()))  # all that are left are the same day
        if _SERIAL.fullmatch(given) and int(float(given)) in _SERIALS:
            self._serials += 1
            return (_EPOCH + timedelta(days=int(float(given)))).isoformat()
        return ""

    @property
    def note(self) -> str:
        """What was read as a date that does not look like one, and what was not; "" if nothing."""
        parts = (
            f"{counted(self._serials, 'number')} read as a spreadsheet's days" if self._serials else "",
            f"{counted(self._short, 'year')} of two figures read as 1970 to 2069" if self._short else "",
            f"{counted(self._times, 'time')} of day left out" if self._times else "",
            f"only another order of date is possible: {_some(self._others)}" if self._others else "",
            f"no date, kept as text: {_some(self._texts)}" if self._texts else "",
        )
        return "; ".join(filter(None, parts))


def _some(texts: list[str]) -> str:
    more = f" and {len(texts) - _NAMED:,} more" if len(texts) > _NAMED else ""
    return f"{', '.join(texts[:_NAMED])}{more}"


def _order_of(cells: Cells, name: str) -> str:
    """Return the order in which all dates in figures can be read; "" if that makes no difference.

    Raises AmbiguousDatesError if it does, and no order or several can be.
    """
    dates = [(place, given, found) for place, given, found in _in_figures(cells) if found]
    possible = [order for order in ("dmy", "mdy", "ymd") if dates and all(order in found for *_, found in dates)]
    unclear = [each for each in dates if len({each[2][order] for order in possible or each[2]}) > 1]
    if unclear and len(possible) != 1:
        raise AmbiguousDatesError(_question(unclear, name, is_mixed=not possible))
    return possible[0] if possible else ""


def _in_figures(cells: Cells) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    for place, cell in cells:
        given = " ".join(cell.split())
        if _FIGURES.fullmatch(given):
            yield place, given, _readings(given)


def _question(unclear: list[tuple[str, str, Mapping[str, str]]], name: str, *, is_mixed: bool) -> str:
    """Return what must be known to read the dates, with the first of them as an example."""
    place, given, found = unclear[0]
    days = " or ".join(dict.fromkeys(found.values()))
    names = [option for option, order in ORDERS.items() if order in found]
    column = f" of {shown(name)!r}" if name else ""
    others = f" ({len(unclear):,} such dates)" if len(unclear) > 1 else ""
    mixed = "the other dates have different orders; " if is_mixed else ""
    where = f"{place}: " if place else ""
    return (
        f"{where}the date {shown(given)}{column} can be {days}{others}; {mixed}"
        f"--dates {' or '.join(names)} says which, --dates as-written keeps the text"
    )


@lru_cache(maxsize=4096)
def _readings(given: str) -> Mapping[str, str]:
    """Return the day of a date in figures with the year last, or of two figures, by each order that is possible.

    With points the day stands first. The year of two figures stands first only between hyphens, or if it must.
    """
    match = _FIGURES.fullmatch(given)
    if match is None:
        return {}
    first, mark, second, third = int(match[1]), match[2], int(match[3]), int(match[4])
    is_short = len(match[4]) < len("2023")
    year = _year(third) if is_short else third
    found = {"dmy": _iso(year, second, first), "mdy": "" if mark == "." else _iso(year, first, second)}
    if is_short and (mark == "-" or not any(found.values())):
        found["ymd"] = _iso(_year(first), second, third)
    if not any(found.values()):
        found["mdy"] = _iso(year, first, second)
    return {order: day for order, day in found.items() if day}


def _year(figures: int) -> int:
    return figures + (1900 if figures >= _PIVOT else 2000)


def _words(given: str) -> str:
    if match := _DAY_MONTH.fullmatch(given) or _DAY_NAME.fullmatch(given):
        day, name, year = match.groups()
    elif match := _MONTH_DAY.fullmatch(given):
        name, day, year = match.groups()
    elif match := _MONTH.fullmatch(given):
        month = _months().get(folded(match[1]))
        return f"{match[2]}-{month:02}" if month else ""
    else:
        return ""
    month = _months().get(folded(name))
    full = int(year) if len(year) > len("23") else _year(int(year))
    return _iso(full, month, int(day)) if month else ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


@cache
def _months() -> dict[str, int]:
    """Return the months by their names and abbreviations in several languages."""
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for language in reversed(_LANGUAGES):
        for width in ("abbreviated", "wide"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, language)
                found |= {folded(name).strip("."): number for number, name in names.items()}
    return found | {"sept": 9}
