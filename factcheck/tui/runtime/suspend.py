"""Stopping and going on, as a shell has it: SIGTSTP, then `bg` or `fg`.

textual has handlers of its own, which do not keep a draft before the stop, draw nothing but what changes after it, and
take SIGCONT for the end of a stop where there was none (`kill -STOP`), so that the terminal is never put back.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.app import App


def mind_stops(app: App[Any], keep: Callable[[], object]) -> None:
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
    import termios

    handle = sys.__stdin__.fileno()  # type: ignore[union-attr]
    while True:
        try:
            return termios.tcsetattr(handle, termios.TCSANOW, termios.tcgetattr(handle))
        except termios.error as error:
            if error.args[0] != errno.EINTR:  # there is no terminal any more, or no shell to give it back
                return None
