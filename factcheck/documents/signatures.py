"""What is known by its first bytes to be no document with text, so that it can be refused by its name."""

from __future__ import annotations

import re

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
