"""Word documents, straight from their XML: it streams by, so that no document is larger in memory than its text.

The parts of a DOCX are those of ECMA-376 (Office Open XML). Footnotes and endnotes stand behind the text. The day on
which a file was made is not the day on which it was published, and is not taken for it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Protocol
from xml.parsers import expat

from factcheck.case.document import Document
from factcheck.documents.formats import DOCX
from factcheck.documents.paragraphs.blocks import TextBlock, lay_out
from factcheck.documents.reader import DocumentReader
from factcheck.documents.readers.wordprocessing import Cover, PartNames, Words
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_MOST_PARTS, _LARGEST_PART = 10_000, 50 << 20
_HARMLESS_PART, _HIGHEST_RATIO = 1 << 20, 100
_PIECE = 1 << 16
_ENCRYPTED = 1
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?![A-Za-z])")
_OTHERS = (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation"), ("mimetype", "an OpenDocument or EPUB"))


class Listener(Protocol):
    """What is told of the elements of a part, as `xml.parsers.expat` tells it."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Some of an element's text."""


class DocxReader(DocumentReader):
    """Reads Word documents."""

    format = DOCX

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a Word document as a document; its XML says its own encoding. Raises UnreadableError."""
        del charset
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return _document(archive, url)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib.error) as error:
            raise UnreadableError(f"is a damaged or unfinished Word document or other archive ({error})") from error


def _document(archive: zipfile.ZipFile, url: str) -> Document:
    names = _part_names(archive)
    blocks: list[TextBlock] = []
    for name in names:
        words = Words()
        _listen(archive, name, words)
        blocks += words.blocks
    cover = Cover()
    if "docProps/core.xml" in archive.namelist():
        _listen(archive, "docProps/core.xml", cover)
    text, _ = lay_out(blocks)
    language = _LANGUAGE.match(cover.fields["language"])
    return Document(
        text=text,
        media_type=DOCX.media_type,
        title=clean_line(cover.fields["title"]),
        author=clean_line(cover.fields["creator"]),
        language=language.group().lower() if language else "",
        url=url,
    )


def _part_names(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the parts that hold the text: the document, its footnotes and endnotes."""
    names = set(archive.namelist())
    if len(names) > _MOST_PARTS:
        raise UnreadableError(f"is an archive of {len(names)} parts: a Word document has at most {_MOST_PARTS}")
    found = PartNames()
    if "[Content_Types].xml" in names:
        _listen(archive, "[Content_Types].xml", found)
    if found.document not in names:
        other = next(
            (what for start, what in _OTHERS if any(name.startswith(start) for name in names)), "a zip archive"
        )
        raise UnreadableError(f"is {other}, and no Word document")
    return [found.document, *(name for name in (found.footnotes, found.endnotes) if name in names)]


def _listen(archive: zipfile.ZipFile, name: str, listener: Listener) -> None:
    """Let `listener` hear a part of the archive. Raises UnreadableError where it is made to harm, or damaged."""
    part = archive.getinfo(name)
    ratio = part.file_size / max(part.compress_size, 1)
    if part.flag_bits & _ENCRYPTED:
        raise UnreadableError("is encrypted")
    if part.file_size > _LARGEST_PART or (part.file_size > _HARMLESS_PART and ratio > _HIGHEST_RATIO):
        raise UnreadableError(
            f"would unpack to {part.file_size >> 20} MB, {ratio:.0f} times its size: no honest document"
        )
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler = listener.start, listener.end
    parser.CharacterDataHandler = listener.characters
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableError(f"is damaged: its XML breaks off or is wrong ({error})") from error


def _refuse_doctype(*_: object) -> None:
    raise UnreadableError("declares entities of its own, as no Word document does, and was not opened")
