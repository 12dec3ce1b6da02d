"""The program's side of the process that reads documents: asks it, and starts it anew when it has ended."""

from __future__ import annotations

import atexit
import os
import select
import socket
import subprocess
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any

from factcheck.documents.sandbox.frames import Frame, receive, send
from factcheck.documents.sandbox.messages import start, stop

_POLL = 0.05
"""Seconds between two calls of `check`."""
_GRACE = 5.0
"""Seconds beyond the limit of a document after which a process that does not answer is ended."""
_END = 2.0
"""Seconds in which a process ends by itself once its socket is closed."""


class ServerDiedError(Exception):
    """The process that reads documents ended without an answer; `status` is its exit status."""

    def __init__(self, status: int) -> None:
        """Record the exit status."""
        super().__init__(f"the process that reads documents ended with status {status}")
        self.status = status


class ForkServer:
    """A process that reads documents in forks of its own, one after the other."""

    def __init__(self) -> None:
        """Start it. Raises OSError."""
        self._connection, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = start("factcheck.documents.sandbox.server", subprocess.DEVNULL, theirs.fileno())
        except OSError:
            self._connection.close()
            raise
        self.used = False

    @property
    def is_running(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def ask(self, fields: Mapping[str, Any], body: bytes, clock: float, check: Callable[[], object]) -> Frame:
        """Return the answer to a request; `check` is called many times a second and may raise.

        Raises ServerDiedError, also if there is no answer some seconds after `clock`.
        """
        end = monotonic() + clock + _GRACE

        def wait() -> None:
            while not select.select([self._connection], [], [], _POLL)[0]:
                check()
                if monotonic() > end:
                    self._process.kill()

        try:
            send(self._connection, fields, body)
            reply = receive(self._connection, wait)
        except (OSError, ValueError):
            reply = None
        if reply is None:
            self.close()
            raise ServerDiedError(self._process.returncode)
        self.used = True
        return reply

    def close(self) -> None:
        """End the process and its fork: it ends both when its socket is closed."""
        self._connection.close()
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            stop(self._process)


class ForkServers:
    """The processes that wait for a document: as many as documents have been read at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: list[ForkServer] = []
        self._lock = Lock()

    def ask(self, fields: Mapping[str, Any], body: bytes, clock: float, check: Callable[[], object]) -> Frame:
        """Return the answer to a request, of a process that is there or of a new one. May be called in any thread.

        Raises OSError if none can be started, ServerDiedError.
        """
        server = self._take()
        try:
            try:
                reply = server.ask(fields, body, clock, check)
            except ServerDiedError:
                if not server.used:
                    raise
                server = ForkServer()  # the one before had waited too long, or was killed by somebody
                reply = server.ask(fields, body, clock, check)
        except BaseException:
            server.close()
            raise
        with self._lock:
            self._waiting.append(server)
        return reply

    def close(self) -> None:
        """End the processes that wait."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for server in waiting:
            server.close()

    def _take(self) -> ForkServer:
        with self._lock:
            while self._waiting:
                server = self._waiting.pop()
                if server.is_running:
                    return server
                server.close()
        return ForkServer()


SERVERS = ForkServers()
"""The processes of this program."""
CAN_FORK = hasattr(os, "fork")
atexit.register(SERVERS.close)
