"""E-mails, and pages that a browser saved as one (`.mhtml`): head, subject, sender, date, and the text to be read."""

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

_HEAD = ("From", "To", "Cc", "Date", "Subject")
"""The headers that stand above the text, as they stand above a printed letter: who wrote to whom can be quoted."""
_FLOWED = re.compile(r"(?m)(?<!^--)[ ]\r?\n(?![> ]|--[ ]?$|\r?\n)")


class MailReader(DocumentReader):
    """Reads e-mails and pages saved as MHTML."""

    format = MAIL

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return an e-mail as a document, from its part in plain text or else in HTML. Raises UnreadableError."""
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        if body is None:
            raise UnreadableError(_nothing(message))
        document = _body(body, charset, url or _location(message))
        return Document(
            text=_headed(message, document.text),
            media_type=MAIL.media_type,
            title=_header(message, "subject") or document.title,
            author=_sender(message) or document.author,
            publisher=document.publisher,
            published=_date(message) or document.published,
            language=document.language,
            url=document.url,
            encoding=document.encoding,
        )


def _headed(message: EmailMessage, text: str) -> str:
    """Return a text below the head of its letter; a page that a browser saved is no letter."""
    sender = _header(message, "from")
    if not text.strip() or not sender or _location(message) or sender.startswith("<Saved by "):
        return text
    found = ((name, _header(message, name)) for name in _HEAD)
    return "\n".join(f"{name}: {words}" for name, words in found if words) + f"\n\n{text}"


def _nothing(message: EmailMessage) -> str:
    count = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    return "has no text, only what is attached to it: save that and add it" if count else "has no text"


def _body(part: MIMEPart, charset: str, url: str) -> Document:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    declared = part.get_content_charset("") or charset
    if part.get_content_subtype() == "html":
        return READERS.find(HTML.name).read(data, declared, url)
    characters = decode(data, declared)
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    text, _ = lay_out(blocks_of(_FLOWED.sub(" ", characters.text) if flowed else characters.text))
    return Document(text=text, url=url, encoding=characters.encoding)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean_line(str(message.get(name, "")))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError):  # the parser stumbles over some headers
        return ""


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(_header(message, "from"))
    return clean_line(name or (address if "@" in address else ""))


def _location(message: EmailMessage) -> str:
    found = _header(message, "snapshot-content-location")
    return found if found.startswith(("http://", "https://")) else ""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError):
        return ""
