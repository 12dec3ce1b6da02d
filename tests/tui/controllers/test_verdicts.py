"""A digit decides, and goes on to the next claim; confidence rises and falls by steps."""

from __future__ import annotations

from factcheck.case.records import verdict_key
from factcheck.tui.controllers.verdicts import Verdicts
from factcheck.tui.dialogs import OpenRationale
from tests.tui.controllers.fakes import FakeHost


def verdicts(host: FakeHost, following: str = "C2") -> Verdicts:
    """Return the controller, with the claim that comes next."""
    return Verdicts(host.host, host.changes, lambda: host.workspace.case.claim(following))


def test_a_digit_decides_and_the_next_claim_is_shown(host: FakeHost) -> None:
    case = host.workspace.case
    verdicts(host).commands["verdict.1"]()
    decided = case.verdicts[verdict_key(case.claim("C1").id, "ada")]
    assert decided.label == case.scale.labels[0].id
    assert host.shown == [case.claim("C2").id]
    assert host.status_line.last.startswith("saved: C1 ✓ Supported")
    assert "u undo" in host.status_line.last


def test_a_digit_without_a_label_does_nothing(host: FakeHost) -> None:
    assert not host.session.enables("verdict.9")
    assert host.session.enables("verdict.1")
    verdicts(host).decide(9)
    assert not host.workspace.case.verdicts
    assert host.status_line.lines == []


def test_withdrawing_no_verdict_says_that_there_is_none(host: FakeHost) -> None:
    verdicts(host).withdraw()
    assert host.status_line.last == "You have no verdict on this claim"
    assert host.shown == []


def test_confidence_rises_to_the_highest(host: FakeHost) -> None:
    controller = verdicts(host)
    controller.decide(1)
    for _ in range(3):
        controller.change_confidence(1)
    controller.change_confidence(1)
    assert host.status_line.last == "Already at the highest confidence"


def test_the_rationale_is_written_in_its_own_window(host: FakeHost) -> None:
    verdicts(host).write_rationale()
    assert isinstance(host.opened, OpenRationale)
    host.opened.returned(None)
    assert host.status_line.last == "C1: no draft is kept"
