"""Reads PDF with PDFium: its lines in the order of the page, joined to paragraphs by their positions.

PDFium is not thread-safe: a program with several threads must read PDFs in a separate process.
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

_MAX_PAGES = 20_000
_TAIL = 2048  # bytes in which the end-of-file marker is looked for
_LINE = re.compile("[^\r\n\ufffe]+")
_AUTOMATIC_TITLE = re.compile(r"(?i)^microsoft \w+ - |\.(?:docx?|pdf|indd|tex|dvi)$")


class PdfReader(DocumentReader):
    """Reads PDF."""

    format = PDF

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a PDF as a document, without a date: the creation date of the file is not that of publication.

        Raises UnreadableError if it is encrypted or damaged, or its pages are images.
        """
        del charset
        with _opened(data) as document:
            pages = remove_running_heads(list(_pages(document)))
            if not any(pages):
                raise UnreadableError(f"has no text on its {len(pages)} pages: they are pictures, or were scanned")
            metadata = document.get_metadata_dict(skip_empty=True)
        hyphens = Hyphens("\n".join(line.text for page in pages for line in page), usual=True)
        blocks = [block for number, lines in enumerate(pages) for block in blocks_of(lines, number, hyphens)]
        text, starts = lay_out(blocks, hyphens)
        return Document(
            text=text,
            media_type=PDF.media_type,
            title=_AUTOMATIC_TITLE.sub("", clean_line(metadata.get("Title", ""))),
            author=clean_line(metadata.get("Author", "")),
            url=url,
            pages=page_starts(blocks, starts, len(pages), len(text)),
        )


def _opened(data: bytes) -> PdfDocument:
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        raise UnreadableError("is unfinished: the end of the PDF is missing")
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        password = "password" in str(error).lower() or "security" in str(error).lower()
        raise UnreadableError("is encrypted" if password else f"is a damaged PDF ({error})") from error


def _pages(document: PdfDocument) -> Iterator[list[PdfLine]]:
    """Yield the lines of each page. Raises UnreadableError if any page is damaged."""
    if len(document) > _MAX_PAGES:
        raise UnreadableError(f"has {len(document)} pages, more than the {_MAX_PAGES} that are read")
    for number in range(len(document)):
        try:
            page = document[number]
            yield _lines(page)
            page.close()
        except PdfiumError as error:
            raise UnreadableError(f"is a damaged PDF: page {number + 1} cannot be read ({error})") from error


def _lines(page: PdfPage) -> list[PdfLine]:
    """Return the lines of a page with their positions; PDFium ends them with a line break, or U+FFFE for a hyphen."""
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    lines = []
    for match in _LINE.finditer(text):
        if line := match[0].replace("\0", "").strip():
            hyphen = "-" if text[match.end() : match.end() + 1] == "\ufffe" else ""
            first, last = _boxes(text_page, match)
            lines.append(PdfLine(line + hyphen, first[0], first[1], last[2], first[3]))
    return lines


def _boxes(text_page: PdfTextPage, line: re.Match[str]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the boxes (left, bottom, right, top) of the first and the last character of a line, in points."""
    first = line.start() + len(line[0]) - len(line[0].lstrip())
    last = line.start() + len(line[0].rstrip()) - 1
    indexes = (raw.FPDFText_GetCharIndexFromTextIndex(text_page, position) for position in (first, last))
    first_box, last_box = (text_page.get_charbox(max(index, 0), loose=True) for index in indexes)
    return first_box, last_box
