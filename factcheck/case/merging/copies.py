"""What a merge reads of one copy of a case: its rows as they are written, and its changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

import orjson

from factcheck.case.case import Case
from factcheck.case.rows import filled

ChangeRow: TypeAlias = tuple[dict[str, Any], bytes | None]
"""A change as a row, and its JSON; None if the row is not what a file holds, because something was filled in."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The JSON of the rows of a copy, by table and key, and its changes in their order.

    Changes that all copies have may be left out.
    """

    rows: Mapping[str, Mapping[str, bytes]]
    changes: list[ChangeRow]

    def row(self, table: str, key: str) -> dict[str, Any] | None:
        """Return a row with its absent fields filled in; None where there is none."""
        stored = self.rows.get(table, {}).get(key)
        return None if stored is None else dict(filled(table, orjson.loads(stored)))


def copies_of(cases: Iterable[Case]) -> list[Copy]:
    """Return what a merge reads of cases; changes that several have with the same bytes are parsed once."""
    copies: list[Copy] = []
    known: dict[str, ChangeRow] = {}
    for case in cases:
        changes = changes_of(case, known)
        known = known or {change[0]["id"]: change for change in changes}
        copies.append(Copy({name: table.written() for name, table in case.tables.items()}, changes))
    return copies


def changes_of(case: Case, known: Mapping[str, ChangeRow] = MappingProxyType({})) -> list[ChangeRow]:
    """Return the changes of a case as rows; those of older versions get an `n` and a `seen`, as they were made.

    Those that are in `known` with the same bytes, from another copy, are not parsed again.
    """
    changes = []
    is_numbered = True
    for key, stored in case.history.stored().items():
        same = known.get(key)
        if same is None or same[1] != stored:
            row: dict[str, Any] = orjson.loads(stored)
            same = (row, stored if row.get("n") and "seen" in row else None)
        is_numbered = is_numbered and same[1] is not None
        changes.append(same)
    if not is_numbered:
        _number(row for row, _ in changes)
    return changes


def _number(rows: Iterable[dict[str, Any]]) -> None:
    """Give changes of older versions their `n` and `seen`."""
    clock = 0
    heads: dict[str, list[str]] = {}
    for row in rows:
        above = heads.get(row["target"], [])
        if not row.get("n"):
            row |= {"n": clock + 1, "seen": list(above)}
        seen = set(row.setdefault("seen", []))
        heads[row["target"]] = [*(each for each in above if each not in seen), row["id"]]
        clock = max(clock, row["n"])
