"""Read Word documents as a stream of XML events, so that memory is bounded by the size of the text.

The parts of a DOCX are those of ECMA-376 (Office Open XML). Footnotes and endnotes follow the text, and after all of
it come the comments, which are no part of it; their places are named. Tracked changes are read as accepted, or as not
made. Hidden text and field codes are left out. The creation date of the file is not taken for the publication date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from factcheck.case.document import ACCEPTED, ORIGINAL, Document
from factcheck.documents.formats import DOCX, DocumentReader, language_code
from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed
from factcheck.documents.readers.package import Package, opened_package
from factcheck.documents.readers.revisions import (
    PROPERTY_CHANGES,
    REVISIONS,
    Revisions,
    comments_at,
    count_comments,
)
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_WORDPROCESSING = (
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
    *("tr", "tc", "footnote", "endnote", "comment", "delText", "pPr", "rPr"),
    *REVISIONS,
    *PROPERTY_CHANGES,
)
_NOTES = {"footnote", "endnote", "comment"}
_LOCAL = {f"{uri} {name}": name for uri in _WORDPROCESSING for name in _NAMES} | {_MATHS: "t", _FALLBACK: "Fallback"}
_EXCLUDED = {"Fallback", *PROPERTY_CHANGES}
_TEXTS = {"t", "delText"}
_HEADING = re.compile(r"(?i)(?:heading|title|subtitle|caption|toc|list|(?:ü|u)?berschrift|titre|titolo|kop|rubrik)")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_OFF = {"0", "false", "off"}


class ContentTypes:
    """The names of the parts with the text and the notes, read from `[Content_Types].xml`."""

    def __init__(self) -> None:
        self.document = self.footnotes = self.endnotes = self.comments = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        kind, part = attributes.get("ContentType", ""), attributes.get("PartName", "").removeprefix("/")
        if not name.endswith(" Override"):
            return
        if _MAIN.fullmatch(kind) and "word" in kind:
            self.document = part
        elif kind == f"{_TYPE}.footnotes+xml":
            self.footnotes = part
        elif kind == f"{_TYPE}.endnotes+xml":
            self.endnotes = part
        elif kind == f"{_TYPE}.comments+xml":
            self.comments = part

    @property
    def text_parts(self) -> tuple[str, ...]:
        """The parts of the text itself, in the order in which they are read."""
        return self.document, self.footnotes, self.endnotes


class CoreProperties:
    """The Dublin Core metadata in `docProps/core.xml`."""

    def __init__(self) -> None:
        self.fields = {"title": "", "creator": "", "language": ""}
        self._field = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        uri, _, local = name.rpartition(" ")
        self._field = local if uri == _CORE and local in self.fields else ""

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        self._field = ""

    def characters(self, text: str) -> None:
        """Handle a piece of text."""
        if self._field:
            self.fields[self._field] += text


@dataclass(slots=True)
class _Paragraph:
    """A paragraph: its text, whether it stands alone, as a heading does, and whether the next one continues it."""

    pieces: list[str]
    alone: bool = False
    continues: bool = False


class Body:
    """The blocks of a part: its paragraphs, and the rows of its tables with their cells separated by tabs."""

    def __init__(self, revisions: Revisions) -> None:
        """Read a part with the tracked changes as `revisions` takes them."""
        self.blocks: list[TextBlock] = []
        self.notes: list[tuple[int, str]] = []
        """The index of the first block of each note or comment, and its name."""
        self.authors: list[str] = []
        """Who wrote the comments, one each; "" where it is not said."""
        self._revisions = revisions
        self._numbers = dict.fromkeys(_NOTES, 0)
        self._paragraphs: list[_Paragraph] = []
        self._carried: dict[tuple[int, int], list[str]] = {}
        """The text of paragraphs that continue in the next one, by how deep they stand in others and in cells."""
        self._cells: list[list[TextBlock]] = []
        self._rows: list[list[list[TextBlock]]] = []
        self._excluded = self._texts = self._runs = self._properties = self._marks = 0
        self._hidden = False
        self._ends = {"p": self._end_paragraph, "tc": self._end_cell, "tr": self._end_row}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        local = _LOCAL.get(name, "")
        if local in _EXCLUDED:
            self._excluded += 1
        elif not local or self._excluded:
            return
        elif local in REVISIONS:
            self._begin_revision(local, attributes)
        elif local in _NOTES:
            self._begin_note(local, attributes)
        elif local == "p":
            self._paragraphs.append(_Paragraph(self._carried.pop(self._depth, [])))
        elif local == "tr":
            self._rows.append([])
        elif local == "tc":
            self._cells.append([])
        elif local == "r":
            self._runs, self._hidden = self._runs + 1, False
        elif local in _TEXTS:
            self._texts += 1
        elif local == "pPr":
            self._properties += 1
        elif local == "rPr":
            self._marks += self._properties
        else:
            self._property(local, next((value for key, value in attributes.items() if key.endswith(" val")), ""))

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        local = _LOCAL.get(name, "")
        if local in _EXCLUDED:
            self._excluded -= 1
        elif self._excluded:
            return
        elif local in REVISIONS:
            if not self._properties:
                self._revisions.end()
        elif local in _TEXTS:
            self._texts -= 1
        elif local == "r":
            self._runs, self._hidden = self._runs - 1, False
        elif local == "pPr":
            self._properties = self._marks = 0
        elif local in self._ends:
            self._ends[local]()

    def characters(self, text: str) -> None:
        """Handle a piece of text."""
        if self._texts and not self._excluded and not self._hidden and self._paragraphs:
            self._revisions.meet_text()
            if not self._revisions.leaves_out():
                self._paragraphs[-1].pieces.append(text)

    def close(self) -> None:
        """Handle the end of the part: a paragraph that no other one continues ends here."""
        for pieces in self._carried.values():
            self._target.extend(blocks_of_lines("".join(pieces), alone=False))
        self._carried.clear()

    def _begin_revision(self, local: str, attributes: dict[str, str]) -> None:
        """Begin a change of what is in a paragraph; or note that of the mark at its end."""
        author = next((value for key, value in attributes.items() if key.endswith(" author")), "")
        if not self._properties:
            self._revisions.begin(local, author)
        elif self._marks and self._paragraphs and self._revisions.meet_mark(local):
            self._paragraphs[-1].continues = True

    @property
    def _depth(self) -> tuple[int, int]:
        return len(self._paragraphs), len(self._cells)

    def _begin_note(self, kind: str, attributes: dict[str, str]) -> None:
        values = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if values.get("type", "normal") != "normal":  # the line above the footnotes
            return
        self.close()
        self._numbers[kind] += 1
        by = clean_line(values.get("author", ""))
        self.authors.append(by)
        name = f"comment by {by}" if by else f"{kind} {self._numbers[kind]}"
        self.notes.append((len(self.blocks), name))

    @property
    def placed_blocks(self) -> list[PlacedBlock]:
        """The blocks, those of notes and comments with the names of their places."""
        names = dict(self.notes)
        place, found = "", list[PlacedBlock]()
        for number, block in enumerate(self.blocks):
            place = names.get(number, place)
            found.append(PlacedBlock(TextBlock(block.text, block.alone or bool(place)), place))
        return found

    def _property(self, local: str, value: str) -> None:
        if not self._paragraphs:
            return
        if local == "vanish":
            self._hidden = self._runs > 0 and value not in _OFF
        elif local in _CHARACTERS:
            if self._runs and not self._hidden and not self._revisions.leaves_out():
                self._paragraphs[-1].pieces.append(_CHARACTERS[local])
        elif local != "pStyle" or _HEADING.match(value):
            self._paragraphs[-1].alone = True

    def _end_paragraph(self) -> None:
        ended = self._paragraphs.pop()
        if ended.continues:
            self._carried[self._depth] = ended.pieces
        else:
            self._target.extend(blocks_of_lines("".join(ended.pieces), alone=ended.alone))

    def _end_cell(self) -> None:
        if pieces := self._carried.pop(self._depth, []):
            self._target.extend(blocks_of_lines("".join(pieces), alone=False))
        cell = self._cells.pop()
        (self._rows[-1] if self._rows else []).append(cell)

    def _end_row(self) -> None:
        cells = [cell for cell in self._rows.pop() if cell]
        text = "\t".join(" ".join(block.text for block in cell) for cell in cells)
        self._target.extend(cells[0] if len(cells) == 1 else [TextBlock(text, alone=True)])

    @property
    def _target(self) -> list[TextBlock]:
        """The blocks of the innermost open table cell, else of the part."""
        return self._cells[-1] if self._cells else self.blocks


_CHUNK = 1 << 16  # bytes


class DocxReader(DocumentReader):
    """Reads Word documents, with their tracked changes accepted or, as the `original`, not made."""

    format = DOCX

    def __init__(self, *, original: bool = False) -> None:
        """Read the text with the changes, or the original."""
        self._original = original

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a Word document as a document; `charset` is ignored, as XML declares it. Raises UnreadableError."""
        del charset
        with opened_package(data, "a Word document") as package:
            return _document(package, url, Revisions(original=self._original))

    def before_revisions(self) -> DocxReader:
        """Return a reader of the text before its tracked changes."""
        return DocxReader(original=True)


