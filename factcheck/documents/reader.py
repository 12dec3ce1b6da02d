"""What a reader of documents is: the format that it reads, and how."""

from __future__ import annotations

from typing import Protocol

from factcheck.case.document import Document
from factcheck.documents.formats import DocumentFormat


class DocumentReader(Protocol):
    """Reads the documents of one format. Its errors say what is wrong without the document's name."""

    format: DocumentFormat
    """The format: by its suffixes and its media type the documents of an installed package's reader are known."""

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return the document; `charset` is what its carrier declares, `url` where it came from.

        Raises UnreadableError.
        """
        ...
