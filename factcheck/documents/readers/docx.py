"""Read Word documents as a stream of XML events, so that memory is bounded by the size of the text.

The parts of a DOCX are those of ECMA-376 (Office Open XML). Footnotes and endnotes follow the text. Deleted, moved and
hidden text and field codes are left out. The creation date of the file is not taken for the publication date.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Protocol
from xml.parsers import expat

from factcheck.case.document import Document
from factcheck.documents.formats import DOCX, DocumentReader
from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines, lay_out
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math t"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_CORE = "http://purl.org/dc/elements/1.1/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = re.compile(r"application/vnd\.(?:openxmlformats-officedocument|ms-word)\..*\.main\+xml")
_NAMES = (
    *("p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "pStyle", "outlineLvl", "numPr", "vanish"),
    *("moveFrom", "tr", "tc"),
)
_LOCAL = {f"{uri} {name}": name for uri in _WORDS for name in _NAMES} | {_MATHS: "t", _FALLBACK: "moveFrom"}
_HEADING = re.compile(r"(?i)(?:heading|title|subtitle|caption|toc|list|(?:ü|u)?berschrift|titre|titolo|kop|rubrik)")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_OFF = {"0", "false", "off"}


class PartNames:
    """Where in the archive the text and the notes are, as `[Content_Types].xml` says."""

    def __init__(self) -> None:
        self.document = self.footnotes = self.endnotes = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a part."""
        kind, part = attributes.get("ContentType", ""), attributes.get("PartName", "").removeprefix("/")
        if not name.endswith(" Override"):
            return
        if _MAIN.fullmatch(kind) and "word" in kind:
            self.document = part
        elif kind == f"{_TYPE}.footnotes+xml":
            self.footnotes = part
        elif kind == f"{_TYPE}.endnotes+xml":
            self.endnotes = part

    def end(self, name: str) -> None:
        """Nothing stands behind a part."""

    def characters(self, text: str) -> None:
        """Nothing stands in a part."""


class Cover:
    """What a document says of itself in `docProps/core.xml`, in the words of the Dublin Core."""

    def __init__(self) -> None:
        self.fields = {"title": "", "creator": "", "language": ""}
        self._open = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A field begins."""
        uri, _, local = name.rpartition(" ")
        self._open = local if uri == _CORE and local in self.fields else ""

    def end(self, name: str) -> None:
        """A field ends."""
        self._open = ""

    def characters(self, text: str) -> None:
        """Some of what a field holds."""
        if self._open:
            self.fields[self._open] += text


class Words:
    """The blocks of a part: its paragraphs, and the rows of its tables with their cells parted by tabs."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self._paragraphs: list[tuple[list[str], list[bool]]] = []
        self._cells: list[list[TextBlock]] = []
        self._rows: list[list[list[TextBlock]]] = []
        self._left_out = self._texts = self._runs = 0
        self._hidden = False
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "tc": self._end_cell,
            "tr": self._end_row,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = _LOCAL.get(name, "")
        if local == "moveFrom":
            self._left_out += 1
        elif not local or self._left_out:
            return
        elif local == "p":
            self._paragraphs.append(([], []))
        elif local == "tr":
            self._rows.append([])
        elif local == "tc":
            self._cells.append([])
        elif local == "r":
            self._runs, self._hidden = self._runs + 1, False
        elif local == "t":
            self._texts += 1
        else:
            self._property(local, next((value for key, value in attributes.items() if key.endswith(" val")), ""))

    def end(self, name: str) -> None:
        """An element ends."""
        local = _LOCAL.get(name, "")
        if local == "moveFrom":
            self._left_out -= 1
        elif self._left_out:
            return
        elif local == "t":
            self._texts -= 1
        elif local == "r":
            self._runs, self._hidden = self._runs - 1, False
        elif local in self._ends:
            self._ends[local]()

    def characters(self, text: str) -> None:
        """Some of an element's text."""
        if self._texts and not self._left_out and not self._hidden and self._paragraphs:
            self._paragraphs[-1][0].append(text)

    def _property(self, local: str, value: str) -> None:
        if not self._paragraphs:
            return
        pieces, alone = self._paragraphs[-1]
        if local == "vanish":
            self._hidden = self._runs > 0 and value not in _OFF
        elif local in _SIGNS:
            if self._runs and not self._hidden:
                pieces.append(_SIGNS[local])
        elif local != "pStyle" or _HEADING.match(value):
            alone.append(True)

    def _end_paragraph(self) -> None:
        pieces, alone = self._paragraphs.pop()
        lines = blocks_of_lines("".join(pieces), alone=bool(alone))
        (self._cells[-1] if self._cells else self.blocks).extend(lines)

    def _end_cell(self) -> None:
        cell = self._cells.pop()
        (self._rows[-1] if self._rows else []).append(cell)

    def _end_row(self) -> None:
        cells = [cell for cell in self._rows.pop() if cell]
        row = (
            cells[0]
            if len(cells) == 1
            else [TextBlock("\t".join(" ".join(b.text for b in cell) for cell in cells), alone=True)]
        )
        (self._cells[-1] if self._cells else self.blocks).extend(row)


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
