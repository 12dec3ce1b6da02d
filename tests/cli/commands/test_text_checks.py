"""`factcheck compare` and `factcheck quote`: answers without a case, line by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck.case.index import LETTERS
from factcheck.cli import json_lines
from tests.cli.conftest import Run

DIFFERS = {"claim": "At least 238 people died.", "passage": "Officials said that 225 people died.", "id": 7}
SAME = {"claim": "238 people died in January.", "passage": "In January, 238 people died."}
NOTHING = {"claim": "It rained.", "passage": "It snowed."}
QUOTED = {"source": "It opened in spring 1933, they say.", "quote": "opened in spring 1933", "note": "kept"}


def jsonl(*objects: Any) -> str:
    return "".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in objects)


def answers(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def test_a_comparison_is_answered_with_relation_suggestion_marks_and_reasons(run: Run) -> None:
    result = run("compare", "--jsonl", "-", given=jsonl(DIFFERS, SAME, NOTHING))
    assert result.exit_code == 0
    first, second, third = answers(result.stdout)
    assert first.items() >= {**DIFFERS, "relation": "differs", "suggestion": "contradicts"}.items()
    assert [(mark["claim"]["text"], mark["passage"]["text"]) for mark in first["marks"]] == [("238", "225")]
    assert "238 / 225" in first["reasons"][0]
    assert second.items() >= {"relation": "same", "suggestion": "supports"}.items()
    assert third == {**NOTHING, "relation": "nothing", "suggestion": None, "marks": [], "reasons": []}


def test_a_passage_date_and_languages_are_used(run: Run) -> None:
    asked = {"claim": "The riots of January 6 began.", "passage": "On Thursday, the riots began."}
    dated, undated, foreign = answers(
        run(
            "compare",
            "--jsonl",
            "-",
            given=jsonl(
                asked | {"passage_date": "2022-01-07"},
                asked | {"passage_date": None},
                DIFFERS | {"passage_language": "xx"},
            ),
        ).stdout
    )
    assert dated["relation"] == "same"
    assert undated["relation"] == "nothing"
    assert foreign["relation"] == "nothing"


@pytest.mark.parametrize(
    ("quote", "state"),
    [
        ("opened in spring 1933", "exact"),
        ("opened in spring 1932", "altered"),
        ("closed for good last year", "not found"),
        ("It opened … they say", "elided"),
    ],
)
def test_a_quote_is_answered_with_its_state(run: Run, quote: str, state: str) -> None:
    (answer,) = answers(run("quote", "--jsonl", "-", given=jsonl(QUOTED | {"quote": quote})).stdout)
    assert (answer["state"], answer["note"], answer["source"]) == (state, "kept", QUOTED["source"])
    assert answer["warned"] is bool(answer["warned"])
    assert isinstance(answer["reasons"], list)


def test_what_differs_in_an_altered_quote_is_a_reason(run: Run) -> None:
    (answer,) = answers(run("quote", "--jsonl", "-", given=jsonl(QUOTED | {"quote": "opened in spring 1932"})).stdout)
    assert answer["reasons"] == ["1933 → 1932"]
    assert answer["passage"] == "opened in spring 1933"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "is not JSON"),
        ("[1]", "is not a JSON object"),
        ("[" * 5000, "is nested too deeply"),
        ('{"claim": "a"}', "has no field 'passage'"),
        ('{"claim": "a", "passage": 5}', "passage must be a text, not 5"),
        ('{"claim": "a", "passage": NaN}', "NaN is not a JSON number"),
        ('{"claim": "a", "passage": "b", "passage_date": "soon"}', "is not a date"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(run: Run, tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(jsonl(SAME, "", line, NOTHING), encoding="utf-8")
    result = run("compare", "--jsonl", str(file))
    assert result.exit_code == 2
    first, bad, last = answers(result.stdout)
    assert (first["relation"], last["relation"]) == ("same", "nothing")
    assert why in bad["error"]
    (told,) = result.stderr.splitlines()
    assert told.startswith(f"factcheck: {file}, line 3: ")
    assert why in told


def test_bytes_that_are_not_utf_8_are_a_bad_line(run: Run) -> None:
    result = run("quote", "--jsonl", "-", given=b'{"source": "\xff", "quote": "a"}\n' + jsonl(QUOTED).encode())
    assert result.exit_code == 2
    assert [answer.get("state") for answer in answers(result.stdout)] == [None, "exact"]
    assert "standard input, line 1: is not UTF-8: byte 13" in result.stderr


def test_a_line_without_end_is_refused_and_the_next_is_answered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LARGEST", 200)
    result = run("compare", "--jsonl", "-", given=jsonl(SAME | {"id": "x" * 1000}, SAME))
    assert [answer.get("relation") for answer in answers(result.stdout)] == [None, "same"]
    assert "line 1: is longer than" in result.stderr


def test_a_file_that_cannot_be_opened_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none.jsonl", "No such file"), (tmp_path, "Is a directory")):
        result = run("quote", "--jsonl", str(path))
        assert (result.exit_code, result.stdout) == (2, "")
        assert why in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_an_answer_comes_before_the_next_line_is_there() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "factcheck", "compare", "--jsonl", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for asked, relation in ((SAME, "same"), (DIFFERS, "differs")):
            running.stdin.write(jsonl(asked).encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["relation"] == relation
        running.stdin.close()
        assert running.wait() == 0


def test_one_pair_is_answered_on_the_command_line(run: Run) -> None:
    result = run("compare", DIFFERS["claim"], DIFFERS["passage"])
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "differs\tcontradicts")
    assert run("compare", SAME["claim"], "-", given=SAME["passage"]).exit_code == 0
    assert json.loads(run("compare", "--json", "It rained.", "It snowed.").stdout)["relation"] == "nothing"


def test_one_quote_is_answered_on_the_command_line(run: Run) -> None:
    assert run("quote", "-", QUOTED["quote"], given=QUOTED["source"]).stdout == "exact\t\n"
    result = run("quote", "--json", QUOTED["source"], "It opened in spring 1932")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["state"] == "altered"


@pytest.mark.parametrize(
    "words",
    [
        ["compare"],
        ["compare", "a"],
        ["quote", "a"],
        ["quote", "a", "b", "--jsonl", "-"],
        ["compare", "a", "--jsonl", "-"],
    ],
)
def test_wrong_use_is_told_in_one_line(run: Run, words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_no_case_is_needed(tmp_path: Path, run: Run) -> None:
    result = run("--db", str(tmp_path / "none.json"), "compare", "--jsonl", "-", given=jsonl(SAME))
    assert result.exit_code == 0


@pytest.mark.parametrize("words", [("compare", "C2", "E1"), ("quote", "S3", "opened in spring 1933")])
def test_a_ref_is_not_taken_for_a_text(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert f"{words[1]} is a ref, and this command compares texts" in result.stderr


def test_every_kind_of_ref_is_known_and_nothing_else(run: Run) -> None:
    for letter in LETTERS.values():
        assert run("compare", f"{letter.lower()}12", "x").exit_code == 2
    assert run("compare", "a4", "A4").exit_code == 0


def test_the_language_of_a_text_is_recognised_or_given(run: Run) -> None:
    text, quote = "Niemand glaubt, dass der Damm sicher ist.", "der Damm sicher ist"
    unknown = {"source": text, "quote": quote}
    recognised, given = answers(
        run("quote", "--jsonl", "-", given=jsonl(unknown, {**unknown, "language": "fr"})).stdout
    )
    assert (recognised["state"], recognised["warned"]) == ("exact", True)
    assert (given["state"], given["warned"]) == ("exact", False)
