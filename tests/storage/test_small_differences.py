"""What little work changes in db.json, so that a difference between two versions is one that a person can read."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import orjson

from factcheck.workspace.create import sample_path
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking


def changed_lines(path: Path, before: bytes) -> list[str]:
    old, new = before.decode().splitlines(), path.read_bytes().decode().splitlines()
    return [line for line in ndiff(old, new) if line[0] in "+-"]


def test_three_verdicts_change_at_most_ten_lines_of_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(sample_path().read_bytes())
    for refs, most in ((("C1", "C2", "C3"), 6), (("C4", "C5", "C6"), 10)):
        before = path.read_bytes()
        with Workspace.open(path, "ada", clock=ticking()) as workspace:
            for ref in refs:
                workspace.decide(ref, "supported")
        assert len(changed_lines(path, before)) <= most


def test_a_row_that_leaves_out_fields_keeps_its_bytes_until_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    rows = [b'{"text":"It rained.","id":"c","ref":"C1","position":1}', b'{"id":"d","ref":"C2","text":"x","position":2}']
    path.write_bytes(b'{\n"claims": {\n"1":%b,\n"2":%b\n}\n}\n' % (rows[0], rows[1]))
    with Workspace.open(path, "ada") as workspace:
        assert workspace.case.claim("C1").tags == ()
        assert workspace.case.claims.row("c") == {
            **orjson.loads(rows[0]),
            **dict.fromkeys(("speaker", "date", "origin"), ""),
            "tags": [],
        }
        workspace.decide("d", "refuted")
    assert b'"1":' + rows[0] in path.read_bytes()
    with Workspace.open(path, "ada") as workspace:
        workspace.edit("claims", "c", speaker="Noah")
    assert b'"2":' + rows[1] in path.read_bytes()
    assert orjson.loads(path.read_bytes())["claims"]["1"]["speaker"] == "Noah"
