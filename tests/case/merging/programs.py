"""Programs of several people on copies of one case, and what every copy must come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from random import Random
from typing import TypeAlias
from unittest.mock import patch
from zlib import crc32

import orjson
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.case.merging.ancestry import Ancestry
from factcheck.case.merging.contested import contested, settle
from factcheck.case.merging.fields import unit_of
from factcheck.case.merging.merge import merge
from factcheck.errors import ConflictError, InvalidError
from factcheck.storage.layout import blocks_of
from factcheck.storage.row_numbers import RowNumbers
from factcheck.storage.tables import pack, unpack
from tests.strategies import OPENING, Wish, begun, wishes, workspace_on

COPIES = 3
Contents: TypeAlias = dict[str, dict[str, bytes]]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens next in one copy: a wish, an undo, a redo, a settlement, or another copy is merged into it."""

    copy: int
    action: Wish | str

    def do(self, copies: list[Case]) -> None:
        case = copies[self.copy]
        if isinstance(self.action, Wish):
            _try(lambda: self.action.at(workspace_on(case)))  # type: ignore[union-attr]
        elif self.action in {"undo", "redo"}:
            workspace = workspace_on(case, ("ada", "bob")[self.copy % 2])
            _try(workspace.undo if self.action == "undo" else workspace.redo)
        elif self.action == "settle":
            workspace = workspace_on(case)
            workspace.commit([edit for target in contested(case) for edit in settle(case, target)])
        else:
            copies[self.copy] = merge([case, copies[(self.copy + 1) % COPIES]]).case


def _try(act: Callable[[], object]) -> None:
    with suppress(ConflictError, InvalidError):  # the case refused, and is as it was
        act()


steps = st.builds(
    Step, copy=st.integers(0, COPIES - 1), action=wishes | st.sampled_from(["undo", "redo", "pull", "settle"])
)


def branches(actions: Sequence[Step], opening: Sequence[Wish] = OPENING) -> list[Case]:
    """Return the copies after a program, which all begin with the same case."""
    start = begun()
    with same_ids(actions):
        for wish in opening:
            wish.at(workspace_on(start))
    return branches_of(start, actions)


def branches_of(start: Case, actions: Sequence[Step]) -> list[Case]:
    """Return copies of a case after a program."""
    copies = [copy_of(start) for _ in range(COPIES)]
    with same_ids([start.history.last_id, *actions]):
        for step in actions:
            step.do(copies)
    return copies


def same_ids(seed: Sequence[object]) -> AbstractContextManager[object]:
    """Make ids from `seed`: they decide ties, and the same program is to get the same ones."""
    return patch("os.urandom", Random(crc32(repr(seed).encode(errors="replace"))).randbytes)


def copy_of(case: Case) -> Case:
    """Return a case with the same rows and the same history."""
    return Case(
        {name: table.rows() for name, table in case.tables.items()},
        [Change.from_row(orjson.loads(stored)) for stored in case.history.stored().values()],
    )


def contents(case: Case) -> Contents:
    """Return the JSON of all rows by table and key, and the history in its order."""
    tables = {name: dict(sorted(table.stored().items())) for name, table in case.tables.items()}
    return {**tables, "history": case.history.stored()}


def read_again(case: Case) -> Case:
    """Return a case as it is after it was written to a file and read."""
    tree = {name: {key: orjson.loads(row) for key, row in rows} for name, rows in pack(case, RowNumbers(), {}).items()}
    return unpack(blocks_of(tree))[0]


def shown_by(case: Case, target: str) -> dict[str, str]:
    """Return who wrote the value that is shown, for each field of a row that a change wrote."""
    ancestry = Ancestry(case.history.rows_of(target))
    written: dict[str, list[int]] = {}
    for place in sorted(ancestry.counted):
        for name in ancestry.changes[place]["after"] or {}:
            written.setdefault(name, []).append(place)
    return {name: ancestry.changes[ancestry.heads(places)[-1]]["by"] for name, places in written.items()}


def was_replaced(case: Case, target: str, field: str, value: object) -> bool:
    """Return whether each change that wrote a value was undone, or followed by one that had seen it."""
    ancestry = Ancestry(case.history.rows_of(target))
    sides = [change["after"] for change in ancestry.changes]
    unit = unit_of(target.partition("/")[0], field)
    later = [place for place, after in enumerate(sides) if after is None or set(unit) & after.keys()]
    wrote = [place for place, after in enumerate(sides) if after and field in after and after[field] == value]
    return bool(later) and all(
        place not in ancestry.counted or any(ancestry.is_above(other, place) for other in later) for place in wrote
    )
