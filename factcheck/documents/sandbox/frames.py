"""Messages over a socket between the program and the process that reads documents: a JSON object and bytes."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

_HEAD = struct.Struct(">IQ")
"""The lengths of the two parts."""
_CHUNK = 1 << 20


class Frame(NamedTuple):
    """A message: its fields, and the bytes that go with them."""

    fields: dict[str, Any]
    body: bytes


def send(connection: socket.socket, fields: Mapping[str, Any], body: bytes) -> None:
    """Send a message. Raises OSError if the other end is closed."""
    head = json.dumps(fields).encode()
    connection.sendall(_HEAD.pack(len(head), len(body)) + head)
    connection.sendall(body)


def receive(connection: socket.socket, wait: Callable[[], object] = lambda: None) -> Frame | None:
    """Return the next message, None where the other end is closed; `wait` is called before each part is read.

    Raises OSError.
    """
    head = _exactly(connection, _HEAD.size, wait)
    if head is None:
        return None
    lengths = _HEAD.unpack(head)
    fields, body = (_exactly(connection, length, wait) for length in lengths)
    return None if fields is None or body is None else Frame(json.loads(fields), bytes(body))


def _exactly(connection: socket.socket, length: int, wait: Callable[[], object]) -> bytearray | None:
    data = bytearray(length)
    view, done = memoryview(data), 0
    while done < length:
        wait()
        count = connection.recv_into(view[done : done + _CHUNK])
        if not count:
            return None
        done += count
    return data
