"""How a case comes onto the screen while it is read: the screen stands first, and nobody waits for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.message_pump import MessagePump

from factcheck.case import Case

_PATIENCE = 0.1
"""Seconds without a word; a case that is read sooner is shown when it is whole."""


@dataclass
class Reading(Message):
    """A share of the case is read, 0 to 1; `case` has its claims, once all are known, and nothing else."""

    case: Case | None
    share: float


class LeftError(Exception):
    """The user did not wait for the end of it."""


class Watching:
    """Tells a screen how far the reading is. Called by the thread that reads, after every block."""

    def __init__(self, screen: MessagePump, left: Callable[[], bool]) -> None:
        """Tell `screen`; raise LeftError as soon as `left` says that nobody waits."""
        self._screen = screen
        self._left = left
        self._told = time.monotonic()
        self._partial: Case | None = None

    def __call__(self, case: Case, share: float) -> None:
        """Let the screen have its turn, and tell it now and then."""
        time.sleep(0)
        if self._left():
            raise LeftError
        if time.monotonic() - self._told > _PATIENCE:
            self._told = time.monotonic()
            if self._partial is None and len(case.excerpts):  # the claims stand before the excerpts
                self._partial = case.without_evidence()
                self._partial.index.order()
            self._screen.post_message(Reading(self._partial, share))
