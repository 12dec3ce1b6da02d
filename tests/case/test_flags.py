"""The flag of a claim: written only where it is set, undone like any change, and counted without reading the rows."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.describe import describe
from factcheck.errors import UnreadableError
from factcheck.storage.layout import blocks_of
from factcheck.storage.tables import unpack
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, cases, workspace_on


@pytest.fixture
def workspace() -> Workspace:
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    return workspace


def row(workspace: Workspace) -> dict[str, Any]:
    """Return the only claim as the file has it."""
    return workspace.case.claims.row(next(iter(workspace.case.claims))) or {}


def test_a_flag_is_written_only_while_it_is_set(workspace: Workspace) -> None:
    before = row(workspace)
    assert "flagged" not in before
    assert describe(workspace.case, workspace.flag("C1")) == "C1 flagged"
    assert row(workspace) == {**before, "flagged": True}
    assert workspace.case.claim("C1").flagged
    workspace.undo()
    assert row(workspace) == before
    workspace.redo()
    assert describe(workspace.case, workspace.flag("C1", flagged=False)) == "C1 flag removed"
    assert row(workspace) == before
    assert not workspace.flag("C1", flagged=False)


def test_a_flagged_claim_comes_back_flagged_when_its_removal_is_undone(workspace: Workspace) -> None:
    workspace.flag("C1")
    workspace.remove("claims", "C1")
    assert not workspace.case.index.flagged
    workspace.undo()
    assert workspace.case.index.flagged == set(workspace.case.claims)


@given(cases())
def test_the_index_knows_the_flagged_claims(case: Case) -> None:
    assert case.index.flagged == {claim.id for claim in case.claims.values() if claim.flagged}


def test_a_file_with_flags_is_read_and_a_flag_that_is_none_is_refused() -> None:
    claims = {"1": {"id": "a", "text": "A"}, "2": {"id": "b", "text": "B", "flagged": True}}
    case, _, _ = unpack(blocks_of({"claims": claims}))
    assert case.index.flagged == {"b"}
    assert b"flagged" not in case.claims.stored()["a"]
    wrong = orjson.loads(orjson.dumps(claims)) | {"3": {"id": "c", "text": "C", "flagged": "yes"}}
    with pytest.raises(UnreadableError, match="claims row 3: flagged must not be a text"):
        unpack(blocks_of({"claims": wrong}))
