"""Child processes that run one module of this package, and messages between parent and child.

The child answers each message of the parent with one of its own. The parent sends pickled objects; the child sends
JSON, since it may be under the control of the document that it reads.
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

_MEMORY = "glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=268435456:glibc.malloc.top_pad=4194304"
"""Lets the C library keep large pieces of memory for the next one, which takes a third of the system's time off a fork.

Other C libraries do not know the variable.
"""
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); import factcheck; del sys.path[0]; "
    "from importlib import import_module; import_module(sys.argv[2]).main()"
)


def start(module: str, stdout: int | IO[bytes], stdin: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """Start a process that calls `main` of a module, with a pipe or a socket as standard input. Raises OSError.

    It has its own session, so that Ctrl+C at the terminal only reaches the parent. Its standard input closes when the
    parent ends.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[3]), module],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={"GLIBC_TUNABLES": _MEMORY, **os.environ},
    )


def stop(child: subprocess.Popen[bytes]) -> None:
    """Kill a process if it still runs, and close its pipes."""
    if child.poll() is None:
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue  # there was unsent data


def exceeded_cpu_time(status: int) -> bool:
    """Tell whether an exit status means that the process reached its limit of CPU time."""
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
"""Seconds between two calls of `check`."""


class ChildDiedError(Exception):
    """The child ended without an answer; `status` is its exit status, negative for a signal."""

    def __init__(self, status: int) -> None:
        """Record the exit status."""
        super().__init__(f"the child process ended with status {status}")
        self.status = status


class Child:
    """A child process that answers messages. The parent waits for it at most `seconds` in total."""

    def __init__(self, module: str, seconds: float, largest: int) -> None:
        """Start `main` of a module, which answers through `Parent`, with at most `largest` bytes. Raises OSError."""
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
        answer = self._wait(check)
        if not answer:
            raise ChildDiedError(self._process.wait())
        return json.loads(answer)

    def close(self) -> None:
        """End the process if it still runs."""
        self._process.kill()
        self._receiver.join()
        stop(self._process)

    def _wait(self, check: Callable[[], object]) -> bytes:
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
        """Queue the messages of the child, and an empty one when it ends or sends too much."""
        pipe = self._process.stdout
        try:
            while data := _read(pipe, self._largest):
                self._answers.put(data)
        except (OSError, ValueError):
            pass
        self._process.kill()
        self._answers.put(b"")


class Parent:
    """The parent as its child sees it: sends messages and gets answers. The process ends when the parent does."""

    def __init__(self) -> None:
        """Use standard input and standard output for messages."""
        self._requests: SimpleQueue[bytes | None] = SimpleQueue()
        self._pipe = os.fdopen(1, "wb", closefd=False)
        Thread(target=self._listen, daemon=True).start()

    def receive(self) -> Any:
        """Return the next message. Raises MemoryError if it does not fit in memory."""
        data = self._requests.get()
        if data is None:
            raise MemoryError
        return pickle.loads(data)  # noqa: S301 - only the parent writes to this pipe

    def answer(self, message: object) -> None:
        """Answer the message that was received last."""
        _write(self._pipe, json.dumps(message).encode())

    def _listen(self) -> None:
        with os.fdopen(0, "rb", closefd=False) as pipe:
            try:
                while data := _read(pipe):
                    self._requests.put(data)
            except MemoryError:
                self._requests.put(None)
            os._exit(1)


def _write(pipe: Any, data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _read(pipe: Any, largest: int = (1 << 32) - 1) -> bytes:
    """Return the next message in a pipe; b"" at its end, or if the message is larger than `largest` bytes."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    return pipe.read(length) if length <= largest else b""
