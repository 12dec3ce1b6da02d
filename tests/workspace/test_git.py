"""Two branches of a case in a real git repository, with the merge driver and without it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.case.case import Case
from factcheck.case.merging.contested import contested
from factcheck.case.records import Stance
from factcheck.cli.app import app
from factcheck.errors import UnreadableError
from factcheck.storage.git import Repository
from factcheck.storage.reader import read_case
from factcheck.workspace.create import sample_path
from factcheck.workspace.git_setup import git_warnings
from factcheck.workspace.readable_lines import readable_lines
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

Edit = Callable[[Workspace], object]


class Clone:
    """A repository with a case in a directory of its own, and branches on which it was changed."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.path = top / "cases" / "db.json"
        self.path.parent.mkdir(parents=True)
        self.path.write_bytes(sample_path().read_bytes())
        self.git("init", "-q", "-b", "main")
        for name, value in (("user.name", "ada"), ("user.email", "ada@example.org"), ("core.editor", "true")):
            self.git("config", name, value)

    def git(self, *words: str, fails: bool = False) -> str:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *words], cwd=self.top, env=environment, capture_output=True, text=True, check=False
        )
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["--db", str(self.path), "--checker", "ada", *words])

    def edit(self, checker: str, *edits: Edit) -> None:
        with Workspace.open(self.path, checker, clock=ticking()) as workspace:
            for edit in edits:
                edit(workspace)
        for left in ("bak", "journal.bak"):
            self.path.with_name(f"db.json.{left}").unlink(missing_ok=True)

    def commit(self, words: str) -> None:
        self.git("add", "cases")
        self.git("commit", "-q", "--no-verify", "-m", words)

    @property
    def case(self) -> Case:
        return read_case(self.path).case


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """A repository whose first commit has the shipped case; git finds this program by the running Python."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    clone = Clone(tmp_path / "clone")
    clone.edit("ada", lambda workspace: workspace.decide("C1", "supported"))
    clone.commit("begin")
    return clone


SCENARIOS: dict[str, tuple[Edit, Edit]] = {
    "verdicts on two claims": (lambda w: w.decide("C2", "supported"), lambda w: w.decide("C40", "refuted")),
    "two checkers on one claim": (lambda w: w.decide("C2", "supported"), lambda w: w.decide("C2", "refuted")),
    "one text twice": (
        lambda w: w.edit("claims", "C4", text="Ada's."),
        lambda w: w.edit("claims", "C4", text="Bob's."),
    ),
    "two new claims": (lambda w: w.add_claim("By ada."), lambda w: w.add_claim("By bob.")),
    "removed and changed": (lambda w: w.remove("claims", "C9"), lambda w: w.edit("claims", "C9", text="Bob's.")),
    "excerpts of one claim": (
        lambda w: w.add_excerpt("C3", "S1", "18 years in prison", stance=Stance.CONTEXT),
        lambda w: w.add_excerpt("C3", "S2", "sentenced to 18 years", stance=Stance.CONTEXT),
    ),
    "title and tags": (lambda w: w.retitle("January"), lambda w: w.edit("claims", "C70", tags=("new",))),
}


def branch(clone: Clone, scenario: str) -> None:
    """Change the case on the branch of bob and on main, which is checked out."""
    adas, bobs = SCENARIOS[scenario]
    clone.git("switch", "-q", "-c", "bob")
    clone.edit("bob", bobs)
    clone.commit("bob's")
    clone.git("switch", "-q", "main")
    clone.edit("ada", adas)
    clone.commit("ada's")


def start(clone: Clone, way: str, *, fails: bool) -> str:
    """Bring both branches together in one of git's ways."""
    if way == "rebase":
        return clone.git("rebase", "bob", fails=fails)
    if way == "stash pop":
        clone.git("switch", "-q", "bob")
        clone.git("reset", "-q", "--soft", "HEAD^")
        clone.git("stash", "-q")
        clone.git("switch", "-q", "main")
        return clone.git("stash", "pop", fails=fails)
    return clone.git(*{"merge": ("merge", "--no-edit", "bob"), "cherry-pick": ("cherry-pick", "bob")}[way], fails=fails)


