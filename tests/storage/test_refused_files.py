"""Every call to the system is refused in turn while a case is begun or exported: a whole file or none, and one line."""

from __future__ import annotations

import errno
from collections.abc import Callable
from itertools import count
from pathlib import Path

import orjson
import pytest

from factcheck.case.scale import DEFAULT_SCALE
from factcheck.errors import FactcheckError
from factcheck.workspace.create import begin_case
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.faulty import ERRORS, Fault, FaultyDisk


def refuse_each(root: Path, looks: bool, write: Callable[[Path], object], see: Callable[[Path], object]) -> int:
    """Refuse one call after the other of those that write a file; return how many there were."""
    for number in count():
        path = root / str(number) / "file"
        path.parent.mkdir(parents=True)
        disk = FaultyDisk(path.parent, Fault(number, errno.EACCES if looks else ERRORS[number % 4], looks=looks))
        try:
            write_refused(disk, path, write)
            see(path)
        except BaseException as error:
            error.add_note(f"refused: {disk.refused}")
            raise
        if not disk.refused:
            return number
    raise AssertionError


def write_refused(disk: FaultyDisk, path: Path, write: Callable[[Path], object]) -> None:
    try:
        with disk:
            write(path)
    except FactcheckError as error:
        assert str(error).isprintable()


@pytest.mark.parametrize("looks", [False, True])
def test_a_case_that_cannot_be_begun_is_there_whole_or_not_at_all(tmp_path: Path, looks: bool) -> None:
    def see(path: Path) -> None:
        if names_in(path.parent):
            assert names_in(path.parent) == ["file"]
            assert orjson.loads(path.read_bytes())["case"]

    calls = refuse_each(tmp_path, looks, lambda path: begin_case(path, "A case", DEFAULT_SCALE, "ada"), see)
    assert calls >= (2 if looks else 8)


@pytest.mark.parametrize("looks", [False, True])
def test_an_export_that_cannot_be_written_leaves_nothing_or_a_whole_one(
    workspace: Workspace, tmp_path: Path, looks: bool
) -> None:
    report = b"".join(ExportJob(workspace.documents, "markdown").chunks()).decode()

    def see(path: Path) -> None:
        if names_in(path.parent):
            assert names_in(path.parent) == ["file"]
            assert path.read_text(encoding="utf-8") == report

    job = ExportJob(workspace.documents, "markdown")
    calls = refuse_each(tmp_path / "exports", looks, job.to, see)
    assert calls >= (2 if looks else 8)
