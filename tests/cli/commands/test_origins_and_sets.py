"""`source edit --repeats`, `excerpt set`, `case warn`: what is stated by hand, and which warnings a case asks for."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run, rows


def test_what_a_source_repeats_and_how_it_is_graded_is_edited(run: Run, case_path: Path) -> None:
    edited = run(
        "source", "edit", "S2", "--repeats", "S1", "--kind", "secondary", "--grade", "b2", "--as-of", "2023-04"
    )
    assert edited.stderr.startswith("S2 ")
    listed = {row["ref"]: row for row in json.loads(run("source", "list", "--json").stdout)}
    assert listed["S2"]["repeats"] == listed["S1"]["id"]
    assert (listed["S2"]["kind"], listed["S2"]["grade"], listed["S2"]["as_of"]) == ("secondary", "B2", "2023-04")
    (row,) = [row for row in rows(case_path, "sources") if row["ref"] == "S1"]
    assert not {"kind", "repeats", "grade", "as_of", "interest"} & row.keys()
    header, *table = run("export", "csv", "--option", "table=sources").stdout.splitlines()
    assert table[1].split(",")[header.split(",").index("repeats")] in {"S1", ""}
    for arguments, said in (
        (("S1", "--repeats", "S2"), "S1 would repeat itself, by way of S2"),
        (("S1", "--repeats", "S99"), "no source 'S99'"),
        (("S1", "--grade", "Z"), "'Z' is no grade: a letter A-F, a digit 1-6, or both"),
        (("S1", "--kind", "other"), "'other' is not one of"),
        (("S1", "--as-of", "soon"), "not a date like"),
    ):
        result = run("source", "edit", *arguments)
        assert (result.exit_code, said in result.output) == (2, True), result.output
    assert run("source", "edit", "S2", "--repeats", "").exit_code == 0
    assert json.loads(run("source", "list", "--json").stdout)[1]["repeats"] == ""


def test_a_set_is_made_and_parted(run: Run, case_path: Path) -> None:
    assert run("excerpt", "set", "E1", "E2").stderr == f"E1, E2 in a set, saved in {case_path}\n"
    assert run("excerpt", "set", "E1", "E2").stderr == "E1, E2: a set already; nothing to save\n"
    assert len({row["evidence_set"] for row in rows(case_path, "excerpts") if row.get("evidence_set")}) == 1
    assert run("excerpt", "set", "E1", "--take-back").stderr == f"E1, E2 in no set any more, saved in {case_path}\n"
    assert run("undo").exit_code == 0
    assert run("excerpt", "set", "E1").output == "factcheck: a set has at least two excerpts\n"
    assert run("excerpt", "set", "E1", "E99").exit_code == 2


def test_a_case_asks_for_warnings(run: Run) -> None:
    run("decide", "C1", "supported")
    assert "no-sign-off" not in run("warnings", "C1").stdout
    assert run("case", "warn").stderr == "The case asks for none of not-contacted, no-sign-off\n"
    run("case", "warn", "no-sign-off", "not-contacted")
    assert run("case", "warn").stdout.split() == ["no-sign-off", "not-contacted"]
    assert "C1\tno-sign-off\tnobody but ada has signed off C1" in run("warnings", "C1").stdout
    assert run("case", "warn", "--none").exit_code == 0
    assert run("case", "warn", "--none").stderr == "The case asks for exactly these; nothing to save\n"
    assert "no-sign-off" not in run("warnings", "C1").stdout
    assert run("case", "warn", "one-sided").exit_code == 2
