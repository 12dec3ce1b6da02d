"""Another program meddles at any call of a fold: neither its work nor what was saved is lost."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path

import orjson
import pytest

from factcheck.errors import FactcheckError, ForeignError
from factcheck.storage import write_atomically
from factcheck.workspace.workspace import Workspace
from tests.storage.conftest import first, label_in
from tests.storage.disk import Call, Disk
from tests.storage.faulty import Fault, FaultyDisk
from tests.storage.pictures import Photographer, develop, still
from tests.storage.power import PowerLoss

THEIRS = b'"theirs":true'


def theirs(path: Path) -> bytes:
    """Return what another program makes of a case: the same with a table of its own."""
    content = orjson.dumps({**orjson.loads(path.read_bytes()), "notes": {"1": {"theirs": True}}})
    assert THEIRS in content
    return content


class Meddler(Disk):
    """Adds a table to db.json before a call to the system that alters something: the one of that number."""

    def __init__(self, path: Path, at: int, how: str) -> None:
        super().__init__(path.parent)
        self.path = path
        self.met: Call | None = None
        self._left = at
        self._how = how
        self._too_late = False

    def before(self, call: Call) -> None:
        if call.alters and not (self._too_late and self._how == "replaced"):
            self._left -= 1
            if self._left == -1:
                self.met = call
                self.meddle()
        if call.about[0] == "db.json" and call.name == "link":
            self._too_late = True  # it is a backup now, and another file in its place is not seen any more

    def after(self, call: Call) -> None:
        if call.about[-1] == "db.json" and call.name == "replace":
            self._too_late = False

    def meddle(self) -> None:
        content = theirs(self.path)
        if self._how == "replaced":
            other = self.path.with_name("other")
            other.write_bytes(content)
            other.replace(self.path)
        else:
            self.path.write_bytes(content)


@pytest.mark.parametrize("how", ["replaced", "in place"])
def test_what_another_program_writes_during_a_fold_is_kept(small: Path, tmp_path: Path, how: str) -> None:
    refused = 0
    for number in count():
        path = tmp_path / str(number) / "db.json"
        path.parent.mkdir()
        path.write_bytes(small.read_bytes())
        workspace = Workspace.open(path, "ada", clock=still)
        workspace.decide(first(workspace), "refuted")
        with Meddler(path, number, how) as meddler:
            try:
                workspace.store.fold()
            except ForeignError:
                refused += 1
        with suppress(ForeignError):
            workspace.close()
        if meddler.met is None:
            break
        assert any(THEIRS in found.read_bytes() for found in path.parent.iterdir()), meddler.met
        assert label_in(path) == "refuted"
    assert number > 10
    assert refused > 3


ANSWERS = {
    "reload": lambda workspace: workspace.file.reload(),
    "keep mine": lambda workspace: workspace.file.keep_mine(),
    "save beside": lambda workspace: workspace.file.save_beside(),
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("kind", [Photographer, PowerLoss])
def test_neither_work_is_lost_when_the_process_or_the_power_goes_while_the_user_settles_it(
    small: Path, tmp_path: Path, kind: type[Photographer], answer: str
) -> None:
    photographer = kind(small.parent)
    with photographer:
        workspace = Workspace.open(small, "ada", clock=still)
        workspace.decide(first(workspace), "refuted")
        write_atomically(small, [theirs(small)])
        photographer.pictures.clear()
        photographer.do(lambda: ANSWERS[answer](workspace))
        photographer.do(workspace.close)
    (tmp_path / "found").mkdir()
    assert len(photographer.pictures) > 10
    for number, picture in enumerate(photographer.pictures):
        path = develop(picture, tmp_path / "found" / str(number))
        assert any(THEIRS in found.read_bytes() for found in path.parent.iterdir())
        assert "refuted" in {label_in(found) for found in path.parent.glob("db*.json")}


@pytest.mark.parametrize("answer", ANSWERS)
def test_neither_work_is_lost_when_the_disk_refuses_while_the_user_settles_it(
    small: Path, tmp_path: Path, answer: str
) -> None:
    for number in count():
        path = tmp_path / str(number) / "db.json"
        path.parent.mkdir()
        path.write_bytes(small.read_bytes())
        with FaultyDisk(path.parent, Fault(number)) as disk:
            disk.mended = True
            workspace = Workspace.open(path, "ada", clock=still)
            workspace.decide(first(workspace), "refuted")
            write_atomically(path, [theirs(path)])
            disk.calls.clear()
            disk.mended = False
            with suppress(FactcheckError):
                ANSWERS[answer](workspace)
            disk.mended = True
            with suppress(ForeignError):
                workspace.close()
        assert any(THEIRS in found.read_bytes() for found in path.parent.iterdir())
        assert "refuted" in {label_in(found) for found in path.parent.glob("db*.json")}
        if not disk.refused:
            break