def both_are_in(case: Case) -> bool:
    return {change.by for change in case.history} == {"ada", "bob"}


WAYS = ("merge", "rebase", "cherry-pick", "stash pop")


EACH_SCENARIO_AND_EACH_WAY = [
    *((each, "merge") for each in SCENARIOS),
    *(("one text twice", way) for way in WAYS[1:]),
]


@pytest.mark.parametrize(("scenario", "way"), EACH_SCENARIO_AND_EACH_WAY)
def test_without_the_driver_git_stops_and_recover_merges_both_sides(clone: Clone, scenario: str, way: str) -> None:
    branch(clone, scenario)
    start(clone, way, fails=True)
    with pytest.raises(UnreadableError, match="has conflict marks of git: `factcheck recover` merges both sides"):
        read_case(clone.path)
    planned = clone.run("recover")
    assert planned.exit_code == 1
    assert "both sides of git's merge" in planned.stderr
    assert clone.run("recover", "--yes").exit_code == 0
    assert both_are_in(clone.case)
    assert clone.case.info.schema == 2


@pytest.mark.parametrize(("scenario", "way"), EACH_SCENARIO_AND_EACH_WAY)
def test_with_the_driver_git_merges_row_by_row(clone: Clone, scenario: str, way: str) -> None:
    assert clone.run("git-setup").exit_code == 0
    clone.commit("attributes")
    branch(clone, scenario)
    said = start(clone, way, fails=False)
    case = clone.case
    assert both_are_in(case)
    is_contested = scenario in {"one text twice", "removed and changed"}
    assert bool(contested(case)) == is_contested
    assert ("contested" in said or "kept" in said) == is_contested
    assert not list(git_warnings(clone.path))


def test_a_file_that_both_added_is_merged_without_a_base(clone: Clone) -> None:
    clone.run("git-setup")
    clone.git("add", "cases/.gitattributes")
    clone.git("rm", "-q", "--cached", "cases/db.json")
    kept = clone.path.read_bytes()
    clone.git("commit", "-q", "--no-verify", "-m", "no case")
    clone.git("switch", "-q", "-c", "bob")
    clone.edit("bob", SCENARIOS["one text twice"][1])
    clone.commit("bob's")
    clone.git("switch", "-q", "main")
    clone.path.write_bytes(kept)
    clone.edit("ada", SCENARIOS["one text twice"][0])
    clone.commit("ada's")
    start(clone, "merge", fails=False)
    assert [*contested(clone.case)] == [f"claims/{clone.case.claim('C4').id}"]


def test_two_sides_without_marks_are_found_and_merged_with_what_was_done_since(clone: Clone) -> None:
    clone.run("git-setup")
    clone.commit("attributes")
    branch(clone, "one text twice")
    clone.git("config", "merge.factcheck.driver", "false")
    start(clone, "merge", fails=True)
    assert "two sides of it that are not merged" in clone.run("status").stderr
    with Workspace.open(clone.path, "ada", clock=ticking()) as workspace:
        assert "git has two sides of it that are not merged" in workspace.lost
        workspace.decide("C7", "refuted")
    assert clone.run("recover", "--yes").exit_code == 0
    assert both_are_in(clone.case)
    assert clone.case.verdict_of(clone.case.claim("C7").id)
    clone.git("add", "cases/db.json")
    assert "not damaged" in clone.run("recover").stderr


def test_a_cherry_pick_says_what_comes_with_it_and_a_revert_that_nothing_is_taken_back(clone: Clone) -> None:
    clone.run("git-setup")
    clone.commit("attributes")
    branch(clone, "verdicts on two claims")
    clone.git("switch", "-q", "bob")
    clone.edit("bob", lambda workspace: workspace.decide("C41", "refuted"))
    clone.commit("second")
    clone.git("switch", "-q", "main")
    assert "1 earlier change of that branch came too" in start(clone, "cherry-pick", fails=False)
    assert "to take it back, `factcheck undo`" in clone.git("revert", "--no-edit", "HEAD~1", fails=True)


