"""Excerpts are checked in the background: those on the screen first, then the whole case, which is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.worker import active_worker

from factcheck.case.records import Stance
from factcheck.quotes import State
from factcheck.tui.controllers.quote_checks import QuoteChecks
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.controllers.fakes import FakeHost
from tests.tui.shelf import BRIDGE, shelve


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeHost]:
    """A screen on a case with a text and two excerpts, one of which its source does not say."""
    path = shelve(tmp_path / "case.json", BRIDGE, [("C1", Stance.CONTRADICTS, "The new bridge cost 52 million euros")])
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        case = workspace.case
        workspace.add_excerpt(case.claim("C2").id, case.source("S1").id, "Everybody was asked.", stance="supports")
        yield FakeHost(workspace)


def run(host: FakeHost, *, cancelled: bool = False) -> None:
    """Let the last timer end, and do the work, as a worker that may be cancelled."""
    host.timers[-1].run()
    worker: Any = SimpleNamespace(is_cancelled=cancelled)
    token = active_worker.set(worker)
    try:
        host.run_pending()
    finally:
        active_worker.reset(token)


def test_the_excerpts_are_checked_and_the_case_is_counted(host: FakeHost) -> None:
    shown: list[bool] = []
    counts: list[Counter[State]] = []
    checks = QuoteChecks(host.host, lambda: shown.append(True), counts.append)
    excerpts = host.workspace.excerpts("C1")
    checks.check(excerpts)
    assert host.workspace.quote_checks.known(excerpts[0]) is None
    run(host)
    assert host.workspace.quote_checks.known(excerpts[0]) is not None
    assert counts == [Counter({State.EXACT: 1, State.NOT_FOUND: 1})]
    assert shown


def test_what_is_known_is_not_checked_again_until_an_excerpt_changes(host: FakeHost) -> None:
    checks = QuoteChecks(host.host, lambda: None, lambda _counts: None)
    excerpts = host.workspace.excerpts("C1")
    checks.check(excerpts)
    run(host)
    timers = len(host.timers)
    checks.check(excerpts)
    assert len(host.timers) == timers
    checks.note(host.workspace.set_stance(excerpts[0].id, Stance.CONTEXT))
    checks.check(excerpts)
    assert len(host.timers) == timers + 1


def test_a_key_stops_the_check(host: FakeHost) -> None:
    shown: list[bool] = []
    checks = QuoteChecks(host.host, lambda: shown.append(True))
    checks.check(host.workspace.excerpts("C1"))
    run(host, cancelled=True)
    assert not shown
    checks.check(host.workspace.excerpts("C2"))
    assert host.timers[0].is_stopped
