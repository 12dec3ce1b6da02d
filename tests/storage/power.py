"""A model of power loss: what was synced survives, and of everything else any part may.

The bytes of a file are safe once the file was synced, its name once the directory was. At every moment the
model keeps a picture of each way in which the files may be found when the power has gone: names as they were
made safe, or after some of the steps since, where one step may be left out; and the bytes of each file as they
were made safe, as they became since, or torn, with zeros for what did not get to the disk. A sync that failed
has made nothing safe, and takes the bytes for clean: another sync will not write them, as on Linux.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from tests.storage.disk import Call
from tests.storage.pictures import Photographer, Picture

SYNCS = {"fsync", "fdatasync"}

Names = dict[str, int]
"""The files of a directory: inodes by name."""


class _Bytes:
    """The bytes of one file: those on the disk, and those that the system holds for it."""

    def __init__(self, handle: int, safe: bytes) -> None:
        """Begin with bytes that are `safe`, in the file open as `handle`: so its inode is not used for another."""
        self.handle = handle
        self.safe = safe
        self.since = [safe]
        self.unwritten: set[int] = set()

    def look(self) -> None:
        """See what stands in the file now."""
        now, before = os.pread(self.handle, os.fstat(self.handle).st_size, 0), self.since[-1]
        if now != before:
            self.since.append(now)
            self.unwritten |= _different(now, before)
            self.unwritten &= {*range(len(now))}

    def sync(self) -> None:
        """Make safe what was not written to the disk yet."""
        self.safe = self._with(self.unwritten)
        self.since, self.unwritten = [self.since[-1]], set()

    def fail(self) -> None:
        """Take the bytes for written, though they are not."""
        self.unwritten = set()

    def images(self) -> set[bytes]:
        """Return what may be found in the file after a loss of power."""
        if self.since == [self.safe]:
            return {self.safe}
        places = sorted(_different(self.since[-1], self.safe))
        half = len(places) // 2
        torn = (self._with(kept) for kept in (set(), set(places[:half]), set(places[half:])))
        of_old_length = self.since[-1] + self.safe[len(self.since[-1]) :]
        return {self.safe, *self.since, *torn, of_old_length}

    def _with(self, places: set[int]) -> bytes:
        """Return the safe bytes with those at `places` as they are now, of the length that there is now."""
        now, safe = self.since[-1], self.safe.ljust(len(self.since[-1]), b"\0")
        return bytes(now[place] if place in places else safe[place] for place in range(len(now)))


def _different(now: bytes, before: bytes) -> set[int]:
    """Return the places of `now` that are not what they were `before`."""
    return {place for place in range(len(now)) if now[place : place + 1] != before[place : place + 1]}


class PowerLoss(Photographer):
    """Keeps a picture of everything that may be found if the power goes at this moment."""

    halving = False

    def __init__(self, directory: Path) -> None:
        """Watch `directory`; all that is in it is safe."""
        super().__init__(directory)
        self._files: dict[int, _Bytes] = {}
        self._safe = self._latest = self._names_now()
        self._steps: list[dict[str, int | None]] = []

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        while self._files:
            os.close(self._files.popitem()[1].handle)

    def __enter__(self) -> Self:
        for name, inode in self._safe.items():
            self._files[inode] = _opened(self.directory / name, safe=True)
        return super().__enter__()

    def before(self, call: Call) -> None:
        """See nothing: what may be found is what might have been found after the last call."""

    def after(self, call: Call) -> None:
        if call.name in SYNCS and call.handle is not None:
            self._sync(call)
        if call.alters:
            self.look()

    def _sync(self, call: Call) -> None:
        if call.about == (".",):
            self._safe, self._steps = self._names_now(), []
        elif call.handle is not None:
            self._files[os.fstat(call.handle).st_ino].sync()

    def look(self) -> None:
        names = self._names_now()
        for name, inode in names.items():
            if inode not in self._files:
                self._files[inode] = _opened(self.directory / name, safe=False)
        for file in self._files.values():
            file.look()
        if names != self._latest:
            self._steps.append(
                {name: names.get(name) for name in {*names, *self._latest} if self._latest.get(name) != names.get(name)}
            )
            self._latest = names
        files = {inode: sorted(file.images()) for inode, file in self._files.items()}
        for found in self._possible_names():
            self._keep_all(found, files)

    def _possible_names(self) -> Iterator[Names]:
        """Yield the names that may be found: those made safe, or after steps since, one of which may be left out."""
        for end in range(len(self._steps) + 1):
            yield _taken(self._safe, self._steps[:end])
            for left_out in range(end - 1):
                yield _taken(self._safe, [*self._steps[:left_out], *self._steps[left_out + 1 : end]])

    def _keep_all(self, names: Names, images: dict[int, list[bytes]]) -> None:
        """Keep the pictures with these names: each file in each of its ways, the others all safe or all as they are."""
        files = {name: self._files[inode] for name, inode in sorted(names.items())}
        safe = {name: file.safe for name, file in files.items()}
        now = {name: file.since[-1] for name, file in files.items()}
        for others in (safe, now):
            for name, inode in names.items():
                for image in images[inode]:
                    self.keep(tuple({**others, name: image}.items()))

    def _names_now(self) -> Names:
        return {found.name: found.inode() for found in os.scandir(self.directory)}


def _taken(names: Names, steps: list[dict[str, int | None]]) -> Names:
    """Return names after some steps, each of which gives or takes some."""
    found = dict(names)
    for step in steps:
        for name, inode in step.items():
            if inode is None:
                found.pop(name, None)
            else:
                found[name] = inode
    return found


def _opened(path: Path, *, safe: bool) -> _Bytes:
    handle = os.open(path, os.O_RDONLY)
    return _Bytes(handle, os.pread(handle, os.fstat(handle).st_size, 0) if safe else b"")


class FailingPower(PowerLoss):
    """Keeps a picture of everything that may be found if the power goes after the sync of a number has failed."""

    def __init__(self, directory: Path, at: int) -> None:
        """Watch `directory`; all that is in it is safe."""
        super().__init__(directory)
        self.syncs = 0
        self._at = at

    def keep(self, picture: Picture) -> None:
        if self.syncs > self._at:
            super().keep(picture)

    def before(self, call: Call) -> None:
        if call.name in SYNCS:
            self.syncs += 1
            if self.syncs - 1 == self._at:
                self._fail(call)

    def _fail(self, call: Call) -> None:
        if call.about != (".",) and call.handle is not None:
            self._files[os.fstat(call.handle).st_ino].fail()
        raise OSError(errno.EIO, os.strerror(errno.EIO))
