"""TinyDB and this program use one file: each reads what the other wrote and keeps what is not its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import JSONStorage, Storage

from factcheck.errors import ConflictError, FactcheckError, NotSavedError, ReadOnlyError, UnreadableError
from factcheck.storage import CaseStorage
from factcheck.storage.schema import NESTING
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.test_hostile_files import json_values
from tests.storage.test_nesting import nested
from tests.strategies import elsewhere, state

ROWS: dict[str, list[dict[str, Any]]] = {
    "sources": [{"id": "s", "title": "A diary", "colour": "blue"}],
    "claims": [{"id": "c", "text": "It rained.", "tags": ["weather"]}, {"id": "d", "text": "It snowed."}],
    "excerpts": [{"id": "e", "claim": "c", "source": "s", "stance": "supports", "quote": "Rain.", "page": {"nr": 4}}],
    "notes": [{"mine": [1, 2.5, None, {"deep": "x"}]}, {"mine": "ünïcode \u202e"}],
}


def rows_of(path: Path) -> dict[str, dict[int, dict[str, Any]]]:
    """Return what plain TinyDB finds in a file: rows by number, by table."""
    with TinyDB(path, access_mode="r") as plain:
        return {name: {row.doc_id: dict(row) for row in plain.table(name)} for name in plain.tables()}


def fill(path: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    with TinyDB(path) as plain:
        for name, table in rows.items():
            plain.table(name).insert_multiple(table)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case that plain TinyDB wrote: some tables, fields left out, fields and a table of its own."""
    path = tmp_path / "db.json"
    fill(path, ROWS)
    return path


# A file of plain TinyDB in this program


def test_a_file_of_plain_tinydb_opens_as_a_case(path: Path) -> None:
    with Workspace.open(path, "ada") as workspace:
        assert [(claim.ref, claim.text) for claim in workspace.case.in_order()] == [
            ("C1", "It rained."),
            ("C2", "It snowed."),
        ]
        (excerpt,) = workspace.case.excerpts_of("c")
        assert (excerpt.ref, excerpt.quote, excerpt.start) == ("E1", "Rain.", None)
        assert workspace.case.title == "Untitled case"


def test_opening_and_closing_changes_no_byte(path: Path) -> None:
    before = path.read_bytes()
    with Workspace.open(path, "ada"):
        pass
    assert path.read_bytes() == before
    assert names_in(path.parent) == [path.name]


@pytest.mark.parametrize("table", ["sources", "claims"])
def test_a_file_with_one_table_opens(tmp_path: Path, table: str) -> None:
    path = tmp_path / "db.json"
    fill(path, {table: ROWS[table]})
    with Workspace.open(path, "ada") as workspace:
        assert len(workspace.case.tables[table]) == len(ROWS[table])
        workspace.add_claim("It hailed.")
    found = rows_of(path)
    for number, row in enumerate(ROWS[table], 1):
        assert found[table][number].items() >= row.items()
    assert [row["text"] for row in found["claims"].values()][-1] == "It hailed."


def test_numbers_fields_and_tables_of_others_stay_through_work_and_fold(path: Path) -> None:
    with TinyDB(path) as plain:
        plain.table("claims").remove(doc_ids=[1])
        plain.table("claims").insert({"id": "c", "text": "It rained.", "colour": "red"})
    before = rows_of(path)
    with Workspace.open(path, "ada") as workspace:
        workspace.decide("c", "refuted")
        workspace.edit("claims", "c", text="It poured.")
        workspace.remove("claims", "d")
        workspace.undo()
        workspace.add_claim("It hailed.")
    after = rows_of(path)
    assert after["notes"] == before["notes"]
    assert after["sources"][1].items() >= before["sources"][1].items()
    assert after["excerpts"][1].items() >= before["excerpts"][1].items()
    assert after["claims"][2].items() >= before["claims"][2].items()
    assert after["claims"][3].items() >= {**before["claims"][3], "text": "It poured."}.items()
    assert sorted(after["claims"]) == [2, 3, 4]
    assert [row["label"] for row in after["verdicts"].values()] == ["refuted"]
    with Workspace.open(path, "ada", write=False) as workspace:
        assert workspace.case.claims["c"].text == "It poured."


# A file of this program in plain TinyDB


def test_plain_tinydb_reads_and_queries_a_case(workspace: Workspace, case_path: Path) -> None:
    claim = workspace.case.claim("C2").id
    workspace.decide(claim, "refuted")
    workspace.store.fold()
    with TinyDB(case_path, access_mode="r") as plain:
        (verdict,) = plain.table("verdicts").search(where("label") == "refuted")
        assert verdict["claim"] == claim
        assert plain.table("claims").get(where("ref") == "C2")
        assert len(plain.table("claims")) == len(workspace.case.claims)


