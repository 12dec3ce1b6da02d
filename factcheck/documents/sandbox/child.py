"""The sandboxed process that reads one document, where a process cannot fork.

Its standard output is a file with the request, then the reply.

The request is a line of JSON (name, media type, URL, limits), followed by the bytes of the document. The reply replaces
it: a JSON object with the document as a row, or with the error. The process ends when its standard input is closed.
"""

from __future__ import annotations

import json
import os
import threading
from typing import Any, BinaryIO

from factcheck.documents.sandbox.limits import SandboxLimits, apply_limits
from factcheck.documents.sandbox.tasks import DOCUMENT, TASKS
from factcheck.errors import UnreadableError

_SMALL_STACK = 1 << 18


def main() -> None:
    """Answer the request on standard output; exit when the parent does."""
    threading.stack_size(_SMALL_STACK)
    threading.Thread(target=_end_with_input, daemon=True).start()
    threading.stack_size(0)
    with os.fdopen(1, "r+b", closefd=False) as exchange:
        replace_by_answer(exchange)


def replace_by_answer(exchange: BinaryIO) -> None:
    """Read the document within the limits of the request, and overwrite the request with the reply."""
    request = json.loads(exchange.readline())
    limits = SandboxLimits(**request["limits"])
    apply_limits(limits, writes=limits.answer)
    reply = answer(request, exchange, limits)
    exchange.seek(0)
    exchange.truncate()
    exchange.write(reply)


def answer(request: dict[str, Any], document: BinaryIO, limits: SandboxLimits) -> bytes:
    """Return the answer to a request, with a document whose bytes are read here."""
    try:
        reply = json.dumps(_read(document, request), ensure_ascii=False).encode("utf-8", "surrogatepass")
    except MemoryError:
        return b'{"over": "memory"}'
    return reply if len(reply) <= limits.answer else b'{"over": "answer"}'


def _end_with_input() -> None:
    os.read(0, 1)
    os._exit(1)


def _read(document: BinaryIO, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"found": TASKS[request.get("task", DOCUMENT)](document.read(), request)}
    except UnreadableError as error:
        if isinstance(error.__cause__, MemoryError):
            return {"over": "memory"}
        return {"error": str(error), "kind": type(error).__name__}
