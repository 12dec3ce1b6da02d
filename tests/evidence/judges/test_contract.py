"""What every judge is held to: the rules, a model in a folder, a model behind an endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.case.records import Stance
from factcheck.evidence import Text
from factcheck.evidence.judges import Judge, judges, opinions
from factcheck.settings import Settings
from tests.evidence.judges.graphs import write_model
from tests.evidence.judges.model_server import PATH, judging
from tests.strategies import HOSTILE
from tests.web import serving

CLAIM = Text("At least 238 people died in the unrest.")
FOR, AGAINST, OTHER = (
    Text("At least 238 people died in the unrest."),
    Text("225 people died in the unrest."),
    Text("It rained all day."),
)


@pytest.fixture(params=["rules", "nli", "endpoint"])
def judge(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Judge]:
    """Each judge, as the settings give it."""
    if request.param == "rules":
        yield judges(Settings())[0]
    elif request.param == "nli":
        pytest.importorskip("onnxruntime", reason="the extra nli is not installed")
        pytest.importorskip("tokenizers", reason="the extra nli is not installed")
        yield judges(Settings(judge={"nli": str(write_model(tmp_path / "tiny"))}))[1]
    else:
        with serving({PATH: judging}) as server:
            found = judges(Settings(judge={"endpoint": server.url("/v1"), "model": "tiny"}))[1]
            found.agree()
            yield found


def test_it_has_an_opinion_on_each_passage_in_their_order(judge: Judge) -> None:
    found = judge.judge(CLAIM, [OTHER, AGAINST, FOR, OTHER])
    agreeing = None if judge.name == "the rules" else Stance.SUPPORTS  # rules see figures, not what is said of them
    assert [opinion.stance for opinion in found] == [None, Stance.CONTRADICTS, agreeing, None]
    assert judge.judge(CLAIM, [FOR, AGAINST]) == [found[2], found[1]]


def test_it_says_who_judges_and_why_and_no_score(judge: Judge) -> None:
    for opinion in judge.judge(CLAIM, [FOR, AGAINST, OTHER]):
        assert opinion.by == judge.name
        assert opinion.why
        assert "\n" not in opinion.why + opinion.by
        assert opinion.words == f"{opinion.stance or 'nothing'} – {opinion.why} ({judge.name})"
        assert not any(sign in opinion.why for sign in ("0.", "%", "score", "probab"))


def test_what_it_rests_on_stands_in_the_passage(judge: Judge) -> None:
    for passage in (FOR, AGAINST, OTHER):
        for start, end in judge.judge(CLAIM, [passage])[0].marks:
            assert 0 <= start < end <= len(passage.text)
            assert passage.text[start:end].strip()


def test_no_passage_is_no_opinion(judge: Judge) -> None:
    assert judge.judge(CLAIM, []) == []
    assert list(opinions(judge, CLAIM, [])) == []


@pytest.mark.parametrize("text", [*HOSTILE, "\ud800", "word " * 5000], ids=ascii)
def test_any_text_has_an_opinion_that_is_one_line(judge: Judge, text: str) -> None:
    (opinion,) = judge.judge(Text(text), [Text(text)])
    assert opinion.stance in {None, *Stance}
    assert "\n" not in opinion.why


def test_progress_is_told_to_the_end(judge: Judge) -> None:
    told: list[tuple[int, int]] = []
    passages = [FOR, AGAINST, OTHER] * 4
    found = list(opinions(judge, CLAIM, passages, progress=lambda done, total: told.append((done, total))))
    assert found == judge.judge(CLAIM, passages)
    assert told[-1] == (12, 12)
    assert told == sorted(told)


def test_who_cancels_gets_what_there_is(judge: Judge) -> None:
    passages = [FOR] * (2 * judge.at_once)
    done: list[int] = []
    found = opinions(judge, CLAIM, passages, progress=lambda count, _: done.append(count), cancelled=lambda: bool(done))
    assert len(list(found)) == judge.at_once
    assert list(opinions(judge, CLAIM, passages, cancelled=lambda: True)) == []


def test_nothing_is_to_be_agreed_to_any_more(judge: Judge) -> None:
    assert judge.consent == ""
    judge.agree()
    assert judge.consent == ""
