"""Reads web pages that a browser saved as MHTML: an e-mail whose first part is the page.

The date of such a file is that of saving: the page was accessed then, and published at the date it tells itself.
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

from factcheck.case.document import Document
from factcheck.documents import READERS
from factcheck.documents.formats import HTML, MHTML, DocumentReader
from factcheck.documents.readers.mail_headers import header
from factcheck.documents.readers.saved_page import saved_at
from factcheck.errors import UnreadableError


class MhtmlReader(DocumentReader):
    """Reads pages saved as MHTML."""

    format = MHTML

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a saved page as a document. Raises UnreadableError."""
        message = message_from_bytes(data, policy=policy.default)
        page = _page(message)
        if page is None:
            raise UnreadableError("has no text: none of its parts is a web page")
        payload = page.get_payload(decode=True)
        document = READERS.find(HTML.name).read(
            payload if isinstance(payload, bytes) else b"",
            page.get_content_charset("") or charset,
            url or _location(message) or _location(page),
        )
        return replace(
            document,
            media_type=MHTML.media_type,
            title=document.title or header(message, "subject"),
            accessed=document.accessed or saved_at(header(message, "date")),
        )


def _page(message: EmailMessage) -> MIMEPart | None:
    """Return the part with the page: that which the header names, else the first in HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = str(message.get_param("start", "") or "")
    return next((part for part in pages if start and part.get("content-id", "") == start), pages[0] if pages else None)


def _location(part: MIMEPart) -> str:
    names = ("snapshot-content-location", "content-location")
    found = (header(part, name) for name in names)
    return next((location for location in found if location.startswith(("http://", "https://"))), "")
