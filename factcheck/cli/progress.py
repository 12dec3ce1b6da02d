"""Progress of commands that take time, and stopping them with ctrl+c."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

from factcheck.cli import lazy
from factcheck.cli.output import narrate
from factcheck.text import visible_line


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Yield a function that returns whether ctrl+c was pressed. Pressed again, it interrupts at once."""
    before = signal.getsignal(signal.SIGINT)
    asked = Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    if callable(before):  # not ignored, and set from Python
        signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        if callable(before):
            signal.signal(signal.SIGINT, before)


class ProgressLine:
    """Progress on standard error that is not a terminal: only messages."""

    def __init__(self, total: int) -> None:
        """Start with `total` items."""
        self.total = total
        self.done = 0

    def begin(self, name: str) -> None:
        """Show the name of the current item."""

    def tell(self, line: str) -> None:
        """Print a message."""
        narrate(line)

    def advance(self) -> None:
        """Count an item as done."""
        self.done += 1

    def close(self) -> None:
        """Remove the bar."""


class ProgressBar(ProgressLine):
    """Progress in a terminal: a bar below the messages."""

    def __init__(self, total: int) -> None:
        """Start with `total` items."""
        super().__init__(total)
        rich = lazy.rich_progress
        columns = [rich.BarColumn(20), rich.MofNCompleteColumn()] if total > 1 else []
        ends = (rich.TimeElapsedColumn(), rich.TextColumn("{task.description}", markup=False))
        console = lazy.tables.new_console(on_standard_error=True)
        self._rich = rich.Progress(rich.SpinnerColumn(), *columns, *ends, console=console, transient=True)
        self._task = self._rich.add_task("", total=total)

    def begin(self, name: str) -> None:
        """Show the name of the current item."""
        self._rich.update(self._task, description=visible_line(name))
        self._rich.start()

    def tell(self, line: str) -> None:
        """Print a message."""
        self._rich.console.print(lazy.tables.plain(line), soft_wrap=True)

    def advance(self) -> None:
        """Count an item as done."""
        super().advance()
        self._rich.advance(self._task)

    def close(self) -> None:
        """Remove the bar."""
        self._rich.stop()


def at_a_terminal() -> bool:
    """Return whether standard error is a terminal."""
    return sys.stderr.isatty()


@contextmanager
def progress(total: int) -> Iterator[ProgressLine]:
    """Yield the progress of `total` items."""
    shown = ProgressBar(total) if at_a_terminal() else ProgressLine(total)
    try:
        yield shown
    finally:
        shown.close()
