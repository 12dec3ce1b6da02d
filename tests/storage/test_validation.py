"""A change that would leave a case which could not be read again is never written."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from factcheck.case.case_info import MERGED_SCHEMA
from factcheck.case.changes import Change, ChangeKind, Edit
from factcheck.errors import ConflictError, InvalidError
from factcheck.workspace.workspace import Workspace
from tests.storage.conftest import first, journal_of, label_in
from tests.strategies import sign, state


@pytest.mark.parametrize(
    "edit",
    [
        Edit(ChangeKind.ADD, "claims/x", None, {"id": "x", "text": "y"}),
        Edit(ChangeKind.ADD, "claims/x", None, {}),
        Edit(ChangeKind.ADD, "verdicts/gone/ada", None, {"claim": "gone", "checker": "ada", "label": None}),
        Edit(ChangeKind.REMOVE, "sources/{source}", {}, None),
        Edit(ChangeKind.REMOVE, "claims/{claim}", {}, None),
        Edit(ChangeKind.EDIT, "claims/{claim}", {}, {"text": None}),
        Edit(ChangeKind.EDIT, "excerpts/{excerpt}", {}, {"claim": "gone"}),
        Edit(ChangeKind.EDIT, "case/case", {}, {"scale": {"labels": []}}),
        Edit(ChangeKind.EDIT, "case/case", {}, {"schema": MERGED_SCHEMA + 1}),
        Edit(ChangeKind.ADD, "case/other", None, {"schema": 1, "title": "x", "scale": "fever", "created": ""}),
    ],
    ids=str,
)
def test_a_change_that_could_not_be_read_again_is_never_written(small: Path, edit: Edit) -> None:
    with Workspace.open(small, "ada") as workspace:
        keys = {"source": "sources", "claim": "claims", "excerpt": "excerpts"}
        target = edit.target.format(**{noun: next(iter(workspace.case.tables[table])) for noun, table in keys.items()})
        before = state(workspace.case)
        with pytest.raises(InvalidError) as raised:
            workspace.store.save((sign(edit._replace(target=target)),))
        assert str(raised.value).isprintable()
        assert state(workspace.case) == before
        assert not journal_of(small).exists()


def test_all_that_hangs_together_may_go_and_come_in_one_batch(small: Path) -> None:
    with Workspace.open(small, "ada") as workspace:
        before = state(workspace.case)
        workspace.remove("claims", first(workspace))
        workspace.undo()
        assert state(workspace.case) == before


def test_a_history_whose_undo_would_ruin_the_case_is_refused_when_it_is_asked_for(small: Path) -> None:
    tree = orjson.loads(small.read_bytes())
    claim = tree["claims"]["1"]["id"]
    change = Change(id="h", at="t", by="eve", kind="add", target=f"claims/{claim}", before=None, after={"id": claim})
    tree["history"]["99"] = change.to_row()
    small.write_bytes(orjson.dumps(tree))
    with Workspace.open(small, "ada") as workspace:
        before = state(workspace.case)
        with pytest.raises(ConflictError, match="cannot go: excerpts E1 is of it"):
            workspace.undo("eve")
        assert state(workspace.case) == before
        workspace.decide(claim, "refuted")
    assert label_in(small) == "refuted"
