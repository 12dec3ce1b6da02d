"""Detect the format of a document: by its content first, then by its file name and media type.

A page that was saved as `.txt` is read as HTML. The media type of the resulting document is that of the detected
format, and `misnamed` describes the mismatch. Files without text (pictures, programs, archives) are rejected.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from io import BytesIO

from factcheck.documents.delimited import is_table
from factcheck.documents.formats import (
    CSV,
    DOCX,
    EPUB,
    HTML,
    JSON,
    MAIL,
    MARKDOWN,
    MHTML,
    MSG,
    ODS,
    ODT,
    PDF,
    PLAIN,
    PPTX,
    RTF,
    SRT,
    TSV,
    VTT,
    WACZ,
    WARC,
    WEBARCHIVE,
    XLSX,
    XML,
    DocumentFormat,
    named_format,
)
from factcheck.errors import UnreadableError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"SQLite format 3\x00", "a database"),
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
        if data.startswith(start) and _is_binary(data[:_HEAD]):
            return what
    return next((what for pattern, what in _SIGNATURE_PATTERNS if pattern.match(data)), "")


def _is_binary(head: bytes) -> bool:
    return any(byte < 0x20 and byte not in b"\t\n\f\r\x1b" for byte in head)  # noqa: PLR2004


def _ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "an encrypted Office document (save it without its password)"
    if "__properties_version1.0".encode("utf-16-le") in data:
        return ""
    return "a document of an older Office (save it as DOCX or PDF)"


_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_GZIP = b"\x1f\x8b"
_PACKAGES = (
    ("word/", DOCX),
    ("xl/", XLSX),
    ("ppt/", PPTX),
    ("datapackage.json", WACZ),
    ("META-INF/container.xml", EPUB),
)
"""What a part of a zip archive is called that is a document of a format."""
_MIMETYPES = (
    (b"application/vnd.oasis.opendocument.text", ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", ODS),
    (b"application/epub+zip", EPUB),
)
_MAX_MIMETYPE = 200
_HTML_START = re.compile(r"(?is)\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b")
_TAG = re.compile(r"(?i)<(?:p|div|br|span|h[1-6]|article|section|main|table|ul|ol|meta|title|a)\b[^<>]*>")
_HEADER = re.compile(r"(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}(?:\n|\Z)")
_TRANSPORT_HEADER = re.compile(
    r"(?im)^(?:received|message-id|mime-version|return-path|delivered-to|snapshot-content-location):"
)
_SAVED_PAGE = re.compile(r"(?im)^(?:snapshot-content-location:|from: *<saved by |content-type: *multipart/related)")
_VTT_START = re.compile(r"WEBVTT(?:[ \t][^\n]*)?(?:\n|\Z)")
_SRT_START = re.compile(r"\s*(?:\d+[ \t]*\n)?\d{1,3}:\d\d:\d\d[,.]\d{1,3} *--> *\d{1,3}:\d\d:\d\d[,.]\d{1,3}")
_STARTS = (
    (re.compile(r"\{\\rtf"), RTF),
    (re.compile(r"WARC/1\."), WARC),
    (_VTT_START, VTT),
    (_SRT_START, SRT),
    (_HTML_START, HTML),
)
"""What only documents of a format begin with."""
_XML_START = re.compile(r"(?s)\s*(?:<!--.*?-->\s*)*<\?xml\s")
_PLIST = re.compile(r"(?s)<!DOCTYPE plist\b.{0,2000}<key>WebMainResource</key>")
_JSON_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\[\"\]])")
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
    named = named_format(name, media_type)
    if b"%PDF-" in data[:1024] and (named is PDF or data.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")):
        return PDF
    if data.startswith(_ZIP):
        return _package_format(data)
    if data.startswith(_OLE):
        return MSG
    if data.startswith(_GZIP):
        return _gzip_format(data)
    if data.startswith(b"bplist00") and b"WebMainResource" in data:
        return WEBARCHIVE
    return _text_format(_head(data), data, named)


def _package_format(data: bytes) -> DocumentFormat:
    """Return the format of a zip archive, by the names of its parts. Raises UnreadableError if it is of none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _MAX_MIMETYPE:
                kind = archive.read("mimetype").strip()
                if found := next((format_ for start, format_ in _MIMETYPES if kind.startswith(start)), None):
                    return found
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise UnreadableError(f"is a damaged or unfinished document, or another archive ({error})") from error
    found = next((format_ for start, format_ in _PACKAGES if any(name.startswith(start) for name in names)), None)
    if found is None:
        raise UnreadableError("is a zip archive, not a document; unpack it, and add the documents in it")
    return found


def _gzip_format(data: bytes) -> DocumentFormat:
    try:
        start = zlib.decompressobj(31).decompress(data[:_HEAD], _HEAD)
    except zlib.error:
        start = b""
    if not start.startswith(b"WARC/"):
        raise UnreadableError("is a gzip archive, not a document that can be read; unpack it, and add what is in it")
    return WARC


def _text_format(head: str, data: bytes, named: DocumentFormat | None) -> DocumentFormat:
    """Return the text format of a document that begins with `head`; `named` is the format of its name or media type."""
    if (found := _marked_format(head, data)) is not None:
        return found
    if _HEADER.match(head):
        headers = head.split("\n\n", 1)[0]
        if named in {MAIL, MHTML} or _TRANSPORT_HEADER.search(headers):
            return MHTML if _SAVED_PAGE.search(headers) else MAIL
    if named is HTML and not _TAG.search(head) and "<" not in head:
        return PLAIN
    if named in {CSV, TSV} and any(delimiter in head for delimiter in ",;\t|"):
        return named
    if named in {None, PLAIN} and is_table(head):
        return TSV if "\t" in head else CSV
    return named if named in {HTML, MARKDOWN} else PLAIN


def _marked_format(head: str, data: bytes) -> DocumentFormat | None:
    """Return the format of a text that begins as only documents of that format do."""
    if (found := next((format_ for start, format_ in _STARTS if start.match(head)), None)) is not None:
        return found
    if _XML_START.match(head):
        return WEBARCHIVE if _PLIST.search(head) else XML
    return JSON if _JSON_START.match(head) and _is_json(data) else None


def _is_json(data: bytes) -> bool:
    """Return whether a text is an object or array in JSON, or such in each line."""
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        try:
            lines = data.split(b"\n", 2)
            return len(lines) > 1 and all(
                isinstance(json.loads(line), dict | list) for line in lines[:2] if line.strip()
            )
        except (ValueError, RecursionError):
            return False
    return True


def _head(data: bytes) -> str:
    """Return the beginning of a document, decoded so that at least ASCII is right, with newlines for line breaks."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "latin-1")
    if encoding == "latin-1":  # or UTF-16 or UTF-32 without a mark: without its zero bytes, ASCII is left
        head = data[: _HEAD * 4].replace(b"\0", b"")[:_HEAD].decode("latin-1")
    else:
        head = data[:_HEAD].decode(encoding, "ignore")
    return head.lstrip("\ufeff").removeprefix("ï»¿").replace("\r\n", "\n").replace("\r", "\n")
