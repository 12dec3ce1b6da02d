"""The passages that excerpts quote are marked; a quote that is not where it was noted is checked first."""

from __future__ import annotations

from pathlib import Path

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.tui.controllers.marked_text import MarkedText
from factcheck.tui.widgets.prose.marking import QuoteMarking
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.controllers.fakes import FakeHost, FakeProse
from tests.tui.shelf import BRIDGE, shelve

QUOTE = "The new bridge cost 52 million euros"


def test_quotes_are_marked_and_those_of_the_claim_are_its_own(tmp_path: Path) -> None:
    filed = [("C1", Stance.CONTRADICTS, QUOTE), ("C2", Stance.CONTRADICTS, "Nobody had asked the ferrymen.")]
    with Workspace.open(shelve(tmp_path / "case.json", BRIDGE, filed), "ada", clock=ticking()) as workspace:
        host, prose, quotes = FakeHost(workspace), FakeProse(BRIDGE), QuoteMarking()
        marked = MarkedText(host.host, prose.prose, quotes, workspace.case.source("S1"), Document(text=BRIDGE))
        marked.mark()
        spans = [mark.span for mark in quotes.marks.within(0, len(BRIDGE))]
        assert [BRIDGE[slice(*span)] for span in spans] == ["Nobody had asked the ferrymen.", QUOTE]
        assert quotes.own == {workspace.excerpts("C1")[0].id}
        assert host.timers == []


def test_a_quote_that_is_elsewhere_is_checked_before_it_is_marked(tmp_path: Path) -> None:
    with Workspace.open(shelve(tmp_path / "case.json", BRIDGE), "ada", clock=ticking()) as workspace:
        case = workspace.case
        workspace.add_excerpt(case.claim("C1").id, case.source("S1").id, QUOTE, stance="contradicts")
        host, prose, quotes = FakeHost(workspace), FakeProse(BRIDGE), QuoteMarking()
        excerpt = workspace.excerpts("C1")[0]
        workspace.edit("excerpts", excerpt.id, start=0, end=len(QUOTE))
        marked = MarkedText(host.host, prose.prose, quotes, case.source("S1"), Document(text=BRIDGE))
        marked.mark()
        assert quotes.marks.within(0, len(BRIDGE)) == []
        assert len(host.timers) == 1
        list(workspace.quote_checks.checks([excerpt.id]))
        marked.mark()
        assert [BRIDGE[slice(*mark.span)] for mark in quotes.marks.within(0, len(BRIDGE))] == [QUOTE]
