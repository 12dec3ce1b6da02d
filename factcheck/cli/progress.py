"""Progress of commands that take time, and stopping them with ctrl+c."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

from factcheck.cli import lazy
from factcheck.cli.output import narrate
from factcheck.text import visible_line

if TYPE_CHECKING:
    from rich.progress import Progress


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
    """Progress on standard error: messages, and in a terminal a bar below them."""

    def __init__(self, total: int) -> None:
        """Start with `total` items."""
        self.total, self.done = total, 0
        self._bar = self._new_bar() if at_a_terminal() else None

    def _new_bar(self) -> Progress:
        rich = lazy.rich_progress
        columns = [rich.BarColumn(20), rich.MofNCompleteColumn()] if self.total > 1 else []
        ends = (rich.TimeElapsedColumn(), rich.TextColumn("{task.description}", markup=False))
        console = lazy.console.new_console(on_standard_error=True)
        bar = rich.Progress(rich.SpinnerColumn(), *columns, *ends, console=console, transient=True)
        bar.add_task("", total=self.total)
        return bar

    def begin(self, name: str) -> None:
        """Show the name of the current item."""
        if self._bar:
            self._bar.update(self._bar.task_ids[0], description=visible_line(name))
            self._bar.start()

    def tell(self, line: str) -> None:
        """Print a message."""
        if self._bar:
            self._bar.console.print(lazy.console.plain(line), soft_wrap=True)
        else:
            narrate(line)

    def advance(self) -> None:
        """Count an item as done."""
        self.done += 1
        if self._bar:
            self._bar.advance(self._bar.task_ids[0])

    def close(self) -> None:
        """Remove the bar."""
        if self._bar:
            self._bar.stop()


def at_a_terminal() -> bool:
    """Return whether standard error is a terminal."""
    return sys.stderr.isatty()


@contextmanager
def progress(total: int) -> Iterator[ProgressLine]:
    """Yield the progress of `total` items."""
    with closing(ProgressLine(total)) as shown:
        yield shown
