"""JSON (RFC 8259) as the exports write it: compact, one object a line, so that it streams and versions compare."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

JOINT = b",\n"
_ACTIVE_ON_PAGES = ((b"<", rb"\u003c"), (b">", rb"\u003e"), (b"&", rb"\u0026"))


def dumps(value: Any) -> bytes:
    """Return the JSON of a value. Half a surrogate pair, which a document's text may hold, becomes a "?"."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def lines(values: Iterable[Any]) -> Iterator[bytes]:
    """Yield JSON Lines: each value on a line of its own."""
    for value in values:
        yield dumps(value) + b"\n"


def array(values: Iterable[Any]) -> Iterator[bytes]:
    """Yield one JSON array of all values, each on a line of its own."""
    return enclosed(b"[", map(dumps, values), b"]\n")


def enclosed(head: bytes, written: Iterable[bytes], tail: bytes) -> Iterator[bytes]:
    """Yield JSON that is written already, between `head` and `tail`, with what parts the items of an array."""
    yield head + b"\n"
    joint = b""
    for piece in written:
        yield joint + piece
        joint = JOINT
    yield b"\n" + tail


def for_pages(written: bytes) -> bytes:
    """Return JSON that can stand in a script element of an HTML page and never ends it."""
    for character, escape in _ACTIVE_ON_PAGES:
        written = written.replace(character, escape)
    return written
