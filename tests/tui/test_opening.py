"""A case that cannot be opened: the workbench says why in one line and ends, rather than stand there empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import UnreadableError
from factcheck.tui.app import FactcheckApp
from factcheck.workspace.workspace import Workspace
from tests.benchmarks.glass import Glass
from tests.tui.terminal import program

DEEP = b'{"claims": ' + b"[" * 500 + b"]" * 500 + b"}"


async def left(path: Path) -> BaseException | None:
    """Run the app until it leaves by itself; return why it did."""
    app = FactcheckApp(path, checker="ada")
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(100):
            if app.failure is not None:
                break
            await pilot.pause(0.02)
    app.close()
    return app.failure


A_SCREEN = 1_000
"""Characters that a picture of the whole screen has at least; what asks the terminal something has fewer."""


async def pictures_of(app: FactcheckApp, until: str) -> list[str]:
    """Run the app until it has drawn some words; return all that it has drawn."""
    drawn: list[str] = []
    glass = Glass(app, lambda: True)
    glass.on_picture = drawn.append
    await glass.drive(lambda: glass.until(lambda: any(until in picture for picture in drawn)))
    app.close()
    return [picture for picture in drawn if len(picture) > A_SCREEN]


async def test_the_first_picture_of_a_small_case_shows_its_claims(case_path: Path) -> None:
    pictures = await pictures_of(FactcheckApp(case_path, checker="ada"), "C1")
    assert "C1" in pictures[0]


async def test_a_larger_case_is_read_once_the_screen_stands(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.tui.app.AT_ONCE", 0)
    pictures = await pictures_of(FactcheckApp(case_path, checker="ada"), "C1")
    assert "C1" not in pictures[0]


@pytest.mark.parametrize("content", [DEEP, b"{", b"[]"])
async def test_it_ends_with_the_reason(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(content)
    failure = await left(path)
    assert isinstance(failure, UnreadableError)
    assert str(failure).startswith(f"{path}: ")
    assert path.read_bytes() == content


async def test_it_ends_too_with_a_fault_of_the_program(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Workspace:
        raise KeyError("ref")

    monkeypatch.setattr(Workspace, "open", fail)
    assert isinstance(await left(case_path), KeyError)


def test_in_a_terminal_it_is_one_line_and_status_two(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(DEEP)
    with program(path) as terminal:
        assert terminal.ends() == 2
    told = terminal.written.rpartition(b"\x1b[?1049l")[2]
    assert f"factcheck: {path}: table claims must be an object, not a list".encode() in told
    assert b"Traceback" not in told
