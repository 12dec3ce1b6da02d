"""The user's settings: what is wrong is a message of one line and the default."""

from __future__ import annotations

import getpass
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.settings import Settings, default_checker, load, settings_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_no_file_is_all_defaults(path: Path) -> None:
    assert load(path) == Settings(checker="", theme="", advance=True, keys={}, problems=())


def test_settings_are_read(path: Path) -> None:
    path.write_text(
        'checker = "Ada Łukasz"\ntheme = "nord"\nadvance = false\n[keys]\n"verdict.undo" = "backspace"\n', "utf-8"
    )
    assert load(path) == Settings("Ada Łukasz", "nord", advance=False, keys={"verdict.undo": "backspace"})


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("checker = 5", "checker must be a text"),
        ("checker = []", "checker must be a text"),
        ("theme = true", "theme must be a text"),
        ('advance = "yes"', "advance must be true or false"),
        ("advance = 1", "advance must be true or false"),
        ('keys = "u"', "keys must be a table of texts"),
        ("keys = { undo = 5 }", "keys must be a table of texts"),
        ('judge = "rules"', "judge must be a table of the texts nli, endpoint, model, key"),
        ("judge = { nli = 5 }", "judge must be a table of the texts nli, endpoint, model, key"),
        ('judge = { modell = "x" }', "judge must be a table of the texts nli, endpoint, model, key"),
        ('archive = { look = "https://a.org" }', "archive must be a table of the texts find, save"),
        ("archive = { find = 5 }", "archive must be a table of the texts find, save"),
        ('evidence = "beside"', 'evidence must be "columns" or "stacked"'),
        ("single_source = 1", "single_source must be true or false"),
        ("evidence = true", 'evidence must be "columns" or "stacked"'),
        ("colour = 1", "no setting 'colour'; there are checker, desk, contact, theme, advance, keys"),
        ('problems = ["x"]', "no setting 'problems'"),
    ],
)
def test_a_wrong_setting_is_a_message_and_its_default_and_the_others_stand(path: Path, line: str, fault: str) -> None:
    good = 'theme = "nord"' if "checker" in line or "advance" in line else 'checker = "Ada"'
    path.write_text(f"{good}\n{line}\n")
    loaded = load(path)
    (problem,) = loaded.problems
    assert problem.startswith(str(path))
    assert fault in problem
    assert (loaded.theme, loaded.checker) in {("nord", ""), ("", "Ada")}
    assert (loaded.advance, loaded.keys) == (True, {})


def test_a_judge_is_named_in_a_table(path: Path) -> None:
    path.write_text('[judge]\nendpoint = "http://127.0.0.1:8080/v1"\nmodel = "small"\nkey = "A_KEY"\n')
    judge = {"endpoint": "http://127.0.0.1:8080/v1", "model": "small", "key": "A_KEY"}
    assert load(path) == Settings(judge=judge)


def test_each_wrong_setting_is_told(path: Path) -> None:
    path.write_text("checker = 1\ntheme = 2\nadvance = 3\nkeys = 4\nother = 5\n")
    assert len(load(path).problems) == 5


@pytest.mark.parametrize(
    "content",
    [
        b"checker = ",
        b"checker = 'a'\nchecker = 'b'\n",
        b"\xff\xfe",
        b"\xef\xbb\xbfchecker = 'a'",
        b"\x00",
        b"advance = " + b"9" * 5000,
        b"keys = " + b"[" * 5000,
    ],
    ids=["no value", "twice", "no UTF-8", "BOM", "NUL", "5000 digits", "5000 deep"],
)
def test_a_file_that_cannot_be_read_is_one_message_and_the_defaults(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    loaded = load(path)
    (problem,) = loaded.problems
    assert problem.startswith(str(path))
    assert problem.endswith("the defaults are used")
    assert "\n" not in problem
    assert loaded == Settings(problems=(problem,))


def test_a_directory_in_its_place_is_a_message(path: Path) -> None:
    path.mkdir()
    assert len(load(path).problems) == 1


@given(st.binary(max_size=60))
def test_no_file_refuses_the_start(content: bytes) -> None:
    path = settings_path()
    path.write_bytes(content)
    loaded = load()
    assert all(problem.startswith(str(path)) for problem in loaded.problems)


def test_the_file_is_where_the_environment_says_else_in_the_config_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_CONFIG", "/somewhere/else.toml")
    assert settings_path() == Path("/somewhere/else.toml")
    monkeypatch.delenv("FACTCHECK_CONFIG")
    assert settings_path().name == "config.toml"
    assert "factcheck" in settings_path().parts


def _git(monkeypatch: pytest.MonkeyPatch, said: bytes | Exception) -> None:
    def run(*_args: Any, **_options: Any) -> SimpleNamespace:
        if isinstance(said, Exception):
            raise said
        return SimpleNamespace(stdout=said)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(getpass, "getuser", lambda: "login")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (b"Ada Lovelace\n", "Ada Lovelace"),
        ("Łukasz\n".encode(), "Łukasz"),
        (b"J\xfcrgen\n", "J\ufffdrgen"),
        (b"\n", "login"),
        (b"", "login"),
        (FileNotFoundError("git"), "login"),
        (subprocess.TimeoutExpired("git", 2), "login"),
    ],
    ids=str,
)
def test_the_checker_is_who_git_says_else_the_login(
    monkeypatch: pytest.MonkeyPatch, said: bytes | Exception, name: str
) -> None:
    _git(monkeypatch, said)
    assert default_checker() == name


def test_a_login_that_is_unknown_is_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    _git(monkeypatch, b"")

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert default_checker() == "somebody"
