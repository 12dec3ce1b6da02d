"""Read the dates of a column, in any order and with the names of months, as ISO 8601.

Whether 4/5/2023 is in April or in May is decided by the other dates of the column, or by the user; if neither tells,
the row is a problem. A text that is no date stays as it is, and is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from factcheck.errors import InvalidError
from factcheck.imports.json_values import shown
from factcheck.text import counted, folded

ORDERS = ("dmy", "mdy")
"""The orders in which day and month may stand before the year."""

_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?)?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})[./-]([0-9]{4})(?: [0-9:]+(?: ?[AP]M)?)?", re.IGNORECASE)
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|er|º|ª)?\.?(?: de| of)? ([^\W\d_]+)\.?,?(?: de| del)? ([0-9]{4})")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_MONTH = re.compile(r"([^\W\d_]+)\.?,?(?: de| of)? ([0-9]{4})")
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_EPOCH = date(1899, 12, 30)
"""The day 0 of the serial numbers of spreadsheets."""
_SERIALS = range(10_000, 80_000)
"""Serial numbers that are read as a day: 1927 to 2119."""
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr", "sv", "da", "cs")
_MONTHS = 12
_NAMED = 3


class ColumnDates:
    """Reads the dates of one column."""

    def __init__(self, cells: Iterable[str], order: str = "") -> None:
        """Decide the order of day and month from all cells, unless `order` gives it."""
        self._order = order or _order_of(cells)
        self._serials = 0
        self._texts: list[str] = []

    def read(self, text: str, place: str = "") -> str:
        """Return a date in ISO 8601, or the text if it is no date. Raises InvalidError if it could be two days."""
        given = " ".join(text.split())
        if not given or _ISO.fullmatch(given):
            return given[:10] if _ISO.fullmatch(given) and given[10:11] == " " else given
        found = self._figures(given) or _words(given)
        if not found:
            self._texts.append(f"{place} {shown(given)!r}".strip())
        return found or text

    def _figures(self, given: str) -> str:
        if match := _YEAR_FIRST.fullmatch(given):
            return _iso(*map(int, match.groups()))
        if match := _YEAR_LAST.fullmatch(given):
            first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
            order = self._order or ("dmy" if mark == "." else "")
            if first == second or first > _MONTHS or second > _MONTHS:
                return _iso(year, min(first, second), max(first, second))
            if not order:
                raise InvalidError(f"the date {shown(given)} can be two days; --dates dmy or mdy says which")
            return _iso(year, second, first) if order == "dmy" else _iso(year, first, second)
        if _SERIAL.fullmatch(given) and int(float(given)) in _SERIALS:
            self._serials += 1
            return (_EPOCH + timedelta(days=int(float(given)))).isoformat()
        return ""

    @property
    def note(self) -> str:
        """What was read as a date that does not look like one, and what was not; "" if nothing."""
        serials = f"{counted(self._serials, 'number')} read as a spreadsheet's days" if self._serials else ""
        texts = self._texts
        more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
        stay = f"no date, kept as text: {', '.join(texts[:_NAMED])}{more}" if texts else ""
        return "; ".join(filter(None, (serials, stay)))


def _order_of(cells: Iterable[str]) -> str:
    """Return the order of the dates that can be read in one way only; "" if there are none or they differ."""
    orders = set(_orders(cells))
    return orders.pop() if len(orders) == 1 else ""


def _orders(cells: Iterable[str]) -> Iterator[str]:
    for cell in cells:
        if match := _YEAR_LAST.fullmatch(" ".join(cell.split())):
            if int(match[1]) > _MONTHS >= int(match[3]):
                yield "dmy"
            elif int(match[3]) > _MONTHS >= int(match[1]):
                yield "mdy"


def _words(given: str) -> str:
    if match := _DAY_MONTH.fullmatch(given):
        day, name, year = match.groups()
    elif match := _MONTH_DAY.fullmatch(given):
        name, day, year = match.groups()
    elif match := _MONTH.fullmatch(given):
        month = _months().get(folded(match[1]))
        return f"{match[2]}-{month:02}" if month else ""
    else:
        return ""
    month = _months().get(folded(name))
    return _iso(int(year), month, int(day)) if month else ""


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
