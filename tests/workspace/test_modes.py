"""Who may read what the program writes: its owner alone, unless the user has opened a file to others.

An export is for its owner only as well: it holds what a case holds, names and charges that nobody has published
yet. To share it is a step of its own (a copy, a mail, a chmod), and a file that was opened once stays open.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case, begin_sample
from factcheck.workspace.export_job import ExportJob
from factcheck.workspace.workspace import Workspace

pytestmark = pytest.mark.skipif(os.name != "posix", reason="this system has no modes")


@pytest.fixture(autouse=True, params=[0o000, 0o022, 0o077], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the user's umask be any: it must make no difference."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(directory: Path) -> dict[str, int]:
    """Return the mode of each file in a directory by its name."""
    return {found.name: stat.S_IMODE(found.lstat().st_mode) for found in directory.iterdir()}


def work(path: Path, name: str = "report.md") -> Workspace:
    """Open a case, and do everything that makes or rewrites a file but close it."""
    workspace = Workspace.open(path, "ada")
    claim = workspace.add_claim("It rained.")[0].key
    workspace.unsaved.keep(claim, "Because", "")
    workspace.store.fold()
    ExportJob(workspace.documents, "markdown").to(path.with_name(name), overwrite=True)
    workspace.decide(claim, "refuted")
    return workspace


def test_every_new_file_is_for_its_owner_only_from_its_first_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, int] = {}
    fsync = os.fsync

    def look(handle: int) -> None:
        seen.update(modes(tmp_path))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", look)
    path = tmp_path / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, "ada")
    begin_sample(tmp_path / "sample.json")
    with work(path):
        seen.update(modes(tmp_path))
    seen.update(modes(tmp_path))
    made = {"db.json", "db.json.journal", "db.json.lock", "db.json.drafts", "report.md", "sample.json"}
    assert made <= seen.keys()
    assert sum(name.endswith(".tmp") for name in seen) >= len(made) - 2
    assert set(seen.values()) == {0o600}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660, 0o666])
def test_the_mode_of_a_file_that_was_there_stays(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, "ada")
    with work(path) as workspace:
        found = modes(tmp_path)
        for name in found:
            (tmp_path / name).chmod(mode)
        claim = workspace.add_claim("It rained again.")[0].key
        workspace.unsaved.keep(claim, "Because", "")
        ExportJob(workspace.documents, "markdown").to(tmp_path / "report.md", overwrite=True)
        workspace.decide(claim, "refuted")
        assert modes(tmp_path) == dict.fromkeys(found, mode)
    kept = modes(tmp_path)
    assert {"db.json", "db.json.drafts", "report.md"} <= kept.keys()
    assert set(kept.values()) == {mode}


@pytest.mark.parametrize("extra", [stat.S_ISUID, stat.S_ISGID, stat.S_ISVTX], ids=["setuid", "setgid", "sticky"])
def test_nothing_but_permissions_is_carried_over_to_new_bytes(tmp_path: Path, extra: int) -> None:
    path = tmp_path / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, "ada")
    path.chmod(0o640 | extra)
    work(path).close()
    assert modes(tmp_path)["db.json"] == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser may give a directory to any group")
def test_in_a_directory_of_a_group_new_files_are_of_that_group(tmp_path: Path) -> None:
    os.chown(tmp_path, -1, 4321)
    tmp_path.chmod(0o2770)
    path = tmp_path / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, "ada")
    with work(path):
        assert {found.lstat().st_gid for found in tmp_path.iterdir()} == {4321}


@pytest.mark.parametrize("mode", [0o640, 0o660, 0o644])
def test_what_lies_beside_a_case_that_others_may_read_is_for_its_owner_only(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "db.json"
    begin_case(path, "A case", DEFAULT_SCALE, "ada")
    path.chmod(mode)
    with work(path):
        assert {modes(tmp_path)[f"db.json.{ending}"] for ending in ("journal", "lock", "drafts")} == {0o600}


MAKERS: dict[str, Callable[[Path], None]] = {
    "init": lambda path: begin_case(path, "A case", DEFAULT_SCALE, "ada"),
    "sample": begin_sample,
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_directory_is_not_made_nor_changed(tmp_path: Path, make: Callable[[Path], None]) -> None:
    tmp_path.chmod(0o750)
    make(tmp_path / "db.json")
    work(tmp_path / "db.json").close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750
    assert not any(found.is_dir() for found in tmp_path.iterdir())
