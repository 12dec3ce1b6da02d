"""Reads e-mails that Outlook saved (`.msg`) with olefile, by the properties of MS-OXPROPS.

Texts are in UTF-16, or in the code page of the message, which is a property too. The body is read as plain text, else
as HTML. Attachments are named, and are documents of their own.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

from olefile import OleFileIO

from factcheck.case.document import Document
from factcheck.documents import READERS
from factcheck.documents.attachments import Attachment, attachment_name, attachments_remark
from factcheck.documents.encodings import decode
from factcheck.documents.formats import HTML, MSG, DocumentReader
from factcheck.documents.paragraphs.blocks import lay_out
from factcheck.documents.paragraphs.hard_wraps import blocks_of
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_UNICODE, _EIGHT_BIT, _BINARY = "001F", "001E", "0102"
_SUBJECT, _SENDER, _SENDER_ADDRESS, _TO, _CC = "0037", "0C1A", "0C1F", "0E04", "0E03"
_BODY, _HTML, _RTF = "1000", "1013", "1009"
_SENT, _RECEIVED = 0x0039, 0x0E06
_CODE_PAGES = (0x3FFD, 0x3FDE)
_FILE_NAMES, _CONTENT, _KIND = ("3707", "3704", "3001"), "3701", "370E"
_HEADER_SIZE = 32
"""Bytes before the properties of fixed size."""
_PROPERTY = struct.Struct("<HHIQ")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_UTF_8, _MAX_STREAM = 65001, 100 << 20


class MsgReader(DocumentReader):
    """Reads e-mails of Outlook."""

    format = MSG

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return an e-mail as a document. Raises UnreadableError if it has no text."""
        with OleFileIO(BytesIO(data)) as file:
            message = _Message(file, charset)
            body = message.body(url)
            names = [attachment.name for attachment in message.attachments()]
        headers = (
            ("From", message.sender),
            ("To", message.text(_TO)),
            ("Cc", message.text(_CC)),
            ("Date", f"{message.sent:%a, %d %b %Y %H:%M:%S +0000}" if message.sent else ""),
            ("Subject", message.text(_SUBJECT)),
        )
        shown = "\n".join(f"{name}: {clean_line(value)}" for name, value in headers if clean_line(value))
        return Document(
            text=f"{shown}\n\n{body.text}".strip(),
            media_type=MSG.media_type,
            title=clean_line(message.text(_SUBJECT)) or body.title,
            author=clean_line(message.text(_SENDER) or message.text(_SENDER_ADDRESS)),
            published=message.sent.date().isoformat() if message.sent else "",
            language=body.language,
            url=url,
            encoding=body.encoding,
            remarks=(*body.remarks, *attachments_remark(names)),
        )

    def attachments(self, data: bytes) -> list[Attachment]:
        """Return the attachments of an e-mail, without e-mails of Outlook that are attached to it."""
        with OleFileIO(BytesIO(data)) as file:
            return list(_Message(file, "").attachments())


class _Message:
    """The properties of a message."""

    def __init__(self, file: OleFileIO, charset: str) -> None:
        self._file = file
        self._fixed = dict(self._fixed_properties())
        self._code_page = charset or _encoding(next(filter(None, map(self._fixed.get, _CODE_PAGES)), 0))
        time = self._fixed.get(_SENT) or self._fixed.get(_RECEIVED) or 0
        self.sent = _moment(time)

    def text(self, tag: str, storage: str = "") -> str:
        """Return a text; "" if there is none."""
        wide = self._stream(f"{storage}__substg1.0_{tag}{_UNICODE}")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decode(narrow, self._code_page).text if (narrow := self._narrow(tag, storage)) else ""

    @property
    def sender(self) -> str:
        """The sender, with the address if it is one of the Internet."""
        name, address = self.text(_SENDER), self.text(_SENDER_ADDRESS)
        return f"{name} <{address}>" if "@" in address and address != name else name or address

    def body(self, url: str) -> Document:
        """Return the text of the message as a document. Raises UnreadableError if there is none."""
        if plain := self.text(_BODY):
            text, _ = lay_out(blocks_of(plain))
            return Document(text=text)
        page = self._stream(f"__substg1.0_{_HTML}{_BINARY}").rstrip(b"\0") or self.text(_HTML).encode()
        if page:
            return READERS.find(HTML.name).read(page, "", url)
        if self._stream(f"__substg1.0_{_RTF}{_BINARY}"):
            raise UnreadableError("has its text only in Outlook's own form of RTF: save it as .eml, HTML or PDF")
        raise UnreadableError("has no text")

    def attachments(self) -> Iterator[Attachment]:
        """Yield the attachments that are files, then those that are e-mails, without their bytes."""
        storages = sorted({path[0] for path in self._file.listdir() if path[0].startswith("__attach_version1.0_")})
        for number, storage in enumerate(storages, 1):
            name = next(filter(None, (self.text(tag, f"{storage}/") for tag in _FILE_NAMES)), "")
            content = self._stream(f"{storage}/__substg1.0_{_CONTENT}{_BINARY}")
            yield Attachment(attachment_name(name, number), content, clean_line(self.text(_KIND, f"{storage}/")))

    def _narrow(self, tag: str, storage: str) -> bytes:
        return self._stream(f"{storage}__substg1.0_{tag}{_EIGHT_BIT}").rstrip(b"\0")

    def _stream(self, path: str) -> bytes:
        if not self._file.exists(path):
            return b""
        content: bytes = self._file.openstream(path).read(_MAX_STREAM)
        return content

    def _fixed_properties(self) -> Iterator[tuple[int, int]]:
        """Yield the tags and values of the properties of fixed size."""
        data = self._stream("__properties_version1.0")[_HEADER_SIZE:]
        for kind, tag, _, value in _PROPERTY.iter_unpack(data[: len(data) - len(data) % _PROPERTY.size]):
            yield tag, value & 0xFFFFFFFF if kind == 0x0003 else value  # noqa: PLR2004 - a number of 32 bits


def _encoding(code_page: int) -> str:
    if code_page == _UTF_8:
        return "utf-8"
    try:
        return codecs.lookup(f"cp{code_page}").name
    except LookupError:
        return ""


def _moment(time: int) -> datetime | None:
    """Return the moment that Windows counts as `time`: 100 ns since 1601."""
    try:
        return _EPOCH + timedelta(microseconds=time // 10) if time else None
    except OverflowError:
        return None
