"""The process in which a document is read apart: a question and its answer in one file, its standard output.

The question is a line of JSON (name, media type, URL, limits) and the bytes of the document; the answer, written over
it, is a JSON object: the document as a row, or what is wrong with it. The process ends when its standard input does.
"""

from __future__ import annotations

import json
import os
import threading
from typing import Any, BinaryIO

from factcheck.documents.sandbox.limits import SandboxLimits, apply_limits
from factcheck.errors import UnreadableError

_SMALL_STACK = 1 << 18


def main() -> None:
    """Answer the question on standard output, as long as the one who asked is there."""
    threading.stack_size(_SMALL_STACK)
    threading.Thread(target=_end_with_input, daemon=True).start()
    threading.stack_size(0)
    with os.fdopen(1, "r+b", closefd=False) as exchange:
        answer(exchange)


def answer(exchange: BinaryIO) -> None:
    """Read the document within the limits that the question names, and write what comes of it over the question."""
    asked = json.loads(exchange.readline())
    limits = SandboxLimits(**asked["limits"])
    apply_limits(limits)
    try:
        found = json.dumps(_read(exchange, asked), ensure_ascii=False).encode("utf-8", "surrogatepass")
    except MemoryError:
        found = b'{"over": "memory"}'
    exchange.seek(0)
    exchange.truncate()
    exchange.write(found if len(found) <= limits.answer else b'{"over": "answer"}')


def _end_with_input() -> None:
    os.read(0, 1)
    os._exit(1)


def _read(question: BinaryIO, asked: dict[str, Any]) -> dict[str, Any]:
    from factcheck.documents import read

    try:
        document = read(question.read(), asked["name"], media_type=asked["media_type"], url=asked["url"])
    except UnreadableError as error:
        if isinstance(error.__cause__, MemoryError):
            return {"over": "memory"}
        return {"error": str(error)}
    return {"document": document.to_row()}