def _document(package: Package, url: str, revisions: Revisions) -> Document:
    blocks: list[PlacedBlock] = []
    types = _content_types(package)
    for name in types.text_parts:
        if name in package:
            blocks += _body(package, name, revisions).placed_blocks
    comments = _body(package, types.comments, Revisions()) if types.comments in package else Body(Revisions())
    properties = CoreProperties()
    if "docProps/core.xml" in package:
        _parse(package, "docProps/core.xml", properties.start, properties.end, properties.characters)
    text, places = lay_out_placed([*blocks, *comments.placed_blocks])
    return Document(
        text=text,
        media_type=DOCX.media_type,
        title=clean_line(properties.fields["title"]),
        author=clean_line(properties.fields["creator"]),
        language=language_code(properties.fields["language"]),
        url=url,
        outside=comments_at(text, places, len(comments.authors)),
        places=places,
        remarks=tuple(filter(None, (revisions.remark, count_comments(comments.authors)))),
        revisions=(ORIGINAL if revisions.original else ACCEPTED) if revisions.remark else "",
    )


def _body(package: Package, name: str, revisions: Revisions) -> Body:
    body = Body(revisions)
    _parse(package, name, body.start, body.end, body.characters)
    body.close()
    return body


def _content_types(package: Package) -> ContentTypes:
    """Return the names of the parts with text. Raises UnreadableError if there is none of a Word document."""
    types = ContentTypes()
    if "[Content_Types].xml" in package:
        _parse(package, "[Content_Types].xml", types.start)
    if types.document not in package:
        raise UnreadableError("is a zip archive, not a Word document")
    return types


def _parse(
    package: Package,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    characters: Callable[[str], None] | None = None,
) -> None:
    """Parse a part with handlers for its elements and text. Raises UnreadableError if it is damaged or a bomb."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    try:
        with package.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableError(f"is damaged: its XML is incomplete or invalid ({error})") from error


def _refuse_doctype(*_: object) -> None:
    raise UnreadableError("declares XML entities, which no Word document needs, and was not opened")
