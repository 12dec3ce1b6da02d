"""Judges are asked about the passages in a thread, only with consent; what they answered is kept."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest
from textual.worker import WorkerState, active_worker

from factcheck.case.records import Stance
from factcheck.evidence import Text
from factcheck.evidence.judges.judge import Opinion
from factcheck.tui.controllers.judges import UNNAMED, JudgeOpinions
from factcheck.tui.dialogs import OpenConsent
from factcheck.tui.widgets.result_lists import PassageItem
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.controllers.fakes import FakeHost
from tests.tui.lens import flood


class AgreeingJudge:
    """A judge that finds that every passage supports the claim."""

    name = "agreeing"
    at_once = 1
    time_limit = 0.0

    def __init__(self, consent: str = "") -> None:
        self.consent = consent

    def agree(self) -> None:
        """Take the consent."""
        self.consent = ""

    def judge(
        self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = lambda: False
    ) -> list[Opinion]:
        """Return the same opinion always."""
        assert claim.text
        assert not cancelled()
        return [Opinion(Stance.SUPPORTS, "it says so", self.name) for _ in passages]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeHost]:
    """A screen on a case whose sources disagree."""
    with Workspace.open(flood(tmp_path / "case.json"), "ada", clock=ticking()) as workspace:
        yield FakeHost(workspace)


def asking(host: FakeHost, *judges: AgreeingJudge) -> tuple[JudgeOpinions, Any]:
    """Return the controller, and the list with two passages that it asks about."""
    workspace = host.workspace
    workspace.search.prepare()
    host.session.judges = judges
    passages: Any = SimpleNamespace(hint="", call_later=lambda call, *args: call(*args))
    passages.items = [
        PassageItem(hit, workspace.case.sources[hit.source_id]) for hit in workspace.search.search("flood people", 2)
    ]
    passages.show_passages = lambda offers, _hint: setattr(passages, "items", offers)
    progress: Any = SimpleNamespace(display=False, update=lambda _content: None)
    return JudgeOpinions(host.host, passages, progress, Lock()), passages


def run(host: FakeHost) -> None:
    """Do the background work."""
    worker: Any = SimpleNamespace(is_cancelled=False)
    token = active_worker.set(worker)
    host.run_pending()
    active_worker.reset(token)


def test_what_a_judge_says_is_shown_and_not_asked_again(host: FakeHost) -> None:
    judges, passages = asking(host, AgreeingJudge())
    judges.ask()
    assert judges.is_asking
    run(host)
    assert [[opinion.by for opinion in offer.opinions] for offer in passages.items] == [["agreeing"], ["agreeing"]]
    again = JudgeOpinions(host.host, passages, passages, Lock())
    again.ask()
    assert host.status_line.last == "They have given their opinions on these passages"


def test_a_judge_is_asked_only_with_consent(host: FakeHost) -> None:
    judge = AgreeingJudge("example.org")
    judges, _ = asking(host, judge)
    judges.ask()
    assert isinstance(host.opened, OpenConsent)
    host.opened.returned(False)
    assert (host.status_line.last, host.pending) == ("Nothing is sent to agreeing", [])
    judges.ask()
    host.opened.returned(True)
    assert not judge.consent
    assert judges.is_asking


def test_without_a_judge_it_says_how_one_is_named(host: FakeHost) -> None:
    judges, _ = asking(host)
    judges.ask()
    assert host.status_line.last == f"problem: {UNNAMED}"
    assert not judges.stop()


def test_that_the_asking_was_stopped_is_what_is_said(host: FakeHost) -> None:
    judges, _ = asking(host, AgreeingJudge())
    judges.ask()
    assert judges.stop()
    worker: Any = host.workers[-1]
    worker.is_finished, worker.error = True, CancelledError()
    event: Any = SimpleNamespace(worker=worker, state=WorkerState.CANCELLED)
    judges.worker_changed(event)
    assert host.status_line.last == "Stopped; the opinions given so far are kept"
