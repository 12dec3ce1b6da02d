"""Detect the format of a document: by its content first, then by its file name and media type.

A page that was saved as `.txt` is read as HTML. The media type of the resulting document is that of the detected
format, and `misnamed` describes the mismatch. Files without text (pictures, programs, archives) are rejected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from factcheck.case.document import Document
from factcheck.errors import UnreadableError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
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
_SIGNATURE_PATTERNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "a WebP picture"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "a sound recording"),
    (re.compile(rb"RIFF....AVI ", re.DOTALL), "a film"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL), "a picture"),
    (re.compile(rb"....ftyp", re.DOTALL), "a film or a sound recording"),
    (re.compile(rb"BM....\x00\x00\x00\x00", re.DOTALL), "a BMP picture"),
    (re.compile(rb"MZ.{1,100}\x00", re.DOTALL), "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096  # bytes in which the format is looked for


def refused(data: bytes) -> str:
    """Return in words what `data` is if it is no document with text ("a PNG picture"); "" if it may be one."""
    if data.startswith(_OLE):
        return _ole(data)
    # A text may begin with the same characters as a picture, but contains no control characters.
    for start, what in _SIGNATURES:
        if data.startswith(start) and (what.startswith("an RTF") or _is_binary(data[:_HEAD])):
            return what
    return next((what for pattern, what in _SIGNATURE_PATTERNS if pattern.match(data)), "")


def _is_binary(head: bytes) -> bool:
    return any(byte < 0x20 and byte not in b"\t\n\f\r\x1b" for byte in head)  # noqa: PLR2004


def _ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "an encrypted Office document (save it without its password)"
    return "a document of an older Office (save it as DOCX or PDF)"


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format: its name for people, its media type, and the suffixes of its files, in lower case."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]

    def fits(self, name: str, media_type: str = "") -> bool:
        """Tell whether a file name or media type is one of this format."""
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
"""The suffixes of the files that are documents in a directory, in lower case."""

_ALIASES = {"application/xhtml+xml": HTML, "text/x-markdown": MARKDOWN, "multipart/related": MAIL}
_HTML_START = re.compile(r"(?is)\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b")
_TAG = re.compile(r"(?i)<(?:p|div|br|span|h[1-6]|article|section|main|table|ul|ol|meta|title|a)\b[^<>]*>")
_HEADER = re.compile(r"(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}(?:\n|\Z)")
_TRANSPORT_HEADER = re.compile(
    r"(?im)^(?:received|message-id|mime-version|return-path|delivered-to|snapshot-content-location):"
)
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def detect_format(data: bytes, name: str, media_type: str = "") -> DocumentFormat:
    """Return the format of a document. Raises UnreadableError if it cannot be read."""
    if what := refused(data):
        raise UnreadableError(f"is {what}, not a document that can be read")
    named = _named_format(name, media_type)
    if b"%PDF-" in data[:1024] and (named is PDF or data.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")):
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return DOCX  # its reader tells what other archive it may be
    return _text_format(_head(data), named)


def misnamed(name: str, document_type: str) -> str:
    """Return how a document's format differs from that of its file name ("HTML, not PDF"); "" if it does not."""
    by_name = _by_suffix(name)
    actual = next((format_ for format_ in FORMATS if format_.media_type == document_type), None)
    if by_name is None or actual is None or by_name is actual:
        return ""
    return f"{actual.name}, not {by_name.name}"


def _text_format(head: str, named: DocumentFormat | None) -> DocumentFormat:
    """Return the text format of a document that begins with `head`; `named` is the format of its name or media type."""
    if _HTML_START.match(head):
        return HTML
    if _HEADER.match(head) and (named is MAIL or _TRANSPORT_HEADER.search(head.split("\n\n", 1)[0])):
        return MAIL
    if named is HTML and not _TAG.search(head) and "<" not in head:
        return PLAIN
    return named if named in {HTML, MARKDOWN} else PLAIN


def _named_format(name: str, media_type: str) -> DocumentFormat | None:
    plain_type = media_type.partition(";")[0].strip().lower()
    by_type = next((format_ for format_ in FORMATS if format_.media_type == plain_type), _ALIASES.get(plain_type))
    by_name = _by_suffix(name)
    return by_name if by_type is None or (by_type is PLAIN and by_name is not None) else by_type


def _by_suffix(name: str) -> DocumentFormat | None:
    lowered = name.lower()
    return next((format_ for format_ in FORMATS if lowered.endswith(format_.suffixes)), None)


def _head(data: bytes) -> str:
    """Return the beginning of a document, decoded so that at least ASCII is right, with newlines for line breaks."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "latin-1")
    if encoding == "latin-1":  # or UTF-16 or UTF-32 without a mark: without its zero bytes, ASCII is left
        head = data[: _HEAD * 4].replace(b"\0", b"")[:_HEAD].decode("latin-1")
    else:
        head = data[:_HEAD].decode(encoding, "ignore")
    return head.lstrip("\ufeff").removeprefix("ï»¿").replace("\r\n", "\n").replace("\r", "\n")


def language_code(tag: str) -> str:
    """Return the ISO 639-1 code at the beginning of a language tag ("en" of "en-GB"), "" if there is none."""
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", tag)
    return match[0].lower() if match else ""


class DocumentReader(Protocol):
    """Reads the documents of one format. The messages of its errors do not contain the name of the document."""

    format: DocumentFormat
    """The format. Documents with its suffixes or media type go to this reader if it is from an installed package."""

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return the document; `charset` is the one that the server or e-mail declares, `url` its address.

        Raises UnreadableError.
        """
        ...
