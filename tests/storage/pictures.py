"""Pictures of a directory in which a case is worked on, and what must hold for whoever finds one.

A process that dies leaves what was on the disk at that moment: a picture before and after every call to the
system, and half way through every write, is every death there can be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB

from factcheck.case.case import Case
from factcheck.errors import NotFoldedError, NotSavedError
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.conftest import first
from tests.storage.disk import Call, Disk
from tests.strategies import MemoryStore, state

if TYPE_CHECKING:
    from factcheck.storage import CaseStorage

Picture = tuple[tuple[str, bytes], ...]
"""The files of a directory by name."""

State = dict[str, dict[str, Any]]
Step = Callable[[Workspace], object]

STEPS: tuple[Step, ...] = (
    lambda workspace: workspace.decide(first(workspace), "refuted"),
    lambda workspace: workspace.decide(first(workspace), "supported"),
    lambda workspace: workspace.store.fold(),
    lambda workspace: workspace.undo(),
    lambda workspace: workspace.remove("claims", first(workspace)),
    lambda workspace: workspace.store.fold(),
    lambda workspace: workspace.retitle("Rain"),
)
"""A session in which everything happens that is written: one change, several, the first after a fold, and folds."""

KEPT = {"db.json", "db.json.drafts", "db.json.bak", "db.json.journal.bak", "db.json.journal.damaged"}
"""The files that may lie there when nobody works on the case."""


class _NothingToFold(MemoryStore):
    def fold(self) -> bool:
        return False


def still() -> datetime:
    """Tell the time that it always is."""
    return datetime(2026, 11, 22, 12, tzinfo=UTC)


def foreseen(case: Case, step: Step) -> State:
    """Return what `step` would make of a case, which stays as it is; a fold makes nothing else of it."""
    workspace = Workspace(cast("CaseStorage", _NothingToFold(deepcopy(case))), "ada", still)
    step(workspace)
    return state(workspace.case)


class Photographer(Disk):
    """Keeps every different picture of a directory, with how many steps were done when it was taken."""

    halving = True

    def __init__(self, directory: Path) -> None:
        """Watch `directory`, which holds files only."""
        super().__init__(directory)
        self.done = 0
        self.pictures: dict[Picture, set[int]] = {}

    def before(self, call: Call) -> None:
        if call.alters:
            self.look()

    def after(self, call: Call) -> None:
        if call.alters:
            self.look()

    def look(self) -> None:
        """Take a picture now."""
        self.keep(tuple(sorted((found.name, found.read_bytes()) for found in self.directory.iterdir())))

    def keep(self, picture: Picture) -> None:
        """Keep a picture as one of this moment."""
        self.pictures.setdefault(picture, set()).add(self.done)

    def work(self, path: Path, steps: Sequence[Step] = STEPS) -> list[list[State]]:
        """Open the case at `path`, do `steps`, close it; return for each moment what the case may be then.

        That is what it was after the last step, or what the next one is to make of it. A step that is
        refused leaves it as it was.
        """
        with self:
            self.look()
            workspace = Workspace.open(path, "ada", clock=still)
            possible = []
            for step in steps:
                possible.append([state(workspace.case), foreseen(workspace.case, step)])
                self.do(partial(step, workspace))
            possible.append([state(workspace.case)])
            self.do(workspace.close)
        return [*possible, possible[-1]]

    def do(self, step: Callable[[], object]) -> None:
        """Do a step, whether it is refused or not."""
        with suppress(NotSavedError, NotFoldedError):
            step()
        self.done += 1
        self.look()


def develop(picture: Picture, directory: Path) -> Path:
    """Put the files of a picture into a new directory; return the path of the case."""
    directory.mkdir()
    for name, content in picture:
        (directory / name).write_bytes(content)
    return directory / "db.json"


def opened(path: Path) -> State:
    """Return the state of the case at `path`, having seen that its file is whole and that it can be worked on."""
    assert title_in(path)
    with (
        Disk(path.parent),
        Workspace.open(path, "ada", clock=still) as workspace,
    ):  # watched, so that the syncs are fast
        assert not workspace.read_only
        found = state(workspace.case)
        workspace.retitle("And on it goes")
        assert read(path) == state(workspace.case)
    assert title_in(path) == "And on it goes"
    assert set(names_in(path.parent)) <= KEPT
    return found


def read(path: Path) -> State:
    """Return the state of the case at `path`."""
    with Workspace.open(path, "eve", write=False) as workspace:
        return state(workspace.case)


def check(
    pictures: dict[Picture, set[int]],
    possible: list[list[State]],
    root: Path,
    look: Callable[[Path], State] = opened,
) -> None:
    """Look at every picture: the case is what it may be at that moment."""
    root.mkdir()
    for number, (picture, moments) in enumerate(pictures.items()):
        found = look(develop(picture, root / str(number)))
        for moment in moments:
            assert found in possible[moment], f"not what it may be after step {moment}, in {root / str(number)}"


def title_in(path: Path) -> str:
    """Return the title of the case as plain TinyDB reads it."""
    with TinyDB(path, access_mode="r") as plain:
        (sheet,) = plain.table("case").all()
        return str(sheet["title"])
