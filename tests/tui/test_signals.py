"""The end from outside, in a real terminal: a signal, or a terminal that goes. Nothing is lost, and all is put back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from factcheck.tui.runtime.signals import orderly_end
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.tui.terminal import Terminal, decide, drafts, program, started

HANGUP, INTERRUPT, TERMINATE = 129, 130, 143


def decide_and_write(terminal: Terminal) -> None:
    """Decide the first claim, and be in the middle of writing a rationale for the next."""
    decide(terminal)
    terminal.type("r", until="Nothing is lost")
    terminal.type("half a thought", until="thought")


def check_kept(path: Path, *, draft: str = "half a thought") -> None:
    """Hold the verdict to be in db.json, the draft to be kept, and a reader to find the case whole."""
    with TinyDB(path) as database:
        assert [row["label"] for row in database.table("verdicts").all()] == ["refuted"]
    assert drafts(path) == ([draft] if draft else [])
    with Workspace.open(path, "ada") as workspace:
        assert (workspace.read_only, workspace.recovered) == ("", 0)


def holder(path: Path) -> int:
    """Return the process that has the case open for changes."""
    return int(json.loads(path.with_name(f"{path.name}.lock").read_bytes())["pid"])


@pytest.mark.parametrize(
    ("signals", "status"),
    [
        ([signal.SIGTERM], TERMINATE),
        ([signal.SIGINT], INTERRUPT),
        ([signal.SIGHUP, signal.SIGHUP], HANGUP),
    ],
    ids=["TERM", "INT", "HUP, as a shell passes it on once more"],
)
def test_a_signal_ends_the_program_in_good_order(case_path: Path, signals: list[signal.Signals], status: int) -> None:
    with program(case_path) as terminal:
        decide_and_write(terminal)
        terminal.send(*signals)
        assert terminal.ends() == status
        assert terminal.changed() == set()
        assert b"Traceback" not in terminal.written
    check_kept(case_path)
    assert names_in(case_path.parent) == ["db.json", "db.json.drafts"]


@pytest.mark.parametrize("session", [True, False], ids=["of its session", "of another session"])
def test_a_terminal_that_is_closed_ends_the_program(case_path: Path, session: bool) -> None:
    with program(case_path, session=session) as terminal:
        decide_and_write(terminal)
        terminal.hang_up()
        assert terminal.ends() == HANGUP
    check_kept(case_path)


def test_the_next_start_tells_what_a_killed_run_left_and_has_the_draft(case_path: Path) -> None:
    with program(case_path) as terminal:
        decide_and_write(terminal)
        terminal.read(lambda: bool(drafts(case_path)), "no draft was kept")
        terminal.type("\x1b", until="draft kept")
        terminal.type("3", until="C2 ◐ Conflicting evidence")
        terminal.send(signal.SIGKILL)
        assert terminal.ends() == -signal.SIGKILL
    with program(case_path) as terminal:
        terminal.type("", until="from the journal")
        terminal.type("kkr", until="This is your draft")
        assert terminal.leave("\x11") == 0


def test_a_stop_gives_the_terminal_back_and_the_screen_is_drawn_again(case_path: Path) -> None:
    with program(case_path) as terminal:
        decide_and_write(terminal)
        terminal.send(signal.SIGTSTP)
        terminal.stops()
        assert terminal.changed() == set()
        assert drafts(case_path) == ["half a thought"]
        terminal.send(signal.SIGCONT)
        terminal.type("", until="half a thought")
        terminal.type("s", until="thoughts")
        terminal.send(signal.SIGTSTP)
        terminal.stops()
        terminal.send(signal.SIGTERM, signal.SIGCONT)
        assert terminal.ends() == TERMINATE
        assert terminal.changed() == set()
        assert b"Traceback" not in terminal.written
    check_kept(case_path, draft="half a thoughts")


def test_a_stop_that_nobody_told_of_leaves_a_terminal_that_is_put_back(case_path: Path) -> None:
    with program(case_path) as terminal:
        decide(terminal)
        terminal.send(signal.SIGSTOP)
        terminal.stops()
        terminal.send(signal.SIGCONT)
        terminal.type("", until="Karim Masimov was sentenced")
        assert terminal.leave("q") == 0
        assert terminal.changed() == set()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no shell that knows jobs")
def test_bg_waits_and_fg_goes_on(case_path: Path) -> None:
    work = f"{sys.executable} -m factcheck --db {case_path} --checker ada"
    with started(["bash", "--norc", "--noprofile", "-i"], variables={"PS1": "shell> "}) as terminal:
        terminal.type("", until="shell> ")
        terminal.type(f"{work}\r", until="Karim Masimov was sentenced")
        os.kill(holder(case_path), signal.SIGTSTP)
        terminal.type("", until="shell> ")
        for _ in range(2):
            terminal.type("bg\r", until="shell> ")
            terminal.type("wait %1; jobs\r", until="Stopped")
        terminal.type("fg\r", until="Karim Masimov was sentenced")
        terminal.type("2", until="C1 ✗ Refuted")
        terminal.type("q", until="shell> ")
        terminal.type("echo left=$?\r", until="left=0")
        assert terminal.leave("exit\r") == 0
    check_kept(case_path, draft="")


def test_ctrl_c_and_ctrl_z_are_keys_like_others(case_path: Path) -> None:
    with program(case_path) as terminal:
        decide(terminal)
        terminal.type("\x03", until="to quit the app")
        terminal.type("\x1a3", until="C2 ◐ Conflicting evidence")
        assert terminal.leave("\x11") == 0
        assert terminal.changed() == set()


def test_a_terminal_that_takes_nothing_holds_the_end_up_for_a_while_only(case_path: Path) -> None:
    hasty = "from factcheck.tui.runtime import signals; signals.GRACE = 0.5; from factcheck.cli import main; main()"
    with started([sys.executable, "-c", hasty, "--db", str(case_path), "--checker", "ada"]) as terminal:
        decide(terminal)
        terminal.flood("jk")
        terminal.send(signal.SIGTERM)
        assert terminal.ends_unread() == TERMINATE
    with Workspace.open(case_path, "ada") as workspace:
        assert [verdict.label for verdict in workspace.case.verdicts.values()] == ["refuted"]


def test_before_the_screens_a_signal_is_an_end_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", sys.__stdin__)
    before = signal.getsignal(signal.SIGTERM)
    left: list[int] = []
    with pytest.raises(SystemExit) as ended, orderly_end(left.append):
        signal.raise_signal(signal.SIGTERM)
    assert (ended.value.code, left) == (TERMINATE, [])
    assert signal.getsignal(signal.SIGTERM) is before


def test_standard_error_must_be_a_terminal_too(case_path: Path, tmp_path: Path) -> None:
    with (tmp_path / "errors").open("wb") as errors, program(case_path, stderr=errors) as terminal:
        assert terminal.ends() == 2
    assert (tmp_path / "errors").read_text().startswith("factcheck: the workbench needs a terminal")
