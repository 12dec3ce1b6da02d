"""Signals: quit in order on SIGHUP, SIGINT and SIGTERM or a lost terminal; suspend and resume.

Textual does not handle SIGTERM and SIGHUP, which would end the program with drafts unsaved and the terminal in raw
mode. Here they quit the app: drafts are saved, the journal is folded, the terminal is restored. The exit status is 128
plus the signal's number: 129, 130, 143.

Textual's own handlers for SIGTSTP and SIGCONT save no drafts, redraw only changes, and do not restore the terminal
after `kill -STOP`.
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
"""Quits the screens with an exit status; called in their event loop."""

GRACE = 10.0
"""Seconds to quit before the process is killed: a blocked terminal would delay it forever."""

_ENDING = [getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGTERM") if hasattr(signal, name)]


@contextmanager
def orderly_end(leave: Leave) -> Iterator[None]:
    """Call `leave` on signals while the screens run; before and after that a signal raises SystemExit."""
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
    """Asks the screens to quit, and kills the process if they do not within `GRACE`."""

    def __init__(self, leave: Leave) -> None:
        self._leave = leave
        self._force: threading.Timer | None = None

    def ask(self, number: int, _frame: FrameType | None) -> None:
        """Handle a signal. It may interrupt any code, so it only schedules `leave` in the event loop."""
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
        """Cancel the forced exit."""
        if self._force is not None:
            self._force.cancel()


def _watch_terminal() -> None:
    """Treat a lost terminal as SIGHUP: the system sends that to the terminal's own session only."""
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
    """Handle SIGTSTP and SIGCONT for the running `app`; `keep` is called before it stops."""
    if app.is_headless or not hasattr(signal, "SIGTSTP"):
        return
    stops = _Stops(app, keep)
    signal.signal(signal.SIGTSTP, lambda *_: stops.soon(stops.stop))
    signal.signal(signal.SIGCONT, lambda *_: stops.continued())


class _Stops:
    """Restores the terminal before a stop, and sets it up again after it."""

    def __init__(self, app: App[Any], keep: Callable[[], object]) -> None:
        self._app = app
        self._keep = keep
        self._stopped = False

    def soon(self, step: Callable[[], None]) -> None:
        """Schedule a step in the event loop: a signal may interrupt any code."""
        with suppress(RuntimeError):  # the screens are not there any more
            asyncio.get_running_loop().call_soon_threadsafe(self._app.call_later, step)

    def stop(self) -> None:
        """Stop the process, and resume once it is in the foreground."""
        self._keep()
        with self._app.suspend():
            self._stopped = True
            os.kill(os.getpid(), signal.SIGSTOP)
            _await_foreground()
            self._stopped = False

    def continued(self) -> None:
        """Set up the terminal again after a stop without SIGTSTP."""
        if not self._stopped:
            self.soon(self._set_up)

    def _set_up(self) -> None:
        with self._app.suspend():
            pass


def _await_foreground() -> None:
    """Wait for the foreground: setting terminal attributes stops a background process until then."""
    handle = sys.__stdin__.fileno()  # type: ignore[union-attr]
    while True:
        try:
            return termios.tcsetattr(handle, termios.TCSANOW, termios.tcgetattr(handle))
        except termios.error as error:
            if error.args[0] != errno.EINTR:  # there is no terminal any more, or no shell to give it back
                return None
