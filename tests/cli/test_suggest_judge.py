"""`suggest --judge`: the rules, a model in a folder, one behind an endpoint; without consent Nothing is sent."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from click.testing import Result

from factcheck.documents.web.agreed_hosts import agreed_path
from factcheck.settings import settings_path
from tests.cli.conftest import Run
from tests.cli.terminal import shown
from tests.conftest import names_in
from tests.evidence.judges.graphs import write_model
from tests.evidence.judges.model_server import PATH, completion
from tests.tui.lens import flood
from tests.web import Asked, Server, serving

RULES = "contradicts – differs: 44 / 41 (the rules)"


def judging(asked: Asked) -> None:
    """Answer as a model does that reads figures."""
    passage = json.loads(asked.body)["messages"][-1]["content"].partition("Passage: ")[2]
    against = "killed 41 people" in passage
    said = {"stance": "contradicts", "quote": "killed 41 people", "reason": "It gives another number."}
    asked.wfile.write(completion(json.dumps(said if against else {"stance": "neither", "reason": "I cannot tell."})))


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    """A case whose sources disagree."""
    return flood(tmp_path / "flood.json")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({PATH: judging}) as running:
        yield running


def name_judge(**parts: str) -> None:
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in parts.items())
    settings_path().write_text(f"[judge]\n{lines}", "utf-8")


def name_endpoint(server: Server, **parts: str) -> str:
    """Name the server in the settings, and return how the judge is called."""
    name_judge(endpoint=server.url("/v1"), model="tiny", **parts)
    return f"tiny at 127.0.0.1:{server.server_port}"


def against(result: Result) -> str:
    """Return what is printed of the passage that gives another number."""
    (line,) = [line for line in result.stdout.splitlines() if "killed 41 people" in line]
    return line.split("\t")[6]


def opinions(result: Result) -> list[Any]:
    (row,) = [row for row in json.loads(result.stdout) if row["text"].startswith("The flood killed 41")]
    return list(row["opinions"])


def test_the_rules_judge_without_any_setting(run: Run, case_path: Path) -> None:
    before = names_in(case_path.parent)
    result = run("suggest", "C1", "--judge")
    assert (result.exit_code, against(result)) == (0, RULES)
    assert opinions(run("suggest", "C1", "--judge", "--json")) == [
        {"stance": "contradicts", "why": "differs: 44 / 41", "by": "the rules", "marks": [[17, 19]]}
    ]
    assert "opinions" not in run("suggest", "C1", "--json").stdout
    assert "(the rules)" not in run("suggest", "C1").stdout
    assert set(names_in(case_path.parent)) == set(before)


def test_every_judge_that_the_settings_name_is_asked_and_named(run: Run, tmp_path: Path, server: Server) -> None:
    pytest.importorskip("onnxruntime", reason="the extra nli is not installed")
    pytest.importorskip("tokenizers", reason="the extra nli is not installed")
    folder = write_model(tmp_path / "nli-tiny", weights={"44": (0, 0, 0), "41": (0, 0, 9)})
    name = name_endpoint(server, nli=str(folder))
    result = run("suggest", "C1", "--judge", "--yes", "--json")
    found = opinions(result)
    assert [each["by"] for each in found] == ["the rules", "NLI model nli-tiny", name]
    assert {each["stance"] for each in found} == {"contradicts"}
    assert found[2]["why"] == "It gives another number."
    assert len(server.asked) == len(json.loads(result.stdout)) == 3
    assert "factcheck:" not in result.stderr


def test_without_consent_nothing_is_sent_and_the_passages_are_shown(run: Run, server: Server) -> None:
    name = name_endpoint(server)
    result = run("suggest", "C1", "--judge", given="y\n")
    assert (result.exit_code, against(result)) == (0, RULES)
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("factcheck:")]
    assert line == (
        f"factcheck: {name} needs consent first (--yes): "
        f"The claim and the passages will be sent to {server.url('')}, to the model tiny."
    )
    assert server.asked == []
    assert not agreed_path().exists()


@pytest.mark.parametrize(("answer", "sent"), [("n\n", 0), ("\n", 0), ("", 0), ("y\n", 3)])
def test_at_a_terminal_it_asks_with_the_host(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch, answer: str, sent: int
) -> None:
    monkeypatch.setattr("factcheck.cli.judging.can_ask", lambda: True)
    name_endpoint(server)
    result = run("suggest", "C1", "--judge", given=answer)
    assert f"will be sent to {server.url('')}, to the model tiny. Send them? [y/N]" in result.stderr
    assert ("Nothing is sent" in result.stderr) is not bool(sent)
    assert against(result).startswith(RULES)
    assert len(server.asked) == sent
    assert agreed_path().exists() is bool(sent)
    again = run("suggest", "C1", "--judge", given="")
    assert ("Send them?" in again.stderr) is not bool(sent)


def test_people_see_it_below_the_passage(case_path: Path, server: Server) -> None:
    name = name_endpoint(server)
    command = [sys.executable, "-m", "factcheck", "--db", str(case_path), "suggest", "C1", "--judge", "--yes"]
    text = " ".join(shown(command, columns=120).split())
    assert f"suggests: {RULES} suggests: contradicts – It gives another number. ({name})" in text
    assert f"suggests: nothing – I cannot tell. ({name})" in text


def trouble(result: Result) -> str:
    """Return the one line of trouble; the passages and what the rules say are shown all the same."""
    assert result.exit_code == 0
    assert against(result).startswith(RULES)
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("factcheck:")]
    return line


def test_a_model_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    name_judge(nli=str(tmp_path / "nowhere"))
    assert "NLI model nowhere" in (line := trouble(run("suggest", "C1", "--judge")))
    assert line.endswith("there is no model.onnx")


def test_labels_that_say_nothing_are_refused(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra nli is not installed")
    pytest.importorskip("tokenizers", reason="the extra nli is not installed")
    name_judge(nli=str(write_model(tmp_path / "odd", labels=("LABEL_0", "LABEL_1", "LABEL_2"))))
    assert "its labels do not say which is entailment" in trouble(run("suggest", "C1", "--judge"))


def test_a_judge_without_an_answer_is_told_of_once_and_what_it_said_before_is_kept(run: Run, server: Server) -> None:
    def gives_up(asked: Asked) -> None:
        if len(server.asked) == 1:
            judging(asked)

    server.pages[PATH] = gives_up
    name_endpoint(server)
    result = run("suggest", "C1", "C2", "--judge", "--yes")
    assert "closed the connection without an answer" in trouble(result)
    assert result.stdout.count("(tiny at") == 1
    assert len(server.asked) == 2


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_the_time_limit_is_shown_and_ctrl_c_ends_a_silent_or_dripping_answer(
    case_path: Path, server: Server, begun: bytes
) -> None:
    def drip(asked: Asked) -> None:
        asked.wfile.write(begun)
        for _ in asked.until_closed():
            asked.wfile.write(b" " if begun else b"")

    server.pages[PATH] = drip
    name = name_endpoint(server)
    command = [sys.executable, "-m", "factcheck", "--db", str(case_path), "suggest", "C1", "--judge", "--yes"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not server.asked:
            assert process.poll() is None
            sleep(0.01)
        stopped = monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert monotonic() - stopped < 5
    assert process.returncode == 0
    assert f"Asking {name}, at most 120 s an answer; ctrl+c stops" in err
    assert "Stopped; the suggestions so far are shown" in err
    assert RULES in out


def test_an_agreement_that_cannot_be_kept_is_told(run: Run, server: Server) -> None:
    agreed_path().mkdir()
    name_endpoint(server)
    assert "nothing is sent" in trouble(run("suggest", "C1", "--judge", "--yes"))
    assert server.asked == []


@pytest.mark.parametrize(
    "words",
    [("C1", "--yes"), ("C1", "--judge", "--dismiss", "1"), ("C1", "--judge", "--accept", "1", "--as", "supports")],
)
def test_wrong_use_is_told(run: Run, words: tuple[str, ...]) -> None:
    result = run("suggest", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--judge" in result.stderr
