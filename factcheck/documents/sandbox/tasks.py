"""What a sandboxed process can be asked about a document: its text, its attachments, or a picture of a page for OCR."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from factcheck.documents import read
from factcheck.documents.parts import attachments, page_picture, pages_without_text
from factcheck.documents.recognition import Recognition

DOCUMENT, ATTACHMENTS, SCANS, PICTURE = "document", "attachments", "scans", "picture"


def _document(data: bytes, request: dict[str, Any]) -> object:
    document = read(
        data,
        request["name"],
        media_type=request["media_type"],
        url=request["url"],
        password=request.get("password", ""),
        encoding=request.get("encoding", ""),
        original=request.get("original", False),
        recognition=Recognition.from_row(given) if (given := request.get("recognition")) else None,
    )
    return document.to_row()


def _attachments(data: bytes, request: dict[str, Any]) -> object:
    found = attachments(data, request["name"], request["media_type"])
    return [[each.name, each.media_type, b64encode(each.data).decode()] for each in found]


def _scans(data: bytes, request: dict[str, Any]) -> object:
    return pages_without_text(data, request["name"], request["password"])


def _picture(data: bytes, request: dict[str, Any]) -> object:
    picture = page_picture(data, request["name"], request["password"], request["page"], request["dpi"])
    return [picture.width, picture.height, picture.dpi, b64encode(picture.packed).decode()]


TASKS: dict[str, Callable[[bytes, dict[str, Any]], object]] = {
    DOCUMENT: _document,
    ATTACHMENTS: _attachments,
    SCANS: _scans,
    PICTURE: _picture,
}
"""The tasks by name; each returns what JSON can hold, and raises UnreadableError."""
