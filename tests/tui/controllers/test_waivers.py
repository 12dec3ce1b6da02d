"""The warnings about a claim are opened; where there are none, the reason is said."""

from __future__ import annotations

from factcheck.evidence.warnings import warnings
from factcheck.tui.controllers.waivers import Waivers
from factcheck.tui.dialogs import OpenWarnings
from tests.tui.controllers.fakes import FakeHost


def test_a_claim_without_a_verdict_has_no_warning(host: FakeHost) -> None:
    Waivers(host.host, host.changes).show_warnings()
    assert host.status_line.last == "C1 has no warning: it has no verdict yet"
    assert host.posted == []


def test_the_warnings_of_a_verdict_are_opened(host: FakeHost) -> None:
    case = host.workspace.case
    claim = case.claims[host.workspace.add_claim("Nobody was asked.")[0].key]
    host.claim = claim
    host.workspace.decide(claim.id, case.scale.labels[0].id)
    assert warnings(case, claim.id)
    Waivers(host.host, host.changes).commands["claim.waive"]()
    assert isinstance(host.opened, OpenWarnings)
    assert list(host.opened.warnings) == list(warnings(case, claim.id))
    host.opened.returned(())
    assert host.status_line.last == f"{claim.ref}: its warnings are unchanged"
