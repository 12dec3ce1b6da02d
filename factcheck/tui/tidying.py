"""When Python looks for garbage: between two pictures, so that no key waits for it.

Every line that textual draws refers to itself, so each picture leaves some thousand objects behind that only the
collector finds; and it would come in the middle of a key, and look at all of a large case again.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 10_000, 10, 50
"""What makes the collector come by itself: so many new objects, and so many rounds over those that are left."""

MANY = 4_000
"""New objects after which it is sent between two pictures."""


def keep_all() -> None:
    """Take what is there now, a case and the program, for what stays: the collector does not look at it again."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def tidy() -> None:
    """Let what the last pictures left behind go, if it is much; to be called after a picture."""
    if gc.get_count()[0] > MANY:
        gc.collect(1)
