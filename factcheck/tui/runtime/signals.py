"""The end that comes from outside: a signal, or a terminal that is gone.

textual leaves SIGTERM and SIGHUP to the system, which ends the program at once, with the terminal as the screens had
it. Here each of them is a wish to leave: what is being written is kept, the journal folded, the terminal put back. The
exit status is 128 and the signal's number, as a shell has it: 129, 130, 143.
"""

from __future__ import annotations

import asyncio
import errno
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from textual.app import App

if sys.platform != "win32":
    import termios


Leave = Callable[[int], object]
"""Leaves the screens with an exit status; called inside their loop."""

GRACE = 10.0
"""Seconds for an orderly end; a terminal that takes nothing any more would hold it up for ever."""

_ENDING = [getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGTERM") if hasattr(signal, name)]


@contextmanager
def orderly_end(leave: Leave) -> Iterator[None]:
    """Turn signals into `leave` while the screens run. Before and after that a signal raises SystemExit."""
    ending = _Ending(leave)
    before = {number: signal.signal(number, ending.ask) for number in _ENDING}
    _watch_terminal()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        ending.over()


class _Ending:
    """Asks the screens to leave, once; ends the program by force when they do not."""

    def __init__(self, leave: Leave) -> None:
        self._leave = leave
        self._force: threading.Timer | None = None

    def ask(self, number: int, _frame: FrameType | None) -> None:
        """Take a signal. Runs between any two steps of the program: so it only notes a wish with the loop."""
        status = 128 + number
        asked = self._force is not None
        if not asked:
            self._force = threading.Timer(GRACE, os._exit, [status])
            self._force.daemon = True
            self._force.start()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # the screens are not there yet, or not any more
            if not asked:
                raise SystemExit(status) from None
        else:
            loop.call_soon_threadsafe(self._leave, status)

    def over(self) -> None:
        """Put the force away."""
        if self._force is not None:
            self._force.cancel()


def _watch_terminal() -> None:
    """Take a terminal that is gone for SIGHUP: the system sends that to its own session only."""
    try:
        handle = sys.stdin.fileno()
    except (OSError, ValueError):  # it is no file, nor a terminal
        return
    if not hasattr(select, "poll"):
        return
    threading.Thread(target=_await_hangup, args=(handle,), name="hangup", daemon=True).start()


def _await_hangup(handle: int) -> None:
    poll = select.poll()
    poll.register(handle, 0)  # a hang-up is told unasked
    if any(event & select.POLLHUP for _, event in poll.poll()):
        with suppress(OSError):
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGHUP)


def handle_suspend(app: App[Any], keep: Callable[[], object]) -> None:
    """Have `app`, which runs by now, give the terminal back for a stop; `keep` is called before."""
    if app.is_headless or not hasattr(signal, "SIGTSTP"):
        return
    stops = _Stops(app, keep)
    signal.signal(signal.SIGTSTP, lambda *_: stops.soon(stops.stop))
    signal.signal(signal.SIGCONT, lambda *_: stops.continued())


class _Stops:
    """Gives the terminal back and takes it again."""

    def __init__(self, app: App[Any], keep: Callable[[], object]) -> None:
        self._app = app
        self._keep = keep
        self._stopped = False

    def soon(self, step: Callable[[], None]) -> None:
        """Take a step between two others of the screens: a signal may come in the middle of one."""
        with suppress(RuntimeError):  # the screens are not there any more
            asyncio.get_running_loop().call_soon_threadsafe(self._app.call_later, step)

    def stop(self) -> None:
        """Stop until there is a terminal to work on again: `bg` does not give it back."""
        self._keep()
        with self._app.suspend():
            self._stopped = True
            os.kill(os.getpid(), signal.SIGSTOP)
            _await_foreground()
            self._stopped = False

    def continued(self) -> None:
        """Set the terminal up anew after a stop of which nobody told: a shell may have used it."""
        if not self._stopped:
            self.soon(self._set_up)

    def _set_up(self) -> None:
        with self._app.suspend():
            pass


def _await_foreground() -> None:
    """Change nothing in the terminal: the system stops whoever tries that in the background, until he has it again."""
    handle = sys.__stdin__.fileno()  # type: ignore[union-attr]
    while True:
        try:
            return termios.tcsetattr(handle, termios.TCSANOW, termios.tcgetattr(handle))
        except termios.error as error:
            if error.args[0] != errno.EINTR:  # there is no terminal any more, or no shell to give it back
                return None
