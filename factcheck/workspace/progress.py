"""How far an export has come, for whoever waits for it, and how it is stopped."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from threading import Event
from typing import overload

from factcheck.case.records import Claim


class StoppedError(Exception):
    """What was asked for is not wanted any more. Nothing of it was written."""


class Progress:
    """Counts what was done, and can be stopped from another thread than the one that works.

    `claims` of `total` have been gone through in the pass that is under way (a format may go through them more than
    once); `size` is how many bytes there are.
    """

    def __init__(self) -> None:
        """Begin at nothing."""
        self.claims = self.total = self.size = 0
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


class CountingSequence(Sequence[Claim]):
    """Claims that count how many of them were gone through. Raises StoppedError in the midst of it."""

    def __init__(self, claims: Sequence[Claim], progress: Progress) -> None:
        """Count each of `claims` in `progress`."""
        self._claims, self._progress = claims, progress
        progress.total = len(claims)

    def __len__(self) -> int:
        return len(self._claims)

    def __iter__(self) -> Iterator[Claim]:
        progress = self._progress
        for number, claim in enumerate(self._claims, 1):
            progress.check()
            progress.claims = number
            yield claim

    @overload
    def __getitem__(self, place: int) -> Claim: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Claim]: ...
    def __getitem__(self, place: int | slice) -> Claim | Sequence[Claim]:
        return self._claims[place]
