"""The process in which a document is read apart: a question on its standard input, an answer on its standard output.

The question is a line of JSON (name, media type, URL, limits) and the bytes of the document; the answer is a JSON
object: the document as a row, or what is wrong with it.
"""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO

from factcheck.errors import UnreadableError
from factcheck.sources.limits import Limits, hold_to


def main() -> None:
    """Answer the question on standard input."""
    answer(sys.stdin.buffer, sys.stdout.buffer)


def answer(question: BinaryIO, out: BinaryIO) -> None:
    """Read a document within the limits that the question names, and write what comes of it to `out`."""
    asked = json.loads(question.readline())
    limits = Limits(**asked["limits"])
    hold_to(limits)
    found = json.dumps(_read(question, asked), ensure_ascii=False).encode("utf-8", "surrogatepass")
    out.write(found if len(found) <= limits.answer else b'{"over": "answer"}')
    out.flush()


def _read(question: BinaryIO, asked: dict[str, Any]) -> dict[str, Any]:
    from factcheck.sources import read

    try:
        document = read(question.read(), asked["name"], media_type=asked["media_type"], url=asked["url"])
    except UnreadableError as error:
        if isinstance(error.__cause__, MemoryError):
            return {"over": "memory"}
        return {"error": str(error)}
    return {"document": document.to_row()}
