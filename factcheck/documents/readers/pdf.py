"""Reads PDF with PDFium: its lines in the order of the page, joined to paragraphs by their positions.

PDFium is not thread-safe: a program with several threads must read PDFs in a separate process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pypdfium2 import PdfDocument, PdfiumError

from factcheck.case.document import Document
from factcheck.documents.formats import PDF, DocumentReader
from factcheck.documents.page_picture import PagePicture
from factcheck.documents.paragraphs.blocks import Hyphens, lay_out, page_starts
from factcheck.documents.paragraphs.pdf_lines import PdfLine
from factcheck.documents.paragraphs.pdf_margins import page_blocks, remove_running_heads
from factcheck.documents.readers.pdf_page import PageText, page_text, ranges
from factcheck.documents.readers.pdf_pictures import picture_of
from factcheck.documents.recognition import DOUBT, NO_RECOGNITION, Recognition, without_doubts
from factcheck.errors import EncryptedError, ScanError, UnreadableError
from factcheck.text import clean_line

_MAX_PAGES = 20_000
_TAIL = 2048  # bytes in which the end-of-file marker is looked for
_NO_TITLE = re.compile(r"(?i)[\w~-]+\.(?:exe|com|tmp|bin|dat|ps|eps|prn|qxd|p65|fm|wpd)|untitled(?: document)?|\d+")
_AUTOMATIC_TITLE = re.compile(r"(?i)^microsoft \w+ - |\.(?:docx?|pdf|indd|tex|dvi)$")


class PdfReader(DocumentReader):
    """Reads PDF."""

    format = PDF

    def __init__(self, password: str = "", recognition: Recognition = NO_RECOGNITION) -> None:
        """Open encrypted PDFs with `password`; pages without text have that which OCR found on them."""
        self._password = password
        self._recognition = recognition

    def with_password(self, password: str) -> PdfReader:
        """Return a reader that opens encrypted PDFs with `password`."""
        return PdfReader(password, self._recognition)

    def with_recognition(self, recognition: Recognition) -> PdfReader:
        """Return a reader that takes the text of pages without any from what OCR found on them."""
        return PdfReader(self._password, recognition)

    def pages_without_text(self, data: bytes) -> list[int]:
        """Return the numbers of the pages that are pictures, or whose text is not readable. Raises UnreadableError."""
        with _opened(data, self._password) as document:
            return [number for number, page in enumerate(_pages(document), 1) if page.has_pictures]

    def page_picture(self, data: bytes, page: int, dpi: int) -> PagePicture:
        """Return the picture of a page. Raises UnreadableError."""
        with _opened(data, self._password) as document:
            return picture_of(document[page - 1], dpi)

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a PDF as a document, without a date: the creation date of the file is not that of publication.

        Raises UnreadableError if it is encrypted or damaged, or its pages are images.
        """
        del charset
        with _opened(data, self._password) as document:
            found = [self._with_words(number, page) for number, page in enumerate(_pages(document), 1)]
            remarks = (*_remarks(found), *_recognition_remarks(self._recognition))
            pages = remove_running_heads([page.lines for page in found])
            metadata = document.get_metadata_dict(skip_empty=True)
        hyphens = Hyphens("\n".join(line.text for page in pages for line in page), usual=True)
        blocks = page_blocks(pages, hyphens)
        text, starts = lay_out(blocks, hyphens)
        marked = page_starts(blocks, starts, len(pages), len(text))
        plain, doubtful = without_doubts(text) if self._recognition.pages else (text, ())
        return Document(
            text=plain,
            media_type=PDF.media_type,
            title=_title(clean_line(metadata.get("Title", ""))),
            author=clean_line(metadata.get("Author", "")),
            url=url,
            pages=tuple(start - text.count(DOUBT, 0, start) for start in marked) if doubtful else marked,
            remarks=remarks,
            ocr=self._recognition.how,
            ocr_pages=tuple(sorted(self._recognition.pages)),
            doubtful=doubtful,
        )

    def _with_words(self, number: int, page: PageText) -> PageText:
        """Return a page, with the lines that OCR found on it if it has none."""
        if number not in self._recognition.pages:
            return page
        found = self._recognition.pages[number]
        return PageText([PdfLine(*line) for line in found if line.text])


def _remarks(pages: Sequence[PageText]) -> tuple[str, ...]:
    """Return what is not read of the pages. Raises UnreadableError if that is all of them."""
    scans = [number for number, page in enumerate(pages, 1) if page.has_pictures and not page.unreadable]
    broken = {number: page.unreadable for number, page in enumerate(pages, 1) if page.unreadable}
    if not any(page.lines for page in pages):
        if broken:
            raise ScanError(f"its text is not readable: {next(iter(broken.values()))}")
        raise ScanError(f"has no text layer on its {len(pages)} pages: they are pictures, or were scanned")
    remarks = []
    if scans:
        are, them = ("is", "it") if len(scans) == 1 else ("are", "them")
        remarks.append(f"{_named(scans)} no text layer and {are} not read; --ocr reads {them}")
    remarks += [f"the text of page {number} is not readable and was left out: {why}" for number, why in broken.items()]
    return tuple(remarks)


def _recognition_remarks(recognition: Recognition) -> Iterator[str]:
    """Yield how the text of scanned pages was read, and how much of it is doubtful."""
    pages = {number: "".join(line.text for line in lines) for number, lines in recognition.pages.items()}
    if found := [number for number, text in pages.items() if text]:
        count = sum(text.count(DOUBT) for text in pages.values())
        doubtful = (
            f"{count} word{'s' * (count != 1)} {'is' if count == 1 else 'are'} doubtful"
            if count
            else "no word is doubtful"
        )
        yield f"page{'s' * (len(found) > 1)} {ranges(found)} read by OCR ({recognition.how}): {doubtful}"
    if empty := [number for number, text in pages.items() if not text]:
        yield f"OCR found no text on page{'s' * (len(empty) > 1)} {ranges(empty)}"


def _named(numbers: list[int]) -> str:
    return f"page {numbers[0]} has" if len(numbers) == 1 else f"pages {ranges(numbers)} have"


def _title(given: str) -> str:
    """Return the title that a PDF gives itself, without what programs add; "" for the name of a temporary file."""
    return "" if _NO_TITLE.fullmatch(given) else _AUTOMATIC_TITLE.sub("", given)


def _opened(data: bytes, password: str) -> PdfDocument:
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        raise UnreadableError("is unfinished: the end of the PDF is missing")
    try:
        return PdfDocument(data, password=password or None)
    except PdfiumError as error:
        if "password" in str(error).lower():
            why = "its password is another one" if password else "its password is needed"
            raise EncryptedError(f"is encrypted; {why}") from error
        why = "is encrypted" if "security" in str(error).lower() else f"is a damaged PDF ({error})"
        raise UnreadableError(why) from error


def _pages(document: PdfDocument) -> Iterator[PageText]:
    """Yield the text of each page. Raises UnreadableError if any page is damaged."""
    if len(document) > _MAX_PAGES:
        raise UnreadableError(f"has {len(document)} pages, more than the {_MAX_PAGES} that are read")
    for number in range(len(document)):
        try:
            page = document[number]
            yield page_text(page)
            page.close()
        except PdfiumError as error:
            raise UnreadableError(f"is a damaged PDF: page {number + 1} cannot be read ({error})") from error
