"""Word documents: what a reader of them sees, and nothing else."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from factcheck.documents import read
from factcheck.errors import UnreadableError
from factcheck.quotes.selectors import locator
from tests.documents.documents import PROSE, docx_bytes, paragraph

LONG = "The council met in the old town hall on Monday and spoke for hours about the water that stood in"


def text(body: str, **more: str) -> list[str]:
    return read(docx_bytes(body, **more), "a.docx").text.split("\n\n")


def test_what_word_itself_would_write_is_read() -> None:
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "The\nflood", "Anna Brook"
    document.core_properties.language = "en-GB"
    document.add_heading("Flood", 0)
    document.add_paragraph(PROSE).add_run(" It was bold.").bold = True
    document.add_paragraph("the bridge", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip((*table.rows[0].cells, *table.rows[1].cells), ["Dead", "12", "Hurt", "340"], strict=True):
        cell.text = words
    made = BytesIO()
    document.save(made)
    found = read(made.getvalue(), "a.docx")
    assert found.text.split("\n\n") == ["Flood", f"{PROSE} It was bold.", "the bridge", "Dead\t12", "Hurt\t340"]
    assert (found.title, found.author, found.language, found.published) == ("The flood", "Anna Brook", "en", "")


def test_what_is_not_seen_is_not_read() -> None:
    body = (
        "<w:p><w:r><w:t>Seen</w:t></w:r><w:del><w:r><w:delText> deleted</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r><w:r><w:instrText> PAGE</w:instrText></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> and</w:t></w:r>'
        "<w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t> added.</w:t></w:r></w:ins></w:p>"
    )
    assert text(body) == ["Seen and added."]


def test_signs_within_a_run() -> None:
    body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/><w:t>Next</w:t></w:r></w:p>"
    assert text(body) == ["a\tb\u2011c", "Next"]


def test_a_sentence_cut_into_paragraphs_is_joined_and_a_heading_is_not() -> None:
    assert text(paragraph(LONG) + paragraph("the streets.")) == [f"{LONG} the streets."]
    for style in ('<w:pStyle w:val="Heading1"/>', "<w:numPr/>", '<w:outlineLvl w:val="0"/>'):
        assert text(paragraph(LONG, style) + paragraph("the streets.")) == [LONG, "the streets."]


def test_a_table_that_only_lays_out_keeps_its_paragraphs() -> None:
    cell = f"<w:tc>{paragraph('One.')}{paragraph('Two.')}</w:tc>"
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('in')}</w:tc><w:tc>{paragraph('out')}</w:tc></w:tr></w:tbl>"
    assert text(f"<w:tbl><w:tr>{cell}<w:tc/></w:tr></w:tbl>") == ["One.", "Two."]
    assert text(f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc/></w:tr></w:tbl>") == ["in\tout"]


def test_a_text_box_is_read_once() -> None:
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = paragraph("Box.")
    body = (
        f'<w:p><w:r><w:t>Before.</w:t><mc:AlternateContent xmlns:mc="{namespace}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t> After.</w:t></w:r></w:p>"
    )
    assert text(body) == ["Box.", "Before. After."]


def test_footnotes_stand_behind_the_text() -> None:
    notes = f'<w:footnote w:id="1">{paragraph("As the council says.")}</w:footnote>'
    assert text(paragraph(PROSE), notes=notes) == [PROSE, "As the council says."]


def test_comments_and_notes_are_kept_with_their_places() -> None:
    document = docx.Document()
    run = document.add_paragraph(PROSE).runs[0]
    document.add_comment(run, text="Is it true?", author="Anna Brook")
    made = BytesIO()
    document.save(made)
    found = read(made.getvalue(), "a.docx")
    assert found.text.split("\n\n") == [PROSE, "Is it true?"]
    assert locator(found, found.text.index("Is it")) == "comment by Anna Brook"
    assert locator(found, 0) == "paragraph 1"
    notes = f'<w:footnote w:id="1" w:type="separator">{paragraph("")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{paragraph("As the council says.")}</w:footnote>'
    found = read(docx_bytes(paragraph(PROSE), notes=notes), "a.docx")
    assert locator(found, found.text.index("As the")) == "footnote 1"


def test_the_text_is_found_where_the_archive_says() -> None:
    assert text(paragraph(PROSE), main="document2.xml") == [PROSE]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_an_unfinished_document_is_refused(share: float) -> None:
    data = docx_bytes(paragraph(PROSE))
    with pytest.raises(UnreadableError, match=r"^a\.docx: is a? ?damaged or unfinished"):
        read(data[: int(len(data) * share)], "a.docx")


def test_a_document_whose_xml_breaks_off_is_refused() -> None:
    data = docx_bytes([f'<w:document xmlns:w="x"><w:body>{PROSE}'.encode()])
    with pytest.raises(UnreadableError, match=r"^a\.docx: is damaged: its XML is incomplete or invalid"):
        read(data, "a.docx")


def test_an_encrypted_document_is_refused() -> None:
    data = bytearray(docx_bytes(paragraph(PROSE)))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.rindex(start) + (6 if start == b"PK\x03\x04" else 8)
        data[place] |= 1
    place = data.index(b"PK\x01\x02") + 8
    data[place] |= 1
    with pytest.raises(UnreadableError, match=r"^a\.docx: is encrypted$"):
        read(bytes(data), "a.docx")
