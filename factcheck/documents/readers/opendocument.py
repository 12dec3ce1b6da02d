"""Reads OpenDocument texts: paragraphs, headings, lists and tables; footnotes and comments follow the text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from factcheck.case.document import Document
from factcheck.documents.formats import ODT, DocumentReader
from factcheck.documents.paragraphs.blocks import blocks_of_lines
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed, placed
from factcheck.documents.readers.opendocument_xml import (
    ANNOTATION,
    NOTE,
    OFFICE,
    PARAGRAPHS,
    TABLE,
    TEXT,
    parse_opendocument,
    shown_text,
)
from factcheck.documents.readers.package import DC
from factcheck.documents.readers.revisions import comments_at, count_changes, count_comments
from factcheck.errors import UnreadableError
from factcheck.text import clean_line

_SKIPPED = {f"{TEXT}tracked-changes", NOTE, ANNOTATION, f"{TEXT}table-of-content", f"{OFFICE}forms"}


class OpenDocumentTextReader(DocumentReader):
    """Reads OpenDocument texts."""

    format = ODT

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return a text as a document; `charset` is ignored, as XML declares it. Raises UnreadableError."""
        del charset
        found = parse_opendocument(data, "an OpenDocument text")
        body = found.content.find(f".//{OFFICE}text")
        if body is None:
            raise UnreadableError("is an OpenDocument without a text")
        text, places = lay_out_placed([*_blocks(body, alone=False), *_notes(body)])
        comments = [clean_line(each.findtext(f"{DC}creator") or "") for each in body.iter(ANNOTATION)]
        return Document(
            text=text,
            media_type=ODT.media_type,
            title=found.title,
            author=found.author,
            language=found.language,
            url=url,
            outside=comments_at(text, places, len(comments)),
            places=places,
            remarks=tuple(filter(None, (_revisions(body), count_comments(comments)))),
        )


def _revisions(body: _Element) -> str:
    """Return a remark on the tracked changes of a text; "" without any."""
    names = ("insertion", "deletion")
    told = count_changes({name: len(body.findall(f".//{TEXT}changed-region/{TEXT}{name}")) for name in names})
    return f"tracked changes read as accepted: {told}; undo them in the word processor to read the text before" * bool(
        told
    )


def _blocks(element: _Element, *, alone: bool) -> Iterator[PlacedBlock]:
    """Yield the blocks of an element; headings, list items and the rows of tables stand alone."""
    for inner in element:
        if not isinstance(inner.tag, str) or inner.tag in _SKIPPED:
            continue
        if inner.tag in PARAGRAPHS:
            lines = blocks_of_lines(shown_text(inner), alone=alone or inner.tag == f"{TEXT}h")
            yield from (PlacedBlock(block) for block in lines)
        elif inner.tag == f"{TABLE}table-row":
            cells = (" ".join(_cell(cell).split()) for cell in inner.iter(f"{TABLE}table-cell"))
            yield placed("\t".join(filter(None, cells)), alone=True)
        else:
            yield from _blocks(inner, alone=alone or inner.tag == f"{TEXT}list-item")


def _cell(cell: _Element) -> str:
    return "\n".join(shown_text(paragraph) for tag in PARAGRAPHS for paragraph in cell.iter(tag))


def _notes(body: _Element) -> Iterator[PlacedBlock]:
    """Yield the footnotes and endnotes, and then the comments, each with its place."""
    for note in body.iter(NOTE):
        mark = note.findtext(f"{TEXT}note-citation") or ""
        kind = "endnote" if note.get(f"{TEXT}note-class") == "endnote" else "footnote"
        for paragraph in _paragraphs(note):
            yield placed(paragraph, clean_line(f"{kind} {mark}"), alone=True)
    for comment in body.iter(ANNOTATION):
        who = clean_line(comment.findtext(f"{DC}creator") or "")
        for paragraph in _paragraphs(comment):
            yield placed(paragraph, f"comment by {who}" if who else "comment", alone=True)


def _paragraphs(element: _Element) -> list[str]:
    return [shown_text(inner) for inner in element.iter() if inner.tag in PARAGRAPHS]
