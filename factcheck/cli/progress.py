"""How far a command has come with many documents or a long one, and ctrl+c, which ends it in good order."""

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
    """Yield what tells whether the user has pressed ctrl+c. A second time it acts at once, as always."""
    before = signal.getsignal(signal.SIGINT)
    asked = Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    if callable(before):  # neither ignored nor another's
        signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        if callable(before):
            signal.signal(signal.SIGINT, before)


class ProgressLine:
    """What is being done, on standard error: to people a bar that moves, else nothing but the lines told."""

    def __init__(self, total: int) -> None:
        """Begin with `total` documents to do."""
        self.total = total
        self.done = 0

    def begin(self, name: str) -> None:
        """Say which document it is that is being done."""

    def tell(self, line: str) -> None:
        """Say what became of it, in a line that stays."""
        narrate(line)

    def advance(self) -> None:
        """Count it."""
        self.done += 1

    def close(self) -> None:
        """Leave nothing but the lines."""


class ProgressBar(ProgressLine):
    """A bar at the bottom of a terminal, above which the lines stand."""

    def __init__(self, total: int) -> None:
        """Begin with `total` documents to do."""
        super().__init__(total)
        rich = lazy.rich_progress
        columns = [rich.BarColumn(20), rich.MofNCompleteColumn()] if total > 1 else []
        ends = (rich.TimeElapsedColumn(), rich.TextColumn("{task.description}", markup=False))
        console = lazy.tables.new_console(on_standard_error=True)
        self._rich = rich.Progress(rich.SpinnerColumn(), *columns, *ends, console=console, transient=True)
        self._task = self._rich.add_task("", total=total)

    def begin(self, name: str) -> None:
        """Say which document it is that is being done."""
        self._rich.update(self._task, description=visible_line(name))
        self._rich.start()

    def tell(self, line: str) -> None:
        """Say what became of it, in a line that stays."""
        self._rich.console.print(lazy.tables.plain(line), soft_wrap=True)

    def advance(self) -> None:
        """Count it."""
        super().advance()
        self._rich.advance(self._task)

    def close(self) -> None:
        """Leave nothing but the lines."""
        self._rich.stop()


def at_a_terminal() -> bool:
    """Return whether standard error is a terminal."""
    return sys.stderr.isatty()


@contextmanager
def progress(total: int) -> Iterator[ProgressLine]:
    """Yield what shows how far `total` documents are."""
    shown = ProgressBar(total) if at_a_terminal() else ProgressLine(total)
    try:
        yield shown
    finally:
        shown.close()
