"""How far a task that takes long has come, for whoever waits for it, and how it is stopped."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from threading import Event
from typing import TypeVar, overload

T = TypeVar("T")


class StoppedError(Exception):
    """What was asked for is not wanted any more. Nothing was written or changed."""


class Progress:
    """Counts what was done, and can be stopped from another thread than the one that works.

    `done` of `total` claims, or sentences, have been gone through in the pass that is under way (there may be more than
    one); `size` is how many bytes there are.
    """

    def __init__(self) -> None:
        """Begin at nothing."""
        self.done = self.total = self.size = 0
        self._stopped = Event()

    @property
    def stopped(self) -> bool:
        """Whether it is to stop."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Have it stop at its next step."""
        self._stopped.set()

    def check(self) -> None:
        """Raise StoppedError if it is to stop."""
        if self._stopped.is_set():
            raise StoppedError

    def measured(self, pieces: Iterable[bytes]) -> Generator[bytes, None, None]:
        """Yield pieces and count their bytes. Raises StoppedError."""
        for piece in pieces:
            self.check()
            self.size += len(piece)
            yield piece


class CountingSequence(Sequence[T]):
    """Items that count how many of them were gone through. Raises StoppedError in the midst of it."""

    def __init__(self, items: Sequence[T], progress: Progress) -> None:
        """Count each of `items` in `progress`."""
        self._items, self._progress = items, progress
        progress.total = len(items)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        progress = self._progress
        for number, item in enumerate(self._items, 1):
            progress.check()
            progress.done = number
            yield item

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        return self._items[place]
