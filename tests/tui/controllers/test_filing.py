"""A selection becomes an excerpt of the claim, with a stance, or a claim of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.case.records import Stance
from factcheck.tui.controllers.filing import SelectionFiling
from factcheck.tui.form_screens import FormResult, OpenClaimForm
from factcheck.tui.widgets.prose.marking import QuoteMarking
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.controllers.fakes import FakeHost, FakeProse
from tests.tui.shelf import BRIDGE, shelve

QUOTE = "The new bridge cost 52 million euros"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeHost]:
    """A screen on a case with a text."""
    with Workspace.open(shelve(tmp_path / "case.json", BRIDGE), "ada", clock=ticking()) as workspace:
        yield FakeHost(workspace)


def filing(host: FakeHost, selected: str, read_for: list[str] | None = None) -> SelectionFiling:
    """Return the controller with a part of the text selected."""
    prose, source = FakeProse(BRIDGE, selected), host.workspace.case.source("S1")
    return SelectionFiling(
        host.host,
        host.changes,
        prose.prose,
        QuoteMarking(),
        source,
        (read_for if read_for is not None else []).append,
    )


def test_a_selection_is_filed_without_the_space_around_it(host: FakeHost) -> None:
    filing(host, f"\n{QUOTE}").file(Stance.CONTRADICTS)
    (excerpt,) = host.workspace.excerpts("C1")
    assert (excerpt.quote, excerpt.stance) == (QUOTE, Stance.CONTRADICTS)
    assert BRIDGE[excerpt.start : excerpt.end] == QUOTE
    assert host.status_line.last.startswith("saved: E1 contradicts C1: “The new bridge")


def test_without_a_claim_one_is_to_be_chosen(host: FakeHost) -> None:
    host.claim = None
    filing(host, QUOTE).file(Stance.SUPPORTS)
    assert host.status_line.last == "problem: Attach to which claim? p chooses one"
    assert not host.workspace.case.excerpts


def test_a_selection_becomes_a_claim_that_is_read_for(host: FakeHost) -> None:
    read_for: list[str] = []
    filing(host, QUOTE, read_for).add_claim()
    assert isinstance(host.opened, OpenClaimForm)
    assert host.opened.values["text"] == QUOTE
    assert host.opened.values["origin"].startswith("S1 A report on the bridge, ")
    host.opened.returned(FormResult(dict(host.opened.values)))
    assert read_for == [host.workspace.case.claim("C3").id]
    assert "selections go to C3" in host.status_line.last
