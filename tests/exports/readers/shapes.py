"""Check JSON objects against a description of their fields: no field missing, none added, each of its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Types = tuple[type, ...]


def check(value: Any, fields: Mapping[str, Types], optional: Mapping[str, Types] | None = None) -> dict[str, Any]:
    """Return an object whose fields are as described. Raises AssertionError naming the one that is not."""
    assert type(value) is dict, value
    known = {**fields, **(optional or {})}
    assert fields.keys() <= value.keys() <= known.keys(), value.keys() ^ fields.keys()
    for name, found in value.items():
        assert type(found) in known[name], (name, found)
    return value


def texts(values: Any) -> list[str]:
    """Return a list of texts."""
    assert type(values) is list
    assert all(type(value) is str for value in values), values
    return values
