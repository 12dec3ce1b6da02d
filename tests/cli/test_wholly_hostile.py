"""A case, a file's name, a holder and settings in which nothing is harmless, held before every command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.cli import output
from factcheck.cli.app import app
from factcheck.storage.lock import Lock
from tests.cli.test_hostile_text import ACTS
from tests.tui.hostile import HOSTILE, write_hostile_case

NAME = "a[red] [link=file:x]y[link]\x1b]0;b\x07\x9b31m\u202e\u200f\x7f\udce9"
"""A name that a file may have; the last byte of it is no text."""
EVERYTHING = [
    ("status",),
    ("claim", "list"),
    ("claim", "list", "--only", HOSTILE),
    ("claim", "list", "--only", f"is:{HOSTILE}"),
    ("claim", "list", "--only", f"tag:{HOSTILE}"),
    ("source", "list"),
    ("excerpt", "list"),
    ("excerpt", "list", "c", "--source", HOSTILE),
    ("history",),
    ("history", "c"),
    ("export", "markdown"),
    ("export", HOSTILE),
    ("export", "markdown", "-o", "OWN"),
    ("export", "markdown", "-o", "BESIDE/x"),
    ("export", "markdown", "-o", f"{NAME}.md"),
    ("decide", "c", "yes", "--condition", HOSTILE),
    ("decide", "c", "yes", "--confidence", HOSTILE),
    ("claim", "add", HOSTILE, "--date", HOSTILE),
    ("claim", "add", HOSTILE, "--tag", HOSTILE),
    ("excerpt", "add", "c", "s", HOSTILE, "--stance", HOSTILE),
    ("excerpt", "add", "c", "s", HOSTILE, "--stance", "context", "--note", HOSTILE),
    ("source", "add", "OWN"),
    ("source", "add", "BESIDE"),
    ("source", "add", f"{NAME}.txt"),
    ("source", "add", f"https://{HOSTILE}/"),
    ("source", "attach", "s", "OWN"),
    ("source", "attach", HOSTILE, f"{NAME}.txt"),
    ("source", "refetch", "s"),
    ("source", "text", "s"),
    ("source", "text", "s", "--version", HOSTILE),
    ("source", "versions", "s"),
    ("source", "versions", HOSTILE),
    ("source", "edit", "s", "--note", HOSTILE),
    ("source", "edit", "s", "--published", HOSTILE),
    ("source", "remove", "s"),
    ("undo",),
    ("redo",),
    ("init", "--title", HOSTILE),
    ("init", "--sample"),
    ("init", "--scale", HOSTILE),
    ("--db", "BESIDE", "status"),
    ("--db", f"{NAME}.json", "decide", "c", "yes"),
]
"""Every command on the case c, s; OWN is the case's file and BESIDE the directory that it is in."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wholly hostile case in a directory that is named so, with settings that are."""
    directory = tmp_path / NAME
    directory.mkdir()
    value = '"' + "".join(f"\\U{ord(sign):08X}" for sign in HOSTILE) + '"'
    config = directory / "config.toml"
    config.write_text(f"checker = {value}\n{value} = {value}\ntheme = 1\n")
    monkeypatch.setenv("FACTCHECK_CONFIG", str(config))
    monkeypatch.chdir(directory)
    path = directory / f"{NAME}.json"
    write_hostile_case(path)
    return path


def spelled(words: tuple[str, ...], place: Path) -> list[str]:
    """Return a command with the paths put in, on the case at `place`."""
    paths = {"OWN": str(place), "BESIDE": str(place.parent)}
    return ["--db", str(place), *(paths.get(word, word.replace("BESIDE", paths["BESIDE"])) for word in words)]


@pytest.mark.parametrize("for_people", [False, True], ids=["piped", "terminal"])
def test_no_command_lets_anything_act(place: Path, for_people: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "for_people", lambda: for_people)
    for words in EVERYTHING:
        result = CliRunner().invoke(app, spelled(words, place))
        assert result.exit_code in (0, 1, 2), (words, result.output)
        exact = words == ("export", "markdown") and not for_people
        acting = ACTS.findall(result.stderr if exact else result.stdout + result.stderr)
        assert not acting, (words, result.output)


@pytest.mark.parametrize("content", [b"", b"[", b'{"\xff": 1}', b'{"claims": []}', None], ids=ascii)
def test_no_error_about_a_file_lets_its_name_act(place: Path, content: bytes | None) -> None:
    place.unlink()
    if content is not None:
        place.write_bytes(content)
    result = CliRunner().invoke(app, spelled(("status",), place))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert not ACTS.findall(result.stderr)
    assert "a[red] [link=file:x]y[link]␛]0;b␇<U+009B>31m<U+202E><U+200F>␡<U+DCE9>.json: " in result.stderr


def test_what_is_wrong_in_a_hostile_row_is_told_harmlessly(place: Path) -> None:
    tree = json.loads(place.read_text())
    excerpt, claim = (next(iter(tree[table].values())) for table in ("excerpts", "claims"))
    excerpt["claim"] = claim["ref"] = HOSTILE
    place.write_text(json.dumps(tree))
    result = CliRunner().invoke(app, spelled(("status",), place))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert not ACTS.findall(result.stderr)


def test_a_holder_of_any_name_is_told_harmlessly(place: Path) -> None:
    beside = place.with_name(f"{place.name}.lock")
    lock = Lock.acquire(beside, "somebody")
    assert isinstance(lock, Lock)
    beside.write_text(json.dumps({"name": HOSTILE, "pid": 1, "host": HOSTILE}))
    try:
        for words in (("status",), ("decide", "c", "yes")):
            result = CliRunner().invoke(app, spelled(words, place))
            assert "(process 1 on" in result.output
            assert not ACTS.findall(result.output)
    finally:
        lock.release()


def test_a_completion_offers_nothing_that_acts(place: Path) -> None:
    for line in ("factcheck decide ", "factcheck decide c ", "factcheck excerpt add c "):
        words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "FACTCHECK_DB": str(place)}
        environment = {**os.environ, **words, "_FACTCHECK_COMPLETE": "zsh_complete"}
        done = subprocess.run([sys.executable, "-m", "factcheck"], env=environment, capture_output=True, check=True)
        assert not ACTS.findall(done.stdout.decode() + done.stderr.decode())
