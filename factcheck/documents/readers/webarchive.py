"""Reads the web archives of Safari: a property list with the page, its address and what belongs to it."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.parsers.expat import ExpatError

from factcheck.case.document import Document
from factcheck.documents import reader_of
from factcheck.documents.formats import WEBARCHIVE, DocumentReader
from factcheck.errors import UnreadableError


class WebArchiveReader(DocumentReader):
    """Reads the web archives of Safari."""

    format = WEBARCHIVE

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a saved page as a document. Raises UnreadableError."""
        try:
            archive = plistlib.loads(data)
        except (plistlib.InvalidFileException, ExpatError, ValueError, OverflowError, IndexError) as error:
            raise UnreadableError("is a damaged web archive") from error
        page = archive.get("WebMainResource") if isinstance(archive, dict) else None
        content = page.get("WebResourceData") if isinstance(page, dict) else None
        if not isinstance(content, bytes):
            raise UnreadableError("is a web archive without a page")
        kind, address = _string(page, "WebResourceMIMEType"), _string(page, "WebResourceURL")
        address = address if address.startswith(("http://", "https://")) else ""
        document = reader_of(content, "", kind).read(
            content, _string(page, "WebResourceTextEncodingName") or charset, url or address
        )
        frames = len(list(_frames(archive)))
        left_out = f"{frames} frame{'s' * (frames != 1)} within the page {'is' if frames == 1 else 'are'} not read"
        return replace(
            document,
            media_type=WEBARCHIVE.media_type,
            remarks=(*document.remarks, *([left_out] if frames else [])),
        )


def _frames(archive: dict[str, Any]) -> Iterator[object]:
    frames = archive.get("WebSubframeArchives")
    yield from frames if isinstance(frames, list) else ()


def _string(page: Any, name: str) -> str:
    value = page.get(name)
    return value if isinstance(value, str) else ""
