"""Values of records as other formats write them: JSON, dates, web addresses, identifiers and names of people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Protocol
from urllib.parse import quote

import orjson

from factcheck.case.case import Case
from factcheck.case.ids import ref_number
from factcheck.case.index import LETTERS
from factcheck.case.records import Claim, Source

# JSON (RFC 8259): compact, one object a line, so that it can be streamed and compared line by line

ITEM_SEPARATOR = b",\n"
_ACTIVE_IN_HTML = ((b"<", rb"\u003c"), (b">", rb"\u003e"), (b"&", rb"\u0026"))


def dumps(value: Any) -> bytes:
    """Return a value as JSON in UTF-8; a lone surrogate, which the text of a document may contain, becomes "?"."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def json_lines(values: Iterable[Any]) -> Iterator[bytes]:
    """Yield JSON Lines: each value with its newline."""
    for value in values:
        yield dumps(value) + b"\n"


def json_array(values: Iterable[Any]) -> Iterator[bytes]:
    """Yield the pieces of one JSON array, each value on a line of its own."""
    return separated(b"[", map(dumps, values), b"]\n")


def separated(head: bytes, items: Iterable[bytes], tail: bytes) -> Iterator[bytes]:
    """Yield `head`, items that are JSON already with separators between them, and `tail`."""
    yield head + b"\n"
    separator = b""
    for item in items:
        yield separator + item
        separator = ITEM_SEPARATOR
    yield b"\n" + tail


def escape_for_html(data: bytes) -> bytes:
    """Return JSON that is safe in a script element of an HTML page: nothing in it ends the element."""
    for character, escape in _ACTIVE_IN_HTML:
        data = data.replace(character, escape)
    return data


# Dates and web addresses

_ISO_TIME = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_UTC_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def date_parts(text: str) -> tuple[int, ...]:
    """Return year, month and day of an ISO 8601 date or time, as many as it has; () if it is not one."""
    match = _ISO_TIME.fullmatch(text)
    if match is None:
        return ()
    parts = tuple(int(part) for part in match.groups()[:3] if part)
    try:
        date(*parts, *(1,) * (3 - len(parts)))
    except ValueError:
        return ()
    return parts


def day(text: str) -> str:
    """Return the date of an ISO 8601 date or time in its precision (2026, 2026-11, 2026-11-22); "" if it is not one."""
    return "-".join(f"{part:0{width}}" for part, width in zip(date_parts(text), (4, 2, 2), strict=False))


def is_utc(text: str) -> bool:
    """Return whether a text is a time in UTC, as xsd:dateTime writes it with Z."""
    return len(date_parts(text)) > 0 and _UTC_TIME.fullmatch(text) is not None


def is_web(text: str) -> bool:
    """Return whether a text is an http or https address without invisible characters."""
    return text.isprintable() and _WEB_ADDRESS.fullmatch(text) is not None


# Identifiers


def urn(table: str, row_id: str) -> str:
    """Return the URN of a row, "urn:x-factcheck:excerpt:9f86d081884c7d65"; the id is percent-encoded."""
    return f"urn:x-factcheck:{table}:{quote(row_id, safe='')}"


def source_iri(source: Source) -> str:
    """Return the web address of a source; its URN if it has none."""
    return source.url if is_web(source.url) else urn("source", source.id)


class _HasRef(Protocol):
    """A record that has a ref."""

    @property
    def id(self) -> str: ...

    @property
    def ref(self) -> str: ...


class RefNumbers:
    """Whole numbers for the rows of a table: 12 for C12. A ref of any other form gets a number above all of these."""

    def __init__(self, case: Case, table: str) -> None:
        """Number the rows of `table`, for example "claims"."""
        self._letter = LETTERS[table]
        self._next = case.index.next_number(table)
        self._others: dict[str, int] = {}

    def external(self, claim: Claim) -> int | str:
        """Return the id that a data set gives a claim, as a number if it is one; else the number of its ref."""
        given = claim.external_id
        return int(given) if given.isdecimal() and str(int(given)) == given else given or self.of(claim)

    def of(self, record: _HasRef) -> int:
        """Return the number of a row, which does not change."""
        number = ref_number(record.ref, self._letter)
        if record.ref.upper() == f"{self._letter}{number}":
            return number
        return self._others.setdefault(record.id, self._next + len(self._others))


# Names of people

_NAME_SEPARATORS = re.compile(r"\b(?:and|others)\b", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*(?:, ?[^\W\d_](?:[^\W\d_]|[ .'’-])*)?")


def author_names(author: str) -> list[str]:
    """Return the names in a line of authors separated by " and ": "A. Berg and Cora Dahl"."""
    return author.split(" and ") if author else []


def is_plain_name(name: str) -> bool:
    """Return whether a name is made of letters, with at most one comma between family and given name."""
    return _PLAIN_NAME.fullmatch(name) is not None and not _NAME_SEPARATORS.search(name)
