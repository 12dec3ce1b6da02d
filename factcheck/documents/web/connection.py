"""A connection to a server that was looked up once and checked, on which nobody waits longer than was said."""

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
"""Where a server is: the family of its address, and the address as sockets take it."""

_GLANCE = 0.1
"""Seconds between two looks at whether the user has had enough."""
_BEGUN = {0, errno.EINPROGRESS, errno.EWOULDBLOCK}


class FetchError(Exception):
    """Why a document does not come, in words; who knows its address puts that before."""


class PrivateHostError(FetchError):
    """The place is none of the open network, and the user has not allowed that."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long a server is waited for, in seconds, and how much is taken from it, in bytes as they are unpacked."""

    connect: float = 10
    whole: float = 60
    size: int = 64 << 20


class Deadline(NamedTuple):
    """How much longer all of it may take: until `end` of the monotonic clock, or until the user cancels."""

    limits: FetchLimits
    end: float
    cancelled: Callable[[], bool]

    def glance(self) -> float:
        """Return for how long to wait before the next look. Raises TroubleError when there is no time left."""
        if self.cancelled():
            raise FetchError("cancelled")
        left = self.end - monotonic()
        if left <= 0:
            raise FetchError(f"took longer than {self.limits.whole:g} seconds")
        return min(left, _GLANCE)


class Connection(io.RawIOBase):
    """A socket that never blocks: who reads or writes waits with patience.

    It stands before the socket for http.client, which makes a file of it and closes it as it likes; the socket
    itself is closed by `hang_up`.
    """

    def __init__(self, connected: socket.socket, patience: Deadline) -> None:
        """Take a socket over."""
        self._socket = connected
        self._patience = patience
        connected.setblocking(False)

    def begin_tls(self, host: str) -> None:
        """Go on in TLS with the server that can show to be `host`. Raises ssl.SSLError, TroubleError."""
        context = ssl.create_default_context()
        wrapped = context.wrap_socket(self._socket, server_hostname=host, do_handshake_on_connect=False)
        self._socket = wrapped
        self._patiently(wrapped.do_handshake, EVENT_READ)

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is there into `buffer`; return how much. Raises OSError, TroubleError."""
        return self._patiently(lambda: self._socket.recv_into(buffer), EVENT_READ)

    def sendall(self, data: ReadableBuffer) -> None:
        """Send all of `data`. Raises OSError, TroubleError."""
        left = memoryview(data)
        while left:
            left = left[self._patiently(lambda view=left: self._socket.send(view), EVENT_WRITE) :]  # type: ignore[misc]

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return a buffered file that reads from here."""
        return io.BufferedReader(self)

    def close(self) -> None:
        """Do nothing: http.client closes what it still reads from."""

    def hang_up(self) -> None:
        """Close the socket."""
        self._socket.close()

    def _patiently(self, act: Callable[[], T], blocked: int) -> T:
        while True:
            try:
                return act()
            except ssl.SSLWantReadError:
                wait_for_socket(self._socket, EVENT_READ, self._patience)
            except ssl.SSLWantWriteError:
                wait_for_socket(self._socket, EVENT_WRITE, self._patience)
            except BlockingIOError:
                wait_for_socket(self._socket, blocked, self._patience)


class PinnedHTTPConnection(HTTPConnection):
    """An HTTP connection to the very place that was checked: its name is not looked up again."""

    def __init__(self, address: Address, wire: Connection) -> None:
        """Speak HTTP over `wire`."""
        super().__init__(address.host, address.port)
        self.sock = cast("socket.socket", wire)


def open_connection(address: Address, patience: Deadline, *, allow_private: bool) -> Connection:
    """Return a connection to the server at `address`. Raises OSError, TroubleError."""
    places = _checked(_looked_up(address, patience), allow_private)
    wire = Connection(_connected(places, patience), patience)
    try:
        if address.scheme == "https":
            wire.begin_tls(address.host)
    except BaseException:
        wire.hang_up()
        raise
    return wire


def wait_for_socket(connecting: socket.socket, event: int, patience: Deadline, until: float = float("inf")) -> None:
    """Wait until a socket can be read from or written to. Raises TimeoutError after `until`, TroubleError."""
    with DefaultSelector() as selector:
        selector.register(connecting, event)
        while not selector.select(patience.glance()):
            if monotonic() >= until:
                raise TimeoutError(errno.ETIMEDOUT, "no answer")


def _looked_up(address: Address, patience: Deadline) -> list[Endpoint]:
    """Return where a host is. The system's look-up knows no limit of time, so it is asked aside."""
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
            answer = answers.get(timeout=patience.glance())
        except Empty:
            continue
        if isinstance(answer, Exception):
            raise FetchError("no host of this name was found") from answer
        return answer


def _checked(places: list[Endpoint], allow_private: bool) -> list[Endpoint]:
    """Return the places that may be asked. Raises TroubleError where there are none."""
    allowed = [place for place in places if allow_private or is_public(str(place[1][0]))]
    if not allowed:
        where = ", ".join(sorted({str(place[1][0]) for place in places}))
        raise PrivateHostError(f"is at {where}, no public address")
    return allowed


def _connected(places: list[Endpoint], patience: Deadline) -> socket.socket:
    """Return a socket that is connected to the first place that answers. Raises what the last one raised."""
    for family, place in places[:-1]:
        try:
            return _connect(family, place, patience)
        except OSError:
            continue
    return _connect(*places[-1], patience)


def _connect(family: int, place: tuple[Any, ...], patience: Deadline) -> socket.socket:
    connecting = socket.socket(family, socket.SOCK_STREAM)
    try:
        _reach(connecting, place, patience)
    except BaseException:
        connecting.close()
        raise
    return connecting


def _reach(connecting: socket.socket, place: tuple[Any, ...], patience: Deadline) -> None:
    connecting.setblocking(False)
    code = connecting.connect_ex(place)
    if code in _BEGUN:
        wait_for_socket(connecting, EVENT_WRITE, patience, monotonic() + patience.limits.connect)
        code = connecting.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, os.strerror(code))
