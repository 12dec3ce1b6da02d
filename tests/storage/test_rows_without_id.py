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
        assert reader.case.filled == "1 source, 1 claim without an id or a ref given one: C2, S1"
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


def test_an_excerpt_without_id_and_a_claim_with_one_of_both_are_served_too(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with create_workspace(path, checker="ada") as workspace:
        workspace.add_claim("It rained.")
        claim = workspace.case.claim("C1")
    with TinyDB(path) as file:
        file.table("sources").insert({"id": "s", "ref": "S1", "title": "Diary"})
        rows = file.table("excerpts")
        rows.insert({"claim": claim.id, "source": "s", "stance": "supports", "quote": "Rain."})
        file.table("claims").insert_multiple([{"id": "own", "text": "It snowed."}, {"ref": "C9", "text": "It hailed."}])
        file.table("claims").insert_multiple({"text": f"Claim {number}."} for number in range(5))
    with Workspace.open(path, "ada", write=False) as reader:
        assert reader.case.excerpt("E1").quote == "Rain."
        assert reader.case.claim("C10").id == "own"
        said = "7 claims, 1 excerpt without an id or a ref given one: C9, E1, C10, C11, C12, C13 and 2 more"
        assert reader.case.filled == said
