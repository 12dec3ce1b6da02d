"""What the tests of the store share: a small case, and looks at what is on the disk."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.strategies import OPENING


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.journal")


def first(workspace: Workspace) -> str:
    return workspace.case.in_order()[0].id


def label_in(path: Path) -> str | None:
    """Return the label of the first claim, as a reader finds it."""
    with Workspace.open(path, "eve", write=False) as workspace:
        verdict = workspace.case.newest_verdict(first(workspace))
        return None if verdict is None else verdict.label


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A case with two claims, two sources and two excerpts, and their history."""
    path = tmp_path / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, "ada")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for wish in OPENING:
            wish.at(workspace)
    return path


def no_space(*_: Any, **__: Any) -> Any:
    """Refuse as a full disk does."""
    raise OSError(errno.ENOSPC, "No space left on device")
