"""Passages are found in a thread, filed for the claim with a stance, and read in their source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.worker import active_worker

from factcheck.case.records import Stance
from factcheck.tui.case_screens import Destination, OpenReader
from factcheck.tui.controllers.evidence_search import PassageSearch
from factcheck.tui.widgets.result_lists import PassageItem
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.controllers.fakes import FakeHost
from tests.tui.lens import flood


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeHost]:
    """A screen on a case whose sources disagree."""
    with Workspace.open(flood(tmp_path / "case.json"), "ada", clock=ticking()) as workspace:
        yield FakeHost(workspace)


class Bench:
    """The controller with a list of passages that shows nothing."""

    def __init__(self, host: FakeHost) -> None:
        self.host = host
        self.shown: list[str] = []
        self.left: list[Destination] = []
        self.list = self._list()
        self.search = PassageSearch(
            host.host, self.list, self._find, lambda: self.search.ask("flood"), self._show, self.left.append
        )

    def _list(self) -> Any:
        return SimpleNamespace(hint="", current=None, items=[], say=self.shown.append, call_later=self.host.call_later)

    def _find(self, query: str) -> list[PassageItem]:
        workspace = self.host.workspace
        return [PassageItem(hit, workspace.case.sources[hit.source_id]) for hit in workspace.search.search(query, 10)]

    def _show(self, _query: str, offers: list[PassageItem]) -> None:
        self.list.items = offers
        self.list.current = offers[0] if offers else None

    def run(self) -> None:
        """Do the background work, and what that asks for."""
        worker: Any = SimpleNamespace(is_cancelled=False)
        token = active_worker.set(worker)
        while self.host.pending:
            self.host.run_pending()
        active_worker.reset(token)

    def prepared(self) -> PassageSearch:
        """Return the controller once passages are listed."""
        self.search.prepare()
        self.run()
        return self.search


def test_the_sources_are_read_and_then_searched(host: FakeHost) -> None:
    bench = Bench(host)
    search = bench.prepared()
    assert search.is_ready
    assert search.shows("flood")
    assert not search.shows("bridge")
    assert {offer.source.ref for offer in bench.list.items} >= {"S1", "S2"}
    assert "S4" in search.missing_words().plain


def test_a_passage_is_filed_and_filed_again_it_gets_another_stance(host: FakeHost) -> None:
    search = Bench(host).prepared()
    search.file(Stance.SUPPORTS)
    (excerpt,) = host.workspace.excerpts("C1")
    assert excerpt.stance is Stance.SUPPORTS
    search.file(Stance.CONTRADICTS)
    (excerpt,) = host.workspace.excerpts("C1")
    assert excerpt.stance is Stance.CONTRADICTS
    search.file(Stance.CONTRADICTS)
    assert host.status_line.last == f"{excerpt.ref} already has this stance"


def test_a_passage_is_read_in_its_source_which_may_say_where_to_go(host: FakeHost) -> None:
    bench = Bench(host)
    search = bench.prepared()
    search.file(Stance.SUPPORTS)
    search.read()
    assert isinstance(host.opened, OpenReader)
    assert host.opened.source.id == bench.list.current.source.id
    destination = Destination(excerpt=host.workspace.excerpts("C1")[0])
    host.opened.returned(destination)
    assert bench.left == [destination]