def test_what_plain_tinydb_writes_between_two_sessions_is_there(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(workspace.case.claim("C2").id, "refuted")
    with TinyDB(case_path) as plain:
        plain.table("claims").update({"speaker": "Noah"}, where("ref") == "C2")
        plain.table("claims").insert({"id": "new", "text": "It hailed."})
    with Workspace.open(case_path, "ada") as workspace:
        assert workspace.case.claim("C2").speaker == "Noah"
        assert workspace.case.claims["new"].ref == f"C{len(workspace.case.claims)}"
        assert workspace.undo()
        assert workspace.case.verdict_of(workspace.case.claim("C2").id) is None


# One set of operations over both storages


@pytest.fixture(params=[JSONStorage, CaseStorage], ids=["TinyDB's own", "ours"])
def storage(request: pytest.FixtureRequest) -> type[Storage]:
    kind: type[Storage] = request.param
    return kind


@pytest.fixture
def db(path: Path, storage: type[Storage]) -> Iterator[TinyDB]:
    with TinyDB(path, storage=storage) as opened:
        yield opened


def test_reading(db: TinyDB) -> None:
    claims = db.table("claims")
    assert len(claims) == 2
    assert claims.contains(where("id") == "c")
    assert [row["text"] for row in claims.search(where("tags").any(["weather"]))] == ["It rained."]
    row = claims.get(doc_id=2)
    assert isinstance(row, dict)
    assert row["text"] == "It snowed."
    assert set(db.tables()) >= set(ROWS)


def test_inserting(db: TinyDB) -> None:
    claims = db.table("claims")
    assert claims.insert({"id": "f", "text": "It hailed."}) == 3
    assert claims.insert_multiple([{"id": "g", "text": "x"}, {"id": "h", "text": "y"}]) == [4, 5]
    assert [row["id"] for row in claims] == ["c", "d", "f", "g", "h"]


def test_updating(db: TinyDB) -> None:
    claims = db.table("claims")
    assert claims.update({"speaker": "Noah"}, where("id") == "c") == [1]
    claims.update(lambda row: row["tags"].append("date"), doc_ids=[1])
    claims.upsert({"id": "d", "text": "It thawed."}, where("id") == "d")
    assert [(row["text"], row.get("speaker") or "") for row in claims] == [("It rained.", "Noah"), ("It thawed.", "")]
    assert claims.all()[0]["tags"] == ["weather", "date"]


def test_operations_on_tables_of_ones_own(db: TinyDB) -> None:
    notes = db.table("notes")
    notes.insert({"count": 1})
    notes.update(increment("count"), where("count") == 1)
    notes.update(delete("mine"), doc_ids=[1])
    notes.remove(doc_ids=[2])
    db.insert({"x": 1})
    assert [dict(row) for row in notes] == [{}, {"count": 2}]
    assert [dict(row) for row in db] == [{"x": 1}]


def test_removing_and_truncating(db: TinyDB) -> None:
    db.table("excerpts").truncate()
    db.table("claims").remove(where("id") == "c")
    db.drop_table("notes")
    assert "notes" not in db.tables()
    assert [row["id"] for row in db.table("claims")] == ["d"]
    assert len(db.table("excerpts")) == 0


def test_what_was_written_is_there_for_everybody(path: Path, storage: type[Storage]) -> None:
    with TinyDB(path, storage=storage) as db:
        db.table("claims").insert({"id": "f", "text": "It hailed."})
        db.table("notes").insert({"mine": 5})
    found = rows_of(path)
    assert found["claims"][3].items() >= {"id": "f", "text": "It hailed."}.items()
    assert found["notes"][3] == {"mine": 5}
    with Workspace.open(path, "ada", write=False) as workspace:
        assert workspace.case.claims["f"].ref == "C3"
    assert names_in(path.parent) == [path.name]


def test_a_database_that_is_emptied_is_an_empty_case(path: Path, storage: type[Storage]) -> None:
    with TinyDB(path, storage=storage) as db:
        db.drop_tables()
    assert json.loads(path.read_bytes()) == {}
    with Workspace.open(path, "ada", write=False) as workspace:
        assert not workspace.case.claims


# Ours as a storage


def test_as_a_storage_ours_has_the_lock(path: Path) -> None:
    with Workspace.open(path, "ada") as workspace:
        with TinyDB(path, storage=CaseStorage) as db:
            assert len(db.table("claims")) == 2
            with pytest.raises(ReadOnlyError, match="held by ada"):
                db.table("claims").insert({"id": "f", "text": "x"})
        assert not workspace.read_only
    with TinyDB(path, storage=CaseStorage) as db, Workspace.open(path, "ada") as workspace:
        assert "held by somebody" in workspace.read_only
        db.table("claims").insert({"id": "f", "text": "x"})


def test_as_a_storage_ours_reads_the_journal_and_folds_it(case_path: Path, tmp_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(workspace.case.claim("C1").id, "refuted")
        crashed = elsewhere(case_path, tmp_path / "crashed")
    storage = CaseStorage(crashed)
    with TinyDB(crashed, storage=lambda _path: storage) as db:
        assert storage.unfolded
        assert len(db.table("verdicts")) == 1
        db.table("claims").update({"speaker": "Noah"}, doc_ids=[2])
        assert not storage.unfolded
    found = rows_of(crashed)
    assert (len(found["verdicts"]), found["claims"][2]["speaker"]) == (1, "Noah")
    assert names_in(crashed.parent) == [crashed.name]


@pytest.mark.parametrize(
    ("table", "values", "fault"),
    [
        ("claims", {"text": 5}, "text must not be a number"),
        ("excerpts", {"claim": "gone"}, "its claim 'gone' is not in the table"),
        ("excerpts", {"stance": "x"}, "stance must be one of"),
        ("claims", {"ref": "C1"}, "two rows have the ref C1"),
    ],
)
def test_what_is_no_case_is_refused_in_memory_and_on_the_disk(
    path: Path, table: str, values: dict[str, Any], fault: str
) -> None:
    before = path.read_bytes()
    storage = CaseStorage(path)
    rows = state(storage.case)
    db = TinyDB(path, storage=lambda _path: storage)
    with pytest.raises(UnreadableError, match=fault):
        db.table(table).update(values)
    assert path.read_bytes() == before
    assert state(storage.case) == rows
    db.close()


def test_what_is_no_json_is_refused_and_the_file_stays(path: Path) -> None:
    before = path.read_bytes()
    with TinyDB(path, storage=CaseStorage) as db:
        with pytest.raises(NotSavedError, match="NOT saved"):
            db.table("notes").insert({"x": object()})
        assert len(db.table("notes")) == 2
    assert path.read_bytes() == before
    assert names_in(path.parent) == [path.name]


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (None, UnreadableError),
        ([], UnreadableError),
        (5, UnreadableError),
        ({"claims": None}, UnreadableError),
        ({"claims": []}, UnreadableError),
        ({"claims": {}, "notes": "x"}, UnreadableError),
        ({"claims": {}, 5: {}}, UnreadableError),
        ({"claims": {"1": None}}, UnreadableError),
        ({"claims": {}, "notes": {1: {"a": 1}, "1": {"a": 2}}}, UnreadableError),
        ({"claims": {}, "notes": {"1": {"x": object()}}}, NotSavedError),
        ({"claims": {}, "notes": {"1": {5: "x"}}}, NotSavedError),
        ({"claims": {}, "notes": {"1": {"x": 2**70}}}, NotSavedError),
        ({"claims": {}, "notes": {"\udcff": {}}}, NotSavedError),
        ({"claims": {}, "\udcff": {}}, NotSavedError),
        ({"claims": {}, "notes": {"1": {"x": nested(300)}}}, NotSavedError),
        ({"claims": {"1": {"id": "a", "text": "b", "x": nested(NESTING + 1)}}}, UnreadableError),
    ],
)
def test_what_is_no_table_is_refused_with_what_is_promised(
    path: Path, data: Any, refused: type[FactcheckError]
) -> None:
    before = path.read_bytes()
    storage = CaseStorage(path)
    rows = state(storage.case)
    with pytest.raises(refused) as raised:
        storage.write(data)
    assert str(path) in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1
    assert (path.read_bytes(), state(storage.case)) == (before, rows)
    storage.close()
    assert names_in(path.parent) == [path.name]


