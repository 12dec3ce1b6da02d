"""Parts of documents that are read by themselves: attachments of an e-mail, and pages of a PDF that are pictures."""

from __future__ import annotations

from factcheck.documents import format_errors, named_errors, reader_of
from factcheck.documents.attachments import Attachment
from factcheck.documents.formats import AttachmentReader, LockedReader, ScanReader
from factcheck.documents.page_picture import PagePicture


def attachments(data: bytes, name: str, media_type: str = "") -> list[Attachment]:
    """Return the attachments of a document; none if it is no e-mail. Raises UnreadableError with its name."""
    with named_errors(name):
        reader = reader_of(data, name, media_type)
        if not isinstance(reader, AttachmentReader):
            return []
        with format_errors(reader.format.name):
            return reader.attachments(data)


def pages_without_text(data: bytes, name: str, password: str = "") -> list[int]:
    """Return the numbers of the pages that are pictures, from 1. Raises UnreadableError with the document's name."""
    with named_errors(name):
        reader = _scan_reader(data, name, password)
        if reader is None:
            return []
        with format_errors(reader.format.name):
            return reader.pages_without_text(data)


def page_picture(data: bytes, name: str, password: str, page: int, dpi: int) -> PagePicture:
    """Return the picture of a page, by its number from 1. Raises UnreadableError with the name of the document."""
    with named_errors(name):
        reader = _scan_reader(data, name, password)
        if reader is None:
            raise ValueError(f"{name} has no pages")
        with format_errors(reader.format.name):
            return reader.page_picture(data, page, dpi)


def _scan_reader(data: bytes, name: str, password: str) -> ScanReader | None:
    reader = reader_of(data, name)
    if password and isinstance(reader, LockedReader):
        reader = reader.with_password(password)
    return reader if isinstance(reader, ScanReader) else None
