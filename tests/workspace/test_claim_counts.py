"""The counts that are kept with each change are those that counting anew gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.records import Stance
from factcheck.case.statistics import is_disputed, standing
from factcheck.evidence.warnings import is_warned
from factcheck.quotes import no_anchor
from factcheck.workspace import claim_counts
from factcheck.workspace.claim_counts import ClaimCounts
from factcheck.workspace.claim_facts import ClaimFacts
from factcheck.workspace.create import begin_sample
from factcheck.workspace.warned_claims import WarnedClaims
from factcheck.workspace.workspace import Workspace

CLAIMS = ("C1", "C3", "C6")


def decide_as_bob(workspace: Workspace, claim: str) -> None:
    """Let another checker decide."""
    workspace.checker = "bob"
    workspace.decide(claim, "refuted")
    workspace.checker = "ada"


STEPS: dict[str, Callable[[Workspace, str], object]] = {
    "decide": lambda workspace, claim: workspace.decide(claim, "refuted"),
    "decide otherwise": lambda workspace, claim: workspace.decide(claim, "supported"),
    "withdraw": lambda workspace, claim: workspace.withdraw(claim),
    "turn": lambda workspace, claim: workspace.set_stance(workspace.excerpts(claim)[0], Stance.CONTRADICTS),
    "remove an excerpt": lambda workspace, claim: workspace.remove("excerpts", workspace.excerpts(claim)[0]),
    "decide as bob": decide_as_bob,
    "dismiss": lambda workspace, claim: workspace.waive(claim, "one-sided", "the other side is silent"),
    "publisher": lambda workspace, _: workspace.edit("sources", workspace.sources()[0].ref, publisher="One house"),
    "remove": lambda workspace, claim: workspace.remove("claims", claim),
    "undo": lambda workspace, _: workspace.undo(),
    "redo": lambda workspace, _: workspace.redo(),
}


def counted(case: Case) -> tuple[Counter[str | None], int]:
    """Count all claims of a case."""
    labels = Counter(standing(case, claim).label for claim in case.claims)
    return labels, sum(is_disputed(case, claim) for claim in case.claims)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(CLAIMS)), max_size=12))
def test_they_agree_with_counting_anew(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("counts") / "db.json"
    begin_sample(path)
    with Workspace.open(path, "ada") as workspace:
        counts = ClaimCounts(workspace.case)
        warned = WarnedClaims(ClaimFacts(workspace.case), no_anchor)
        assert counts.disputed is not None
        assert warned.update(1)
        for name, claim in steps:
            if name in {"undo", "redo"} or (claim in {each.ref for each in workspace.claims()}):
                if name in {"turn", "remove an excerpt"} and not workspace.excerpts(claim):
                    continue
                STEPS[name](workspace, claim)
            assert warned.update(1)
        assert warned.count == sum(is_warned(workspace.case, claim) for claim in workspace.case.claims)
        assert counts.disagreed == sum(standing(workspace.case, claim).differ for claim in workspace.case.claims)
        labels, disputed = counted(workspace.case)
        assert (+Counter(counts.labels), counts.disputed) == (labels, disputed)


def test_a_large_case_is_not_counted(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_counts, "COUNTED_AT_MOST", 75)
    with Workspace.open(case_path, "ada") as workspace:
        counts = ClaimCounts(workspace.case)
        assert (counts.disputed, counts.labels) == (None, {})
