"""What the tests of the command line share: the program in this process, and in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result
from tinydb import TinyDB

from factcheck.cli.app import app
from tests.plain_reader import SUFFIXES, read_plainly

Run: TypeAlias = Callable[..., Result]
Start: TypeAlias = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(case_path: Path) -> Run:
    """Run a command as ada on a copy of the shipped case."""

    def call(*words: str, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, ["--db", str(case_path), "--checker", "ada", *words], input=given)

    return call


def buffered() -> dict[str, str]:
    """Return the environment of a user, who does not switch Python's buffers off."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


@pytest.fixture
def program(case_path: Path) -> Start:
    """Run a command as ada on a copy of the shipped case, in a process of its own."""

    def call(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**buffered(), "FACTCHECK_DB": str(case_path), **variables}
        command = [sys.executable, "-m", "factcheck", "--checker", "ada", *words]
        return subprocess.run(command, env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False)

    return call


def rows(path: Path, table: str) -> list[Any]:
    """Return the rows of a table as plain TinyDB reads them."""
    with TinyDB(path) as tables:
        return list(tables.table(table))


@pytest.fixture
def plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documents be read by a stand-in, in this process."""
    monkeypatch.setattr("factcheck.documents.loader.read_in_sandbox", read_plainly)
    monkeypatch.setattr("factcheck.documents.SUFFIXES", SUFFIXES)
