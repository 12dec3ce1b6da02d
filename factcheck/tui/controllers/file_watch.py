"""Look again and again at the case's file: whether another program has changed it, or its holder has left."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from factcheck.errors import FactcheckError
from factcheck.workspace.file_state import FileState, Observation
from factcheck.workspace.workspace import Workspace

LOOK = 1.0
"""Seconds from one look to the next; what two looks find in a row is told."""


class FileWatch:
    """Tells a screen, once for each version of the file, that it is not what it was."""

    def __init__(self, screen: Screen[None], workspace: Workspace, tell: Callable[[Observation], bool]) -> None:
        """Call `tell` in the screen's loop; it returns whether somebody was asked, and is called again if not."""
        self._screen = screen
        self._workspace = workspace
        self._tell = tell
        self._last: Observation | None = None
        self._told: Observation | None = None
        self._is_looking = False

    def look(self) -> None:
        """Look at the file in a thread: a disk may be slow."""
        if not self._is_looking:
            self._is_looking = True
            self._screen.run_worker(self._look, thread=True, group="watch", exit_on_error=False)

    def ask_again(self) -> None:
        """Tell again what was told already: something could not be done because of it."""
        self._told = None

    def look_now(self) -> None:
        """Look from a thread at a file that was just found changed, and tell of it whether it was told or not."""
        seen = self._workspace.observe()
        if seen.state is not FileState.UNCHANGED:
            self._screen.call_later(self._found, seen, self._workspace.observe(read=True))

    def _look(self) -> None:
        try:
            seen = self._workspace.observe()
            before, self._last = self._last, seen
            if seen.state is FileState.UNCHANGED:
                self._told = None
            elif seen == before and seen != self._told:
                self._screen.call_later(self._found, seen, self._workspace.observe(read=True))
        except FactcheckError:
            pass  # it cannot be looked at just now
        finally:
            self._is_looking = False

    def _found(self, seen: Observation, read: Observation) -> None:
        if read.state is not FileState.UNCHANGED and self._tell(read):
            self._told = seen
