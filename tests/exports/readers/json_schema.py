"""Validate a value against a JSON Schema: the keywords that ours uses, and an error for any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "null": lambda value: value is None,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}
_NOTES = {"$schema", "$defs", "title", "description"}


def faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any] | None = None, at: str = "$") -> list[str]:
    """Return where a value is not as the schema (draft 2020-12) has it, as "place: keyword"."""
    root = schema if root is None else root
    found = []
    for keyword, rule in schema.items():
        if keyword in _NOTES:
            continue
        found += _KEYWORDS[keyword](value, rule, root, at)
    return found


def _when(fits: bool, at: str, keyword: str) -> list[str]:
    return [] if fits else [f"{at}: {keyword}"]


def _type(value: Any, rule: Any, _root: Any, at: str) -> list[str]:
    names = [rule] if isinstance(rule, str) else rule
    return _when(any(_TYPES[name](value) for name in names), at, "type")


def _properties(value: Any, rule: Any, root: Any, at: str) -> list[str]:
    named = [name for name in rule if isinstance(value, dict) and name in value]
    return [fault for name in named for fault in faults(value[name], rule[name], root, f"{at}.{name}")]


def _items(value: Any, rule: Any, root: Any, at: str) -> list[str]:
    items = value if isinstance(value, list) else []
    return [fault for number, item in enumerate(items) for fault in faults(item, rule, root, f"{at}[{number}]")]


def _ref(value: Any, rule: str, root: Any, at: str) -> list[str]:
    target = root
    for name in rule.removeprefix("#/").split("/"):
        target = target[name]
    return faults(value, target, root, at)


def _additional(value: Any, rule: Any, root: Any, at: str) -> list[str]:
    assert rule is False
    return _when(not isinstance(value, dict) or value.keys() <= root["properties"].keys(), at, "additionalProperties")


_KEYWORDS: dict[str, Callable[[Any, Any, Any, str], list[str]]] = {
    "type": _type,
    "properties": _properties,
    "items": _items,
    "$ref": _ref,
    "additionalProperties": _additional,
    "required": lambda value, rule, _root, at: _when(
        not isinstance(value, dict) or set(rule) <= value.keys(), at, "required"
    ),
    "enum": lambda value, rule, _root, at: _when(value in rule, at, "enum"),
    "const": lambda value, rule, _root, at: _when(value == rule, at, "const"),
    "anyOf": lambda value, rule, root, at: _when(any(not faults(value, each, root) for each in rule), at, "anyOf"),
    "pattern": lambda value, rule, _root, at: _when(
        not isinstance(value, str) or re.search(rule, value) is not None, at, "pattern"
    ),
    "minimum": lambda value, rule, _root, at: _when(not _TYPES["number"](value) or value >= rule, at, "minimum"),
    "minItems": lambda value, rule, _root, at: _when(not isinstance(value, list) or len(value) >= rule, at, "minItems"),
}
