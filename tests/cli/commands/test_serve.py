"""`serve`: what it refuses, each in one line; and the address that it prints."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from factcheck.cli import workbench
from factcheck.tui.served import server
from tests.cli.conftest import Run


def refused(run: Run, *words: str) -> str:
    result = run(*words)
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (2, 1, "")
    return result.stderr


def test_a_port_in_use_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port} is in use; choose another one with --port" in refused(run, "serve", "--port", str(port))


def test_no_case_is_told_before_anything_listens(run: Run, tmp_path: Path) -> None:
    assert "none.json" in refused(run, "--db", str(tmp_path / "none.json"), "serve")


def test_other_machines_are_refused_without_tls(run: Run) -> None:
    assert "--behind-tls" in refused(run, "serve", "--host", "0.0.0.0")


def test_without_the_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    monkeypatch.delitem(sys.modules, "factcheck.tui.served.server")
    assert "pip install 'factcheck-workbench[serve]'" in refused(run, "serve")


def test_the_address_is_printed_with_a_token_of_its_own(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(_server: object, _place: object, ready: Callable[[], None]) -> None:
        ready()

    monkeypatch.setattr(server, "_serve", at_once)
    first, second = run("serve"), run("serve", "--port", "8123")
    assert "http://127.0.0.1:8000/?token=" in first.stderr
    assert "http://127.0.0.1:8123/?token=" in second.stderr
    assert first.stderr.partition("token=")[2] != second.stderr.partition("token=")[2]


@pytest.mark.parametrize(("driver", "opened"), [("", 0), ("textual.drivers.web_driver:WebDriver", 1)])
def test_the_workbench_needs_a_driver_or_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, driver: str, opened: int
) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(workbench, "open_workbench", lambda *given, **_: calls.append(given))
    monkeypatch.setenv("TEXTUAL_DRIVER", driver)
    monkeypatch.setenv("TERM", "dumb")
    result = run()
    assert len(calls) == opened
    assert result.exit_code == (0 if opened else 2), SimpleNamespace(**vars(result))
