"""Which format a file has, by what it holds; its name only decides where the content leaves it open."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from factcheck.documents.encodings import decode
from factcheck.errors import UnreadableError
from factcheck.imports import json_values

_SEEN = 1 << 16
_ITEM = re.compile(r"(?m)^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S|^ {0,3}#{1,6}[ \t]+\S")
_TABLES = {".csv", ".tsv", ".tab"}
_PAGES = {".md", ".markdown", ".mdown"}


def detect_format(data: bytes, name: str = "") -> str:
    """Return the name of the format. Raises UnreadableError where it is none of those that are known."""
    if data.startswith(b"PK"):
        return "xlsx"
    suffix = PurePath(name).suffix.lower()
    characters = decode(data).text
    begun = characters[:_SEEN].lstrip()
    if begun[:1] in {"{", "["} and suffix not in _TABLES | _PAGES:
        return _of_json(characters)
    if begun.startswith("<"):
        return "claimreview"
    if suffix in _PAGES or (suffix not in _TABLES and _ITEM.search(begun)):
        return "markdown"
    return "csv"


def _of_json(characters: str) -> str:
    try:
        found = json_values.parse(characters)
    except UnreadableError:
        rows, _ = json_values.parse_lines(characters)
        if not rows:
            raise
        return _of_lines(rows[0][1])
    if isinstance(found, dict):
        return _of_object(found)
    if isinstance(found, list):
        return _of_list(found)
    raise UnreadableError("is JSON of no format known here")


def _of_object(found: dict[str, Any]) -> str:
    if found.get("format") == "factcheck case" or {"claims", "excerpts", "sources"} <= found.keys():
        return "json"
    if "claim_detail" in found:
        return "loki"
    if _is_annotated(found):
        return "annotations"
    if "claim" in found and "@type" not in found and {"evidence", "label", "verifiable"} & found.keys():
        return _of_lines(found)  # a data set of one line
    return "claimreview"


def _of_list(found: list[Any]) -> str:
    first = next((item for item in found if isinstance(item, dict)), {})
    if _is_annotated(first):
        return "annotations"
    if "claim" in first and "@type" not in first:
        return "averitec"
    if "claim_detail" in first:
        return "loki"
    return "claimreview"


def _is_annotated(found: dict[str, Any]) -> bool:
    kinds = found.get("type")
    named = any(isinstance(kind, str) and kind.startswith("Annotation") for kind in (kinds, *_some(kinds)))
    return named or "target" in found or bool({"rows", "annotations"} & found.keys())


def _some(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _of_lines(row: Any) -> str:
    if isinstance(row.get("evidence"), dict) or "cited_doc_ids" in row:
        return "scifact"
    return "fever"
