"""How each field of a row is merged: with which other fields, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

UNITS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "verdicts": (("label", "confidence", "at", "basis"), ("rationale", "condition"), ("checker", "cause", "over")),
    "excerpts": (("quote", "prefix", "suffix", "start", "end"),),
    "sources": (
        ("file", "sha256", "media_type", "accessed", "status", "last_modified", "etag", "doubt", "redirects"),
        ("archived", "archived_at"),
    ),
    "claims": (("draft", "start", "end", "sentence", "was"),),
    "entries": (("start", "end", "sentence"), ("closed", "outcome")),
}
"""The fields of each table that mean something together only: a change of one of them is one of all."""

SETS = frozenset({"tags", "waived", "dismissed", "warn", "numbers"})
"""Fields that are merged by element, and never contested."""

UNCONTESTED = frozenset({"position", "draft", "start"})
"""First fields of units of which the last value stands, without a word: a place in a draft is found by its text."""

SHOWN_ONLY = frozenset({"ref", "schema"})
"""Fields that a merge sets in the row itself, without a change: the ref of the second C77, the version of the file."""


@cache
def unit_of(table: str, field: str) -> tuple[str, ...]:
    """Return the fields that are merged as one with a field of a table; it alone for most."""
    return next((unit for unit in UNITS.get(table, ()) if field in unit), (field,))


def whole_units(table: str, fields: Iterable[str]) -> list[str]:
    """Return the fields with those that are merged as one with them, each once."""
    return list(dict.fromkeys(name for field in fields for name in unit_of(table, field)))
