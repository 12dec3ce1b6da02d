"""When Python looks for garbage: between two pictures and at rest, so that no key waits for it.

Every line that textual draws refers to itself, so each picture leaves some thousand objects behind that only the
collector finds; and it would come in the middle of a key, and look at all of a large case again.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 15_000, 10, 50
"""What makes the collector come by itself: so many new objects, and so many rounds over those that were left."""

MANY = 8_000
"""New objects after which it is sent between two pictures."""

REST = 5.0
"""Seconds without a new picture after which there is time to look everywhere."""


def freeze_existing() -> None:
    """Take what is there now, a case and the program, for what stays: the collector does not look at it again."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def collect_young() -> None:
    """Let what the last pictures left behind go, if it is much; to be called after a picture."""
    if gc.get_count()[0] > MANY:
        gc.collect(1)


def collect_all() -> None:
    """Let all go that nothing refers to; to be called at rest."""
    if any(gc.get_count()[1:]):
        gc.collect()
