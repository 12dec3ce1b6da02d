"""A case that a user may not write, or only in part: told in one line, nothing lost, nothing altered."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in
from tests.storage.at_work import NOBODY, start
from tests.storage.conftest import label_in
from tests.storage.pictures import KEPT

AS_ROOT = os.geteuid() == 0


class Rights(NamedTuple):
    """Modes of the file and of its directory, and whether they are the user's own."""

    mode: int = 0o644
    own: bool = True
    directory_mode: int = 0o755
    own_directory: bool = True


REFUSED = {
    "a file of another": (Rights(own=False), "db.json may not be written"),
    "a file that is read-only": (Rights(mode=0o444), "db.json may not be written"),
    "a file that may not be read": (Rights(mode=0o600, own=False), "db.json: "),
    "a directory of another": (Rights(own_directory=False), " may not be written ("),
    "a directory that is read-only": (Rights(directory_mode=0o555), " may not be written ("),
}


@pytest.fixture
def path(small: Path) -> Iterator[Path]:
    """A case in a place that every user may enter."""
    directory = Path(mkdtemp())
    path = directory / "db.json"
    path.write_bytes(small.read_bytes())
    yield path
    directory.chmod(0o700)
    rmtree(directory)


def decide_as_nobody(path: Path, other: Path, rights: Rights) -> list[str | list[object]]:
    """Let a user with `rights` only decide once; return what was acknowledged and told."""
    if not AS_ROOT and not (rights.own and rights.own_directory):
        pytest.skip("only the superuser can give a file away")
    for place, mode, own in (
        (path, rights.mode, rights.own),
        (path.parent, rights.directory_mode, rights.own_directory),
    ):
        if AS_ROOT and own:
            os.chown(place, NOBODY, NOBODY)
        place.chmod(mode)
    process = start("as-nobody", path, other)
    output, _ = process.communicate()
    assert process.returncode == 0
    return [json.loads(line) for line in output.splitlines()[1:]]


@pytest.mark.parametrize("what", REFUSED)
def test_who_may_not_write_is_told_why_and_alters_nothing(path: Path, small: Path, what: str) -> None:
    rights, told = REFUSED[what]
    before = path.read_bytes()
    (word,) = decide_as_nobody(path, small, rights)
    assert isinstance(word, str)
    assert told in word
    assert path.read_bytes() == before
    assert names_in(path.parent) == ["db.json"]


def test_a_file_of_another_that_may_be_written_is_written(path: Path, small: Path) -> None:
    (ack,) = decide_as_nobody(path, small, Rights(mode=0o666, own=False))
    assert isinstance(ack, list)
    assert label_in(path) == "refuted"
    assert path.stat().st_mode & 0o777 == 0o666
    assert set(names_in(path.parent)) <= KEPT


def test_a_file_that_may_be_written_and_not_replaced_keeps_its_changes_in_the_journal(path: Path, small: Path) -> None:
    rights = Rights(mode=0o666, own=False, directory_mode=0o1777, own_directory=False)
    before = path.read_bytes()
    ack, word = decide_as_nobody(path, small, rights)
    assert isinstance(ack, list)
    assert isinstance(word, str)
    assert "your changes are safe in " in word
    assert path.read_bytes() == before
    with Workspace.open(path, "eve") as workspace:
        assert workspace.recovered == 1
    assert label_in(path) == "refuted"
