"""Progress of loading a case in the background, with the claims that are known so far."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.message_pump import MessagePump

from factcheck.case.case import Case

_PATIENCE = 0.1
"""Seconds between two messages."""

_DRAWING = 0.06
"""Seconds that the screen has to itself to draw the first claims, about what it takes."""


@dataclass
class LoadProgress(Message):
    """The share of the case that is loaded, 0 to 1; `case` holds the claims if more of them are known now."""

    case: Case | None
    share: float


class LoadCancelledError(Exception):
    """The user cancelled loading."""


class LoadReporter:
    """Reports the progress of loading to a screen; the loading thread calls it after every block."""

    def __init__(self, screen: MessagePump, left: Callable[[], bool]) -> None:
        """Report to `screen`; calls raise LoadCancelledError when `left()` is true."""
        self._screen = screen
        self._left = left
        self._told = time.monotonic()
        self._claims = 0

    def __call__(self, case: Case, share: float) -> None:
        """Yield to the screen's thread, and post the progress at intervals."""
        time.sleep(0)
        if self._left():
            raise LoadCancelledError
        is_first = not self._claims and len(case.claims) > 0
        if is_first or time.monotonic() - self._told > _PATIENCE:
            self._told = time.monotonic()
            self._screen.post_message(LoadProgress(self._more(case), share))
        if is_first:
            time.sleep(_DRAWING)

    def _more(self, case: Case) -> Case | None:
        """Return a case with the claims loaded so far, if there are more than last reported."""
        known = len(case.claims)
        if known < 2 * self._claims and not len(case.excerpts):  # they come before the excerpts, in few steps
            return None
        if known == self._claims:
            return None
        self._claims = known
        partial = case.without_evidence()
        partial.index.order()
        return partial
