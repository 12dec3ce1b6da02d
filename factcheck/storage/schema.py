"""What a db.json must be: its version, its tables, the types of their fields.

Reading is where hostile and damaged files are stopped: what is refused is named by table, row and field,
and the file stays as it is. Fields and tables that are not ours are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.case.case_info import MERGED_SCHEMA
from factcheck.case.record import Row
from factcheck.case.records import SETTLED, Confidence, Role, Stance
from factcheck.case.rows import RECORDS, filled
from factcheck.case.scale import read_scale
from factcheck.errors import InvalidError, UnreadableError

_REQUIRED: dict[str, tuple[str, ...]] = {
    "case": (),
    "sources": ("id",),
    "claims": ("id", "text"),
    "excerpts": ("id", "claim", "source", "stance", "quote"),
    "verdicts": ("claim", "checker", "label"),
    "entries": ("id", "on", "kind"),
    "history": ("id", "at", "by", "kind", "target"),
}
NESTING = 250
"""How many lists and objects a field may hold one in the other.

orjson writes 254: the row, the change that removes it and the list of a batch in the journal enclose a field.
"""
_CONTAINERS = frozenset({dict, list})
_NUMBER = (int, float)
_ROW_OR_NONE = (dict, type(None))
_TYPES: dict[str, tuple[type, ...]] = {
    "schema": (int,),
    "scale": (str, dict),
    "tags": (list,),
    "waived": (list,),
    "dismissed": (list,),
    "warn": (list,),
    "numbers": (list,),
    "flagged": (bool,),
    "position": _NUMBER,
    "start": (int, type(None)),
    "end": (int, type(None)),
    "label": (str, type(None)),
    "confidence": (str, type(None)),
    "undoes": (str, type(None)),
    "n": (int,),
    "seen": (list,),
    "over": (list,),
    "blind": (bool,),
    "before": _ROW_OR_NONE,
    "after": _ROW_OR_NONE,
}
_WORDS: dict[str, dict[str, frozenset[str]]] = {
    "sources": {"role": frozenset({"", *Role})},
    "excerpts": {"stance": frozenset(Stance)},
    "verdicts": {"confidence": frozenset(Confidence), "role": frozenset({"", SETTLED})},
}
"""The words that a field may hold, by table."""
_TEXTS: dict[str, frozenset[str]] = {
    "case": frozenset({"warn", "numbers"}),
    "claims": frozenset({"tags", "waived", "dismissed"}),
    "verdicts": frozenset({"over"}),
    "history": frozenset({"seen"}),
}
"""The fields that hold a list of texts, by table."""
_CHECKED = {**_TEXTS, "history": _TEXTS["history"] | {"before", "after"}}
"""The fields with lists or objects whose values are checked in every row, by table."""
_AT_ONCE = {"sources", "excerpts"}
_GOOD: dict[str, set[tuple[Any, ...]]] = {name: set() for name in RECORDS}
"""Shapes, names and types in their order, of rows that were found good: most rows of a file have one of them."""
_GOOD_SIDES: dict[str, set[tuple[Any, ...]]] = {name: set() for name in RECORDS if name != "history"}
"""The same of what a change lays over a row of a table."""
_PLAIN_SIDES: dict[tuple[Any, ...], tuple[tuple[str, frozenset[str]], ...]] = {}
"""Those of them, behind the name of the table, in which any value of its type is good, but for fields with words."""
_SHAPES = 1000
_TYPE_NAMES = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    float: "a number with a fraction",
    type(None): "null",
}


def check_row(table: str, number: str, row: Any) -> Row:
    """Return the row with its absent fields filled in. Raises UnreadableError naming the fault."""
    if type(row) is not dict:
        raise UnreadableError(f"{table} row {number}: must be an object, not {_type(row)}")
    good = _GOOD[table]
    shape = (*row, *map(type, row.values()))
    if shape in good:
        found: Row = row
    else:
        _check_shape(f"{table} row {number}", table, row)
        found = filled(table, row)
        if found is row:
            _remember(good, shape, table, row)
    _check_values(f"{table} row {number}", table, found)
    return found


def check_rows(table: str, numbers: Sequence[str], rows: Sequence[Any]) -> Sequence[Row]:
    """Return rows with their absent fields filled in. Raises UnreadableError naming the fault.

    Rows of shapes that are known, and whose words are, are let pass all at once.
    """
    if table in _AT_ONCE and set(map(type, rows)) <= {dict}:
        known = {(*row, *map(type, row.values())) for row in rows} <= _GOOD[table]
        values = _WORDS[table].items()
        if known and all({row.get(name, "") for row in rows} <= words for name, words in values):
            return rows
    if table == "history":
        known_rows = _GOOD[table]
        return [
            row if _is_plain_change(row, known_rows) else check_row(table, number, row)
            for number, row in zip(numbers, rows, strict=True)
        ]
    return [check_row(table, number, row) for number, row in zip(numbers, rows, strict=True)]


def _is_plain_change(row: Any, good: set[tuple[Any, ...]]) -> bool:
    """Return whether a change has a shape that is known, and lays nothing over its row whose values are to be seen."""
    if type(row) is not dict or (*row, *map(type, row.values())) not in good:
        return False
    before, after = row["before"], row["after"]
    table = row["target"].partition("/")[0]
    for side in (before, after):
        if side is not None:
            words = _PLAIN_SIDES.get((table, *side, *map(type, side.values())))
            if words is None or any(side[name] is not None and side[name] not in known for name, known in words):
                return False
    return all(type(each) is str for each in row.get("seen", ()))


def _check_shape(where: str, table: str, row: Row) -> None:
    """Refuse a row that lacks a field, or has a value of a wrong type in one."""
    for name in _REQUIRED[table]:
        if name not in row:
            raise UnreadableError(f"{where}: {name} is missing")
    _check_types(where, table, row)
    _check_nesting(where, table, row)


def _check_nesting(where: str, table: str, row: Row) -> None:
    for name in _unchecked(table, row):
        if _is_deep(row[name]):
            raise UnreadableError(f"{where}: {name} is nested more than {NESTING} levels deep")


def _unchecked(table: str, row: Row) -> list[str]:
    """Return the fields with lists or objects whose values are not checked otherwise."""
    if _CONTAINERS.isdisjoint(map(type, row.values())):
        return []
    checked = _CHECKED.get(table, frozenset())
    return [name for name, value in row.items() if type(value) in _CONTAINERS and name not in checked]


def _remember(good: set[tuple[Any, ...]], shape: tuple[Any, ...], table: str, row: Row) -> None:
    """Let rows of a shape pass from now on, unless they may hold what is nested too deeply."""
    if len(good) < _SHAPES and not _unchecked(table, row):
        good.add(shape)


def _is_deep(value: Any) -> bool:
    """Return whether more than NESTING lists and objects stand one in the other."""
    level = [value]
    for _ in range(NESTING):
        parts = (part for each in level for part in (each.values() if type(each) is dict else each))
        level = [part for part in parts if type(part) in _CONTAINERS]
        if not level:
            return False
    return True


def _check_types(where: str, table: str, row: Row) -> None:
    fields: tuple[str, ...] = RECORDS[table].__slots__
    for name in fields:
        if name in row and type(row[name]) not in _TYPES.get(name, (str,)):
            raise UnreadableError(f"{where}: {name} must not be {_type(row[name])}")


def _check_values(where: str, table: str, row: Row) -> None:
    for name, words in _WORDS.get(table, {}).items():
        value = row.get(name)
        if value is not None and value not in words:
            expected = ", ".join(sorted(words))
            raise UnreadableError(f"{where}: {name} must be one of {expected}, not {value!r}")
    for name in _TEXTS.get(table, ()):
        if name in row and not all(isinstance(text, str) for text in row[name]):
            raise UnreadableError(f"{where}: {name} must hold texts")
    if table == "claims" and "/" in row.get("id", ""):
        raise UnreadableError(f"{where}: id must not have a slash in it, which parts it from the checker's name")
    if table == "history":
        _check_sides(where, row)


def _check_sides(where: str, change: Row) -> None:
    """Hold what a change lays over a row to what such a row may be: undo would put it there."""
    table = change["target"].partition("/")[0]
    good = _GOOD_SIDES.get(table)
    for side in ("before", "after"):
        row = change.get(side)
        if row is None:
            continue
        if good is None:  # the table is not ours
            _check_nesting(f"{where}: {side}", table, row)
            continue
        shape = (*row, *map(type, row.values()))
        if shape not in good:
            _check_nesting(f"{where}: {side}", table, row)
            _check_types(f"{where}: {side}", table, row)
            _remember(good, shape, table, row)
            if shape in good and row.keys().isdisjoint({"id", *_TEXTS.get(table, ())}):
                words = tuple((name, known) for name, known in _WORDS.get(table, {}).items() if name in row)
                _PLAIN_SIDES[table, *shape] = words
        _check_values(f"{where}: {side}", table, row)


def check_tree(tree: Any) -> Mapping[str, Mapping[str, Any]]:
    """Return `tree` if it is a TinyDB tree. Raises UnreadableError."""
    if not isinstance(tree, dict):
        raise UnreadableError(f"must be an object with the tables of a case, not {_type(tree)}")
    for name, table in tree.items():
        if not isinstance(table, dict):
            raise UnreadableError(f"table {name} must be an object, not {_type(table)}")
    return tree


def check_sheet(number: str, sheet: Any) -> None:
    """Refuse a cover sheet of a newer schema, or with a scale that is none. Raises UnreadableError."""
    schema = sheet.get("schema", MERGED_SCHEMA) if isinstance(sheet, dict) else None
    if isinstance(schema, int) and schema > MERGED_SCHEMA:
        raise UnreadableError(f"has schema {schema}; this factcheck reads up to {MERGED_SCHEMA}: a newer one is needed")
    row = check_row("case", number, sheet)
    try:
        read_scale(row["scale"])
    except InvalidError as error:
        raise UnreadableError(f"case row {number}: {error}") from error


def _type(value: Any) -> str:
    return _TYPE_NAMES.get(type(value), "a number")
