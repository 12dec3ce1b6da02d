"""Rows that a script adds to db.json without id or ref are given both, the same at each reading, and it is said."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB

from factcheck.workspace.create import create_workspace
from factcheck.workspace.workspace import Workspace


def test_a_row_without_id_and_ref_is_given_both(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with create_workspace(path, checker="ada") as workspace:
        workspace.add_claim("It rained.")
    with TinyDB(path) as file:
        file.table("claims").insert({"text": "It snowed."})
        file.table("sources").insert({"title": "Diary"})
    with Workspace.open(path, "ada", write=False) as reader:
        added = reader.case.claim("C2")
        assert (added.text, len(added.id)) == ("It snowed.", 16)
        assert reader.case.source("S1").title == "Diary"
        assert reader.case.filled == "1 source, 1 claim without an id or a ref: given one"
    with Workspace.open(path, "ada") as workspace:
        assert workspace.case.claim("C2").id == added.id
        workspace.decide("C2", "refuted")
    with Workspace.open(path, "ada") as workspace:
        assert workspace.case.filled == ""
        verdict = workspace.case.verdict_of(added.id)
        assert verdict is not None
        assert verdict.label == "refuted"
    with TinyDB(path) as file:
        assert [row["ref"] for row in file.table("claims").all()] == ["C1", "C2"]
