"""Reads a document in a separate process with limits, so that a harmful one can only end that process.

The process is a fork of one that has loaded the libraries already, or, where the system cannot fork, a new one.
A Word file of 209 kB may contain 20 million paragraphs: its reader is stopped at a limit, and the program goes on.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from tempfile import TemporaryFile
from time import monotonic
from typing import IO, Any

from factcheck.case.document import Document
from factcheck.documents import display_name
from factcheck.documents.recognition import Recognition
from factcheck.documents.sandbox.fork_server import CAN_FORK, SERVERS, ServerDiedError
from factcheck.documents.sandbox.limits import LIMITS, SandboxLimits
from factcheck.documents.sandbox.messages import exceeded_cpu_time, format_size, signal_name, start, stop
from factcheck.documents.sandbox.tasks import DOCUMENT
from factcheck.errors import EncryptedError, ScanError, UnreadableError

_ERRORS: dict[str, type[UnreadableError]] = {error.__name__: error for error in (EncryptedError, ScanError)}
"""Errors that the caller can do something about."""
_POLL = 0.05
"""Seconds between two checks for cancellation."""


class ReadCancelledError(UnreadableError):
    """Reading a document was cancelled."""


def never() -> bool:
    """Return False: reading is not cancelled."""
    return False


def read_in_sandbox(
    data: bytes,
    name: str,
    *,
    media_type: str = "",
    url: str = "",
    password: str = "",
    encoding: str = "",
    original: bool = False,
    recognition: Recognition | None = None,
    limits: SandboxLimits = LIMITS,
    cancelled: Callable[[], bool] = never,
) -> Document:
    """Return the document in `data` like `factcheck.documents.read`, but in a process with `limits`.

    May be called in any thread; `cancelled` is called many times a second. Raises ReadCancelledError when it returns
    true, and UnreadableError, in one line with the name of the document and the limit that it exceeded.
    """
    request: dict[str, Any] = {
        "name": name,
        "media_type": media_type,
        "url": url,
        "password": password,
        "encoding": encoding,
        "original": original,
    }
    if recognition is not None:
        request["recognition"] = recognition.to_row()
    found = ask_sandbox(DOCUMENT, request, data, limits, cancelled)
    with invalid_answers(name):
        return Document.from_row(found)


def ask_sandbox(
    task: str, request: dict[str, Any], data: bytes, limits: SandboxLimits, cancelled: Callable[[], bool]
) -> Any:
    """Return what a process with `limits` answers to a task, one of `TASKS`. Raises as `read_in_sandbox` does."""
    name = display_name(request["name"])
    if len(data) > limits.document:
        raise UnreadableError(
            f"{name}: is too large: {format_size(len(data))}, the limit is {format_size(limits.document)}"
        )
    asked = {**request, "task": task, "limits": asdict(limits)}
    try:
        read_apart = _in_fork if CAN_FORK else _in_process
        reply, status = read_apart(asked, data, name, limits, cancelled)
    except ServerDiedError as error:
        raise UnreadableError(f"{name}: {_end_reason(error.status, limits)}") from error
    except OSError as error:
        raise UnreadableError(f"{name}: no process could be started to read it: {error.strerror}") from error
    return _found(reply, status, name, limits)


def _in_fork(
    request: dict[str, Any], data: bytes, name: str, limits: SandboxLimits, cancelled: Callable[[], bool]
) -> tuple[bytes, int]:
    """Return the reply of a fork that read the document, and its exit status."""

    def check() -> None:
        if cancelled():
            raise ReadCancelledError(f"{name}: reading it was cancelled")

    fields, reply = SERVERS.ask(request, data, limits.clock, check)
    if fields["late"]:
        raise UnreadableError(f"{name}: takes longer than {limits.clock:g} s to read")
    if len(reply) > limits.answer:
        raise UnreadableError(f"{name}: {_exceeded('answer', limits)}")
    return reply, fields["status"]


def _in_process(
    request: dict[str, Any], data: bytes, name: str, limits: SandboxLimits, cancelled: Callable[[], bool]
) -> tuple[bytes, int]:
    """Return the reply of a new process that read the document, and its exit status."""
    with TemporaryFile() as exchange:
        exchange.write(json.dumps(request).encode() + b"\n")
        exchange.write(data)
        exchange.seek(0)
        status = _run(exchange, name, limits, cancelled)
        exchange.seek(0)
        return exchange.read(limits.answer + 1), status


def _run(exchange: IO[bytes], name: str, limits: SandboxLimits, cancelled: Callable[[], bool]) -> int:
    """Run a process that answers the request in `exchange`; return its exit status. It never outlives this call."""
    child = start("factcheck.documents.sandbox.child", exchange)
    try:
        return _wait(child, name, monotonic() + limits.clock, limits, cancelled)
    finally:
        stop(child)


def _wait(
    child: subprocess.Popen[bytes], name: str, end: float, limits: SandboxLimits, cancelled: Callable[[], bool]
) -> int:
    while True:
        try:
            return child.wait(_POLL)
        except subprocess.TimeoutExpired:
            if cancelled():
                raise ReadCancelledError(f"{name}: reading it was cancelled") from None
            if monotonic() > end:
                raise UnreadableError(f"{name}: takes longer than {limits.clock:g} s to read") from None


def _found(reply: bytes, status: int, name: str, limits: SandboxLimits) -> Any:
    """Return what is in a reply. Raises UnreadableError with the error in it, or the reason why there is nothing."""
    if status:
        raise UnreadableError(f"{name}: {_end_reason(status, limits)}")
    with invalid_answers(name):
        content: dict[str, Any] = json.loads(reply)
        if "found" in content:
            return content["found"]
        message = content["error"] if "error" in content else f"{name}: {_exceeded(content['over'], limits)}"
        raised = _ERRORS.get(content.get("kind", ""), UnreadableError)
    raise raised(message)


@contextmanager
def invalid_answers(name: str) -> Iterator[None]:
    """Turn errors about the form of an answer into UnreadableError."""
    try:
        yield
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError) as error:
        raise UnreadableError(f"{display_name(name)}: its reader sent an invalid answer") from error


def _exceeded(limit: str, limits: SandboxLimits) -> str:
    if limit == "memory":
        return f"needs more than {format_size(limits.memory)} of memory to be read"
    return f"contains more than {format_size(limits.answer)} of text"


def _end_reason(status: int, limits: SandboxLimits) -> str:
    if exceeded_cpu_time(status):
        return f"takes more than {limits.processor} s of processor time to read"
    if status < 0:
        memory, how = format_size(limits.memory), signal_name(-status)
        return f"is damaged, or needs more than {memory} of memory: its reader was killed ({how})"
    return f"its reader ended with status {status}"
