"""A change is said with the key that undoes it; a refusal says why; the journal is folded once nothing happens."""

from __future__ import annotations

from pathlib import Path

from factcheck.errors import InvalidError
from factcheck.tui.controllers.changes import Changes
from factcheck.workspace.workspace import Workspace
from tests.tui.controllers.fakes import FakeHost


def retitle(host: FakeHost, title: str) -> None:
    """Change the title of the case."""
    Changes(host.host).attempt(lambda: host.workspace.retitle(title), words=f"title: {title}", nothing="the same title")


def test_a_change_is_said_with_the_key_that_undoes_it(host: FakeHost) -> None:
    retitle(host, "Another")
    assert host.status_line.last == "saved: title: Another (u undo)"
    retitle(host, "Another")
    assert host.status_line.last == "the same title"


def test_a_refused_change_says_why_and_asks_about_the_file(host: FakeHost) -> None:
    def refuse() -> tuple[()]:
        raise InvalidError("no such thing")

    assert Changes(host.host).attempt(refuse) is None
    assert host.status_line.last == "problem: no such thing"
    assert host.asked_again == 1


def test_undo_says_what_is_undone_and_redo_brings_it_back(host: FakeHost) -> None:
    changes, claim = host.changes, host.workspace.case.claim("C1").id
    changes.attempt(lambda: host.workspace.edit("claims", claim, speaker="Ada"))
    changes.undo()
    assert host.shown == [claim]
    assert host.status_line.last.startswith("Undone: C1")
    assert host.status_line.last.endswith("(ctrl+r redo)")
    changes.redo()
    assert host.workspace.case.claims[claim].speaker == "Ada"
    assert host.status_line.last.startswith("Redone: C1")


def test_with_nothing_to_undo_that_is_said(host: FakeHost) -> None:
    host.changes.undo()
    assert host.status_line.last == "Nothing to undo."


def test_the_journal_is_folded_once_after_the_last_change(host: FakeHost) -> None:
    changes = host.changes
    changes.attempt(lambda: host.workspace.retitle("One"))
    changes.attempt(lambda: host.workspace.retitle("Two"))
    assert [timer.is_stopped for timer in host.timers] == [True, False]
    host.timers[-1].run()
    host.run_pending()
    assert '"Two"' in host.workspace.path.read_text()


def test_a_read_only_case_is_not_changed(case_path: Path, workspace: Workspace) -> None:
    assert not workspace.read_only
    with Workspace.open(case_path, "ben", write=False) as reader:
        host = FakeHost(reader)
        assert not host.changes.may_write()
        assert host.status_line.last.startswith("problem: Nothing can be changed: the case is read-only")
