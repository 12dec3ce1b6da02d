"""Watching the file of the case: whether another program has changed it, or the one who had it open has left."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui.controllers.host import Host
from factcheck.tui.dialogs import OpenFileState
from factcheck.workspace.shared_file import FileState, Observation

LOOK = 1.0
"""Seconds from one look to the next; what two looks see in a row is told."""


class FileWatch:
    """Asks, once for each version of the file, what to do about one that is not what it was."""

    def __init__(self, host: Host, is_in_front: Callable[[], bool]) -> None:
        """Watch the file of `host`, while `is_in_front` says that no other screen of the case covers it."""
        self._host = host
        self._is_in_front = is_in_front
        self._last: Observation | None = None
        self._told: Observation | None = None
        self._announced: Observation | None = None
        self._is_looking = False

    def start(self) -> None:
        """Look every second from now on."""
        self._host.set_interval(LOOK, self._look_soon)

    def ask_again(self) -> None:
        """Ask again even if that was asked before: something could not be done because of the file."""
        self._told = None

    def look_now(self) -> None:
        """Look from a thread at a file that was just found changed, and ask whether that was asked before or not."""
        seen = self._host.workspace.file.observe()
        if seen.state is not FileState.UNCHANGED:
            self._host.call_later(self._found, seen, self._host.workspace.file.observe(read=True))

    def _look_soon(self) -> None:
        """Look in a thread: a disk may be slow."""
        if self._is_in_front() and not self._is_looking:
            self._is_looking = True
            self._host.run_worker(self._look, thread=True, group="watch", exit_on_error=False)

    def _look(self) -> None:
        try:
            seen = self._host.workspace.file.observe()
            before, self._last = self._last, seen
            if seen.state is FileState.UNCHANGED:
                self._told = None
            elif seen == before and seen != self._told:
                self._host.call_later(self._found, seen, self._host.workspace.file.observe(read=True))
        except FactcheckError:
            pass  # it cannot be looked at just now
        finally:
            self._is_looking = False

    def _found(self, seen: Observation, read: Observation) -> None:
        if read.state is FileState.UNCHANGED:
            return
        if self._host.is_active:
            self._told = seen
            self._host.post_message(OpenFileState(self._host.workspace, read.state, then=self._done))
        else:
            self._announce(read)

    def _announce(self, seen: Observation) -> None:
        """Say that the file changed, while something is being written: the question comes afterwards."""
        if seen != self._announced:
            self._announced = seen
            name, state = self._host.workspace.path.name, seen.state.value
            words = visible_line(f"{name} {state}. You are asked about it when this window is closed.")
            self._host.notify(words, title="The case", severity="warning", markup=False, timeout=10)

    def _done(self, done: str | None) -> None:
        if done is not None:
            self._host.show_case()
            self._host.status_line.saved(done, "")
