"""A case as one checker sees it who is to judge for himself: without the others' work on claims he has not decided.

Left out are their verdicts, what settles these, their notes, also those on excerpts, and the warnings that were
dismissed; and every change of these, undone or not. So nothing that reads such a case can show them. Notes on a source
count as notes on all claims that quote it, those on the case as notes on all claims. Tasks stay: they judge nothing.
Excerpts stay; they are what all judge by.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import Any

import orjson

from factcheck.case.case import Case
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.record import Row
from factcheck.case.records import verdict_key
from factcheck.case.table import to_json

_TASK = "todo"
"""The kind of an entry that asks somebody to do something."""


class Veil:
    """Tells what of a case is hidden from a checker; nothing that is his own is."""

    def __init__(self, case: Case, checker: str, *, everywhere: bool = False) -> None:
        """Hide from `checker` what others made of the claims of `case` that he has not decided, or of all."""
        self.checker = checker
        self.case = case
        self._open: Set[str] = frozenset() if everywhere else case.index.checked_by(checker)
        self._entries: dict[str, bool] = {}
        self._quoting: dict[str, set[str]] | None = None

    def hides_claim(self, claim_id: str) -> bool:
        """Tell whether the others' work on a claim is hidden."""
        return claim_id not in self._open

    def hides_row(self, table: str, key: str, row: Row) -> bool:
        """Tell whether a row is hidden, given with its key."""
        if table == "verdicts":
            claim = key.partition("/")[0]
            return self.hides_claim(claim) and key != verdict_key(claim, self.checker)
        if table == "entries":
            is_work = row.get("by") != self.checker and row.get("kind") != _TASK
            return is_work and any(map(self.hides_claim, self._claims_of(row.get("on") or "")))
        return False

    def shown_row(self, table: str, key: str, row: Row) -> Row:
        """Return a row that is not hidden without what is hidden of it: dismissed warnings, the note on an excerpt."""
        if table == "claims" and row.get("waived") and self.hides_claim(key):
            return {**row, "waived": []}
        if table == "excerpts" and row.get("note") and self.hides_claim(row["claim"]) and self._is_noted(key):
            return {**row, "note": ""}
        return row

    def hides_change(self, change: Row) -> bool:
        """Tell whether a change is hidden, given as a row of the history; they are asked for in their order."""
        table, _, key = change["target"].partition("/")
        before, after = change.get("before") or {}, change.get("after") or {}
        if table == "claims":
            waives = change.get("before") is not None and ("waived" in before or "waived" in after)
            return waives and change["by"] != self.checker and self.hides_claim(key)
        if table == "excerpts":
            row = self.case.excerpts.row(key) or after or before
            if not (before.get("note") or after.get("note")) or not self.hides_claim(row.get("claim", "")):
                return False
            return change["by"] != self.checker or bool(before.get("note") and self._is_noted(key))
        if table == "entries" and key not in self._entries:  # its first change has the whole row
            row = self.case.entries.row(key) or after or before
            self._entries[key] = self.hides_row(table, key, row)
        return self._entries[key] if table == "entries" else self.hides_row(table, key, {})

    def _claims_of(self, on: str) -> Collection[str]:
        """Return the claims that an entry may tell of: that which it is on, those that quote its source, or all."""
        if on in self.case.claims:
            return (on,)
        if self._quoting is None:
            self._quoting = {}
            for claim, filed in self.case.index.excerpts.items():
                for how in filed.values():
                    self._quoting.setdefault(how.source, set()).add(claim)
        return self._quoting.get(on) or self.case.claims.keys()

    def _is_noted(self, key: str) -> bool:
        """Tell whether a change of another checker wrote a note on an excerpt; one of no change is material for all."""
        return any(
            change["by"] != self.checker and (change.get("after") or {}).get("note")
            for change in self.case.history.rows_of(f"excerpts/{key}")
        )


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
            seen = veil.shown_row(name, key, row)
            keys.append(key)
            rows.append(seen)
            stored.append(as_stored if seen is row else to_json(seen))
        shown.load_rows(name, keys, rows, stored)
    shown.index.refs["entries"] = case.index.refs["entries"].copy()  # so that none is given twice
    for entry in case.history.stored().values():
        change = orjson.loads(entry)
        if not veil.hides_change(change):
            shown.history.append(change, entry)
    return shown


class BlindView:
    """The case as one checker sees it while it is blind, kept up with its changes.

    It is made anew only when more or less is to be seen: a label of one's own came or went.
    """

    def __init__(self) -> None:
        """Begin without a case."""
        self._case: Case | None = None
        self._checker = ""
        self._count = 0
        self._shown = Case()

    def of(self, case: Case, checker: str) -> Case:
        """Return the case as `checker` sees it now."""
        if case is not self._case or checker != self._checker or not self._follow(case, checker):
            self._case, self._checker, self._shown = case, checker, veiled(case, checker)
        self._count = case.history.count
        self._shown.newest_by_default, self._shown.author = case.newest_by_default, case.author
        return self._shown

    def _follow(self, case: Case, checker: str) -> bool:
        """Make the changes since the last look, and return True; False if the view must be made anew."""
        changes = case.history.after(self._count)
        if not changes:
            return True
        veil, stored = Veil(case, checker), case.history.stored()
        if any(self._is_turn(change, veil) for change in changes):
            return False
        for change in changes:
            row = change.to_row()
            if veil.hides_change(row):
                continue
            table = self._shown.tables[change.table]
            before, after = table.row(change.key), case.tables[change.table].row(change.key)
            after = after and dict(veil.shown_row(change.table, change.key, after))
            if not (before is None and after is None):
                table.set(change.key, None if after is None else to_json(after))
                self._shown.index.update(change.table, change.key, before, after)
            self._shown.history.append(row, stored[change.id])
        return True

    def _is_turn(self, change: Change, veil: Veil) -> bool:
        """Tell whether a change alters what is to be seen, or a row that is not shown as it is."""
        if change.table == "verdicts":
            sides = (change.before or {}, change.after or {})
            return change.key.endswith(f"/{veil.checker}") and any("label" in side for side in sides)
        if change.table == "excerpts":
            fields = {*(change.before or {}), *(change.after or {})}
            noted = {on for on in veil.case.index.entries if on in veil.case.sources}
            return "note" in fields or bool(noted and fields & {"claim", "source"})
        return change.table in {"case", "claims"} or change.kind == ChangeKind.FORGET
