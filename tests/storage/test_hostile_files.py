"""Whatever is in the two files, they are refused in one line or can be worked on and read again."""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.case.changes import ChangeKind
from factcheck.case.describe import claim_changes, describe_change
from factcheck.errors import ConflictError, InvalidError, UnreadableError
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.conftest import journal_of
from tests.strategies import state, texts, undo_last, wishes

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Return every place in a JSON value, as the keys that lead there, with what is there."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(path, value), *(place for key, part in parts for place in places(part, (*path, key)))]


def alike(value: Any) -> st.SearchStrategy[Any]:
    """Draw what might stand in the place of `value`: mostly of its type, else anything."""
    fitting = {str: texts, int: st.integers(-9, 99), float: st.floats(-9, 9)}.get(type(value), st.just(value))
    return st.one_of(fitting, fitting, fitting, json_values)


def put(tree: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    parts = dict(tree) if isinstance(tree, dict) else list(tree)
    parts[place[0]] = put(parts[place[0]], place[1:], value)
    return parts


@given(data=st.data(), times=st.integers(1, 3), wished=st.lists(wishes, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_anything_in_it_is_refused_or_can_be_worked_on_and_read_again(
    small: Path, data: st.DataObject, times: int, wished: list[Any]
) -> None:
    good = small.read_bytes()
    tree = orjson.loads(good)
    for _ in range(times):
        found = places(tree)
        place, value = data.draw(st.sampled_from(found))
        tree = put(tree, place, data.draw(alike(value) | st.sampled_from([other for _, other in found])))
    content = orjson.dumps(tree)
    small.write_bytes(content)
    try:
        work_on(small, wished)
    except UnreadableError as error:
        assert str(error).startswith(f"{small}: ")
        assert len(str(error).splitlines()) == 1
        assert small.read_bytes() == content
    finally:
        small.write_bytes(good)
    assert names_in(small.parent) == ["db.json"]


def work_on(path: Path, wished: list[Any]) -> None:
    """Open a case, do things to it, undo all that can be undone, look at all of it, and read it again."""
    with Workspace.open(path, "ada") as workspace:
        for wish in wished:
            wish.at(workspace)
        undos = len(workspace.case.history)
        with suppress(ConflictError, InvalidError):  # a history that another program wrote need not fit
            while undo_last(workspace):
                undos -= 1
        assert undos >= 0
        for change in workspace.case.history:
            assert describe_change(workspace.case, change)
        for claim in workspace.case.in_order():
            assert claim_changes(workspace.case, claim.id) is not None
        last = state(workspace.case)
    with Workspace.open(path, "ada", write=False) as workspace:
        assert state(workspace.case) == last


FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "text": texts,
    "ref": st.sampled_from(["C1", "c2", "E1", "S1", "X9", ""]),
    "claim": st.sampled_from(["{claim}", "gone"]),
    "stance": st.sampled_from(["supports", "context", "nonsense"]),
    "title": texts,
    "scale": st.sampled_from(["editor", "averitec", "nonsense"]),
    "position": st.integers(-9, 9) | st.just("first"),
    "colour": json_values,
}


def sides(fields: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any] | None]:
    return st.none() | st.fixed_dictionaries({}, optional={field: FIELDS[field] for field in fields})


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a change of the small case as another program might write it; most of them fit."""
    targets = {
        "claims/{claim}": ("text", "ref", "position", "colour"),
        "excerpts/{excerpt}": ("stance", "claim", "ref", "colour"),
        "sources/{source}": ("title", "ref", "colour"),
        "case/case": ("title", "scale", "colour"),
        "nonsense/{claim}": ("text",),
    }
    target = draw(st.sampled_from(list(targets)))
    return {
        "id": draw(texts | st.integers().map(str)),
        "at": draw(texts),
        "by": draw(texts),
        "kind": draw(texts | st.sampled_from(list(ChangeKind))),
        "target": target,
        "before": draw(st.just({}) | sides(targets[target])),
        "after": draw(sides(targets[target])),
        "undoes": draw(st.none() | texts),
        "batch": draw(texts),
    }


@given(drawn=st.lists(changes(), min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_journal_with_anything_in_it_is_refused_or_read_and_folded(small: Path, drawn: list[dict[str, Any]]) -> None:
    good = small.read_bytes()
    tree = orjson.loads(good)
    keys = {table[:-1]: tree[table]["1"]["id"] for table in ("claims", "excerpts", "sources")}
    body = orjson.dumps(drawn)
    for noun, key in keys.items():
        body = body.replace(b"{%s}" % noun.encode(), key.encode())
    journal_of(small).write_bytes(b"%08x %s\n" % (zlib.crc32(body), body))
    try:
        work_on(small, [])
    except UnreadableError as error:
        assert str(error).startswith(f"{journal_of(small)}")
        assert len(str(error).splitlines()) == 1
        assert small.read_bytes() == good
    finally:
        small.write_bytes(good)
        journal_of(small).unlink(missing_ok=True)
    assert names_in(small.parent) == ["db.json"]
