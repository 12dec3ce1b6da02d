"""The rules as a judge: they say what differs and what is the same, and else have no opinion."""

from __future__ import annotations

import pytest

from factcheck.case.records import Stance
from factcheck.evidence import Text
from factcheck.evidence.judges.judge import RulesJudge

CLAIM = "At least 238 people died in the unrest."


@pytest.mark.parametrize(
    ("passage", "stance", "why", "marked"),
    [
        ("225 people died in the unrest.", Stance.CONTRADICTS, "differs: 238 / 225", ["225"]),
        ("In the unrest 238 people died.", None, "same figures: 238 / 238", ["238"]),
        ("More than 4,500 people were hurt in the unrest.", None, "no figures that could be compared", []),
        ("The mayor said that it rained.", None, "The mayor said: reported speech", []),
    ],
)
def test_what_the_guards_allow_is_suggested(passage: str, stance: Stance | None, why: str, marked: list[str]) -> None:
    (found,) = RulesJudge().judge(Text(CLAIM), [Text(passage)])
    assert (found.stance, found.why, found.by) == (stance, why, "the rules")
    assert [passage[start:end] for start, end in found.marks] == marked


def test_an_earlier_report_contradicts_nothing() -> None:
    passage = Text("225 people died in the unrest.", dated="2022-01-08")
    (found,) = RulesJudge().judge(Text(CLAIM, dated="2023-04-25"), [passage])
    assert found.stance is None
    assert "differs: 238 / 225" in found.why
    assert "earlier report" in found.why
