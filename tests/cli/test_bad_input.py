"""What is not a case is refused in one line that names it, with exit status 2, and stays as it was."""

from __future__ import annotations

import builtins
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Tree = dict[str, dict[str, dict[str, Any]]]


def changed(change: Callable[[Tree], object]) -> Callable[[Path], object]:
    """Return a spoiler that reads the case, changes its tables and writes it."""

    def spoil(path: Path) -> object:
        tree = json.loads(path.read_text())
        change(tree)
        return path.write_text(json.dumps(tree))

    return spoil


def as_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def as_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


SPOILERS: dict[str, Callable[[Path], object]] = {
    "absent": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "not JSON": lambda path: path.write_bytes(b'{"claims": {"1": {"id": nope}}}'),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:1000]),
    "not UTF-8": lambda path: path.write_bytes(b"\xff\xfe{}"),
    "a list": lambda path: path.write_bytes(b"[]"),
    "another program's": lambda path: path.write_bytes(b'{"_default": {}}'),
    "a directory": as_directory,
    "a pipe": as_pipe,
    "a link to itself": as_loop,
    "a table as list": changed(lambda tree: tree.update(claims=[])),  # type: ignore[call-overload]
    "a row as text": changed(lambda tree: tree["claims"].update({"1": "x"})),  # type: ignore[dict-item]
    "a claim without text": changed(lambda tree: tree["claims"]["1"].pop("text")),
    "a newer schema": changed(lambda tree: tree["case"]["1"].update(schema=99)),
    "an unknown scale": changed(lambda tree: tree["case"]["1"].update(scale="stars")),
    "a duplicate id": changed(lambda tree: tree["claims"]["2"].update(id=tree["claims"]["1"]["id"])),
    "a duplicate ref": changed(lambda tree: tree["claims"]["2"].update(ref="c1")),
    "an excerpt of no claim": changed(lambda tree: tree["excerpts"]["1"].update(claim="gone")),
    "an excerpt of no source": changed(lambda tree: tree["excerpts"]["1"].update(source="gone")),
    "an unknown label": changed(
        lambda tree: tree.update(verdicts={"1": {"claim": tree["claims"]["1"]["id"], "checker": "ada", "label": "meh"}})
    ),
}
COMMANDS = [
    ("status",),
    ("claim", "list", "--json"),
    ("decide", "C5", "refuted"),
    ("claim", "add", "More."),
    ("export", "markdown"),
]


def snapshot(directory: Path) -> dict[str, bytes | str]:
    return {
        path.name: path.read_bytes() if path.is_file() else str(os.lstat(path).st_mode) for path in directory.iterdir()
    }


@pytest.mark.parametrize("spoiler", SPOILERS)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_is_no_case_is_refused_and_left_alone(
    run: Run, case_path: Path, words: tuple[str, ...], spoiler: str
) -> None:
    SPOILERS[spoiler](case_path)
    before = snapshot(case_path.parent)
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("factcheck: ")
    assert result.stderr.count("\n") == 1
    assert str(case_path) in result.stderr
    assert snapshot(case_path.parent) == before


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_file_that_may_not_be_read_is_said(
    run: Run, case_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's refusal is played, since a superuser may read everything."""
    before = snapshot(case_path.parent)

    def refusing(really: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, *rest: Any, **named: Any) -> Any:
            if not isinstance(file, int) and Path(os.fsdecode(file)).name == case_path.name:
                raise PermissionError(13, "Permission denied", os.fspath(file))
            return really(file, *rest, **named)

        return opened

    with monkeypatch.context() as patched:
        for module in (io, os, builtins):
            patched.setattr(module, "open", refusing(module.open))
        result = run(*words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert f"{case_path}: no permission" in result.stderr
    assert snapshot(case_path.parent) == before


@pytest.mark.parametrize("words", [("decide", "C5", "refuted"), ("claim", "add", "More."), ("undo",)], ids=" ".join)
def test_a_file_that_may_not_be_written_can_be_read_only(
    run: Run, case_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(case_path.parent)
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    result = run(*words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert str(case_path) in result.stderr
    assert run("claim", "list").exit_code == 0
    assert snapshot(case_path.parent) == before


def test_an_absent_case_can_be_begun(run: Run, case_path: Path) -> None:
    case_path.unlink()
    assert "factcheck init" in run("status").stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("claim", "list", "--only", "colour:red"), "colour"),
        (("claim", "list", "--only", "is:brilliant"), "brilliant"),
        (("excerpt", "list", "C99"), "C99"),
        (("excerpt", "list", "--source", "S99"), "S99"),
        (("history", "C99"), "C99"),
    ],
    ids=" ".join,
)
def test_what_the_case_does_not_have_is_named(run: Run, words: tuple[str, ...], named: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert named in result.stderr
