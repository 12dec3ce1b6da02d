"""Sources are graded and dated by hand, and those that repeat another count as one origin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.origins import chain, chain_words, detail_words, origin
from factcheck.case.records import Source
from factcheck.errors import FactcheckError, InvalidError, UnknownError
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on


@pytest.fixture
def workspace() -> Workspace:
    """Three sources."""
    workspace = workspace_on(begun())
    for title in ("A wire", "A paper", "A blog"):
        workspace.add_source(title=title)
    return workspace


def state(workspace: Workspace, ref: str, **fields: str) -> None:
    workspace.edit("sources", workspace.case.source(ref).id, **fields)


def test_the_chain_of_what_is_repeated_is_told(workspace: Workspace) -> None:
    state(workspace, "S2", repeats="S1")
    state(workspace, "S3", repeats="s2")
    case = workspace.case
    assert [source.ref for source in chain(case, case.source("S3").id)] == ["S2", "S1"]
    assert chain_words(case, case.source("S3").id) == "repeats S2, which repeats S1"
    assert {origin(case, case.source(ref).id) for ref in ("S1", "S2", "S3")} == {case.source("S1").id}
    for ref, repeated in (("S1", "S3"), ("S1", "S1")):
        with pytest.raises(InvalidError, match="S1 would repeat itself"):
            state(workspace, ref, repeats=repeated)
    with pytest.raises(UnknownError, match="no source 'S9'"):
        state(workspace, "S1", repeats="S9")


def test_what_repeats_a_removed_source_repeats_none_until_undo(workspace: Workspace) -> None:
    state(workspace, "S2", repeats="S1")
    workspace.remove("sources", "S1")
    assert workspace.case.source("S2").repeats == ""
    workspace.undo()
    assert workspace.case.source("S2").repeats == workspace.case.source("S1").id


@given(st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_every_source_has_one_origin_even_in_a_circle(repeated: list[int]) -> None:
    rows = {f"s{n}": Source(id=f"s{n}", ref=f"S{n}", repeats=f"s{to}").to_row() for n, to in enumerate(repeated)}
    case = Case({"sources": rows})
    for key in rows:
        first = origin(case, key)
        assert origin(case, first) == first
        assert all(origin(case, source.id) == first for source in chain(case, key))


def test_details_are_checked_and_told_in_words(workspace: Workspace) -> None:
    state(workspace, "S1", kind="primary", grade=" b2 ", as_of="2023-04", interest="sells it")
    source = workspace.case.source("S1")
    assert detail_words(source) == "primary · as of 2023-04 · grade B2 · interest: sells it"
    for fields in ({"kind": "tertiary"}, {"grade": "G"}, {"grade": "B7"}, {"grade": "2B"}, {"as_of": "then"}):
        with pytest.raises(FactcheckError):
            state(workspace, "S1", **fields)
        with pytest.raises(FactcheckError):
            workspace.add_source(title="Another", **fields)
    state(workspace, "S1", kind="", grade="", as_of="", interest="")
    row = workspace.case.sources.row(source.id) or {}
    assert not {"kind", "grade", "as_of", "interest", "repeats"} & row.keys()
