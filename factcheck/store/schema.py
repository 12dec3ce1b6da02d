"""What a db.json must be: its version, its tables, the types of their fields.

Reading is where hostile and damaged files are stopped: what is refused is named by table, row and field,
and the file stays as it is. Fields and tables that are not ours are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factcheck.case import SCHEMA, Sheet
from factcheck.changes import Change
from factcheck.errors import InvalidError, UnreadableError
from factcheck.model import Claim, Confidence, Excerpt, Record, Row, Source, Stance, Verdict
from factcheck.scale import read_scale

RECORDS: dict[str, type[Record]] = {
    "case": Sheet,
    "sources": Source,
    "claims": Claim,
    "excerpts": Excerpt,
    "verdicts": Verdict,
    "history": Change,
}
"""The tables of a case and the record that each row of them is."""

_REQUIRED = {
    "case": (),
    "sources": ("id",),
    "claims": ("id", "text"),
    "excerpts": ("id", "claim", "source", "stance", "quote"),
    "verdicts": ("claim", "checker", "label"),
    "history": ("id", "at", "by", "kind", "target"),
}
_NUMBER = (int, float)
_ROW_OR_NONE = (dict, type(None))
_TYPES: dict[str, tuple[type, ...]] = {
    "schema": (int,),
    "scale": (str, dict),
    "tags": (list,),
    "position": _NUMBER,
    "start": (int, type(None)),
    "end": (int, type(None)),
    "label": (str, type(None)),
    "confidence": (str, type(None)),
    "undoes": (str, type(None)),
    "before": _ROW_OR_NONE,
    "after": _ROW_OR_NONE,
}
_WORDS: dict[str, frozenset[str]] = {"stance": frozenset(Stance), "confidence": frozenset(Confidence)}
_DEFAULTS: dict[str, Row] = {}


def check_row(table: str, number: str, row: Any) -> Row:
    """Return the row with its absent fields filled in. Raises UnreadableError naming the fault."""
    where = f"{table} row {number}"
    if not isinstance(row, dict):
        raise UnreadableError(f"{where}: must be an object, not {_type(row)}")
    for name in _REQUIRED[table]:
        if name not in row:
            raise UnreadableError(f"{where}: {name} is missing")
    for name in RECORDS[table].__slots__:
        if name in row and type(row[name]) not in _TYPES.get(name, (str,)):
            raise UnreadableError(f"{where}: {name} must not be {_type(row[name])}")
    for name, words in _WORDS.items():
        if row.get(name) is not None and row[name] not in words and name in RECORDS[table].__slots__:
            raise UnreadableError(f"{where}: {name} must be one of {', '.join(sorted(words))}, not {row[name]!r}")
    if table == "claims" and not all(isinstance(tag, str) for tag in row.get("tags", ())):
        raise UnreadableError(f"{where}: tags must be texts")
    defaults = _defaults(table)
    return row if defaults.keys() <= row.keys() else {**defaults, **row}


def _defaults(table: str) -> Row:
    """Return the fields of a table that have a default, with it."""
    if table not in _DEFAULTS:
        blanks = {name: "context" if name == "stance" else "" for name in _REQUIRED[table]}
        row = RECORDS[table].from_row(blanks).to_row()
        _DEFAULTS[table] = {name: value for name, value in row.items() if name not in blanks}
    return _DEFAULTS[table]


def check_tree(tree: Any) -> Mapping[str, Mapping[str, Any]]:
    """Return `tree` if it is a TinyDB tree of a case this program can read. Raises UnreadableError."""
    if not isinstance(tree, dict):
        raise UnreadableError(f"must be an object with the tables of a case, not {_type(tree)}")
    if tree and not tree.keys() & RECORDS.keys():
        raise UnreadableError(f"is no case: it has none of the tables {', '.join(RECORDS)}")
    for name in tree.keys() & RECORDS.keys():
        if not isinstance(tree[name], dict):
            raise UnreadableError(f"table {name} must be an object, not {_type(tree[name])}")
    sheets = list(tree.get("case", {}).values())
    if len(sheets) > 1:
        raise UnreadableError(f"table case must have one row, not {len(sheets)}")
    for sheet in sheets:
        _check_sheet(sheet)
    return tree


def _check_sheet(sheet: Any) -> None:
    schema = sheet.get("schema", SCHEMA) if isinstance(sheet, dict) else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise UnreadableError(f"has schema {schema}; this factcheck reads up to {SCHEMA}: a newer one is needed")
    row = check_row("case", "1", sheet)
    try:
        read_scale(row["scale"])
    except InvalidError as error:
        raise UnreadableError(f"case row 1: {error}") from error


def _type(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
