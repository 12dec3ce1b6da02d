"""Read Word documents as a stream of XML events, so that memory is bounded by the size of the text.

The parts of a DOCX are those of ECMA-376 (Office Open XML). Footnotes and endnotes follow the text, and after all of
it come the comments, which are no part of it; their places are named. The creation date of the file is not taken for
the publication date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from factcheck.case.document import ACCEPTED, ORIGINAL, Document
from factcheck.documents.formats import DOCX, DocumentReader, language_code
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed
from factcheck.documents.readers.docx_body import Body
from factcheck.documents.readers.package import Package, opened_package
from factcheck.documents.readers.revisions import Revisions, comments_at, count_comments
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_CORE = "http://purl.org/dc/elements/1.1/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = re.compile(r"application/vnd\.(?:openxmlformats-officedocument|ms-word)\..*\.main\+xml")
_CHUNK = 1 << 16  # bytes


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
