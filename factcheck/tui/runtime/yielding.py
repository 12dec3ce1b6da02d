"""Work in a thread that lets the thread that draws the screen in at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

SWITCH = 0.001
"""Seconds after which a working thread lets another thread go on."""


@contextmanager
def yielding_often() -> Iterator[None]:
    """Let the thread that draws the screen in at once: it waits a fifth as long as it would."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
