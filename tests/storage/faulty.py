"""A disk that refuses: the n-th call to the system fails, once or from then on, or writes the half and fails then."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import orjson

from tests.storage.disk import Call, Disk

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT)


class Lasting(Enum):
    """How long a fault lasts: a call, until the disk is mended before the case is closed, or beyond that."""

    ONCE = "once"
    UNTIL_MENDED = "until mended"
    FOR_GOOD = "for good"


@dataclass(frozen=True, slots=True)
class Fault:
    """Which call fails, with what, and for how long.

    Calls that alter something are counted or, with `looks`, those that only look. With `half` the call is a
    write; the half of it is written, and the next call fails.
    """

    at: int
    error: int = errno.EIO
    lasting: Lasting = Lasting.ONCE
    half: bool = False
    looks: bool = False


NONE = Fault(at=-1)


class FaultyDisk(Disk):
    """Makes the calls fail that `fault` names, until it is `mended`; sees that a db.json is whole after every call."""

    def __init__(self, directory: Path, fault: Fault = NONE) -> None:
        """Watch `directory`."""
        super().__init__(directory)
        self.fault = fault
        self.mended = fault is NONE
        self.calls: list[str] = []
        self.looks: list[str] = []
        self.refused: list[str] = []
        self._whole: set[bytes] = set()

    def before(self, call: Call) -> None:
        counted = self.calls if call.alters else self.looks
        counted.append(call.name)
        self.halving = False
        if call.alters != self.fault.looks and not self.mended and self._fails(len(counted) - 1 - self.fault.at):
            self.refused.append(str(call))
            raise OSError(self.fault.error, os.strerror(self.fault.error))

    def _fails(self, since: int) -> bool:
        """Return whether a call fails that comes so many calls after the one that the fault is at."""
        self.halving = self.fault.half and since == 0
        if self.fault.lasting is Lasting.ONCE:
            return since == int(self.fault.half)
        return since >= int(self.fault.half)

    def after(self, call: Call) -> None:
        path = self.directory / "db.json"
        if call.alters and path.exists():
            content = path.read_bytes()
            if content not in self._whole:
                assert "case" in orjson.loads(content)
                self._whole.add(content)
