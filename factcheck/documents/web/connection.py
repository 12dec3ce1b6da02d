"""An HTTP connection pinned to a checked IP address, with a total deadline."""

from __future__ import annotations

import errno
import io
import os
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from queue import Empty, SimpleQueue
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar, cast

from factcheck.documents.web.address import Address, is_public

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

T = TypeVar("T")
Endpoint: TypeAlias = tuple[int, tuple[Any, ...]]
"""An address of a server: its family, and the address as sockets take it."""

_POLL = 0.1
"""Seconds between two checks for cancellation."""
_BEGUN = {0, errno.EINPROGRESS, errno.EWOULDBLOCK}


class FetchError(Exception):
    """A document cannot be fetched; the message gives the reason without the address."""


class PrivateHostError(FetchError):
    """The host has no public address, and private ones are not allowed."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Limits of one request: `connect` and `whole` in seconds, `size` in bytes after decompression."""

    connect: float = 10
    whole: float = 60
    size: int = 64 << 20


class Deadline(NamedTuple):
    """A deadline for a whole request: `end` of the monotonic clock, or sooner if `cancelled` returns true."""

    limits: FetchLimits
    end: float
    cancelled: Callable[[], bool]

    def remaining(self) -> float:
        """Return the seconds to wait before the next check. Raises FetchError if no time is left, or when cancelled."""
        if self.cancelled():
            raise FetchError("cancelled")
        left = self.end - monotonic()
        if left <= 0:
            raise FetchError(f"took longer than {self.limits.whole:g} seconds")
        return min(left, _POLL)


class Connection(io.RawIOBase):
    """A non-blocking socket whose reads and writes wait until the deadline.

    http.client uses it in place of the socket and may close it at any time; only `hang_up` closes the socket itself.
    """

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        """Take over a connected socket."""
        self._socket = connected
        self._deadline = deadline
        connected.setblocking(False)

    def begin_tls(self, host: str) -> None:
        """Start TLS, and verify that the server is `host`. Raises ssl.SSLError, FetchError."""
        context = ssl.create_default_context()
        wrapped = context.wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
        self._socket = wrapped
        self._with_deadline(wrapped.do_handshake, EVENT_READ)

    def readable(self) -> bool:
        """Return True: the connection is readable."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read available bytes into `buffer`; return their number. Raises OSError, FetchError."""
        return self._with_deadline(lambda: self._socket.recv_into(buffer), EVENT_READ)

    def sendall(self, data: ReadableBuffer) -> None:
        """Send all of `data`. Raises OSError, FetchError."""
        left = memoryview(data)
        while left:
            left = left[self._with_deadline(lambda view=left: self._socket.send(view), EVENT_WRITE) :]  # type: ignore[misc]

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return a buffered file that reads from the connection."""
        return io.BufferedReader(self)

    def close(self) -> None:
        """Do nothing: http.client closes a connection that it still reads from."""

    def hang_up(self) -> None:
        """Close the socket."""
        self._socket.close()

    def _with_deadline(self, act: Callable[[], T], blocked: int) -> T:
        while True:
            try:
                return act()
            except ssl.SSLWantReadError:
                wait_for_socket(self._socket, EVENT_READ, self._deadline)
            except ssl.SSLWantWriteError:
                wait_for_socket(self._socket, EVENT_WRITE, self._deadline)
            except BlockingIOError:
                wait_for_socket(self._socket, blocked, self._deadline)


class PinnedHTTPConnection(HTTPConnection):
    """An HTTP connection over a socket whose address was checked; the host name is not resolved again."""

    def __init__(self, address: Address, connection: Connection) -> None:
        """Use `connection`, which is connected to the server at `address`."""
        super().__init__(address.host, address.port)
        self.sock = cast("socket.socket", connection)


def open_connection(address: Address, deadline: Deadline, *, allow_private: bool) -> Connection:
    """Return a connection to the server at `address`. Raises OSError, FetchError."""
    endpoints = _allowed(_resolve(address, deadline), allow_private)
    connection = Connection(_connect_to_any(endpoints, deadline), deadline)
    try:
        if address.scheme == "https":
            connection.begin_tls(address.host)
    except BaseException:
        connection.hang_up()
        raise
    return connection


def wait_for_socket(connecting: socket.socket, event: int, deadline: Deadline, until: float = float("inf")) -> None:
    """Wait until a socket can be read from or written to. Raises TimeoutError after `until`, FetchError."""
    with DefaultSelector() as selector:
        selector.register(connecting, event)
        while not selector.select(deadline.remaining()):
            if monotonic() >= until:
                raise TimeoutError(errno.ETIMEDOUT, "no answer")


def _resolve(address: Address, deadline: Deadline) -> list[Endpoint]:
    """Return the addresses of a host. The system resolver has no timeout, so it runs in a thread."""
    answers: SimpleQueue[list[Endpoint] | Exception] = SimpleQueue()

    def resolve() -> None:
        try:
            infos = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            answers.put([(family, socket_address) for family, _, _, _, socket_address in infos])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=resolve, daemon=True).start()
    while True:
        try:
            answer = answers.get(timeout=deadline.remaining())
        except Empty:
            continue
        if isinstance(answer, Exception):
            raise FetchError("the host was not found") from answer
        return answer


def _allowed(endpoints: list[Endpoint], allow_private: bool) -> list[Endpoint]:
    """Return the endpoints that may be connected to. Raises PrivateHostError if there are none."""
    allowed = [endpoint for endpoint in endpoints if allow_private or is_public(str(endpoint[1][0]))]
    if not allowed:
        where = ", ".join(sorted({str(endpoint[1][0]) for endpoint in endpoints}))
        raise PrivateHostError(f"is at {where}, which is not a public address")
    return allowed


def _connect_to_any(endpoints: list[Endpoint], deadline: Deadline) -> socket.socket:
    """Return a socket connected to the first address that answers. Raises the error of the last one."""
    for family, socket_address in endpoints[:-1]:
        try:
            return _connect(family, socket_address, deadline)
        except OSError:
            continue
    return _connect(*endpoints[-1], deadline)


def _connect(family: int, socket_address: tuple[Any, ...], deadline: Deadline) -> socket.socket:
    connecting = socket.socket(family, socket.SOCK_STREAM)
    try:
        _wait_until_connected(connecting, socket_address, deadline)
    except BaseException:
        connecting.close()
        raise
    return connecting


def _wait_until_connected(connecting: socket.socket, socket_address: tuple[Any, ...], deadline: Deadline) -> None:
    connecting.setblocking(False)
    code = connecting.connect_ex(socket_address)
    if code in _BEGUN:
        wait_for_socket(connecting, EVENT_WRITE, deadline, monotonic() + deadline.limits.connect)
        code = connecting.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, os.strerror(code))
