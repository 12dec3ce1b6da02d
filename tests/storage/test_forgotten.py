"""What is forgotten stays forgotten when the power goes; what the disk would not let go is told, and goes later."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from factcheck.case.records import Stance
from factcheck.errors import FactcheckError, NotForgottenError, NotSavedError
from factcheck.workspace.workspace import Workspace
from tests.conftest import names_in, ticking
from tests.storage.conftest import first, journal_of
from tests.storage.faulty import ERRORS, Fault, FaultyDisk, Lasting
from tests.storage.full import Quota
from tests.storage.power import PowerLoss

SECRET = "the minister's “private” telephone number"


def told(path: Path) -> tuple[Workspace, str]:
    """Open a case and add an excerpt with a secret that comes into every file; return workspace and ref."""
    workspace = Workspace.open(path, "ada", clock=ticking())
    (change,) = workspace.add_excerpt(
        first(workspace), next(iter(workspace.case.sources)), SECRET, stance=Stance.CONTEXT
    )
    workspace.store.fold()
    workspace.edit("excerpts", change.key, note=SECRET)
    workspace.store.fold()
    workspace.edit("excerpts", change.key, note=f"{SECRET}!")
    return workspace, workspace.case.excerpts[change.key].ref


def files_with_secret(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if SECRET.encode() in path.read_bytes())


def named_in(message: str, directory: Path) -> list[str]:
    """Return the files of a directory that a message names."""
    _, found, rest = message.partition(" still in ")
    files = rest.partition(": ")[0].split(", ") if found else []
    return sorted(path.name for path in directory.iterdir() if str(path) in files)


def test_what_was_forgotten_does_not_come_back_after_a_loss_of_power(small: Path) -> None:
    with PowerLoss(small.parent) as power:
        workspace, ref = told(small)
        power.pictures.clear()
        power.do(lambda: workspace.forget(ref))
        power.do(workspace.close)
    kept = [dict(picture) for picture, moments in power.pictures.items() if moments != {0}]
    assert kept
    assert not [files for files in kept if any(SECRET.encode() in content for content in files.values())]


def trials(small: Path, root: Path, lasting: Lasting) -> Iterator[tuple[Path, FaultyDisk]]:
    """Yield copies of a case, on a disk whose first call of a forgetting fails, whose second does, and so on."""
    for number in count():
        path = root / str(number) / "db.json"
        path.parent.mkdir()
        path.write_bytes(small.read_bytes())
        disk = FaultyDisk(path.parent, Fault(number, ERRORS[number % len(ERRORS)], lasting))
        yield path, disk
        if not disk.refused:
            assert number > 15
            return


@pytest.mark.parametrize("lasting", [Lasting.ONCE, Lasting.FOR_GOOD])
def test_the_files_are_named_that_the_disk_would_not_let_go_and_the_next_opening_ends_it(
    small: Path, tmp_path: Path, lasting: Lasting
) -> None:
    told_of = set()
    for path, disk in trials(small, tmp_path, lasting):
        with disk:
            disk.mended = True
            workspace, ref = told(path)
            disk.calls.clear()
            disk.mended = False
            try:
                workspace.forget(ref)
            except NotForgottenError as error:
                with disk.aside():
                    left = files_with_secret(path.parent)
                    named = named_in(str(error), path.parent)
                    assert named == left if lasting is Lasting.ONCE else set(named) >= set(left)
                    assert "opening the case again removes it" in str(error)
                    told_of.update(left)
                    assert journal_of(path).exists() or not left
            except NotSavedError as error:
                assert str(error).isprintable()
                continue
            else:
                with disk.aside():
                    assert files_with_secret(path.parent) == []
        killed = shutil.copytree(path.parent, path.parent.with_name(f"{path.parent.name} killed"))
        workspace.close()
        with Workspace.open(killed / path.name, "ada") as again:
            assert files_with_secret(killed) == []
            assert ref not in {excerpt.ref for excerpt in again.case.excerpts.values()}
    assert told_of >= {"db.json", "db.json.bak", "db.json.journal", "db.json.journal.bak"}


def test_what_an_opening_could_not_end_either_is_told_and_left_for_the_next(small: Path) -> None:
    workspace, ref = told(small)
    disk = Quota(small.parent)
    with disk.full(1200):
        with pytest.raises(NotForgottenError, match="disk full"):
            workspace.forget(ref)
        with pytest.raises(NotForgottenError, match="disk full"):
            workspace.close()
        again = Workspace.open(small, "ada")
        assert "forgotten in the case, but the text may be still in" in again.lost
        assert str(small) in again.lost
        with pytest.raises(NotForgottenError):
            again.close()
    assert files_with_secret(small.parent)
    with Workspace.open(small, "eve", write=False) as reader:
        assert reader.lost == ""
    Workspace.open(small, "ada").close()
    assert files_with_secret(small.parent) == []
    assert names_in(small.parent) == ["db.json"]


def test_a_later_change_and_fold_end_it_too(small: Path) -> None:
    workspace, ref = told(small)
    with Quota(small.parent).full(1200), pytest.raises(NotForgottenError):
        workspace.forget(ref)
    workspace.decide(first(workspace), "refuted")
    workspace.store.fold()
    assert files_with_secret(small.parent) == []
    workspace.decide(first(workspace), "supported")
    workspace.store.fold()
    assert (small.parent / "db.json.bak").exists()
    workspace.close()


def test_a_file_of_another_program_is_named(small: Path) -> None:
    workspace, ref = told(small)
    small.write_bytes(small.read_bytes() + b"\n")
    with pytest.raises(NotForgottenError) as raised:
        workspace.forget(ref)
    assert named_in(str(raised.value), small.parent) == files_with_secret(small.parent)
    assert "was changed by another program" in str(raised.value)


@pytest.mark.parametrize("length", [200, 230, 235, 239])
def test_a_case_with_a_long_name_is_folded_and_forgets(small: Path, length: int) -> None:
    path = small.with_name("n" * (length - 5) + ".json")
    small.rename(path)
    workspace, ref = told(path)
    leftover = path.with_name(f".{'n' * 150}.0123456789ab.tmp")
    leftover.write_text("another's")
    assert len(files_with_secret(path.parent)) > 2
    workspace.forget(ref)
    assert files_with_secret(path.parent) == []
    assert leftover.exists()
    workspace.close()


def test_several_are_forgotten_at_once_or_none(small: Path) -> None:
    workspace, ref = told(small)
    with pytest.raises(FactcheckError, match="E99"):
        workspace.forget(ref, "E99")
    assert ref in {excerpt.ref for excerpt in workspace.case.excerpts.values()}
    refs = [excerpt.ref for excerpt in workspace.case.excerpts.values()]
    assert len(workspace.forget(*refs, refs[0])) == len(refs)
    assert not workspace.case.excerpts
    assert files_with_secret(small.parent) == []
    workspace.close()


def test_a_disk_that_is_full_from_the_beginning_forgets_nothing(small: Path) -> None:
    with Quota(small.parent) as disk:
        workspace, ref = told(small)
        with disk.full(0), pytest.raises(NotSavedError, match="NOT saved: disk full"):
            workspace.forget(ref)
        assert ref in {excerpt.ref for excerpt in workspace.case.excerpts.values()}
        workspace.close()
