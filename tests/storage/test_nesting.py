"""How deep a value may be nested: as deep for reading as for writing, and what is deeper is named in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from factcheck.case.changes import ChangeKind, Edit, sign
from factcheck.errors import InvalidError, UnreadableError
from factcheck.storage.schema import NESTING
from factcheck.workspace.workspace import Workspace
from tests.storage.conftest import first
from tests.strategies import state

Write = Callable[[Path, Any], object]


def nested(levels: int, value: Any = "x", *, objects: bool = False) -> Any:
    for _ in range(levels):
        value = {"in": value} if objects else [value]
    return value


def line_by_line(path: Path, tree: Any) -> object:
    """Write a case as the program itself lays it out."""

    def rows(table: dict[str, Any]) -> str:
        return ",\n".join(f'"{number}":{json.dumps(row, separators=(",", ":"))}' for number, row in table.items())

    return path.write_text(
        "{\n" + ",\n".join(f'"{name}": {{\n{rows(table)}\n}}' for name, table in tree.items()) + "\n}\n"
    )


def in_one_line(path: Path, tree: Any) -> object:
    return path.write_text(json.dumps(tree))


LAYOUTS = [line_by_line, in_one_line]


def table_of(tree: Any, table: str) -> Any:
    """Return a table of a tree, with a row in it."""
    rows = tree[table]
    if not rows:
        claim = next(iter(tree["claims"].values()))["id"]
        rows["1"] = {"claim": claim, "checker": "eve", "label": "refuted", "at": "2026-01-01T00:00:00Z"}
    return rows


@pytest.mark.parametrize("write", LAYOUTS)
@pytest.mark.parametrize("objects", [False, True])
@pytest.mark.parametrize("table", ["case", "sources", "claims", "excerpts", "verdicts", "history"])
def test_a_field_may_be_nested_so_deep_and_no_deeper(small: Path, write: Write, table: str, objects: bool) -> None:
    tree = orjson.loads(small.read_bytes())
    number, row = next(iter(table_of(tree, table).items()))
    row["own"] = nested(NESTING, objects=objects)
    write(small, tree)
    with Workspace.open(small, "ada") as workspace:
        workspace.decide(first(workspace), "refuted")
        before = state(workspace.case)
    with Workspace.open(small, "ada") as workspace:
        assert state(workspace.case) == before
    row["own"] = nested(NESTING + 1, objects=objects)
    write(small, tree)
    with pytest.raises(
        UnreadableError, match=rf"db\.json: {table} row {number}: own is nested more than {NESTING} levels deep"
    ):
        Workspace.open(small, "ada")


@pytest.mark.parametrize("write", LAYOUTS)
def test_what_is_as_deep_as_can_be_can_be_removed_and_brought_back_and_read_again(small: Path, write: Write) -> None:
    tree = orjson.loads(small.read_bytes())
    for table in ("claims", "excerpts", "sources"):
        for row in tree[table].values():
            row["own"] = nested(NESTING)
    write(small, tree)
    with Workspace.open(small, "ada") as workspace:
        before = state(workspace.case)
        workspace.remove("claims", *list(workspace.case.claims))
        workspace.store.fold()
        workspace.undo()
        assert state(workspace.case) == before
        journal = small.with_name("db.json.journal").read_bytes()
        with Workspace.open(small, "eve", write=False) as reader:
            assert journal
            assert state(reader.case) == before
    with Workspace.open(small, "eve", write=False) as reader:
        assert state(reader.case) == before


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("target", ["claims/c", "another/c"])
def test_what_a_change_would_put_into_a_row_is_no_deeper(small: Path, side: str, target: str) -> None:
    tree = orjson.loads(small.read_bytes())
    number = str(len(tree["history"]) + 1)
    change = {"id": "deep", "at": "2026-01-01T00:00:00Z", "by": "eve", "kind": "edit", "target": target}
    tree["history"][number] = {**change, side: {"own": nested(NESTING + 1)}}
    in_one_line(small, tree)
    with pytest.raises(UnreadableError, match=rf"history row {number}: {side}: own is nested more than"):
        Workspace.open(small, "ada")


def test_a_change_is_held_to_the_same_depth(small: Path) -> None:
    with Workspace.open(small, "ada") as workspace:
        before = state(workspace.case)
        edit = Edit(ChangeKind.EDIT, f"claims/{first(workspace)}", {}, {"own": nested(NESTING + 1)})
        with pytest.raises(InvalidError, match=f"own is nested more than {NESTING} levels deep"):
            workspace.store.save(sign([edit], "ada", "2026-11-22T10:00:00Z", workspace.case.history))
        assert state(workspace.case) == before
