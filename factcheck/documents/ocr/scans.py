"""Reads the pages of a PDF that have no text: their pictures, then the words on those, then the document with them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from factcheck.case.document import Document
from factcheck.documents import display_name
from factcheck.documents.ocr.tesseract import NOT_INSTALLED, OcrWord, installed
from factcheck.documents.page_picture import PagePicture
from factcheck.documents.recognition import Recognition, RecognizedLine, with_doubt
from factcheck.documents.sandbox.parent import read_in_sandbox
from factcheck.documents.sandbox.parts import find_scans, picture_in_sandbox
from factcheck.errors import InvalidError, UnreadableError

DPI = 300
_SURE = 80.0
"""Confidence from which on a word is not doubtful: 98 of 100 are right then, and of the others two of three."""
_POINTS = 72


@dataclass(frozen=True, slots=True)
class Scan:
    """A document that is a scan, or has pages that are: its bytes, name, media type, address and password."""

    data: bytes
    name: str
    media_type: str = ""
    url: str = ""
    password: str = ""


def read_scan(scan: Scan, language: str, cancelled: Callable[[], bool]) -> Document:
    """Return a document, with the words that OCR finds on the pages without text.

    `language` is that of the scan: an ISO 639-1 code or tesseract's name, several joined by "+". Raises InvalidError if
    tesseract or the language is not installed, and UnreadableError.
    """
    program = installed()
    if program is None:
        raise InvalidError(f"OCR needs another program: {NOT_INSTALLED}")
    code = program.language(language)
    pages: dict[int, list[RecognizedLine]] = {}
    dpi = DPI
    for number in find_scans(scan.data, scan.name, scan.password, cancelled):
        picture = picture_in_sandbox(
            scan.data, scan.name, page=number, dpi=DPI, password=scan.password, cancelled=cancelled
        )
        try:
            words = program.words(_graymap(picture), code, picture.dpi, cancelled)
        except UnreadableError as error:
            raise UnreadableError(f"{display_name(scan.name)}: page {number}: {error}") from error
        dpi = min(dpi, picture.dpi)
        pages[number] = list(_lines(words, picture))
    how = f"tesseract {program.version}, {code}, {dpi} dpi"
    return read_in_sandbox(
        scan.data,
        scan.name,
        media_type=scan.media_type,
        url=scan.url,
        password=scan.password,
        recognition=Recognition(how, pages) if pages else None,
        cancelled=cancelled,
    )


def _graymap(picture: PagePicture) -> bytes:
    """Return a picture as a portable graymap. Raises UnreadableError if its size is not what it says."""
    size = picture.width * picture.height
    pixels = zlib.decompressobj().decompress(picture.packed, size)
    if len(pixels) != size:
        raise UnreadableError("its picture is damaged")
    return b"P5\n%d %d\n255\n" % (picture.width, picture.height) + pixels


def _lines(words: Iterable[OcrWord], picture: PagePicture) -> Iterator[RecognizedLine]:
    """Yield the lines of a page, with signs in doubtful words."""
    scale = _POINTS / picture.dpi
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        yield RecognizedLine(
            " ".join(with_doubt(word.text) if word.confidence < _SURE else word.text for word in line),
            min(word.left for word in line) * scale,
            (picture.height - max(word.bottom for word in line)) * scale,
            max(word.right for word in line) * scale,
            (picture.height - min(word.top for word in line)) * scale,
            line[0].block,
        )
