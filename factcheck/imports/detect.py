"""Detect the format of a file by its content; the suffix of its name decides between text formats."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from factcheck.documents.encodings import decode
from factcheck.errors import UnreadableError
from factcheck.imports import json_values

_BEGINNING = 1 << 16
_LIST_ITEM_OR_HEADING = re.compile(r"(?m)^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S|^ {0,3}#{1,6}[ \t]+\S")
_TABLE_SUFFIXES = {".csv", ".tsv", ".tab"}
_MARKDOWN_SUFFIXES = {".md", ".markdown", ".mdown"}


def detect_format(data: bytes, name: str = "") -> str:
    """Return the name of the format. Raises UnreadableError for JSON of an unknown format."""
    if data.startswith(b"PK"):
        return "xlsx"
    suffix = PurePath(name).suffix.lower()
    characters = decode(data).text
    beginning = characters[:_BEGINNING].lstrip()
    if beginning[:1] in {"{", "["} and suffix not in _TABLE_SUFFIXES | _MARKDOWN_SUFFIXES:
        return _of_json(characters)
    if beginning.startswith("<"):
        return "claimreview"
    if suffix in _MARKDOWN_SUFFIXES or (suffix not in _TABLE_SUFFIXES and _LIST_ITEM_OR_HEADING.search(beginning)):
        return "markdown"
    return "csv"


def _of_json(characters: str) -> str:
    try:
        value = json_values.parse(characters)
    except UnreadableError:
        rows, _ = json_values.parse_lines(characters)
        if not rows:
            raise
        return _of_data_set(rows[0][1])
    if isinstance(value, dict):
        return _of_object(value)
    if isinstance(value, list):
        return _of_list(value)
    raise UnreadableError("is JSON of an unknown format")


def _of_object(value: dict[str, Any]) -> str:
    if value.get("format") == "factcheck case" or {"claims", "excerpts", "sources"} <= value.keys():
        return "json"
    if "claim_detail" in value:
        return "loki"
    if _is_annotation(value):
        return "annotations"
    if "claim" in value and "@type" not in value and {"evidence", "label", "verifiable"} & value.keys():
        return _of_data_set(value)  # JSON Lines with one line
    return "claimreview"


def _of_list(items: list[Any]) -> str:
    first = next((item for item in items if isinstance(item, dict)), {})
    if _is_annotation(first):
        return "annotations"
    if "claim" in first and "@type" not in first:
        return "averitec"
    if "claim_detail" in first:
        return "loki"
    return "claimreview"


def _is_annotation(value: dict[str, Any]) -> bool:
    types = value.get("type")
    types = types if isinstance(types, list) else [types]
    typed = any(isinstance(type_, str) and type_.startswith("Annotation") for type_ in types)
    return typed or "target" in value or bool({"rows", "annotations"} & value.keys())


def _of_data_set(row: Any) -> str:
    if isinstance(row.get("evidence"), dict) or "cited_doc_ids" in row:
        return "scifact"
    return "fever"
