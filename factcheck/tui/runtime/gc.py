"""Run the garbage collector between frames and when idle, so that a key press never waits for it.

Every line that Textual draws is a reference cycle, so each frame leaves thousands of objects to the collector. By
default it would run during a key press, and traverse all objects of a large case.
"""

from __future__ import annotations

import gc
from typing import Any

from textual.screen import Screen

YOUNG, MIDDLE, OLD = 15_000, 10, 50
"""Thresholds of the three generations at which the collector runs by itself."""

MANY = 8_000
"""Number of new objects after which it runs between frames."""

REST = 5.0
"""Seconds without a new frame after which a full collection runs."""


def freeze_existing() -> None:
    """Exclude all existing objects (the case and the program) from later collections, and collect from now on."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


class IdleCollector:
    """Collects garbage for a screen: young objects after a frame, all once no frame has followed for a while."""

    def __init__(self, screen: Screen[Any]) -> None:
        """Collect nothing yet."""
        self._screen = screen
        self._is_idle = False

    def start(self) -> None:
        """Look for idle times from now on; call this when the screen is mounted."""
        self._screen.set_interval(REST, self._collect_if_idle)

    def after_frame(self) -> None:
        """Collect young objects after the frame that is drawn next."""
        self._is_idle = False
        self._screen.call_after_refresh(_collect_young)

    def _collect_if_idle(self) -> None:
        if self._is_idle and gc.isenabled() and any(gc.get_count()[1:]):  # it is not while a case is read
            gc.collect()
        self._is_idle = True


def _collect_young() -> None:
    if gc.get_count()[0] > MANY:
        gc.collect(1)
