"""Somebody removes the lock while a case is open: its holder takes it again, or learns who has the case by now."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from factcheck.errors import ReadOnlyError
from factcheck.workspace.workspace import Workspace
from tests.storage.conftest import first, journal_of, label_in


def remove_lock(path: Path) -> None:
    path.with_name("db.json.lock").unlink()


def test_a_lock_that_was_removed_is_taken_again(small: Path) -> None:
    with Workspace.open(small, "ada") as ada:
        remove_lock(small)
        ada.decide(first(ada), "refuted")
        with Workspace.open(small, "bob") as bob:
            assert bob.read_only == f"held by ada (process {os.getpid()} on {socket.gethostname()})"
    assert label_in(small) == "refuted"


def test_what_was_saved_before_is_kept_and_the_rest_refused_while_another_has_the_case(small: Path) -> None:
    with Workspace.open(small, "ada") as ada:
        ada.decide(first(ada), "refuted")
        remove_lock(small)
        with Workspace.open(small, "bob") as bob:
            assert (bob.read_only, bob.recovered) == ("", 1)
            with pytest.raises(ReadOnlyError, match="its lock was removed: held by bob"):
                ada.decide(first(ada), "supported")
            bob.decide(first(bob), "conflicting")
    assert label_in(small) == "conflicting"


@pytest.mark.parametrize("folded", [True, False])
def test_who_comes_back_after_another_has_worked_is_told_to_restart(small: Path, folded: bool) -> None:
    ada = Workspace.open(small, "ada")
    ada.decide(first(ada), "refuted")
    remove_lock(small)
    bob = Workspace.open(small, "bob")
    bob.decide(first(bob), "conflicting")
    if folded:
        bob.close()
        journal_of(small).write_bytes(b"")
    else:
        bob.store._files.release()  # as when its process dies
    with pytest.raises(ReadOnlyError, match="somebody has worked on it since; restart"):
        ada.decide(first(ada), "supported")
    ada.close()
    assert label_in(small) == "conflicting"


def test_a_fold_without_a_lock_leaves_the_case_to_its_holder(small: Path) -> None:
    with Workspace.open(small, "ada") as ada:
        ada.decide(first(ada), "refuted")
        remove_lock(small)
        with Workspace.open(small, "bob"):
            before = small.read_bytes()
            assert not ada.fold()
            assert small.read_bytes() == before
    assert label_in(small) == "refuted"
