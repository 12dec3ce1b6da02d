"""How a case comes onto the screen while it is read: the screen stands first, and nobody waits for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.message_pump import MessagePump

from factcheck.case.case import Case

_PATIENCE = 0.1
"""Seconds without a word; a case that is read sooner is shown when it is whole."""


@dataclass
class LoadProgress(Message):
    """A share of the case is read, 0 to 1; `case` holds its claims where more of them are known, and nothing else."""

    case: Case | None
    share: float


class LoadCancelledError(Exception):
    """The user did not wait for the end of it."""


class LoadReporter:
    """Tells a screen how far the reading is. Called by the thread that reads, after every block."""

    def __init__(self, screen: MessagePump, left: Callable[[], bool]) -> None:
        """Tell `screen`; raise LoadCancelledError as soon as `left` says that nobody waits."""
        self._screen = screen
        self._left = left
        self._told = time.monotonic()
        self._claims = 0

    def __call__(self, case: Case, share: float) -> None:
        """Let the screen have its turn, and tell it now and then."""
        time.sleep(0)
        if self._left():
            raise LoadCancelledError
        if time.monotonic() - self._told > _PATIENCE:
            self._told = time.monotonic()
            self._screen.post_message(LoadProgress(self._more(case), share))

    def _more(self, case: Case) -> Case | None:
        """Return the claims that are known, where those are more than were told."""
        known = len(case.claims)
        if known < 2 * self._claims and not len(case.excerpts):  # they come before the excerpts, in few steps
            return None
        if known == self._claims:
            return None
        self._claims = known
        partial = case.without_evidence()
        partial.index.order()
        return partial
