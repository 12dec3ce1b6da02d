"""Reads plain text; hard-wrapped lines are joined to paragraphs."""

from __future__ import annotations

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import PLAIN, DocumentReader
from factcheck.documents.paragraphs.blocks import ends_sentence, lay_out
from factcheck.documents.paragraphs.hard_wraps import blocks_of

_MAX_HEADING = 100
"""Characters of the longest heading."""


class PlainReader(DocumentReader):
    """Reads plain text."""

    format = PLAIN

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a plain text as a document. Raises UnreadableError if it cannot be decoded."""
        characters = decode(data, charset)
        text, _ = lay_out(blocks_of(characters.text))
        return Document(
            text=text, media_type=PLAIN.media_type, title=_heading(text), url=url, encoding=characters.encoding
        )


def _heading(text: str) -> str:
    """Return the first paragraph of a text if it looks like its heading: short, and no sentence; "" if not."""
    first, _, rest = text.partition("\n\n")
    is_heading = (
        rest and len(first) <= _MAX_HEADING and len(first.split()) > 1 and "\n" not in first and "\t" not in first
    )
    return first if is_heading and not ends_sentence(first) and first[:1].isupper() else ""
