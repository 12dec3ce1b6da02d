"""Reads plain text; hard-wrapped lines are joined to paragraphs."""

from __future__ import annotations

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import PLAIN, DocumentReader
from factcheck.documents.paragraphs.blocks import lay_out
from factcheck.documents.paragraphs.hard_wraps import blocks_of


class PlainReader(DocumentReader):
    """Reads plain text."""

    format = PLAIN

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a plain text as a document. Raises UnreadableError if it cannot be decoded."""
        characters = decode(data, charset)
        text, _ = lay_out(blocks_of(characters.text))
        return Document(text=text, media_type=PLAIN.media_type, url=url, encoding=characters.encoding)
