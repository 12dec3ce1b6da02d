"""Reads PowerPoint presentations: the text of each slide, of its tables, and of the notes for the speaker."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from factcheck.case.document import Document
from factcheck.documents.formats import PPTX, DocumentReader, language_code
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed, placed
from factcheck.documents.readers.package import Package, cover_field, opened_package
from factcheck.errors import UnreadableError

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NO_TEXT_OF_ITS_OWN = {"sldNum", "dt", "ftr", "hdr", "sldImg"}
"""Placeholders that repeat on every slide: its number, the date, the footer."""


class PptxReader(DocumentReader):
    """Reads PowerPoint presentations."""

    format = PPTX

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a presentation as a document; `charset` is ignored, as XML declares it. Raises UnreadableError."""
        del charset
        with opened_package(data, "a presentation") as package:
            blocks, hidden = list[PlacedBlock](), list[str]()
            for number, name in enumerate(_slides(package), 1):
                slide = package.parse(name)
                hidden += [str(number)] if slide.get("show") in {"0", "false"} else []
                blocks += _blocks(slide, f"slide {number}")
                for kind, part in package.relations(name).values():
                    if kind == "notesSlide" and part in package:
                        blocks += _blocks(package.parse(part), f"slide {number}, notes")
            core = package.parse_optional("docProps/core.xml")
        text, places = lay_out_placed(blocks)
        return Document(
            text=text,
            media_type=PPTX.media_type,
            title=cover_field(core, "title"),
            author=cover_field(core, "creator"),
            language=language_code(cover_field(core, "language")),
            url=url,
            places=places,
            remarks=(f"hidden slides are read too: {', '.join(hidden)}",) if hidden else (),
        )


def _slides(package: Package) -> list[str]:
    """Return the names of the slides in their order. Raises UnreadableError if there are none."""
    start = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "")
    main = start or "ppt/presentation.xml"
    parts = {key: part for key, (_, part) in package.relations(main).items()}
    slides = [parts.get(slide.get(f"{_R}id", ""), "") for slide in package.parse(main).iter(f"{_P}sldId")]
    if not any(slide in package for slide in slides):
        raise UnreadableError("is a presentation without slides")
    return [slide for slide in slides if slide in package]


def _blocks(element: _Element, place: str) -> Iterator[PlacedBlock]:
    """Yield a block for each paragraph and for each row of a table."""
    for inner in element:
        if inner.tag == f"{_A}p":
            yield placed(_text(inner), place, alone=True)
        elif inner.tag == f"{_A}tr":
            cells = (" ".join(map(_text, cell.iter(f"{_A}p"))).strip() for cell in inner.iter(f"{_A}tc"))
            yield placed("\t".join(filter(None, cells)), place, alone=True)
        elif inner.tag != _FALLBACK and not _repeats(inner):
            yield from _blocks(inner, place)


def _text(paragraph: _Element) -> str:
    pieces = ("\n" if piece.tag == f"{_A}br" else piece.text or "" for piece in paragraph.iter(f"{_A}t", f"{_A}br"))
    return "".join(pieces).replace("\v", "\n")


def _repeats(shape: _Element) -> bool:
    placeholder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph") if shape.tag == f"{_P}sp" else None
    return placeholder is not None and placeholder.get("type") in _NO_TEXT_OF_ITS_OWN
