"""Copies that are handed out: what is added to each has numbers of its own, so that no ref changes in a merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.case import Case
from factcheck.case.index import LETTERS
from factcheck.case.number_ranges import new_range, next_number, number_ranges
from factcheck.errors import ExistsError
from factcheck.workspace.hand_out import hand_out
from factcheck.workspace.merge_copies import apply_merge, plan_merge
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.strategies import begun, workspace_on


def test_nothing_that_is_added_in_copies_gets_another_ref(case_path: Path, tmp_path: Path) -> None:
    paths = {name: tmp_path / f"{name}.json" for name in ("bob", "cyd")}
    with Workspace.open(case_path, "ada", clock=ticking()) as ada:
        assert [hand_out(ada, name, path).first for name, path in paths.items()] == [1001, 2001]
        assert hand_out(ada, "bob", tmp_path / "again.json").first == 1001
        assert ada.add_claim("Ada's.").ref == "C77"
    for name, path in paths.items():
        with Workspace.open(path, name, clock=ticking()) as workspace:
            first = workspace.add_claim(f"One of {name}.")
            assert first.ref == ("C1001" if name == "bob" else "C2001")
            workspace.undo()
            workspace.add_claims([{"text": f"One of {name}."}, {"text": f"Another of {name}."}])
            workspace.add_excerpt("C1", "S1", "Masimov", stance="context")
            workspace.entries.add("C1", "A note.")
    with Workspace.open(case_path, "ada", clock=ticking()) as ada:
        plan = plan_merge(ada, paths.values())
        assert "renamed" not in [line.what for line in plan.lines]
        apply_merge(ada, plan)
        refs = [claim.ref for claim in ada.case.claims.values()]
        assert [ref for ref in refs if len(ref) > 3] == ["C1001", "C1002", "C2001", "C2002"]
        assert ada.add_claim("Ada's next.").ref == "C78"
        assert ada.case.info.numbers == ("1001 bob", "2001 cyd")


def test_a_copy_that_is_there_is_not_replaced_and_gives_no_range(case_path: Path, tmp_path: Path) -> None:
    (tmp_path / "bob.json").write_text("{}")
    with Workspace.open(case_path, "ada") as ada:
        with pytest.raises(ExistsError):
            hand_out(ada, "bob", tmp_path / "bob.json")
        assert ada.case.info.numbers == ()


def test_a_range_that_is_used_up_is_left_upwards_and_one_begins_above_all() -> None:
    case = begun()
    ada = workspace_on(case)
    ada.add_claims([{"text": f"Claim {number}.", "ref": f"C{number}"} for number in (999, 1000, 1001, 2000)])
    given = (new_range(case.index, (), "bob"),)
    assert given == ("2001 bob",)
    assert next_number(case.index, "claims", ("1001 bob",), "bob") == 2001
    assert next_number(case.index, "claims", ("1001 bob",), "ada") == 2001
    assert next_number(case.index, "claims", given, "bob") == 2001
    assert next_number(case.index, "sources", given, "ada") == 1


def test_a_range_in_another_form_is_none() -> None:
    assert list(number_ranges(["x bob", "1001", "² bob", "9" * 400 + " bob", ""])) == []
    assert {Case().next_number(table) for table in LETTERS} == {1}
