"""Memory that runs out: MemoryError at the n-th function that the program calls."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple, Self

NEEDLESS = {"__exit__", "release", "close"}
"""What gives something back needs no memory."""


class Site(NamedTuple):
    """A place in the program, and what is called there or begins."""

    module: str
    line: int
    called: str


class Starved:
    """Raises MemoryError when the program has called so many functions, its own or those in C; counts them."""

    def __init__(self, at: int = -1) -> None:
        """Starve at the call of this number, or never."""
        self.at = at
        self.calls: list[Site] = []

    def __enter__(self) -> Self:
        sys.setprofile(self._see)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _see(self, frame: FrameType, event: str, called: Any) -> None:
        module = frame.f_globals.get("__name__", "")
        if not module.startswith("factcheck.") or not _needs_memory(frame, event, called):
            return
        self.calls.append(Site(module, frame.f_lineno, getattr(called, "__qualname__", frame.f_code.co_qualname)))
        if len(self.calls) - 1 == self.at:
            raise MemoryError


def _needs_memory(frame: FrameType, event: str, called: Any) -> bool:
    if event == "call":
        return not frame.f_code.co_flags & inspect.CO_GENERATOR  # which is "called" when it is closed, too
    return event == "c_call" and called.__name__ not in NEEDLESS


def places(do: Callable[[], object], *, all_of_them: bool = False) -> list[int]:
    """Return the numbers of the calls that `do` makes: of those from one site the first and the last, or all."""
    with Starved() as counting:
        do()
    first = {site: number for number, site in reversed(list(enumerate(counting.calls)))}
    last = {site: number for number, site in enumerate(counting.calls)}
    return list(range(len(counting.calls))) if all_of_them else sorted({*first.values(), *last.values()})
