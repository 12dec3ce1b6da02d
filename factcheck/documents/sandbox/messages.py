"""Child processes that run one module of this package, and messages between parent and child.

The parent asks, the child answers, one for one. What the parent sends is pickled. What the child sends is JSON, since
the child may be under the control of the document it reads.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import IO, Any

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); import factcheck; del sys.path[0]; "
    "from importlib import import_module; import_module(sys.argv[2]).main()"
)


def start(module: str, stdout: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a process that calls `main` of a module, its standard input a pipe. Raises OSError.

    It is in a session of its own: ctrl+c at the terminal reaches the parent only. Its standard input ends when the
    parent does.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[3]), module],
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop(child: subprocess.Popen[bytes]) -> None:
    """Kill a process unless it has ended, and close its pipes."""
    if child.poll() is None:
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue  # what was still to be written to it


def exceeded_cpu_time(status: int) -> bool:
    """Tell whether a process ended because of its limit of processor time."""
    return status == -getattr(signal, "SIGXCPU", 0)


def signal_name(number: int) -> str:
    """Return the name of a signal."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def format_size(number: int) -> str:
    """Return a number of bytes for people: "1 GB", "4 kB"."""
    for unit, power in (("GB", 30), ("MB", 20), ("kB", 10)):
        if number >= 1 << power:
            return f"{number / (1 << power):.3g} {unit}"
    return f"{number} bytes"


_LENGTH = struct.Struct(">I")
_POLL = 0.05
"""Seconds between two looks at whether the answer is still wanted."""


class ChildDiedError(Exception):
    """The child ended instead of answering; `status` is how."""

    def __init__(self, status: int) -> None:
        """Keep the exit status, negative for a signal."""
        super().__init__(f"the child process ended with status {status}")
        self.status = status


class Child:
    """A child process that answers messages. `seconds` is how long the parent may wait for it in all."""

    def __init__(self, module: str, seconds: float, largest: int) -> None:
        """Start `main` of a module, which answers through `Parent`. `largest` bounds one answer. Raises OSError."""
        self._left, self._largest = seconds, largest
        self._process = start(module, subprocess.PIPE)
        self._answers: SimpleQueue[bytes] = SimpleQueue()
        self._receiver = Thread(target=self._receive, daemon=True)
        self._receiver.start()

    def ask(self, message: object, check: Callable[[], object]) -> Any:
        """Send a message and return the answer.

        `check` is called many times a second and may raise. Raises TimeoutError, ChildDiedError.
        """
        try:
            _write(self._process.stdin, pickle.dumps(message))
        except OSError as error:
            raise ChildDiedError(self._process.wait()) from error
        answer = self._awaited(check)
        if not answer:
            raise ChildDiedError(self._process.wait())
        return json.loads(answer)

    def close(self) -> None:
        """End the process, if it is still there."""
        self._process.kill()
        self._receiver.join()
        stop(self._process)

    def _awaited(self, check: Callable[[], object]) -> bytes:
        while True:
            began = monotonic()
            try:
                return self._answers.get(timeout=_POLL)
            except Empty:
                check()
            finally:
                self._left -= monotonic() - began
            if self._left < 0:
                raise TimeoutError

    def _receive(self) -> None:
        """Hand on what the child sends; nothing once it ends, or sends more than it may."""
        pipe = self._process.stdout
        try:
            while data := _read(pipe, self._largest):
                self._answers.put(data)
        except (OSError, ValueError):
            pass
        self._process.kill()
        self._answers.put(b"")


class Parent:
    """The other end, in the child: what was asked, and where the answer goes. The process ends when the parent does."""

    def __init__(self) -> None:
        """Take over standard input and standard output."""
        self._asked: SimpleQueue[bytes | None] = SimpleQueue()
        self._pipe = os.fdopen(1, "wb", closefd=False)
        Thread(target=self._listen, daemon=True).start()

    def receive(self) -> Any:
        """Return the next message. Raises MemoryError for one that does not fit."""
        data = self._asked.get()
        if data is None:
            raise MemoryError
        return pickle.loads(data)  # noqa: S301 - the parent's, and never what a stranger wrote

    def answer(self, message: object) -> None:
        """Answer the message that was received last."""
        _write(self._pipe, json.dumps(message).encode())

    def _listen(self) -> None:
        with os.fdopen(0, "rb", closefd=False) as pipe:
            try:
                while data := _read(pipe):
                    self._asked.put(data)
            except MemoryError:
                self._asked.put(None)
            os._exit(1)


def _write(pipe: Any, data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _read(pipe: Any, largest: int = (1 << 32) - 1) -> bytes:
    """Return the next message in a pipe; b"" at its end, or where a message is larger than it may be."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    return pipe.read(length) if length <= largest else b""
