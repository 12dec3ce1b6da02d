"""Plain text: its characters as they are, its paragraphs as they were meant."""

from __future__ import annotations

from factcheck.document import Document
from factcheck.sources.encodings import decode
from factcheck.sources.formats import PLAIN
from factcheck.sources.paragraphs import laid_out
from factcheck.sources.wrapped import blocks_of


def read(data: bytes, charset: str = "", url: str = "") -> Document:
    """Return a plain text as a document. Raises UnreadableError where the bytes are no text."""
    characters = decode(data, charset)
    text, _ = laid_out(blocks_of(characters.text))
    return Document(text=text, media_type=PLAIN.media_type, url=url, encoding=characters.encoding)
