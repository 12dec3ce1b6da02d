"""PDF by PDFium: its lines in the order of the page, made into paragraphs by where they stand; its pages kept.

PDFium is made for one thread: of a program that has several, PDFs are read apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage, raw

from factcheck.case.document import Document
from factcheck.documents.formats import PDF, DocumentReader
from factcheck.documents.paragraphs.blocks import Hyphens, lay_out, page_starts
from factcheck.documents.paragraphs.pdf_lines import PdfLine, blocks_of, remove_running_heads
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_MOST_PAGES = 20_000
_END_SEEN = 2048
_PIECE = re.compile("[^\r\n\ufffe]+")
_PROGRAM = re.compile(r"(?i)^microsoft \w+ - |\.(?:docx?|pdf|indd|tex|dvi)$")


class PdfReader(DocumentReader):
    """Reads PDF."""

    format = PDF

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a PDF as a document. Raises UnreadableError where it is encrypted, damaged, or has pictures for pages.

        The day on which a file was made is not the day on which it was published, and is not taken for it.
        """
        del charset
        with _opened(data) as document:
            pages = remove_running_heads(list(_pages(document)))
            if not any(pages):
                raise UnreadableError(f"has no text on its {len(pages)} pages: they are pictures, or were scanned")
            cover = document.get_metadata_dict(skip_empty=True)
        hyphens = Hyphens("\n".join(line.text for page in pages for line in page), usual=True)
        blocks = [block for number, lines in enumerate(pages) for block in blocks_of(lines, number, hyphens)]
        text, starts = lay_out(blocks, hyphens)
        return Document(
            text=text,
            media_type=PDF.media_type,
            title=_PROGRAM.sub("", clean_line(cover.get("Title", ""))),
            author=clean_line(cover.get("Author", "")),
            url=url,
            pages=page_starts(blocks, starts, len(pages), len(text)),
        )


def _opened(data: bytes) -> PdfDocument:
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-_END_SEEN:]:
        raise UnreadableError("is unfinished: the end of the PDF is missing")
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        password = "password" in str(error).lower() or "security" in str(error).lower()
        raise UnreadableError("is encrypted" if password else f"is a damaged PDF ({error})") from error


def _pages(document: PdfDocument) -> Iterator[list[PdfLine]]:
    """Yield the lines of each page. Raises UnreadableError where a page is damaged, since part of a text misleads."""
    if len(document) > _MOST_PAGES:
        raise UnreadableError(f"has {len(document)} pages, more than the {_MOST_PAGES} that are read")
    for number in range(len(document)):
        try:
            page = document[number]
            yield _lines(page)
            page.close()
        except PdfiumError as error:
            raise UnreadableError(f"is a damaged PDF: page {number + 1} cannot be read ({error})") from error


def _lines(page: PdfPage) -> list[PdfLine]:
    """Return the lines of a page with their places; PDFium parts them by line breaks, or by U+FFFE at a hyphen."""
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    lines = []
    for found in _PIECE.finditer(text):
        words = found.group().replace("\0", "").strip()
        if words:
            hyphen = "-" if text[found.end() : found.end() + 1] == "\ufffe" else ""
            first, last = _edges(text_page, found)
            lines.append(PdfLine(words + hyphen, first[0], first[1], last[2], first[3]))
    return lines


def _edges(text_page: PdfTextPage, found: re.Match[str]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the boxes (left, bottom, right, top) of the first and the last sign of a line."""
    piece = found.group()
    first = found.start() + len(piece) - len(piece.lstrip())
    last = found.start() + len(piece.rstrip()) - 1
    places = (raw.FPDFText_GetCharIndexFromTextIndex(text_page, place) for place in (first, last))
    start, end = (text_page.get_charbox(max(place, 0), loose=True) for place in places)
    return start, end
