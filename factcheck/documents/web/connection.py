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
        """Return for how long to wait before the next look. Raises FetchError when there is no time left."""
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
        """Go on in TLS with the server that can show to be `host`. Raises ssl.SSLError, FetchError."""
        context = ssl.create_default_context()
        wrapped = context.wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
        self._socket = wrapped
        self._with_deadline(wrapped.do_handshake, EVENT_READ)

    def readable(self) -> bool:
        """Return True: the connection is readable."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is there into `buffer`; return how much. Raises OSError, FetchError."""
        return self._with_deadline(lambda: self._socket.recv_into(buffer), EVENT_READ)

    def sendall(self, data: ReadableBuffer) -> None:
        """Send all of `data`. Raises OSError, FetchError."""
        left = memoryview(data)
        while left:
            left = left[self._with_deadline(lambda view=left: self._socket.send(view), EVENT_WRITE) :]  # type: ignore[misc]

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return a buffered file that reads from here."""
        return io.BufferedReader(self)

    def close(self) -> None:
        """Do nothing: http.client closes what it still reads from."""

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
        """Speak HTTP over `connection`."""
        super().__init__(address.host, address.port)
        self.sock = cast("socket.socket", connection)


def open_connection(address: Address, deadline: Deadline, *, allow_private: bool) -> Connection:
    """Return a connection to the server at `address`. Raises OSError, FetchError."""
    places = _checked(_looked_up(address, deadline), allow_private)
    connection = Connection(_connected(places, deadline), deadline)
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


def _looked_up(address: Address, deadline: Deadline) -> list[Endpoint]:
    """Return the addresses of a host. The system resolver has no timeout, so it runs in a thread."""
    answers: SimpleQueue[list[Endpoint] | Exception] = SimpleQueue()

    def look() -> None:
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            answers.put([(family, place) for family, _, _, _, place in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=look, daemon=True).start()
    while True:
        try:
            answer = answers.get(timeout=deadline.remaining())
        except Empty:
            continue
        if isinstance(answer, Exception):
            raise FetchError("no host of this name was found") from answer
        return answer


def _checked(places: list[Endpoint], allow_private: bool) -> list[Endpoint]:
    """Return the places that may be asked. Raises FetchError where there are none."""
    allowed = [place for place in places if allow_private or is_public(str(place[1][0]))]
    if not allowed:
        where = ", ".join(sorted({str(place[1][0]) for place in places}))
        raise PrivateHostError(f"is at {where}, no public address")
    return allowed


def _connected(places: list[Endpoint], deadline: Deadline) -> socket.socket:
    """Return a socket connected to the first address that answers. Raises the error of the last one."""
    for family, place in places[:-1]:
        try:
            return _connect(family, place, deadline)
        except OSError:
            continue
    return _connect(*places[-1], deadline)


def _connect(family: int, place: tuple[Any, ...], deadline: Deadline) -> socket.socket:
    connecting = socket.socket(family, socket.SOCK_STREAM)
    try:
        _reach(connecting, place, deadline)
    except BaseException:
        connecting.close()
        raise
    return connecting


def _reach(connecting: socket.socket, place: tuple[Any, ...], deadline: Deadline) -> None:
    connecting.setblocking(False)
    code = connecting.connect_ex(place)
    if code in _BEGUN:
        wait_for_socket(connecting, EVENT_WRITE, deadline, monotonic() + deadline.limits.connect)
        code = connecting.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, os.strerror(code))