@given(data=json_values | st.dictionaries(st.sampled_from(["claims", "history", "notes", "case"]), json_values))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_is_kept_or_refused(path: Path, data: Any) -> None:
    storage = CaseStorage(path)
    before = path.read_bytes()
    try:
        storage.write(data)
    except FactcheckError:
        assert path.read_bytes() == before
    storage.close()
    CaseStorage(path).close()
    path.write_bytes(before)


def test_what_was_read_can_be_altered_without_altering_the_case(path: Path) -> None:
    storage = CaseStorage(path)
    before = state(storage.case)
    tree = storage.read()
    tree["claims"]["1"]["tags"].append("x")
    tree["claims"]["1"]["text"] = "x"
    tree["notes"].clear()
    assert state(storage.case) == before
    assert len(storage.read()["notes"]) == 2
    storage.close()


def test_what_another_program_wrote_meanwhile_is_not_overwritten(path: Path) -> None:
    with TinyDB(path, storage=CaseStorage) as ours:
        with TinyDB(path) as plain:
            plain.table("claims").insert({"id": "theirs", "text": "It hailed."})
        with pytest.raises(ConflictError, match="was changed by another program"):
            ours.table("claims").insert({"id": "ours", "text": "It thawed."})
    assert [row["id"] for row in rows_of(path)["claims"].values()] == ["c", "d", "theirs"]
