"""`init` and `status`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.case.scale import PRESETS
from factcheck.cli.app import app
from factcheck.workspace.create import sample_path
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run
from tests.conftest import names_in


def init(path: Path, *words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["--db", str(path), "--checker", "ada", "init", *words])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("scale", PRESETS)
def test_init_begins_a_case_with_this_title_and_scale(tmp_path: Path, scale: str) -> None:
    path = tmp_path / "new.json"
    status, data, told = init(path, "--title", "The bridge", "--scale", scale)
    assert (status, data) == (0, "")
    assert str(path) in told
    with Workspace.open(path, "ada") as workspace:
        assert (workspace.case.title, workspace.case.scale.name, workspace.read_only) == ("The bridge", scale, "")
        assert [change.by for change in workspace.case.history] == ["ada"]


def test_init_can_begin_with_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    assert init(path, "--sample")[0] == 0
    assert path.read_bytes() == sample_path().read_bytes()


@pytest.mark.parametrize("words", [(), ("--sample",)])
def test_init_overwrites_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "new.json"
    path.write_text("mine")
    status, _, told = init(path, *words)
    assert status == 2
    assert told.count("\n") == 1
    assert str(path) in told
    assert [path.read_text(), *(found.name for found in tmp_path.iterdir())] == ["mine", "new.json"]


def test_the_sample_takes_no_title(tmp_path: Path) -> None:
    status, _, told = init(tmp_path / "new.json", "--sample", "--title", "Mine")
    assert (status, told.count("\n")) == (2, 1)
    assert not list(tmp_path.iterdir())


def test_a_new_case_says_what_to_do_next(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    init(path)
    for words, next_step in (
        (["status"], "claim add"),
        (["claim", "list"], "claim add"),
        (["source", "list"], "source add"),
        (["excerpt", "list"], "excerpt add"),
    ):
        result = CliRunner().invoke(app, ["--db", str(path), *words])
        assert result.exit_code == 0
        assert next_step in result.stderr


def test_status_counts_labels_and_what_is_left(run: Run) -> None:
    claims = json.loads(run("claim", "list", "--json").stdout)
    run("decide", claims[0]["ref"], "supported")
    run("decide", claims[1]["ref"], "refuted")
    run("decide", claims[2]["ref"], "refuted")
    found = json.loads(run("status", "--json").stdout)
    assert (found["claims"], found["checked"], found["unchecked"]) == (len(claims), 3, len(claims) - 3)
    assert {label["id"]: label["claims"] for label in found["labels"]} == {
        "supported": 1,
        "refuted": 2,
        "conflicting": 0,
        "not-enough-evidence": 0,
    }
    assert found["held_by"] is None


def test_status_names_the_sources_that_carry_most_first(run: Run) -> None:
    sources = json.loads(run("status", "--json").stdout)["sources"]
    loads = [source["supports"] + source["contradicts"] + source["context"] for source in sources]
    excerpts = json.loads(run("excerpt", "list", "--json").stdout)
    assert loads == sorted(loads, reverse=True)
    assert sum(loads) == len(excerpts)


def test_status_piped_is_tables_of_tabs(run: Run) -> None:
    run("decide", "C1", "1")
    rows = [line.split("\t") for line in run("status").stdout.splitlines()]
    assert rows[0] == ["title", "Bloody January"]
    assert ["checked", "1"] in rows
    assert ["label", "1", "✓", "supported", "Supported", "1"] in rows
    assert next(row for row in rows if row[:2] == ["source", "S1"])[3] == "Eurasianet"


HOLD = """
import sys
from pathlib import Path
from factcheck.workspace.workspace import Workspace
with Workspace.open(Path(sys.argv[1]), "Zoë"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_who_holds_the_case_is_named_and_keeps_others_from_writing(run: Run, case_path: Path) -> None:
    before = case_path.read_bytes()
    command = [sys.executable, "-c", HOLD, str(case_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        assert "Zoë" in json.loads(run("status", "--json").stdout)["held_by"]
        assert "\nheld\tZoë" in run("status").stdout
        for words in (("decide", "C5", "refuted"), ("claim", "add", "More."), ("undo",)):
            result = run(*words)
            assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
            assert str(case_path) in result.stderr
            assert f"Zoë (process {holder.pid} " in result.stderr
        assert run("claim", "list").exit_code == 0
        holder.communicate()
    assert case_path.read_bytes() == before
    assert json.loads(run("status", "--json").stdout)["held_by"] is None
    assert names_in(case_path.parent) == ["db.json"]


def test_the_lock_of_a_process_that_died_holds_nobody_up(run: Run, case_path: Path) -> None:
    case_path.with_name("db.json.lock").write_text('{"name": "ghost", "pid": 1, "host": "gone"}')
    assert json.loads(run("status", "--json").stdout)["held_by"] is None
    assert run("decide", "C5", "refuted").exit_code == 0