def test_the_setup_is_made_once_and_taken_back(clone: Clone) -> None:
    hook = clone.top / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/bash\necho mine\n")
    attributes = clone.path.with_name(".gitattributes")
    attributes.write_text("*.md text\n")
    before = (hook.read_text(), attributes.read_text(), (clone.top / ".git" / "config").read_text())
    assert "Installed: the hook" in clone.run("git-setup").stderr
    installed = (hook.read_text(), attributes.read_text())
    assert "All of it is here already" in clone.run("git-setup").stderr
    assert (hook.read_text(), attributes.read_text()) == installed
    assert "db.json text eol=lf merge=factcheck diff=factcheck\n" in installed[1]
    assert clone.run("git-setup", "--remove").exit_code == 0
    assert (hook.read_text(), attributes.read_text(), (clone.top / ".git" / "config").read_text()) == before
    assert "Nothing of it is here" in clone.run("git-setup", "--remove").stderr


def test_a_hook_that_is_no_shell_script_is_left_alone(clone: Clone) -> None:
    hook = clone.top / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/usr/bin/env python3\n")
    refused = clone.run("git-setup")
    assert refused.exit_code == 2
    assert "is no shell script; let it run" in refused.stderr
    assert not clone.path.with_name(".gitattributes").exists()


def test_status_warns_where_one_piece_is_there_without_another(clone: Clone) -> None:
    assert not clone.run("status").stderr
    clone.run("git-setup")
    assert not clone.run("status").stderr
    clone.git("config", "--unset", "merge.factcheck.driver")
    assert "the merge driver and the readable difference in .git/config" in clone.run("status").stderr
    assert "`factcheck git-setup` installs what is missing" in clone.run("status").stderr


def test_outside_a_repository_the_setup_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(sample_path().read_bytes())
    refused = CliRunner().invoke(app, ["--db", str(path), "git-setup"])
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "is in no git repository" in refused.stderr


def test_a_commit_has_what_was_in_the_journal(clone: Clone) -> None:
    clone.run("git-setup")
    clone.commit("attributes")
    clone.edit("ada", lambda workspace: workspace.decide("C6", "supported"))
    clone.git("add", "cases")
    journal = clone.path.with_name("db.json.journal")
    with Workspace.open(clone.path, "ada", clock=ticking()) as workspace:
        workspace.decide("C5", "refuted")
        kept = journal.read_bytes()
        refused = clone.run("git-setup", "--fold")
        assert refused.exit_code == 1
        assert "lacks the newest changes and is held by ada" in refused.stderr
    clone.git("checkout", "-q", "--", "cases/db.json")
    journal.write_bytes(kept)
    clone.git("commit", "-q", "-m", "with the journal")
    committed = clone.git("show", "--no-textconv", "HEAD:cases/db.json")
    assert '"label":"refuted"' in committed
    assert not clone.git("status", "--short").strip()


def test_differences_are_shown_as_text(clone: Clone) -> None:
    lines = list(readable_lines(clone.path))
    assert lines[0] == "Bloody January · averitec"
    assert "C1 Karim Masimov was sentenced to 18 years in prison. [number, sentence]" in lines
    assert "  ada: supported" in lines
    assert any(line.startswith("  E1 supports S1: “has sentenced") for line in lines)


def test_no_text_of_a_case_acts_on_the_terminal_of_git_diff(tmp_path: Path) -> None:
    rows = {"case": {"1": {"title": "Harbour\x1b[2J"}}}
    (tmp_path / "db.json").write_text(json.dumps(rows))
    assert "\x1b" not in "".join(readable_lines(tmp_path / "db.json"))


def test_a_directory_that_git_does_not_know_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert Repository.of(tmp_path / "db.json") is None
