"""Several copies of a case as one. The result does not depend on their order, nor on what was merged before.

What one row becomes, field by field, is decided in `row_state`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import orjson

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY, MERGED_SCHEMA
from factcheck.case.changes import Change
from factcheck.case.index import LETTERS
from factcheck.case.merging.ancestry import head_of
from factcheck.case.merging.copies import ChangeRow, Copy, copies_of
from factcheck.case.merging.extension import extended
from factcheck.case.merging.ground import common_ground, ground_of, made_in_turn, unrecorded_edit
from factcheck.case.merging.links import Hanging, distinct_refs, keep_needed, own_ref
from factcheck.case.merging.row_state import RowState, row_state
from factcheck.case.merging.union import Union, unite
from factcheck.case.record import Row
from factcheck.case.rows import canonical, filled
from factcheck.case.scale import read_scale
from factcheck.case.table import to_json
from factcheck.errors import ConflictError


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged case, and the rows that were evaluated, as "table/key", with what is not settled about them."""

    case: Case
    states: Mapping[str, RowState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergedRows:
    """The JSON of the rows of a merged case by table and key, its changes, and the rows that were evaluated."""

    rows: Mapping[str, Mapping[str, bytes]]
    union: Union
    states: Mapping[str, RowState]

    def history(self) -> Iterator[tuple[dict[str, Any], bytes | None]]:
        """Yield the changes that were united in their order, with the JSON that all who have one hold, if it is one."""
        for row in self.union.in_order():
            yield row, self.union.stored.get(row["id"])


def merge(cases: Sequence[Case], part: Sequence[Change] = ()) -> Merged:
    """Return copies of a case as one case, with `part` of the changes of a further copy.

    Raises ConflictError if they are not copies of one case, or if a change was altered in one of them.
    """
    first, *others = cases
    if not all(are_copies(first, other) for other in others):
        raise ConflictError("they are not copies of one case: no claim, source or change is in both")
    outcome = merge_rows(copies_of(cases), part)
    if not outcome.states:
        return Merged(first)
    merged = Case()
    for name in merged.tables:
        _load(merged, name, outcome.rows.get(name, {}))
    history = outcome.union.in_order()
    entries = [stored or change_json(row) for row, stored in outcome.history()]
    merged.load_rows("history", [row["id"] for row in history], history, entries)
    return Merged(merged, outcome.states)


def merge_rows(
    copies: Sequence[Copy],
    part: Sequence[Change] = (),
    common: Sequence[ChangeRow] = (),
    known: Mapping[str, RowState] = MappingProxyType({}),
) -> MergedRows:
    """Return the merged rows of copies of one case.

    `common` are changes that all copies have, besides their own, `known` the rows whose state was found before; their
    changes are left out. Raises ConflictError if a change was altered in one of the copies.
    """
    union = unite(copies, part, common)
    targets = union.differing() | _differing_rows(copies) | known.keys()
    states = {target: known.get(target) or _state(union, copies, target) for target in sorted(targets)}
    for target in union.forgotten & states.keys():
        states[target] = RowState(None, states[target].values)
    keep_needed(states, Hanging(copies[0].rows))
    rows = _rows(copies, states)
    if states:
        _give_refs(rows, union)
        _keep_labels(rows, states)
    return MergedRows(rows, union, states)


def change_json(row: Row) -> bytes:
    """Return the JSON of a change as every copy has it."""
    return _canonical("history", row)


def _load(case: Case, table: str, written: Mapping[str, bytes]) -> None:
    """Load rows into a case, given as they are written."""
    parsed = [orjson.loads(stored) for stored in written.values()]
    rows = [filled(table, row) for row in parsed]
    absent = {key for key, row, read in zip(written, rows, parsed, strict=True) if row is not read}
    stored = [to_json(row) if key in absent else written[key] for key, row in zip(written, rows, strict=True)]
    case.load_rows(table, list(written), rows, stored, {key: written[key] for key in absent})


def are_copies(one: Case, other: Case) -> bool:
    """Return whether two cases are copies of one: they have a claim, a source or a change in common."""
    shared = any(one.tables[name].keys() & other.tables[name].keys() for name in ("claims", "sources"))
    return shared or not one.history.stored().keys().isdisjoint(other.history.stored())


def _differing_rows(copies: Sequence[Copy]) -> set[str]:
    """Return the rows that are not the same in all copies, as "table/key"."""
    first, *others = copies
    found: set[str] = set()
    for name, mine in first.rows.items():
        for other in others:
            theirs = other.rows[name]
            if mine != theirs:
                found |= {f"{name}/{key}" for key, _ in mine.items() ^ theirs.items()}
    return found


def _state(union: Union, copies: Sequence[Copy], target: str) -> RowState:
    if (state := extended(union, copies, target)) is not None:
        return state
    table, _, key = target.partition("/")
    grounds, unrecorded = [], []
    for number, copy in enumerate(copies):
        row, own = copy.row(table, key), union.held_by(number, target)
        grounds.append(ground := ground_of(own, row))
        if row is None or not own or target in union.forgotten:
            continue
        made = made_in_turn(own, ground) if head_of(own) else row_state(table, own, ground).values
        if edit := unrecorded_edit(target, own, made, row):
            unrecorded.append(edit)
    common = common_ground(target, grounds)
    for change in (*unrecorded, *common.unrecorded):
        union.add(change)
    return row_state(table, union.by_target.get(target, []), common.row)


def _rows(copies: Sequence[Copy], states: Mapping[str, RowState]) -> dict[str, dict[str, bytes]]:
    """Return the JSON of all rows by table and key: those that are the same in all copies, and the evaluated ones."""
    rows = {name: {**table} for name, table in copies[0].rows.items()}
    if not states:
        return rows
    for target, state in states.items():
        table, _, key = target.partition("/")
        if state.row is None:
            rows.setdefault(table, {}).pop(key, None)
        else:
            held = {copy.rows.get(table, {}).get(key) for copy in copies}
            rows.setdefault(table, {})[key] = _written(table, state.row, held)
    sheet = orjson.loads(rows["case"].get(CASE_KEY, b"{}"))
    if sheet:
        rows["case"][CASE_KEY] = _canonical("case", {**sheet, "schema": MERGED_SCHEMA})
    return rows


def _written(table: str, row: Row, held: Set[bytes | None]) -> bytes:
    """Return the JSON of a merged row: the bytes that all copies hold, if these say the same."""
    if len(held) == 1 and (same := next(iter(held))) is not None and filled(table, orjson.loads(same)) == row:
        return same
    return _canonical(table, row)


def _canonical(table: str, row: Row) -> bytes:
    return to_json(canonical(table, row))


def _give_refs(rows: dict[str, dict[str, bytes]], union: Union) -> None:
    """Give every row a ref of its own: of those that have the same, the one that was added first keeps it."""
    for table in LETTERS:
        parsed = {key: orjson.loads(stored) for key, stored in rows.get(table, {}).items()}
        refs = {key: own_ref(row["ref"], key) for key, row in parsed.items()}
        shared = _shared(refs)
        if not shared and all(row["ref"] == refs[key] for key, row in parsed.items()):
            continue
        order = sorted(refs, key=lambda key: (key in shared, *_added(union, f"{table}/{key}", key in shared), key))
        for key, ref in distinct_refs((key, refs[key]) for key in order).items():
            if parsed[key]["ref"] != ref:
                rows[table][key] = _canonical(table, {**parsed[key], "ref": ref})


def _shared(refs: Mapping[str, str]) -> set[str]:
    seen: dict[str, list[str]] = {}
    for key, ref in refs.items():
        seen.setdefault(ref.upper(), []).append(key)
    return {key for keys in seen.values() if len(keys) > 1 for key in keys}


def _added(union: Union, target: str, asked: bool) -> tuple[int, str, str]:
    """Return when a row was added, as a change is ordered; before everything if no change added it."""
    changes = union.by_target.get(target, ()) if asked else ()
    first = next((change for change in changes if change.get("before") is None), None)
    return (first["n"], first["at"], first["id"]) if first else (0, "", "")


def _keep_labels(rows: dict[str, dict[str, bytes]], states: Mapping[str, RowState]) -> None:
    """Show a scale that has every label in use; of several that stand, the last one that does."""
    state = states.get(f"case/{CASE_KEY}")
    if state is None or "scale" not in state.contested:
        return
    used = {orjson.loads(stored)["label"] for stored in rows["verdicts"].values()} - {None}
    sheet = orjson.loads(rows["case"][CASE_KEY])
    for change in reversed(state.contested["scale"]):
        scale = (change.after or {})["scale"]
        if used <= _labels(scale):
            rows["case"][CASE_KEY] = _canonical("case", {**sheet, "scale": scale})
            return
    raise ConflictError("the copies have different scales, and no scale has every label that their verdicts use")


def _labels(scale: Any) -> set[str]:
    return {label.id for label in read_scale(scale).labels}
