"""What is being written is kept meanwhile: soon after a key, in a thread, so that no key waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

from factcheck.errors import FactcheckError

PAUSE = 0.3
"""Seconds from a key to the keeping of what was written by then."""


class Keeping:
    """Keeps what stands in a form, at most once in each `PAUSE`, until it is stopped."""

    def __init__(
        self, screen: Screen[Any], keep: Callable[[], object], failed: Callable[[FactcheckError], None]
    ) -> None:
        """Call `keep` in a thread; where it raises FactcheckError, `failed` is called with that by the screen."""
        self._screen = screen
        self._keep = keep
        self._failed = failed
        self._turn = Lock()
        self._stopped = False
        self._timer: Timer | None = None

    def soon(self) -> None:
        """Keep what is written, in a moment; one that goes on typing does not put that off."""
        if self._timer is None and not self._stopped:
            self._timer = self._screen.set_timer(PAUSE, self._begin)

    def stop(self) -> None:
        """Keep nothing any more. Once this returns, nothing is being kept."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        with self._turn:
            self._stopped = True

    def go_on(self) -> None:
        """Keep again, after a stop."""
        self._stopped = False

    def _begin(self) -> None:
        self._timer = None
        self._screen.run_worker(self._keep_now, thread=True, group="draft", exit_on_error=False)

    def _keep_now(self) -> None:
        try:
            with self._turn:
                if not self._stopped:
                    self._keep()
        except FactcheckError as error:
            self._screen.call_later(self._failed, error)
