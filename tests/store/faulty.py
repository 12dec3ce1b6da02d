"""A disk that refuses: the n-th call to the system fails, once or from then on, or writes the half and fails then."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from tests.store.disk import Call, Disk

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Fault:
    """Which call fails, how, and whether all later ones do; `half` lets the call be made first if it is a write."""

    at: int
    error: int
    lasting: bool = False
    half: bool = False


class FaultyDisk(Disk):
    """Makes the calls that `fault` says fail, until it is `mended`."""

    def __init__(self, directory: Path, fault: Fault | None = None) -> None:
        """Watch `directory`; without a fault, count the calls only."""
        super().__init__(directory)
        self._fault = fault
        self.calls: list[Call] = []
        self.refused: list[Call] = []
        self.mended = False

    @property
    def halving(self) -> bool:  # type: ignore[override]
        """Whether the call that is being made writes the half only."""
        return self._fault is not None and self._fault.half and len(self.calls) == self._fault.at
