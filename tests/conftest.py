"""What the tests share: a copy of the shipped case, a workspace with a clock that ticks, no user settings."""

from __future__ import annotations

import compileall
import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from factcheck.workspace.create import sample_path
from factcheck.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tests.postgres import PostgresServer
    from tests.team import Team

settings.register_profile("suite", deadline=None, max_examples=40)
settings.register_profile("thorough", settings.get_profile("suite"), max_examples=1_000)
settings.register_profile("repeatable", settings.get_profile("suite"), derandomize=True)
settings.load_profile("suite")


if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in a job of a script; what is started here would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


if sys.dont_write_bytecode:  # else every worker, and every process that a test starts, compiles all modules anew
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package before there are workers, each of which would compile all of it at the same time."""
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(__file__).parents[1] / "factcheck", quiet=2, workers=0)


def pytest_collection_finish() -> None:
    """Leave all tests and modules to themselves: the garbage collector need not go through them again and again."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Return how many workers `-n auto` starts: more than there are cores, since tests of screens wait much."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


_numbers = count()
"""Names directories: pytest finds the next free name among all there are, thousands of times."""


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A directory of the test's own, as pytest's fixture of this name makes it."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    return tmp_path_factory.mktemp(f"{name}{next(_numbers)}", numbered=False)


@pytest.fixture(autouse=True)
def _own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's settings, name and environment out of every test."""
    home = tmp_path_factory.mktemp(f"home{next(_numbers)}", numbered=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("FACTCHECK_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("FACTCHECK_STATE", str(home / "state.json"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("FACTCHECK_DB", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)


def ticking(start: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) -> Callable[[], datetime]:
    """Return a clock that goes on by a minute at each look."""
    minutes = iter(range(1_000_000))
    return lambda: start + timedelta(minutes=next(minutes))


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    """A copy of the shipped case."""
    path = tmp_path / "db.json"
    path.write_bytes(sample_path().read_bytes())
    return path


@pytest.fixture
def workspace(case_path: Path) -> Iterator[Workspace]:
    """The checker ada at work on a copy of the shipped case."""
    with Workspace.open(case_path, "ada", clock=ticking()) as opened:
        yield opened


def names_in(directory: Path) -> list[str]:
    """Return the names of what lies in a directory, but for the copies that a fold leaves beside a case."""
    names = sorted(found.name for found in directory.iterdir())
    return [name for name in names if not name.endswith((".json.bak", ".journal.bak"))]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server; the test is skipped where none can be started."""
    from tests.postgres import PostgresServer, why_not

    if reason := why_not():
        pytest.skip(reason)
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def shared_sample(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The sample case, which ada put on a server: the database and the directory, of which the tests make copies."""
    from tests.team import share_sample

    directory = tmp_path_factory.mktemp("shared")
    return share_sample(postgres, directory), directory


@pytest.fixture
def team(postgres: PostgresServer, shared_sample: tuple[str, Path], tmp_path: Path) -> Iterator[Team]:
    """The sample case, which ada put on a server; others are admitted by the tests."""
    from tests.team import copied

    made = copied(postgres, *shared_sample, tmp_path)
    yield made
    made.close()
    postgres.drop(made.database)
