"""Reads e-mails: their headers and text. Attachments are named, and are documents of their own."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from factcheck.case.document import Document
from factcheck.documents import READERS
from factcheck.documents.attachments import Attachment, attachment_name, attachments_remark
from factcheck.documents.encodings import decode
from factcheck.documents.formats import HTML, MAIL, DocumentReader
from factcheck.documents.paragraphs.blocks import lay_out
from factcheck.documents.paragraphs.hard_wraps import blocks_of
from factcheck.documents.readers.mail_headers import header
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
"""The headers that are put before the text, so that they can be quoted."""
_SOFT_BREAK = re.compile(r"(?m)(?<!^--)[ ]\r?\n(?![> ]|--[ ]?$|\r?\n)")


class MailReader(DocumentReader):
    """Reads e-mails."""

    format = MAIL

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return an e-mail as a document: its part in plain text, else the one in HTML. Raises UnreadableError."""
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        if body is None:
            raise UnreadableError(_no_text(message))
        document = _body(body, charset, url)
        return Document(
            text=_with_headers(message, document.text),
            media_type=MAIL.media_type,
            title=header(message, "subject") or document.title,
            author=_sender(message) or document.author,
            publisher=document.publisher,
            published=_date(message) or document.published,
            language=document.language,
            url=document.url,
            encoding=document.encoding,
            remarks=(*document.remarks, *attachments_remark([each.name for each in attachments_of(message)])),
        )

    def attachments(self, data: bytes) -> list[Attachment]:
        """Return the attachments of an e-mail."""
        return attachments_of(message_from_bytes(data, policy=policy.default))


def attachments_of(message: EmailMessage) -> list[Attachment]:
    """Return the attachments of an e-mail; e-mails that were forwarded with it are among them, as `.eml`."""
    found: list[Attachment] = []
    for part in message.iter_attachments() if message.is_multipart() else ():
        inner = part.get_payload(0) if part.get_content_type() == "message/rfc822" and part.is_multipart() else None
        payload = inner.as_bytes() if isinstance(inner, EmailMessage) else part.get_payload(decode=True)
        name = attachment_name(_file_name(part), len(found) + 1, ".eml" if inner is not None else "")
        found.append(Attachment(name, payload if isinstance(payload, bytes) else b"", part.get_content_type()))
    return found


def _file_name(part: MIMEPart) -> str:
    try:
        return part.get_filename("") or ""
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""


def _with_headers(message: EmailMessage, text: str) -> str:
    """Return the text of an e-mail after its headers."""
    if not text.strip() or not header(message, "from"):
        return text
    headers = ((name, header(message, name)) for name in _HEADERS)
    return "\n".join(f"{name}: {value}" for name, value in headers if value) + f"\n\n{text}"


def _no_text(message: EmailMessage) -> str:
    count = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    return "has no text, only attachments: --attachments adds them" if count else "has no text"


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


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(header(message, "from"))
    return clean_line(name or (address if "@" in address else ""))


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(header(message, "date")).date().isoformat()
    except (ValueError, TypeError):
        return ""
