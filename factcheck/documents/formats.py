"""Detect the format of a document: by its content first, then by its file name and media type.

A page that was saved as `.txt` is read as HTML. The media type of the resulting document is that of the detected
format, and `misnamed` describes the mismatch. Files that hold no text (pictures, programs, archives) are rejected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from factcheck.case.document import Document
from factcheck.errors import UnreadableError

_FIRST: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "an RTF document (save it as DOCX or PDF)"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording or a film"),
    (b"fLaC", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a film"),
)
_LATER: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "a WebP picture"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "a sound recording"),
    (re.compile(rb"RIFF....AVI ", re.DOTALL), "a film"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL), "a picture"),
    (re.compile(rb"....ftyp", re.DOTALL), "a film or a sound recording"),
    (re.compile(rb"BM....\x00\x00\x00\x00", re.DOTALL), "a BMP picture"),
    (re.compile(rb"MZ.{1,100}\x00", re.DOTALL), "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEEN = 4096


def refused(data: bytes) -> str:
    """Return what `data` is, where that is nothing with a text that could be read; empty where it may be a document."""
    if data.startswith(_OLE):
        return _ole(data)
    # A text may begin as a picture does; a text of words holds no control characters.
    for start, what in _FIRST:
        if data.startswith(start) and (what.startswith("an RTF") or _is_binary(data[:_SEEN])):
            return what
    return next((what for pattern, what in _LATER if pattern.match(data)), "")


def _is_binary(head: bytes) -> bool:
    return any(byte < 0x20 and byte not in b"\t\n\f\r\x1b" for byte in head)  # noqa: PLR2004


def _ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "an encrypted Office document (save it without its password)"
    return "a document of an older Office (save it as DOCX or PDF)"


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format: what people call it, its media type, and how its files' names end, in lower case."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]

    def fits(self, name: str, media_type: str = "") -> bool:
        """Tell whether a document is of this format by its file's name or what its server calls it."""
        plain_type = media_type.partition(";")[0].strip().lower()
        return name.lower().endswith(self.suffixes) or plain_type == self.media_type


PLAIN = DocumentFormat("plain text", "text/plain", (".txt", ".text"))
MARKDOWN = DocumentFormat("Markdown", "text/markdown", (".md", ".markdown"))
HTML = DocumentFormat("HTML", "text/html", (".html", ".htm", ".xhtml"))
PDF = DocumentFormat("PDF", "application/pdf", (".pdf",))
DOCX = DocumentFormat(
    "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx", ".docm")
)
MAIL = DocumentFormat("e-mail", "message/rfc822", (".eml", ".mhtml", ".mht"))
FORMATS = (PLAIN, MARKDOWN, HTML, PDF, DOCX, MAIL)

SUFFIXES = tuple(suffix for format_ in FORMATS for suffix in format_.suffixes)
"""How the names of files end that are documents, in lower case: what is picked up from a directory."""

_ALIASES = {"application/xhtml+xml": HTML, "text/x-markdown": MARKDOWN, "multipart/related": MAIL}
_MARKED_UP = re.compile(r"(?is)\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b")
_TAG = re.compile(r"(?i)<(?:p|div|br|span|h[1-6]|article|section|main|table|ul|ol|meta|title|a)\b[^<>]*>")
_HEADER = re.compile(r"(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}(?:\n|\Z)")
_MACHINE = re.compile(r"(?im)^(?:received|message-id|mime-version|return-path|delivered-to|snapshot-content-location):")
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def detect_format(data: bytes, name: str, media_type: str = "") -> DocumentFormat:
    """Return the format of a document. Raises UnreadableError where it is none that can be read."""
    if what := refused(data):
        raise UnreadableError(f"is {what}, and no document that can be read")
    called = _called(name, media_type)
    if b"%PDF-" in data[:1024] and (called is PDF or data.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")):
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return DOCX  # which says itself what other archive this is
    return _text_format(_head(data), called)


def misnamed(name: str, document_type: str) -> str:
    """Return in words that a document is not what its name says, "HTML, not PDF"; empty where it is."""
    called = _by_suffix(name)
    found = next((format_ for format_ in FORMATS if format_.media_type == document_type), None)
    if called is None or found is None or called is found:
        return ""
    return f"{found.name}, not {called.name}"


def _text_format(head: str, called: DocumentFormat | None) -> DocumentFormat:
    """Return which of the formats made of characters `head` begins, if need be by what the document is called."""
    if _MARKED_UP.match(head):
        return HTML
    if _HEADER.match(head) and (called is MAIL or _MACHINE.search(head.split("\n\n", 1)[0])):
        return MAIL
    if called is HTML and not _TAG.search(head) and "<" not in head:
        return PLAIN
    return called if called in {HTML, MARKDOWN} else PLAIN


def _called(name: str, media_type: str) -> DocumentFormat | None:
    plain_type = media_type.partition(";")[0].strip().lower()
    by_type = next((format_ for format_ in FORMATS if format_.media_type == plain_type), _ALIASES.get(plain_type))
    by_name = _by_suffix(name)
    return by_name if by_type is None or (by_type is PLAIN and by_name is not None) else by_type


def _by_suffix(name: str) -> DocumentFormat | None:
    lowered = name.lower()
    return next((format_ for format_ in FORMATS if lowered.endswith(format_.suffixes)), None)


def _head(data: bytes) -> str:
    """Return how a document begins, as characters of which at least ASCII is right, with newlines for line breaks."""
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), "latin-1")
    head = data[:_SEEN].decode(encoding, "ignore") if encoding != "latin-1" else _narrow(data[: _SEEN * 4])
    return head.lstrip("\ufeff").removeprefix("ï»¿").replace("\r\n", "\n").replace("\r", "\n")


def _narrow(head: bytes) -> str:
    """Return the beginning of a text without a byte order mark: where every second byte is nothing, without those."""
    return head.replace(b"\0", b"")[:_SEEN].decode("latin-1")


class DocumentReader(Protocol):
    """Reads the documents of one format. Its errors say what is wrong without the document's name."""

    format: DocumentFormat
    """The format: by its suffixes and its media type the documents of an installed package's reader are known."""

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return the document; `charset` is what its carrier declares, `url` where it came from.

        Raises UnreadableError.
        """
        ...
