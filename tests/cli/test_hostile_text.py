"""What others wrote cannot act on the reader's terminal, and is exact in JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.cli import output
from factcheck.cli.app import app
from factcheck.workspace.export_job import ExportJob
from tests.cli.conftest import Run
from tests.test_text import ACTING

HOSTILE = (
    "\x1b[31mred\x1b]0;owned\x07 \x9b2J \u202eright to left\u2066 \r\x08\x7f\u2028 [/] [link=file:///x]go[/link] :boom:"
    "\u200f\u061c"
)
ACTS = re.compile(f"[{''.join(map(re.escape, ACTING))}]")
COMMANDS = [
    ("status",),
    ("claim", "list"),
    ("claim", "list", "--only", HOSTILE),
    ("source", "list"),
    ("excerpt", "list"),
    ("history",),
    ("export", "markdown"),
    ("export", "html"),
    ("decide", "C1", "refuted", "--rationale", HOSTILE),
    ("decide", HOSTILE, "refuted"),
    ("decide", "C1", HOSTILE),
    ("excerpt", "add", "C1", "S1", HOSTILE, "--stance", "context"),
    ("source", "add", HOSTILE.replace("/", " ")),
    (HOSTILE,),
    (f"--{HOSTILE}",),
]


@pytest.fixture
def hostile(case_path: Path) -> Path:
    """A case with hostile text in every field that may hold one."""
    tree = json.loads(case_path.read_text())
    tree["case"]["1"]["title"] = HOSTILE
    for field in ("title", "publisher", "author", "published", "note", "file"):
        tree["sources"]["1"][field] = HOSTILE
    for field in ("text", "speaker", "date", "origin"):
        tree["claims"]["1"][field] = HOSTILE
    tree["claims"]["2"]["ref"] = f"C{HOSTILE}"
    tree["claims"]["1"]["tags"] = [HOSTILE]
    for field in ("quote", "locator", "note", "by"):
        tree["excerpts"]["1"][field] = HOSTILE
    claim = tree["claims"]["2"]["id"]
    verdict = {"claim": claim, "checker": HOSTILE, "label": "refuted", "rationale": HOSTILE, "condition": HOSTILE}
    change = {
        "id": "1",
        "at": HOSTILE,
        "by": HOSTILE,
        "kind": HOSTILE,
        "target": f"verdicts/{claim}/x",
        "after": verdict,
    }
    tree["verdicts"] = {"1": verdict}
    tree["history"] = {"1": change}
    case_path.write_text(json.dumps(tree))
    return case_path


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words)[:24].encode("ascii", "replace").decode())
@pytest.mark.parametrize("for_people", [False, True], ids=["piped", "terminal"])
def test_nothing_acts(run: Run, hostile: Path, words: tuple[str, ...], for_people: bool) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(output, "for_people", lambda: for_people)
        result = run(*words)
    assert result.exit_code in (0, 2), result.stderr
    assert not ACTS.findall(result.stdout + result.stderr)


@pytest.mark.parametrize("for_people", [False, True], ids=["piped", "terminal"])
@pytest.mark.parametrize("words", [("status",), ("excerpt", "list", "C1")], ids=" ".join)
def test_markup_is_shown_as_it_was_written(run: Run, hostile: Path, words: tuple[str, ...], for_people: bool) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(output, "for_people", lambda: for_people)
        shown = " ".join(run(*words).stdout.split())
    assert "[/] [link=file:///x]go[/link] :boom:" in shown
    assert "␛[31mred␛]0;owned␇" in shown


def test_an_export_is_exact_in_a_pipe_and_harmless_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExportJob, "chunks", lambda *_: iter([f"{HOSTILE}\r\n".encode()]))
    assert run("export", "markdown").stdout_bytes == f"{HOSTILE}\r\n".encode()
    monkeypatch.setattr(output, "for_people", lambda: True)
    assert not ACTS.findall(run("export", "markdown").stdout)


def test_json_is_exact_and_ascii(run: Run, hostile: Path) -> None:
    stored = json.loads(hostile.read_text())
    for words, table in (("claim list", "claims"), ("source list", "sources"), ("excerpt list", "excerpts")):
        shown = run(*words.split(), "--json").stdout
        assert shown.isascii()
        assert not ACTS.findall(shown)
        (row,) = [row for row in json.loads(shown) if row["id"] == stored[table]["1"]["id"]]
        assert row.items() >= stored[table]["1"].items()
    assert json.loads(run("status", "--json").stdout)["title"] == HOSTILE
    assert json.loads(run("history", "--json").stdout)[0]["after"]["rationale"] == HOSTILE


def test_typed_control_characters_do_not_enter_the_case(run: Run, case_path: Path) -> None:
    run("claim", "add", f"typed {HOSTILE}", "--speaker", HOSTILE, "--tag", HOSTILE)
    row = json.loads(run("claim", "list", "--json").stdout)[-1]
    for text in (row["text"], row["speaker"], *row["tags"]):
        assert not ACTS.findall(text)
        assert "[link=file:///x]go[/link]" in text


def test_bytes_that_are_no_text_are_refused_in_one_line(case_path: Path) -> None:
    before = case_path.read_bytes()
    words = ["excerpt", "add", "C1", "S1", "caf\udce9", "--stance", "context"]
    result = CliRunner().invoke(app, ["--db", str(case_path), "--checker", "ada", *words])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert case_path.read_bytes() == before
