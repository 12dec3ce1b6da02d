"""Where an export goes: into the place that was named and nowhere else, whatever lies there."""

from __future__ import annotations

import errno
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Run

KINDS = ("file", "directory", "nothing", "itself", "a link")


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that is not the chosen place, with a file in it."""
    directory = tmp_path_factory.mktemp("outside")
    (directory / "file").write_text("theirs")
    (directory / "directory").mkdir()
    (directory / "a link").symlink_to("nothing")
    return directory


def linked(case_path: Path, outside: Path, kind: str) -> Path:
    """Return a link in the chosen place that leads out of it, to what is there or not."""
    link = case_path.with_name("report.md")
    link.symlink_to(link if kind == "itself" else outside / kind)
    return link


def contents(directory: Path) -> dict[str, str]:
    """Return what lies in a directory: where each link leads, what each file holds."""
    return {
        found.name: str(found.readlink())
        if found.is_symlink()
        else found.read_text()
        if found.is_file()
        else "directory"
        for found in directory.iterdir()
    }


def is_refused(result: Result, target: Path) -> bool:
    """Tell whether an export was refused in one line that names the file."""
    return (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1) and str(target) in result.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_is_not_followed(run: Run, case_path: Path, outside: Path, kind: str) -> None:
    link, theirs = linked(case_path, outside, kind), contents(outside)
    ours = contents(case_path.parent)
    result = run("export", "markdown", "-o", str(link))
    assert is_refused(result, link)
    assert "symbolic link" in result.stderr
    assert contents(outside) == theirs
    assert contents(case_path.parent) == ours


@pytest.mark.parametrize("kind", KINDS)
def test_force_puts_the_report_in_the_place_of_the_link(run: Run, case_path: Path, outside: Path, kind: str) -> None:
    link, theirs = linked(case_path, outside, kind), contents(outside)
    assert run("export", "markdown", "--force", "-o", str(link)).exit_code == 0
    assert not link.is_symlink()
    assert link.read_bytes() == run("export", "markdown").stdout_bytes
    assert stat.S_IMODE(link.stat().st_mode) == 0o600
    assert contents(outside) == theirs


@pytest.mark.parametrize("words", [(), ("--force",)], ids=["", "force"])
def test_a_link_that_comes_while_the_report_is_written_is_not_followed(
    run: Run, case_path: Path, outside: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else may write into the directory: looking first whether there is a link would be too early."""
    target, fsync = case_path.with_name("report.md"), os.fsync

    def plant(handle: int) -> None:
        fsync(handle)
        if not target.is_symlink() and stat.S_ISREG(os.fstat(handle).st_mode):
            target.symlink_to(outside / "file")

    monkeypatch.setattr(os, "fsync", plant)
    result = run("export", "markdown", "-o", str(target), *words)
    assert result.exit_code == (0 if words else 2)
    assert (outside / "file").read_text() == "theirs"
    assert [found.name for found in outside.iterdir() if found.name.endswith(".tmp")] == []


def test_a_directory_may_be_a_link(run: Run, case_path: Path, outside: Path) -> None:
    """The place is the user's choice, by whatever way it is named."""
    case_path.with_name("reports").symlink_to(outside)
    assert run("export", "markdown", "-o", str(case_path.with_name("reports") / "report.md")).exit_code == 0
    assert (outside / "report.md").read_bytes() == run("export", "markdown").stdout_bytes


def _bind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(path))


MAKE: dict[str, Callable[[Path], None]] = {"directory": Path.mkdir, "pipe": os.mkfifo, "socket": _bind}


@pytest.mark.parametrize("words", [(), ("--force",)], ids=["", "force"])
@pytest.mark.parametrize("kind", MAKE)
def test_what_is_no_file_stays_what_it_is(run: Run, case_path: Path, kind: str, words: tuple[str, ...]) -> None:
    target = case_path.with_name("report.md")
    MAKE[kind](target)
    before = target.lstat()
    assert is_refused(run("export", "markdown", "-o", str(target), *words), target)
    assert os.path.samestat(before, target.lstat())
    assert {found.name for found in case_path.parent.iterdir()} == {"db.json", "report.md"}


@pytest.mark.parametrize("target", ["/", "", ".", ".."])
def test_a_place_without_a_name_is_refused(run: Run, target: str) -> None:
    for words in ((), ("--force",)):
        result = run("export", "markdown", "-o", target, *words)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("ending", ["", ".journal", ".lock", ".drafts"])
@pytest.mark.parametrize("words", [(), ("--force",)], ids=["", "force"])
def test_what_belongs_to_the_case_is_never_overwritten(
    run: Run, case_path: Path, ending: str, words: tuple[str, ...]
) -> None:
    """Neither under its own name, nor by a hard link, nor by a way round."""
    own, other = case_path.with_name(f"db.json{ending}"), case_path.with_name("elsewhere")
    other.symlink_to(".")
    if not ending:
        os.link(own, case_path.with_name("hard.md"))
    before = case_path.read_bytes()
    for target in (own, other / own.name, *([] if ending else [case_path.with_name("hard.md")])):
        assert is_refused(run("export", "markdown", "-o", str(target), *words), target)
    assert case_path.read_bytes() == before


def test_a_file_system_without_hard_links_is_good_enough(
    run: Run, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory stick has none: Linux says EPERM there."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    target = case_path.with_name("report.md")
    assert run("export", "markdown", "-o", str(target)).exit_code == 0
    assert target.read_bytes() == run("export", "markdown").stdout_bytes
    target.write_text("mine")
    assert is_refused(run("export", "markdown", "-o", str(target)), target)
    assert target.read_text() == "mine"
    assert {found.name for found in case_path.parent.iterdir()} == {"db.json", "report.md"}
