"""Points in time, of a process's work and of the clock."""

from __future__ import annotations

import time
from dataclasses import dataclass

PATIENCE = 120.0
"""Seconds after which something is given up that does not come: the answer to a key, the end of loading."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, or the time between two: of this process's work (all threads), and of the clock. Seconds."""

    cpu: float
    wall: float

    @classmethod
    def now(cls) -> Moment:
        """Return the present."""
        return cls(time.process_time(), time.perf_counter())

    def since(self, earlier: Moment) -> Moment:
        """Return the time from `earlier` until this."""
        return Moment(self.cpu - earlier.cpu, self.wall - earlier.wall)
