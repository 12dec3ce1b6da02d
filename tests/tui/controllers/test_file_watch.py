"""A file that another program changed is asked about once for each version; while a window is open, it is announced."""

from __future__ import annotations

from pathlib import Path

from factcheck.tui.controllers.file_watch import FileWatch
from factcheck.tui.dialogs import OpenFileState
from tests.tui.controllers.fakes import FakeHost


def look(host: FakeHost, times: int = 2) -> None:
    """Let some seconds pass."""
    for _ in range(times):
        host.timers[0].run()
        host.run_pending()


def garble(path: Path) -> None:
    """Write something else over the case, as another program does."""
    path.write_text('{"case": {"1": {"title": "Another"}}}')


def test_a_changed_file_is_asked_about_once(host: FakeHost) -> None:
    FileWatch(host.host, lambda: True).start()
    look(host)
    assert host.posted == []
    garble(host.workspace.path)
    look(host, times=4)
    assert isinstance(host.opened, OpenFileState)
    assert len(host.posted) == 1
    host.opened.returned("the case was read again")
    assert host.status_line.last == "saved: the case was read again ()"
    assert host.shown == [None]
    host.workspace.file.keep_mine()


def test_it_is_asked_again_after_a_change_that_failed(host: FakeHost) -> None:
    watch = FileWatch(host.host, lambda: True)
    watch.start()
    garble(host.workspace.path)
    look(host, times=3)
    watch.ask_again()
    look(host)
    assert len(host.posted) == 2
    host.workspace.file.keep_mine()


def test_a_changed_file_is_announced_while_a_window_is_open(host: FakeHost) -> None:
    FileWatch(host.host, lambda: True).start()
    host.is_active = False
    garble(host.workspace.path)
    look(host, times=4)
    assert (len(host.notices), host.posted) == (1, [])
    assert "You are asked about it when this window is closed." in host.notices[0]
    host.workspace.file.keep_mine()


def test_behind_another_screen_of_the_case_nothing_is_looked_at(host: FakeHost) -> None:
    FileWatch(host.host, lambda: False).start()
    garble(host.workspace.path)
    look(host, times=4)
    assert (host.notices, host.posted) == ([], [])
    host.workspace.file.keep_mine()
