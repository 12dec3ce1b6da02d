"""Asks a web archive for a copy of a page: a TimeGate of the Memento protocol (RFC 7089), or a Wayback-like service.

The answer may be the copy itself, reached over redirects, which says its time in the header Memento-Datetime or in its
address (14 digits), or JSON that names the closest copy. The text of a copy is never loaded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPResponse
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin

from factcheck.case.input import stamp
from factcheck.documents.web.address import Address, read_address, redirect_address
from factcheck.documents.web.connection import Deadline, FetchError, FetchLimits
from factcheck.documents.web.response import REDIRECTS, USER_AGENT, as_sent, request
from factcheck.errors import UnreadableError

LIMITS = FetchLimits(connect=10, whole=120, size=1 << 20)
"""The limits of one answer: a service that saves a page may need long."""
_PLACE = "{url}"
_MAX_HOPS = 6
_DIGITS = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")
_NONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class ArchivedCopy(NamedTuple):
    """A copy of a page in an archive: its address, and the time at which it was taken, in UTC (ISO 8601)."""

    url: str
    at: str


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


def host_of(service: str) -> str:
    """Return to which host the address of a page is sent: "https://archive.example.org". Raises UnreadableError."""
    address = read_address(service.replace(_PLACE, ""))
    return f"{address.scheme}://{address.netloc}"


def find_copy(
    service: str,
    url: str,
    near: datetime | None = None,
    limits: FetchLimits = LIMITS,
    cancelled: Callable[[], bool] = lambda: False,
) -> ArchivedCopy | None:
    """Return the copy of the page at `url` that a service names, the closest to the time `near`; None if it has none.

    In the address of the service `{url}` is replaced; without it, the address of the page is put at its end. Raises
    UnreadableError, one line with the address that was asked and the reason.
    """
    deadline = Deadline(limits, monotonic() + limits.whole, cancelled)
    first = address = read_address(_question(service, url))
    for _ in range(_MAX_HOPS):
        answer = _ask(address, near, deadline, allow_private=address.netloc == first.netloc)
        if copy := next(filter(_is_web, _copies(answer, address)), None):
            return copy
        if answer.status not in REDIRECTS:
            break
        address = redirect_address(address, answer.headers["location"])
    if answer.status in _NONE or (answer.status == HTTPStatus.OK and _is_json(answer)):
        return None
    if answer.status == HTTPStatus.OK:
        raise UnreadableError(f"{address.url}: names no archived copy; is it the address of a Memento TimeGate?")
    raise UnreadableError(f"{address.url}: the server answers {answer.status}, and names no archived copy")


def _question(service: str, url: str) -> str:
    if _PLACE not in service:
        return f"{service.rstrip('/')}/{url}"
    return service.replace(_PLACE, quote(url, safe="") if "?" in service.partition(_PLACE)[0] else url)


def _ask(address: Address, near: datetime | None, deadline: Deadline, *, allow_private: bool) -> _Answer:
    headers = {"Host": address.netloc, "User-Agent": USER_AGENT, "Connection": "close", "Accept": "*/*"}
    if near is not None:
        headers["Accept-Datetime"] = format_datetime(near.astimezone(UTC), usegmt=True)
    with request(address, deadline, allow_private=allow_private) as connection:
        connection.request("GET", address.target, headers=headers)
        response = connection.getresponse()
        found = {name.lower(): as_sent(value) for name, value in response.getheaders()}
        status = response.status if response.status not in REDIRECTS or "location" in found else HTTPStatus.BAD_GATEWAY
        answer = _Answer(status, found, b"")
        return answer._replace(body=_body(response, deadline.limits.size)) if _is_json(answer) else answer


def _is_json(answer: _Answer) -> bool:
    return "json" in answer.headers.get("content-type", "").lower()


def _body(response: HTTPResponse, limit: int) -> bytes:
    data = response.read(limit + 1)
    if len(data) > limit:
        raise FetchError(f"the answer is larger than {limit >> 10} KiB")
    return data


def _copies(answer: _Answer, address: Address) -> Iterator[ArchivedCopy]:
    """Yield the copies that an answer names, the surest first."""
    named = answer.headers.get("content-location", "")
    where = urljoin(address.url, named) if named else address.url
    if at := _header_time(answer.headers.get("memento-datetime", "")):
        yield ArchivedCopy(where, at)
    if _is_json(answer) and answer.status == HTTPStatus.OK:
        yield from _named(answer.body)
    if answer.status == HTTPStatus.OK:
        found = _DIGITS.search(where)
        if found and (at := _digits_time(found[1])):
            yield ArchivedCopy(where, at)


def _is_web(copy: ArchivedCopy) -> bool:
    """Return whether a copy has an address that can be opened."""
    try:
        return bool(read_address(copy.url))
    except UnreadableError:
        return False


def _named(body: bytes) -> Iterator[ArchivedCopy]:
    """Yield the copy that JSON names as the closest, in the form of Wayback or of Memento's aggregators."""
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        return
    wayback, memento = _inside(values, "archived_snapshots", "closest"), _inside(values, "mementos", "closest")
    at = _digits_time(str(wayback.get("timestamp", "")))
    if at and isinstance(wayback.get("url"), str) and wayback.get("available", True):
        yield ArchivedCopy(wayback["url"], at)
    uri = memento.get("uri")
    first = uri[0] if isinstance(uri, list) and uri else uri
    if isinstance(first, str) and (at := _iso_time(str(memento.get("datetime", "")))):
        yield ArchivedCopy(first, at)


def _inside(values: Any, *names: str) -> dict[str, Any]:
    for name in names:
        values = values.get(name) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else {}


def _header_time(value: str) -> str:
    try:
        return _stamp(parsedate_to_datetime(value))
    except (ValueError, TypeError, OverflowError):
        return ""


def _digits_time(value: str) -> str:
    try:
        return stamp(datetime.strptime(value, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""


def _iso_time(value: str) -> str:
    try:
        return _stamp(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        return ""


def _stamp(time: datetime) -> str:
    return stamp(time if time.tzinfo else time.replace(tzinfo=UTC))
