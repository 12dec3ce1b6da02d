"""What the tests of the screens share: the program over a copy of the shipped case, closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from factcheck.case.input import Clock
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.evidence.figures import prepare
from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking


@pytest.fixture(autouse=True, scope="session")
def _figures() -> None:
    """Prepare the reading of figures, which the first screen of a process would do after its first picture."""
    prepare()


class Build(Protocol):
    """Builds the program; run it with `run_test`."""

    def __call__(
        self, path: Path | None = None, *, checker: str = "ada", settings: Settings | None = None, clock: Clock = ...
    ) -> FactcheckApp: ...


@pytest.fixture
def build(case_path: Path) -> Iterator[Build]:
    """The program on a copy of the shipped case, or on another case, as often as wanted; closed at the end."""
    built: list[FactcheckApp] = []

    def make(
        path: Path | None = None,
        *,
        checker: str = "ada",
        settings: Settings | None = None,
        clock: Clock | None = None,
    ) -> FactcheckApp:
        where, clock = path or case_path, clock or ticking()
        workspace = Workspace.open(where, checker, clock=clock) if where.exists() else None
        app = FactcheckApp(where, checker=checker, settings=settings, clock=clock, workspace=workspace)
        built.append(app)
        return app

    yield make
    for app in built:
        app.close()


@pytest.fixture
def app(build: Build) -> FactcheckApp:
    """The checker ada at work on a copy of the shipped case."""
    return build()


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Path]:
    """Begins a case of its own from the texts of its claims, and returns where it is."""

    def begin(*claims: str) -> Path:
        path = tmp_path / "own.json"
        begin_case(path, "A case of its own", DEFAULT_SCALE, "ada", clock=ticking())
        with Workspace.open(path, "ada", clock=ticking()) as workspace:
            for claim in claims:
                workspace.add_claim(claim)
        return path

    return begin
