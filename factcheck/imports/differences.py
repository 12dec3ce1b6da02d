"""What a file has otherwise than the case, field by field, of the rows that both have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.case.record import Row
from factcheck.imports.plan import Difference, ImportStatus, PlanLine
from factcheck.text import clean_line, visible_line

COMPARED: Mapping[str, tuple[str, ...]] = {
    "claims": ("text", "speaker", "date", "origin", "tags", "external_id"),
    "sources": ("title", "publisher", "author", "published", "url", "accessed", "language", "note", "role"),
    "excerpts": ("stance", "quote", "claim", "source", "locator", "note"),
    "verdicts": ("label", "confidence", "rationale", "condition"),
}
"""The fields of each table that are compared; all others are the program's."""

_MOVED: Row = {"prefix": "", "suffix": "", "start": None, "end": None}
"""What a changed quotation or source leaves unknown: where the quotation stands."""
_WITH = {"label": ("at", "basis"), "quote": tuple(_MOVED), "source": tuple(_MOVED)}
_SHOWN = 80
_CELL = 32_000
"""A text of a spreadsheet that is longer may have been cut."""
_SIGN = re.compile("[\u2400-\u241f\ufffd]|<U\\+[0-9A-F]{4}>")


def differences(
    table: str, key: str, here: Row, there: Row, place: str, names: Mapping[str, str]
) -> Iterator[PlanLine]:
    """Yield a line for each compared field of the row `here` that `there` has with another value.

    `names` shows ids as people know them: refs of claims and sources, names of labels.
    """
    for field in COMPARED[table]:
        if field not in there or is_same(here.get(field), there[field]):
            continue
        value = list(there[field]) if isinstance(there[field], tuple) else there[field]
        with_it = {name: here.get(name) for name in _WITH.get(field, ())}
        after = {field: value} | {name: _MOVED[name] for name in with_it if name in _MOVED}
        before = {field: here.get(field, [] if field == "tags" else "")} | with_it
        if field == "label" and value is None and here.get("confidence") is not None:
            before, after = before | {"confidence": here["confidence"]}, after | {"confidence": None}
        noun = table.removesuffix("s")
        ref = here.get("ref") or names.get(here.get("claim", ""), "")
        words = f"{ref} {field}: {shown_value(here.get(field), names)} / {shown_value(value, names)}".strip()
        change = Difference(target=f"{table}/{key}", field=field, before=before, after=after)
        yield PlanLine(place, ImportStatus.DIFFERS, noun, words, "here / there", change)


def is_same(here: Any, there: Any) -> bool:
    """Return whether two values are equal but for what a spreadsheet does to a text."""
    if isinstance(there, list | tuple):
        return [_plain(each) for each in here or () if each] == [_plain(each) for each in there if each]
    if isinstance(here, str) and isinstance(there, str):
        one, other = _plain(here), _plain(there)
        return one == other or (len(other) > _CELL // 2 and other.endswith("…") and one.startswith(other[:-1]))
    return (here or None) == (there or None)


def _plain(text: str) -> str:
    """Return a text without control characters and their signs, with single spaces."""
    return clean_line(_SIGN.sub("", clean_line(text)))


def shown_value(value: Any, names: Mapping[str, str]) -> str:
    """Return a value for people: quoted, cut where it is long, and by its name where it is an id."""
    if isinstance(value, list | tuple):
        value = "; ".join(value)
    if not value:
        return "nothing"
    line = visible_line(names.get(value, str(value)))
    return f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”"
