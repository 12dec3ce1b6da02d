"""A case as one checker sees it who is to judge for himself: without the others' work on claims he has not decided.

Left out are their verdicts, what settles these, their notes, and the warnings that were dismissed; and every change of
these, undone or not. So nothing that reads such a case can show them. Tasks stay: they judge nothing. Excerpts stay as
they are; they are what all judge by.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import orjson

from factcheck.case.case import Case
from factcheck.case.records import Row, verdict_key
from factcheck.case.table import to_json

_TASK = "todo"
"""The kind of an entry that asks somebody to do something."""


class Veil:
    """Tells what of a case is hidden from a checker; nothing that is his own is."""

    def __init__(self, case: Case, checker: str, *, everywhere: bool = False) -> None:
        """Hide from `checker` what others made of the claims of `case` that he has not decided, or of all."""
        self.checker = checker
        self._case = case
        self._open: Set[str] = frozenset() if everywhere else case.index.checked_by(checker)
        self._entries: dict[str, bool] = {}

    def hides_claim(self, claim_id: str) -> bool:
        """Tell whether the others' work on a claim is hidden."""
        return claim_id not in self._open

    def hides_row(self, table: str, key: str, row: Row) -> bool:
        """Tell whether a row is hidden, given with its key."""
        if table == "verdicts":
            claim = key.partition("/")[0]
            return self.hides_claim(claim) and key != verdict_key(claim, self.checker)
        if table == "entries":
            is_work = row.get("by") != self.checker and row.get("kind") != _TASK and row.get("on") not in {"", None}
            return is_work and row.get("on") not in self._case.sources and self.hides_claim(str(row.get("on")))
        return False

    def hides_change(self, change: Row) -> bool:
        """Tell whether a change is hidden, given as a row of the history; they are asked for in their order."""
        table, _, key = change["target"].partition("/")
        if table == "claims":
            sides: tuple[Row, ...] = (change.get("before") or {}, change.get("after") or {})
            waives = change.get("before") is not None and any("waived" in side for side in sides)
            return waives and change["by"] != self.checker and self.hides_claim(key)
        if table == "entries" and key not in self._entries:  # its first change has the whole row
            row = self._case.entries.row(key) or change.get("after") or change.get("before") or {}
            self._entries[key] = self.hides_row(table, key, row)
        return self._entries[key] if table == "entries" else self.hides_row(table, key, {})


def veiled(case: Case, checker: str, *, everywhere: bool = False) -> Case:
    """Return the case as `checker` sees it while it is blind, or without the others' work on any claim.

    It is to be read only.
    """
    veil, shown = Veil(case, checker, everywhere=everywhere), Case()
    shown.newest_by_default, shown.filled, shown.partial = case.newest_by_default, case.filled, case.partial
    for name, table in case.tables.items():
        keys, rows, stored = [], [], []
        for key, as_stored in table.stored().items():
            row: dict[str, Any] = orjson.loads(as_stored)
            if veil.hides_row(name, key, row):
                continue
            waives = name == "claims" and row.get("waived") and veil.hides_claim(key)
            row = {**row, "waived": []} if waives else row
            keys.append(key)
            rows.append(row)
            stored.append(to_json(row) if waives else as_stored)
        shown.load_rows(name, keys, rows, stored)
    shown.index.refs["entries"] = case.index.refs["entries"].copy()  # so that none is given twice
    for entry in case.history.stored().values():
        change = orjson.loads(entry)
        if not veil.hides_change(change):
            shown.history.append(change, entry)
    return shown
