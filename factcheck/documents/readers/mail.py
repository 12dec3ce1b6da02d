"""Reads e-mails, and pages that a browser saved in their format (`.mhtml`)."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from factcheck.case.document import Document
from factcheck.documents import READERS
from factcheck.documents.encodings import decode
from factcheck.documents.formats import HTML, MAIL, DocumentReader
from factcheck.documents.paragraphs.blocks import lay_out
from factcheck.documents.paragraphs.hard_wraps import blocks_of
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
"""The headers that are put before the text, so that they can be quoted."""
_SOFT_BREAK = re.compile(r"(?m)(?<!^--)[ ]\r?\n(?![> ]|--[ ]?$|\r?\n)")


class MailReader(DocumentReader):
    """Reads e-mails and pages saved as MHTML."""

    format = MAIL

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return an e-mail as a document: its part in plain text, else the one in HTML. Raises UnreadableError."""
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        if body is None:
            raise UnreadableError(_no_text(message))
        document = _body(body, charset, url or _location(message))
        return Document(
            text=_with_headers(message, document.text),
            media_type=MAIL.media_type,
            title=_header(message, "subject") or document.title,
            author=_sender(message) or document.author,
            publisher=document.publisher,
            published=_date(message) or document.published,
            language=document.language,
            url=document.url,
            encoding=document.encoding,
        )


def _with_headers(message: EmailMessage, text: str) -> str:
    """Return the text of an e-mail after its headers; that of a saved page is returned unchanged."""
    sender = _header(message, "from")
    if not text.strip() or not sender or _location(message) or sender.startswith("<Saved by "):
        return text
    headers = ((name, _header(message, name)) for name in _HEADERS)
    return "\n".join(f"{name}: {value}" for name, value in headers if value) + f"\n\n{text}"


def _no_text(message: EmailMessage) -> str:
    count = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    return "has no text, only attachments: save those and add them" if count else "has no text"


def _body(part: MIMEPart, charset: str, url: str) -> Document:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    declared = part.get_content_charset("") or charset
    if part.get_content_subtype() == "html":
        return READERS.find(HTML.name).read(data, declared, url)
    characters = decode(data, declared)
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    text, _ = lay_out(blocks_of(_SOFT_BREAK.sub(" ", characters.text) if flowed else characters.text))
    return Document(text=text, url=url, encoding=characters.encoding)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean_line(str(message.get(name, "")))
    except (
        MessageError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ):  # which the parser raises for some malformed headers
        return ""


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(_header(message, "from"))
    return clean_line(name or (address if "@" in address else ""))


def _location(message: EmailMessage) -> str:
    """Return the address of a saved page; "" for an e-mail."""
    location = _header(message, "snapshot-content-location")
    return location if location.startswith(("http://", "https://")) else ""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError):
        return ""
