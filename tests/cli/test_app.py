"""The program itself: options, help, exit statuses, the way to the workbench."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner

from factcheck import __version__
from factcheck.cli import output, workbench
from factcheck.cli.app import app
from factcheck.cli.command_table import COMMANDS
from factcheck.cli.workbench import open_workbench
from factcheck.errors import NotFoldedError, UnreadableError
from factcheck.settings import Settings
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run, Start, buffered, rows


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("words", [(), *commands(app)], ids=" ".join)
def test_help_says_what_the_command_does_and_fits_the_screen(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*words, "--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: {' '.join(('factcheck', *words))}")
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "..." not in result.stdout.replace("...]", "").replace("[ARGS]...", "")


@pytest.mark.parametrize("words", [(), ("claim",), ("source",), ("excerpt",)], ids=" ".join)
def test_help_lists_the_commands_in_the_order_of_the_table(words: tuple[str, ...]) -> None:
    listed = CliRunner().invoke(app, [*words, "--help"]).stdout.partition("Commands:")[2].split("\n\n")[0]
    below = [name.removeprefix(" ".join((*words, ""))) for name in COMMANDS if name.startswith(" ".join((*words, "")))]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == [
        name for name in below if " " not in name
    ]


@pytest.mark.parametrize("path", commands(app), ids=" ".join)
def test_the_table_has_the_first_line_of_the_help_of_each_command(path: tuple[str, ...]) -> None:
    group: click.Group = app
    for name in path[:-1]:
        found = group.commands[name]
        assert isinstance(found, click.Group)
        group = found
    command = group.commands[path[-1]]
    assert command.name == path[-1]
    assert COMMANDS[" ".join(path)][1] == command.get_short_help_str(100)


def test_a_command_that_is_not_in_the_table_is_not_found() -> None:
    assert app.commands.get("decied") is None


def test_a_slip_of_the_pen_is_answered_with_the_command_that_was_meant() -> None:
    assert "'decide'" in CliRunner().invoke(app, ["decied"]).stderr


def test_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"factcheck {__version__}\n"


def test_the_file_comes_from_the_option_else_the_environment_else_here(
    case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def title(*words: str) -> str:
        return CliRunner().invoke(app, [*words]).stdout.partition("\n")[0]

    def case(name: str) -> str:
        path = case_path.with_name(name)
        CliRunner().invoke(app, ["init", "--db", str(path), "--title", name, "--checker", "ada"])
        return str(path)

    monkeypatch.chdir(case_path.parent)
    assert title("status") == "title\tBloody January"
    monkeypatch.setenv("FACTCHECK_DB", case("environment"))
    assert title("status") == "title\tenvironment"
    assert title("--db", case("before"), "status") == "title\tbefore"
    assert title("status", "--db", case("after")) == "title\tafter"
    assert title("--db", case("before"), "status", "--db", case("after")) == "title\tafter"


def test_the_checker_comes_from_the_option_else_the_settings(case_path: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('checker = "Zoë"\nadvance = "often"\n')
    environment = {"FACTCHECK_DB": str(case_path), "FACTCHECK_CONFIG": str(config)}
    result = CliRunner(env=environment).invoke(app, ["decide", "C5", "1"])
    assert result.exit_code == 0
    problem, told = result.stderr.splitlines()
    assert str(config) in problem
    assert "advance" in problem
    assert told.startswith("C5 ")
    CliRunner(env=environment).invoke(app, ["--checker", "ben", "decide", "C5", "1"])
    CliRunner(env=environment).invoke(app, ["decide", "C5", "1", "--checker", "ada"])
    assert [row["checker"] for row in rows(case_path, "verdicts")] == ["Zoë", "ben", "ada"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["decied"], "decied"),
        (["my.json"], "--db my.json"),
        (["--nope"], "--nope"),
        (["claim"], "claim --help"),
        (["decide", "C5", "1", "x"], "x"),
    ],
)
def test_wrong_use_is_told_in_one_line(words: list[str], named: str) -> None:
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("factcheck: ")
    assert named in result.stderr


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (UnreadableError("x.json: line 1\nis odd"), 2, "factcheck: x.json: line 1 is odd\n"),
        (PermissionError(13, "Permission denied", "x.txt"), 2, "factcheck: x.txt: Permission denied\n"),
        (OSError(28, "No space left on device"), 2, "factcheck: standard output: No space left on device\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(32, "Broken pipe"), 141, ""),
        (KeyError("ref"), 70, "factcheck: internal error: KeyError: 'ref'\n"),
    ],
)
def test_nothing_ends_in_a_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, told: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(Workspace, "open", fail)
    monkeypatch.setattr(output, "silence", lambda _: None)
    result = run("status")
    assert (result.exit_code, result.stdout, result.stderr.lstrip("\n")) == (status, "", told)


def test_a_reader_that_goes_away_is_no_fault(case_path: Path) -> None:
    command = [sys.executable, "-m", "factcheck", "--db", str(case_path), "claim", "list", "--json"]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer) as gone:
        done = subprocess.run(command, env=buffered(), stdout=gone, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", [("status",), ("export", "markdown"), ("--help",)], ids=" ".join)
def test_a_full_disk_is_told_in_one_line(case_path: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "factcheck", "--db", str(case_path), *words]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=buffered(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"factcheck: standard output: No space left on device\n"


def test_output_that_lacks_a_sign_shows_another(program: Start) -> None:
    done = program("status", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"label\t1\t?\tsupported" in done.stdout


def test_without_a_terminal_there_is_no_workbench(program: Start) -> None:
    done = program()
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"terminal" in done.stderr


class Workbench:
    """Stands for the screens."""

    opened: tuple[Path, str, Settings]
    return_code: int | None = 0
    failure: BaseException | None = None
    done: list[str]
    unsaved: tuple[str, ...] = ()

    def __init__(self, path: Path, *, checker: str, settings: Settings, guide: object) -> None:
        assert guide is None
        Workbench.opened, Workbench.done = (path, checker, settings), []

    def run(self) -> None:
        self.done.append("run")

    def close(self) -> None:
        self.done.append("close")

    def leave(self, status: int) -> None:
        self.done.append(f"leave {status}")


def test_the_workbench_is_opened_and_closed(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("factcheck.tui.app")
    module.FactcheckApp = Workbench  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "factcheck.tui.app", module)
    settings = Settings(theme="nord")
    open_workbench(case_path, "ada", settings)
    assert Workbench.opened == (case_path, "ada", settings)
    assert Workbench.done == ["run", "close"]
    monkeypatch.setattr(Workbench, "return_code", 1)
    with pytest.raises(click.exceptions.Exit) as died:
        open_workbench(case_path, "ada", settings)
    assert died.value.exit_code == 1
    monkeypatch.setattr(Workbench, "failure", UnreadableError("db.json: is empty"))
    with pytest.raises(UnreadableError, match="is empty"):
        open_workbench(case_path, "ada", settings)


def test_what_went_wrong_in_the_workbench_is_told_though_closing_fails_too(
    case_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unfolded(_: Workbench) -> None:
        raise NotFoldedError("saved; not folded yet: disk full")

    def failing(_: Workbench) -> None:
        raise KeyError("ref")

    module = ModuleType("factcheck.tui.app")
    module.FactcheckApp = Workbench  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "factcheck.tui.app", module)
    monkeypatch.setattr(Workbench, "close", unfolded)
    open_workbench(case_path, "ada", Settings())
    assert capsys.readouterr().err == "factcheck: saved; not folded yet: disk full\n"
    monkeypatch.setattr(Workbench, "run", failing)
    with pytest.raises(KeyError):
        open_workbench(case_path, "ada", Settings())


def test_open_workbench_is_what_the_program_calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[tuple[Path, str]] = []
    monkeypatch.setattr(workbench, "open_workbench", lambda path, checker, _: calls.append((path, checker)))
    monkeypatch.setattr(workbench, "has_terminal", lambda: True)
    absent = tmp_path / "absent.json"
    assert CliRunner().invoke(app, ["--db", str(absent), "--checker", "ada"]).exit_code == 0
    assert calls == [(absent, "ada")]
