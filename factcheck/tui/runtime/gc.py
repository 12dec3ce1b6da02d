"""Run the garbage collector between frames and when idle, so that a key press never waits for it.

Every line that Textual draws is a reference cycle, so each frame leaves thousands of objects to the collector. By
default it would run during a key press, and traverse all objects of a large case.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 15_000, 10, 50
"""Thresholds of the three generations at which the collector runs by itself."""

MANY = 8_000
"""Number of new objects after which it runs between frames."""

REST = 5.0
"""Seconds without a new frame after which a full collection runs."""


def freeze_existing() -> None:
    """Exclude all existing objects (the case and the program) from later collections."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def collect_young() -> None:
    """Collect young objects if there are many; call this after a frame."""
    if gc.get_count()[0] > MANY:
        gc.collect(1)


def collect_all() -> None:
    """Run a full collection; call this when idle."""
    if any(gc.get_count()[1:]):
        gc.collect()
