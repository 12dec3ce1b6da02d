"""A model in a folder: what its labels mean is read and never guessed, and what is wrong with it is one line."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from factcheck.case.records import Stance
from factcheck.errors import InvalidError
from factcheck.evidence import Text
from factcheck.evidence.judges import JudgingError
from factcheck.evidence.judges.nli import ModelJudge, stances_of
from tests.evidence.judges.graphs import write_model

pytest.importorskip("onnxruntime", reason="the extra nli is not installed")
pytest.importorskip("tokenizers", reason="the extra nli is not installed")

CLAIM, FOR, AGAINST = Text("238 people died."), Text("238 people died."), Text("225 people died.")


def stances(folder: Path) -> list[Stance | None]:
    return [opinion.stance for opinion in ModelJudge(folder).judge(CLAIM, [FOR, AGAINST])]


def refusal(folder: Path) -> str:
    """Return why a model is refused, which is one line that names its folder."""
    with pytest.raises(JudgingError) as caught:
        ModelJudge(folder).judge(CLAIM, [FOR])
    line = str(caught.value)
    assert "\n" not in line
    assert folder.name in line
    return line


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("entailment", "neutral", "contradiction"), [Stance.SUPPORTS, None, Stance.CONTRADICTS]),
        (("CONTRADICTION", "Neutral", "Entailment"), [Stance.CONTRADICTS, None, Stance.SUPPORTS]),
        (("contradiction", "entailment"), [Stance.CONTRADICTS, Stance.SUPPORTS]),
    ],
)
def test_labels_are_read_by_their_names(labels: tuple[str, ...], expected: list[Stance | None]) -> None:
    assert stances_of({"id2label": {str(number): label for number, label in enumerate(labels)}}) == expected


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({}, "no id2label"),
        ({"id2label": {}}, "no id2label"),
        ({"id2label": ["entailment", "contradiction"]}, "no id2label"),
        ({"id2label": {"a": "entailment", "b": "contradiction"}}, "keys that are no numbers"),
        ({"id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}}, "do not say which is entailment"),
        ({"id2label": {"0": "entailment", "1": "not_entailment"}}, "do not say which is entailment"),
        ({"id2label": {"0": "entailment", "1": "contradiction", "2": "joy"}}, "do not say which is entailment"),
        ({"id2label": {"0": "entailment", "1": "entailment", "2": "contradiction"}}, "do not say which"),
        ({"id2label": {"1": "entailment", "2": "contradiction"}}, "not numbered from 0"),
        ({"id2label": {"0": "entailment", "2": "contradiction"}}, "not numbered from 0"),
    ],
)
def test_labels_that_are_unclear_are_refused(config: dict[str, Any], why: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match=why):
        stances_of(config)
    assert why in refusal(write_model(tmp_path / "tiny", config=config))


def test_the_order_of_the_labels_is_the_models(tmp_path: Path) -> None:
    straight = write_model(tmp_path / "straight")
    turned = write_model(tmp_path / "turned", labels=("contradiction", "neutral", "entailment"))
    assert stances(straight) == [Stance.SUPPORTS, Stance.CONTRADICTS]
    assert stances(turned) == [Stance.CONTRADICTS, Stance.SUPPORTS]


def test_the_passage_comes_first(tmp_path: Path) -> None:
    tokens = {"238": (4.0, 0.0, 0.0)}
    judge = ModelJudge(write_model(tmp_path / "tiny", weights=tokens, inputs=("input_ids", "token_type_ids")))
    assert judge.judge(Text("nothing"), [FOR])[0].stance is Stance.SUPPORTS


def test_a_model_that_is_in_two_minds_says_nothing(tmp_path: Path) -> None:
    torn = write_model(tmp_path / "torn", weights={"238": (0.0, 0.0, 0.0), "people": (1.5, 0.0, 1.5)})
    assert stances(torn) == [None, None]


def test_passages_of_any_length_go_together(tmp_path: Path) -> None:
    judge = ModelJudge(write_model(tmp_path / "tiny"))
    found = judge.judge(CLAIM, [FOR, Text("It rained. " * 3000), Text(""), AGAINST])
    assert [opinion.stance for opinion in found] == [Stance.SUPPORTS, None, None, Stance.CONTRADICTS]


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_what_is_missing_is_named(name: str, tmp_path: Path) -> None:
    folder = write_model(tmp_path / "tiny")
    (folder / name).unlink()
    assert f"there is no {name}" in refusal(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff\x00" * 50, b"[" * 10_000])
def test_what_is_damaged_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    folder = write_model(tmp_path / "tiny")
    (folder / name).write_bytes(data)
    refusal(folder)


def test_a_model_of_another_shape_is_refused(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "two", labels=("entailment", "contradiction"))
    assert "gives [1, 3] numbers for 1 passages and 2 labels" in refusal(folder)
    folder = write_model(tmp_path / "asking", inputs=("input_ids", "position_ids"))
    assert "asks for position_ids, which is not known" in refusal(folder)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "there is no model.onnx" in refusal(tmp_path / "nowhere")


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, known = write_model(tmp_path / "tiny"), builtins.__import__

    def lacking(name: str, *rest: Any, **more: Any) -> Any:
        if name == "onnxruntime":
            raise ImportError(name)
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    assert "pip install 'factcheck-workbench[nli]'" in refusal(folder)
