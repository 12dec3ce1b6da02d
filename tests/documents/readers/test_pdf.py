"""PDF: paragraphs from lines, pages that are kept, and files that are refused."""

from __future__ import annotations

import zlib

import pytest

from factcheck.case.document import Document
from factcheck.documents import read
from factcheck.errors import EncryptedError, UnreadableError
from tests.documents.documents import PROSE, SENTENCES, pdf_bytes, pdf_page
from tests.documents.encrypted import encrypted_pdf

LINES = (
    "The river rose by forty centimetres in a single night, and no infor-",
    "mation had reached the lower town, where all but a few well-",
    "meaning people slept. The well-meaning people sat in the old town hall.",
)


def pdf(*pages: list[str], info: str = "") -> Document:
    return read(pdf_bytes([pdf_page(page) for page in pages], info=info), "a.pdf")


def test_lines_become_paragraphs_again_and_hyphens_go_that_broke_a_word() -> None:
    document = pdf(["FLOOD", "", *LINES, "", SENTENCES[1]])
    assert document.text.split("\n\n") == [
        "FLOOD",
        "The river rose by forty centimetres in a single night, and no information had reached the lower town, where "
        "all but a few well-meaning people slept. The well-meaning people sat in the old town hall.",
        SENTENCES[1],
    ]
    assert document.encoding == ""


def test_a_line_with_room_left_ends_a_paragraph() -> None:
    assert pdf([*LINES[:2], "meaning people slept.", LINES[2].capitalize()]).text.count("\n\n") == 1


def test_items_stand_alone() -> None:
    document = pdf([PROSE[:80], "• the bridge at Oldmill", "• the old town hall", "1. the harvest"])
    assert document.text.split("\n\n")[1:] == ["• the bridge at Oldmill", "• the old town hall", "1. the harvest"]


def test_pages_are_kept_and_a_sentence_runs_across_them() -> None:
    document = pdf([LINES[0][:-6], ""], [], ["information had reached the lower town."], ["Anna Brook"])
    assert "and no information had reached" in document.text
    assert [document.text[start:][:11] for start in document.pages] == [
        "The river r",
        "information",
        "information",
        "Anna Brook",
    ]
    assert document.page(0) == 1
    assert document.page(document.text.index("information")) == 3
    assert document.page(document.text.index("Anna")) == 4


def test_running_heads_and_page_numbers_do_not_part_sentences() -> None:
    pages = [["The Oldmill Gazette", "", f"Sentence {number} begins on this page of the paper and", "", str(number)]
             for number in range(1, 6)]  # fmt: skip
    text = pdf(*pages).text
    assert "Gazette" not in text
    assert "paper and\n\nSentence 2" in text
    assert "3" in text


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = pdf_page(["The river rose", "in one night."]), pdf_page(["The bridge was", "closed."], left=320)
    assert read(pdf_bytes([left + b"\n" + right]), "a.pdf").text.startswith("The river rose in one night.")


def test_the_cover_is_read_but_not_when_the_file_was_made() -> None:
    document = pdf(
        [PROSE[:60]], info="/Title (Microsoft Word - Flood.docx) /Author (Anna\nBrook) /CreationDate (D:2024)"
    )
    assert (document.title, document.author, document.published) == ("Flood", "Anna Brook", "")
    assert document.media_type == "application/pdf"


def test_what_stands_before_the_header_does_no_harm() -> None:
    data = pdf_bytes([pdf_page([SENTENCES[0]])])
    assert read(b"\r\n" + data, "a").text == SENTENCES[0]
    assert read(data + b"\0" * 5000, "a.pdf").text == SENTENCES[0]


def test_pages_without_words_are_said_to_be_pictures() -> None:
    with pytest.raises(UnreadableError, match=r"^scan\.pdf: has no text layer on its 2 pages: they are pictures"):
        read(pdf_bytes([b"", b"0 0 100 100 re f"]), "scan.pdf")


def test_an_encrypted_pdf_takes_its_password() -> None:
    data = encrypted_pdf(pdf_page([SENTENCES[0]]), "secret")
    assert read(data, "a.pdf", password="secret").text == SENTENCES[0]
    with pytest.raises(EncryptedError, match=r"^a\.pdf: is encrypted; its password is needed$"):
        read(data, "a.pdf")
    with pytest.raises(EncryptedError, match=r"^a\.pdf: is encrypted; its password is another one$"):
        read(data, "a.pdf", password="other")


def test_an_encrypted_pdf_is_refused() -> None:
    key = "<" + "ab" * 32 + ">"
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<00> <00>]"
    with pytest.raises(UnreadableError, match=r"^a\.pdf: is encrypted; its password is needed$"):
        read(pdf_bytes([pdf_page([PROSE[:60]])], trailer=locked), "a.pdf")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.98])
def test_an_unfinished_pdf_is_refused_rather_than_read_in_part(share: float) -> None:
    data = pdf_bytes([pdf_page([PROSE[:60]]), pdf_page([PROSE[60:120]])])
    with pytest.raises(UnreadableError, match=r"^a\.pdf: is unfinished: the end of the PDF is missing$"):
        read(data[: int(len(data) * share)], "a.pdf")


def test_a_damaged_pdf_is_refused() -> None:
    data = pdf_bytes([pdf_page([PROSE[:60]])])
    with pytest.raises(UnreadableError, match=r"^a\.pdf: is a damaged PDF"):
        read(data[:20] + b"\xff" * (len(data) - 40) + data[-20:], "a.pdf")
    with pytest.raises(UnreadableError, match=r"^a\.pdf: "):
        read(data.replace(b"/Type /Page ", b"/Type /Song "), "a.pdf")


def test_a_compressed_page_is_read() -> None:
    drawn = zlib.compress(pdf_page([SENTENCES[0]]))
    assert read(pdf_bytes([drawn], filters="/Filter /FlateDecode"), "a.pdf").text == SENTENCES[0]
