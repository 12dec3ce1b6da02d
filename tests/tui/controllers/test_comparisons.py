"""The excerpts of a claim are compared a few at a time, once no other claim has been shown for a while."""

from __future__ import annotations

from factcheck.tui.controllers.comparisons import BackgroundComparisons
from tests.tui.controllers.fakes import FakeHost


def test_the_excerpts_of_the_claim_are_compared_and_shown(host: FakeHost) -> None:
    shown: list[bool] = []
    comparisons = BackgroundComparisons(host.host, lambda: shown.append(True))
    claim, case = host.workspace.case.claim("C3"), host.workspace.case
    excerpts = case.excerpts_of(claim.id)
    comparisons.compare(claim, excerpts)
    assert not comparisons.is_done
    while not comparisons.is_done:
        host.timers[-1].run()
    assert all(comparisons.results.known(claim, each, case.sources[each.source]) for each in excerpts)
    assert shown


def test_another_claim_takes_the_place_of_the_first(host: FakeHost) -> None:
    comparisons = BackgroundComparisons(host.host, lambda: None)
    case = host.workspace.case
    for ref in ("C1", "C3"):
        claim = case.claim(ref)
        comparisons.compare(claim, case.excerpts_of(claim.id))
    assert [timer.is_stopped for timer in host.timers] == [True, False]
    comparisons.compare(None, [])
    assert comparisons.is_done
