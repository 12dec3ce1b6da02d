"""OpenDocument texts, RTF, EPUB and PowerPoint: what a reader of them sees, and where it stands."""

from __future__ import annotations

from io import BytesIO

import pytest
from odf.opendocument import OpenDocumentText
from odf.text import H, Note, NoteBody, NoteCitation, P
from pptx import Presentation

from factcheck.case.document import Document
from factcheck.documents import read
from factcheck.errors import UnreadableError
from factcheck.quotes.selectors import locator
from tests.documents.documents import PROSE, SENTENCES
from tests.documents.office import epub_bytes, odf_bytes, pptx_bytes


def place(document: Document, words: str) -> str:
    return locator(document, document.text.index(words))


def odt(body: str, **more: str) -> Document:
    return read(odf_bytes("text", body, **more), "a.odt")


def test_a_text_that_another_library_writes_is_read() -> None:
    text = OpenDocumentText()
    text.text.addElement(H(outlinelevel=1, text="Flood"))
    paragraph = P(text=SENTENCES[0])
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text="As the council says."))
    note.addElement(body)
    paragraph.addElement(note)
    text.text.addElement(paragraph)
    made = BytesIO()
    text.write(made)
    document = read(made.getvalue(), "a.odt")
    assert document.text.split("\n\n") == ["Flood", SENTENCES[0], "As the council says."]
    assert place(document, "As the") == "footnote 1"
    assert place(document, "river") == "paragraph 2"


def test_deletions_are_left_out_and_blanks_tabs_comments_and_tables_are_read() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    document = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>The<text:s text:c="2"/>river<text:tab/>rose<office:annotation><dc:creator>Anna</dc:creator>'
        "<text:p>Is it true?</text:p></office:annotation>.</text:p>"
        "<text:list><text:list-item><text:p>the bridge</text:p></text:list-item></text:list>"
        f"<table:table><table:table-row>{cell.format('Dead')}{cell.format('12')}</table:table-row></table:table>",
        meta="<dc:title>A flood</dc:title><meta:initial-creator>Ben</meta:initial-creator><dc:creator>Cem</dc:creator>"
        "<dc:language>en-GB</dc:language>",
    )
    assert document.text.split("\n\n") == ["The  river\trose.", "the bridge", "Dead\t12", "Is it true?"]
    assert place(document, "Is it") == "comment by Anna"
    assert (document.title, document.author, document.language) == ("A flood", "Ben", "en")


def test_an_encrypted_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^a\.odt: is encrypted"):
        odt("<text:p>x</text:p>", manifest="<manifest:encryption-data xmlns:manifest='m'/>")


def test_notes_of_an_rtf_follow_and_deletions_are_left_out() -> None:
    source = (
        r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Times;}}{\info{\title A flood}{\author Anna}}\pard The river rose"
        r"{\super\chftn}{\footnote \pard {\super\chftn} As the \'ef\'ee says.} by 40 cm.{\deleted  And more.}\par "
        r"{\v hidden}Next.\par}"
    )
    document = read(source.encode("ascii"), "a.rtf")
    assert document.text.split("\n\n") == ["The river rose by 40 cm.", "Next.", "As the по says."]
    assert place(document, "As the") == "footnote 1"
    assert (document.title, document.author) == ("A flood", "Anna")


def test_chapters_are_read_in_their_order_and_named() -> None:
    data = epub_bytes(
        {
            "b.xhtml": f"<h1>The flood</h1><p>{SENTENCES[0]}</p><style>p {{color: red}}</style>",
            "a.xhtml": f"<h1>The bridge</h1><p>{SENTENCES[2]}</p>",
        },
        "<dc:title>Oldmill</dc:title><dc:title>A history</dc:title><dc:creator>Anna</dc:creator>"
        "<dc:creator>Ben</dc:creator><dc:language>en</dc:language>",
    )
    document = read(data, "a.epub")
    assert document.text.split("\n\n") == ["The flood", SENTENCES[0], "The bridge", SENTENCES[2]]
    assert place(document, "Oldmill") == "part 2, The bridge"
    assert (document.title, document.author, document.language) == ("Oldmill", "Anna, Ben", "en")


def test_a_book_that_its_seller_encrypted_is_refused_and_one_with_encrypted_fonts_is_not() -> None:
    hidden = '<encryption><CipherReference URI="OEBPS/{}"/></encryption>'
    chapters = {"a.xhtml": f"<p>{PROSE}</p>"}
    with pytest.raises(UnreadableError, match=r"^a\.epub: is encrypted by its seller"):
        read(epub_bytes(chapters, more={"META-INF/encryption.xml": hidden.format("a.xhtml")}), "a.epub")
    assert read(epub_bytes(chapters, more={"META-INF/encryption.xml": hidden.format("a.otf")}), "a.epub").text == PROSE


def test_slides_tables_and_notes_of_a_presentation_are_read() -> None:
    made = Presentation()
    made.core_properties.title = "Flood"
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "The river"
    table = slide.shapes.add_table(2, 2, 0, 0, 100, 100).table
    for at, words in enumerate(["Place", "Dead", "Oldmill", "12"]):
        table.cell(at // 2, at % 2).text = words
    slide.notes_slide.notes_text_frame.text = "Say it slowly."
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "The bridge"
    data = BytesIO()
    made.save(data)
    document = read(data.getvalue(), "a.pptx")
    assert document.text.split("\n\n") == ["The river", "Place\tDead", "Oldmill\t12", "Say it slowly.", "The bridge"]
    assert place(document, "12") == "slide 1"
    assert place(document, "Say") == "slide 1, notes"
    assert place(document, "bridge") == "slide 2"
    assert document.title == "Flood"


def test_a_hidden_slide_is_said() -> None:
    data = pptx_bytes(["<a:p><a:r><a:t>One</a:t></a:r></a:p>"])
    assert read(data, "a.pptx").remarks == ()
