"""A pulse: something that should happen every millisecond, and by how much it came too late."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

BEAT = 0.001
"""Seconds from one beat to the next."""


class Pulse:
    """The beats of an event loop or a thread: when each came, and how late."""

    def __init__(self) -> None:
        """Begin now."""
        self._last = time.perf_counter()
        self.waits: list[tuple[float, float]] = []

    def beat(self) -> None:
        """Note a beat: the time, and how much longer than agreed it has been since the last one."""
        now = time.perf_counter()
        self.waits.append((now, max(0.0, now - self._last - BEAT)))
        self._last = now

    def longest(self, since: float = 0.0, until: float = float("inf")) -> float:
        """Return the longest wait, in seconds, of the beats within a time; zero where there was none."""
        return max((wait for at, wait in self.waits if since <= at <= until), default=0.0)


@asynccontextmanager
async def beating(on_beat: Callable[[], None] = lambda: None) -> AsyncIterator[Pulse]:
    """Have the event loop beat; `on_beat` is called with every beat, and is not counted."""
    pulse = Pulse()

    async def go_on() -> None:
        while True:
            await asyncio.sleep(BEAT)
            pulse.beat()
            on_beat()

    task = asyncio.create_task(go_on())
    try:
        yield pulse
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def tick_while(holds: Callable[[], bool]) -> Pulse:
    """Beat in this thread while something holds, and return how it went."""
    pulse = Pulse()
    while holds():
        time.sleep(BEAT)
        pulse.beat()
    return pulse
