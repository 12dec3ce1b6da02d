"""Reads a document in a process of its own, so that one made to harm costs no more than that process.

A Word file of 209 kB may hold 20 million paragraphs: its reader is stopped at a limit, and who asked for it goes on.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from tempfile import TemporaryFile
from time import monotonic
from typing import IO, Any

from factcheck.case.document import Document
from factcheck.documents import display_name
from factcheck.documents.sandbox.limits import LIMITS, SandboxLimits
from factcheck.documents.sandbox.messages import exceeded_cpu_time, format_size, signal_name, start, stop
from factcheck.errors import UnreadableError

_LOOK = 0.05
"""How often it is looked whether reading was called off, in seconds."""


class ReadCancelledError(UnreadableError):
    """Reading a document was called off by who asked for it."""


def never() -> bool:
    """Call nothing off."""
    return False


def read_in_sandbox(
    data: bytes,
    name: str,
    *,
    media_type: str = "",
    url: str = "",
    limits: SandboxLimits = LIMITS,
    cancelled: Callable[[], bool] = never,
) -> Document:
    """Return the document that `data` holds, as `factcheck.documents.read` does, read in a process with `limits`.

    May be called in any thread; `cancelled` is asked many times a second. Raises UnreadableError, one line with the
    document's name and the limit that it went over, and ReadCancelledError.
    """
    if len(data) > limits.document:
        raise UnreadableError(
            f"{display_name(name)}: has {format_size(len(data))}, and at most {format_size(limits.document)} are read"
        )
    asked = {"name": name, "media_type": media_type, "url": url, "limits": asdict(limits)}
    try:
        with TemporaryFile() as exchange:
            exchange.write(json.dumps(asked).encode() + b"\n")
            exchange.write(data)
            exchange.seek(0)
            status = _run(exchange, display_name(name), limits, cancelled)
            exchange.seek(0)
            return _document(exchange.read(limits.answer + 1), status, display_name(name), limits)
    except OSError as error:
        raise UnreadableError(
            f"{display_name(name)}: no process could be started to read it: {error.strerror}"
        ) from error


def _run(exchange: IO[bytes], name: str, limits: SandboxLimits, cancelled: Callable[[], bool]) -> int:
    """Let a process answer the question in `exchange`, and return how it ended. It never outlives this call."""
    child = start("factcheck.documents.sandbox.child", exchange)
    try:
        return _awaited(child, name, monotonic() + limits.clock, limits, cancelled)
    finally:
        stop(child)


def _awaited(
    child: subprocess.Popen[bytes], name: str, end: float, limits: SandboxLimits, cancelled: Callable[[], bool]
) -> int:
    while True:
        try:
            return child.wait(_LOOK)
        except subprocess.TimeoutExpired:
            if cancelled():
                raise ReadCancelledError(f"{name}: reading it was called off") from None
            if monotonic() > end:
                raise UnreadableError(f"{name}: takes longer than {limits.clock:g} s to read") from None


def _document(answer: bytes, status: int, name: str, limits: SandboxLimits) -> Document:
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


def _over(limit: str, limits: SandboxLimits) -> str:
    if limit == "memory":
        return f"needs more than {format_size(limits.memory)} of memory to be read"
    return f"holds more than {format_size(limits.answer)} of text"


def _death(status: int, limits: SandboxLimits) -> str:
    if exceeded_cpu_time(status):
        return f"takes more than {limits.processor} s of processor time to read"
    if status < 0:
        memory, how = format_size(limits.memory), signal_name(-status)
        return f"is damaged, or needs more than {memory} of memory: its reader died ({how})"
    return f"its reader broke off (with status {status})"
