"""Detect the format of a file by its content; the suffix of its name decides between text formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import PurePath
from typing import Any, TypeAlias

from factcheck.documents import detection as documents
from factcheck.documents.encodings import decode
from factcheck.documents.formats import CSV, HTML, JSON, MARKDOWN, ODS, PLAIN, TSV, XLSX, XML, DocumentFormat
from factcheck.errors import UnreadableError
from factcheck.imports import json_values
from factcheck.imports.formats.claimreview import is_api_claim
from factcheck.imports.formats.json import is_case_file
from factcheck.imports.formats.qdpx import PROJECT
from factcheck.imports.formats.records import KEYS, NESTED, find
from factcheck.imports.formats.references import is_reference, is_references
from factcheck.imports.formats.spans import is_labelled

_BEGINNING = 1 << 16
_FEVER_FIELDS = 4
NAMES = ("averitec", "fever", "scifact", "claimreview", "annotations", "loki", "records", "spans", "references", "json")
"""The formats that are JSON."""
_LIST_ITEM_OR_HEADING = re.compile(r"(?m)^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S|^ {0,3}#{1,6}[ \t]+\S")
_TEXTS = {PLAIN, MARKDOWN, HTML, CSV, TSV, JSON, XML}
"""The formats of documents that may be lists of claims: their text decides."""
_VALUE = re.compile(r'[\[{]|(?:-?[0-9.]+|"[^"\n]*"|true|false|null)\s*\Z')
"""How a file of JSON begins, or all of one that is a single value."""
_TABLE_SUFFIXES = {".csv", ".tsv", ".tab"}
_MARKDOWN_SUFFIXES = {".md", ".markdown", ".mdown"}


def detect_format(data: bytes, name: str = "") -> str:
    """Return the name of the format. Raises UnreadableError for JSON of an unknown format."""
    return _of_bytes(data, name) or _of_text(data, PurePath(name).suffix.lower())


def _of_bytes(data: bytes, name: str) -> str:
    """Return the format of an archive, "" of a text. Raises UnreadableError for a document that is no such list."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK") and (suffix == ".qdpx" or PROJECT.encode() in data[:_BEGINNING]):
        return "qdpx"
    found = _document_format(data, name)
    if found in {XLSX, ODS}:
        return "ods" if found is ODS else "xlsx"
    if found is not None and found not in _TEXTS:
        raise UnreadableError(f"is a document ({found.name}), no list of claims; `factcheck source add` adds it")
    if suffix in {".yaml", ".yml"}:
        raise UnreadableError("is YAML, which is not read; save it as JSON")
    return "xlsx" if data.startswith(b"PK") else ""  # its error says what is wrong with the archive


def _of_text(data: bytes, suffix: str) -> str:
    characters = decode(data).text
    beginning = characters[:_BEGINNING].lstrip()
    if _VALUE.match(beginning) and suffix not in _TABLE_SUFFIXES | _MARKDOWN_SUFFIXES:
        return _of_json(characters)
    if beginning.startswith("<"):
        return "claimreview"
    if is_references(beginning):
        return "references"
    if suffix in _MARKDOWN_SUFFIXES or (suffix not in _TABLE_SUFFIXES and _LIST_ITEM_OR_HEADING.search(beginning)):
        return "markdown"
    return "csv"


def _document_format(data: bytes, name: str) -> DocumentFormat | None:
    with suppress(UnreadableError):
        return documents.detect_format(data, name)
    return None


def _of_json(characters: str) -> str:
    try:
        value = json_values.parse(characters)
    except UnreadableError:
        rows, _ = json_values.parse_lines(characters)
        if not rows:
            raise
        value = [row for _, row in rows]
    if isinstance(value, dict):
        return _of_object(value)
    if isinstance(value, list):
        return _of_list(value)
    raise UnreadableError(f"is {json_values.type_of(value)} in JSON, no list of claims")


def _is_case(value: dict[str, Any]) -> bool:
    tables = ({"claims", "excerpts", "sources"}, {"claims", "history"})
    return value.get("format") == "factcheck case" or any(
        (is_case_file(value), *(each <= value.keys() for each in tables))
    )


def _is_zotero(value: dict[str, Any]) -> bool:
    items = value.get("items")
    return isinstance(items, list) and bool(items) and is_reference(items[0])


def _is_annotation(value: dict[str, Any]) -> bool:
    types = value.get("type")
    types = types if isinstance(types, list) else [types]
    typed = any(isinstance(type_, str) and type_.startswith("Annotation") for type_ in types)
    return typed or "target" in value or bool({"rows", "annotations"} & value.keys())


_Test: TypeAlias = "Callable[[dict[str, Any]], bool]"

_WHOLE: Mapping[str, _Test] = {
    "json": _is_case,
    "loki": lambda value: "claim_detail" in value,
    "references": _is_zotero,
    "annotations": lambda value: _is_annotation(value) and not is_labelled(value),
}
"""The formats of one object that is a file."""

_ROWS: Mapping[str, _Test] = {
    "spans": is_labelled,
    "annotations": _is_annotation,
    "loki": lambda row: "claim_detail" in row,
    "claimreview": lambda row: "@type" in row or is_api_claim(row),
    "references": is_reference,
    "averitec": lambda row: "questions" in row or {"claim", "justification", "claim_types"} <= row.keys(),
    "scifact": lambda row: "claim" in row and (isinstance(row.get("evidence"), dict) or "cited_doc_ids" in row),
    "fever": lambda row: "verifiable" in row or _is_fever(row.get("evidence")),
    "records": lambda row: find(row, KEYS["text"]) is not None,
}
"""The formats of a list of objects, each with how one of them is known."""


def _of_object(value: dict[str, Any]) -> str:
    if name := next((name for name, test in _WHOLE.items() if test(value)), ""):
        return name
    listed = next((value[name] for name in NESTED if isinstance(value.get(name), list)), None)
    return _of_list(listed) if listed and not _has_review(value) else _of_row(value) or _reviews(value, [value])


def _of_list(items: list[Any]) -> str:
    if items and isinstance(items[0], str):
        return "records"
    first = next((item for item in items if isinstance(item, dict)), {})
    return _of_row(first) or _reviews(items, items)


def _of_row(row: dict[str, Any]) -> str:
    """Return the format of a list of objects by one of them; "" if it is none."""
    return next((name for name, test in _ROWS.items() if test(row)), "")


def _is_fever(evidence: Any) -> bool:
    """Return whether evidence is lists of lists of four, as in FEVER."""
    first = evidence[0] if isinstance(evidence, list) and evidence else None
    sentence = first[0] if isinstance(first, list) and first else None
    return isinstance(sentence, list) and len(sentence) == _FEVER_FIELDS


def _reviews(value: Any, rows: list[Any]) -> str:
    """Return the format of published reviews. Raises UnreadableError, with the keys, if there is none."""
    if _has_review(value):
        return "claimreview"
    raise UnreadableError(_unknown(json_values.keys_of(rows)))


def _has_review(value: Any) -> bool:
    stack = [value]
    while stack:
        found = stack.pop()
        if isinstance(found, dict) and ("claimReviewed" in found or is_api_claim(found)):
            return True
        if isinstance(found, dict | list):
            stack += found.values() if isinstance(found, dict) else found
    return False


def _unknown(keys: list[str]) -> str:
    seen = f"; its keys are {', '.join(keys)}" if keys else ""
    return f"is JSON of an unknown format{seen}; formats are {', '.join(NAMES)} (--format)"
