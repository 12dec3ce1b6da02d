"""Tells where and when a web page was saved, from the comment that the program that saved it wrote at its top.

Browsers write `<!-- saved from url=(0027)https://example.org/page -->`; SingleFile writes the address and the date, one
in a line. The date of saving is when the page was accessed, not when it was published.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from factcheck.case.input import stamp

_HEAD = 4096  # characters at the top of a page in which the comment stands
_SAVED_FROM = re.compile(r"(?i)<!--\s*saved from url=(?:\(\d+\))?(https?://[^\s<>]+?)\s*-->")
_SINGLE_FILE = re.compile(
    r"(?is)<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)(?:\s+saved date:\s*([^\n]+))?"
)
_SCRIPT_DATE = re.compile(r"(\w{3}) (\w{3}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d)(?: GMT)?([+-]\d{4})?")


class SavedPage(NamedTuple):
    """The address of a saved page, and when it was saved, in UTC; each empty if it is not told."""

    url: str = ""
    accessed: str = ""


def saved_page(source: str) -> SavedPage:
    """Return what a page tells of its saving."""
    head = source[:_HEAD]
    if found := _SINGLE_FILE.search(head):
        return SavedPage(found[1], _script_date(found[2] or ""))
    found = _SAVED_FROM.search(head)
    return SavedPage(found[1]) if found else SavedPage()


def saved_at(date: str) -> str:
    """Return the date of a header (RFC 5322) as a time in UTC; "" if it is none."""
    try:
        parsed = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError):
        return ""
    return _stamp(parsed)


def _script_date(date: str) -> str:
    """Return a date as JavaScript writes it ("Sat Nov 28 2026 20:41:07 GMT+0100 (…)") as a time in UTC."""
    found = _SCRIPT_DATE.search(date)
    if found is None:
        return ""
    try:
        parsed = datetime.strptime(f"{' '.join(found.group(2, 3, 4, 5))} {found[6] or '+0000'}", "%b %d %Y %H:%M:%S %z")
    except ValueError:
        return ""
    return _stamp(parsed)


def _stamp(moment: datetime) -> str:
    try:
        return stamp(moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC))
    except (ValueError, OverflowError):
        return ""
