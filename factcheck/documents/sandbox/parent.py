"""Reads a document in a process of its own, so that one made to harm costs no more than that process.

A Word file of 209 kB may hold 20 million paragraphs: its reader is stopped at a limit, and who asked for it goes on.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic
from typing import IO, Any

from factcheck.case.document import Document
from factcheck.documents import shown
from factcheck.documents.sandbox.limits import LIMITS, Limits
from factcheck.errors import UnreadableError

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); import factcheck; del sys.path[0]; "
    "from factcheck.documents.sandbox.child import main; main()"
)
_LOOK = 0.05
"""How often it is looked whether reading was called off, in seconds."""


class CalledOffError(UnreadableError):
    """Reading a document was called off by who asked for it."""


def never() -> bool:
    """Call nothing off."""
    return False


def read_apart(
    data: bytes,
    name: str,
    *,
    media_type: str = "",
    url: str = "",
    limits: Limits = LIMITS,
    cancelled: Callable[[], bool] = never,
) -> Document:
    """Return the document that `data` holds, as `factcheck.documents.read` does, read in a process with `limits`.

    May be called in any thread; `cancelled` is asked many times a second. Raises UnreadableError, one line with the
    document's name and the limit that it went over, and CalledOffError.
    """
    if len(data) > limits.document:
        raise UnreadableError(f"{shown(name)}: has {_size(len(data))}, and at most {_size(limits.document)} are read")
    asked = {"name": name, "media_type": media_type, "url": url, "limits": asdict(limits)}
    try:
        with TemporaryFile() as exchange:
            exchange.write(json.dumps(asked).encode() + b"\n")
            exchange.write(data)
            exchange.seek(0)
            status = _run(exchange, shown(name), limits, cancelled)
            exchange.seek(0)
            return _document(exchange.read(limits.answer + 1), status, shown(name), limits)
    except OSError as error:
        raise UnreadableError(f"{shown(name)}: no process could be started to read it: {error.strerror}") from error


def _run(exchange: IO[bytes], name: str, limits: Limits, cancelled: Callable[[], bool]) -> int:
    """Let a process answer the question in `exchange`, and return how it ended. It never outlives this call."""
    # A session of its own: what is typed at the terminal, ctrl+c too, is for the one who asks. Its standard input
    # ends when this process does, however that ends, or forgets it.
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[3])],
        stdin=subprocess.PIPE,
        stdout=exchange,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _awaited(child, name, monotonic() + limits.clock, limits, cancelled)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        if child.stdin is not None:
            child.stdin.close()


def _awaited(
    child: subprocess.Popen[bytes], name: str, end: float, limits: Limits, cancelled: Callable[[], bool]
) -> int:
    while True:
        try:
            return child.wait(_LOOK)
        except subprocess.TimeoutExpired:
            if cancelled():
                raise CalledOffError(f"{name}: reading it was called off") from None
            if monotonic() > end:
                raise UnreadableError(f"{name}: takes longer than {limits.clock:g} s to read") from None


def _document(answer: bytes, status: int, name: str, limits: Limits) -> Document:
    """Return the document in an answer. Raises UnreadableError with what the answer, or its absence, says."""
    if status:
        raise UnreadableError(f"{name}: {_death(status, limits)}")
    try:
        found: dict[str, Any] = json.loads(answer)
        if "document" in found:
            return Document.from_row(found["document"])
        message = found["error"] if "error" in found else f"{name}: {_over(found['over'], limits)}"
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError(f"{name}: its reader gave no answer that can be understood") from error
    raise UnreadableError(message)


def _over(limit: str, limits: Limits) -> str:
    if limit == "memory":
        return f"needs more than {_size(limits.memory)} of memory to be read"
    return f"holds more than {_size(limits.answer)} of text"


def _death(status: int, limits: Limits) -> str:
    if status == -getattr(signal, "SIGXCPU", 0):
        return f"takes more than {limits.processor} s of processor time to read"
    if status < 0:
        return f"is damaged, or needs more than {_size(limits.memory)} of memory: its reader died ({_signal(-status)})"
    return f"its reader broke off (with status {status})"


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _size(number: int) -> str:
    for unit, power in (("GB", 30), ("MB", 20), ("kB", 10)):
        if number >= 1 << power:
            return f"{number / (1 << power):.3g} {unit}"
    return f"{number} bytes"
