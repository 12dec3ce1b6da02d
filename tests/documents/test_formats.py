"""What a document is: found by what it holds, whatever it is called, and refused in one line where it is none."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from factcheck.documents import FORMATS, READERS, SUFFIXES, misnamed, read
from factcheck.errors import UnreadableError
from tests.documents.documents import PROSE, SENTENCES, every_format, html_bytes, mail_bytes
from tests.documents.office import TABLE, more_formats, zipped

DOCUMENTS = {**every_format(), **more_formats()}
TOLD_BY_NAME = {"plain.txt", "marked.md", "table.csv", "table.tsv"}
"""Documents whose content does not tell their format."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_format_is_read(name: str) -> None:
    document = read(DOCUMENTS[name], name)
    assert document.media_type == next(each.media_type for each in FORMATS if name.endswith(each.suffixes))
    assert all(sentence in " ".join(document.text.split()) for sentence in SENTENCES)


def test_every_format_has_its_reader_and_every_reader_its_format() -> None:
    assert {name: reader.format for name, reader in READERS.items() if name in READERS.built_in} == {
        each.name: each for each in FORMATS
    }


def test_there_is_a_document_in_every_format() -> None:
    assert {read(data, name).media_type for name, data in DOCUMENTS.items()} == {each.media_type for each in FORMATS}


@pytest.mark.parametrize("name", sorted(DOCUMENTS.keys() - TOLD_BY_NAME))
def test_what_it_holds_outdoes_what_it_is_called(name: str) -> None:
    document = read(DOCUMENTS[name], name)
    for called in ("a.txt", "a.html", "a.docx", "a.csv", "a.json", "", "noname", "UPPER.PDF", "b.pdf.eml"):
        assert read(DOCUMENTS[name], called) == document, called


@pytest.mark.parametrize("called", ["a.pdf", "a.docx", "a.eml", "a.html", "a", ""])
def test_a_text_without_marks_of_a_format_is_plain_text_whatever_it_is_called(called: str) -> None:
    assert read(PROSE.encode(), called).media_type == "text/plain"


def test_the_media_type_counts_where_the_content_does_not_tell() -> None:
    marked = b"# Flood\n\nThe *river* rose."
    assert read(marked, "x", media_type="text/markdown; charset=utf-8").text == "Flood\n\nThe river rose."
    assert read(marked, "x.md", media_type="text/plain").text == "Flood\n\nThe river rose."
    assert read(marked, "x").text == "# Flood\n\nThe *river* rose."
    fragment = b"<p>The river rose by forty centimetres.</p><p>Nobody had been warned.</p>"
    assert read(fragment, "x", media_type="application/xhtml+xml").media_type == "text/html"


@pytest.mark.parametrize(
    ("name", "media_type", "words"),
    [
        ("article.txt", "text/html", "HTML, not plain text"),
        ("article.pdf", "text/plain", "plain text, not PDF"),
        ("ARTICLE.HTM", "text/html", ""),
        ("article", "text/html", ""),
        ("article.txt", "", ""),
    ],
)
def test_a_wrong_name_is_said(name: str, media_type: str, words: str) -> None:
    assert misnamed(name, media_type) == words


def archive(*names: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name in names:
            opened.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a JPEG picture"),
        (b"GIF89a\1\0\1\0", "a GIF picture"),
        (b"RIFF\1\0\0\0WEBPVP8 ", "a WebP picture"),
        (b"\0\0\0\x18ftypmp42", "a film"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "a gzip archive"),
        (b"\x7fELF\2\1\1\0", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "older Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted Office document"),
        (archive("xl/workbook.xml"), "cannot be read as Excel"),
        (archive("ppt/slides.xml"), "its part ppt/presentation.xml is missing"),
        (archive("word/x.xml"), "not a Word document"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "its part content.xml is missing"),
        (archive("holiday.txt"), "a zip archive, not a document; unpack it"),
        (archive(), "a zip archive"),
        (b"PK\x03\x04 broken", "damaged or unfinished"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_document_is_refused_by_its_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=f"^thing.txt: .*{reason}"):
        read(data, "thing.txt")


def test_an_error_that_quotes_a_damaged_archive_is_short_and_harmless() -> None:
    data = zipped({"datapackage.json": "{}", "archive/data.warc": "x" * 200})
    names = len(b"archive/data.warc")
    first = data.index(b"archive/data.warc")
    damaged = data[:first] + b"\x1b[2J\xff" * 3 + b"xx" + data[first + names :]
    assert len(damaged) == len(data)
    with pytest.raises(UnreadableError) as caught:
        read(damaged, "a.wacz")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("start", ["ID3 tags", "BZh", "GIF89a", "BM", "MZ", "%PDF", "PK", "MM", "From: here", "RIFF"])
def test_a_text_that_begins_as_a_picture_does_is_a_text(start: str) -> None:
    assert read(f"{start} is how it begins.".encode(), "a.txt").text == f"{start} is how it begins."


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"...\n\n---", b"<html></html>", b"\xff\xfe"])
@pytest.mark.parametrize("name", every_format())
def test_what_has_no_text_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableError, match=f"^{name}: .*no text"):
        read(data, name)


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^empty\.html: .*no text"):
        read(html_bytes("<div id='root'></div><script>run('all of it')</script>"), "empty.html")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_known_by_its_rows(delimiter: str) -> None:
    rows = "".join(delimiter.join(map(str, row)) + "\n" for row in (*TABLE, ("Highmill", 2023, 7)))
    for name in ("a", "a.txt", "table.dat"):
        document = read(rows.encode(), name)
        assert document.media_type == ("text/tab-separated-values" if delimiter == "\t" else "text/csv")
        assert "Place: Newmill\tYear: 2022\tDead: 225" in document.text


@pytest.mark.parametrize(
    "text",
    [
        "We met Anna, Bert, and Carla.\nThey said yes, no, and maybe.\nThen, as ever, it rained.\nSo, well, we left.\n",
        "One, two, three\nfour, five\nsix\nseven, eight, 9, 10\n",
        "a\tb\tc\n1\t2\t3\n",
    ],
)
def test_a_text_with_commas_is_no_table(text: str) -> None:
    assert read(text.encode(), "a.txt").media_type == "text/plain"


def test_plain_text_with_lines_like_headers_is_plain_text() -> None:
    text = b"Price: 4 euros\nTime: 12:30\n\nBring your own boots."
    assert read(text, "a.txt").media_type == "text/plain"
    assert read(mail_bytes(b"Bring your own boots."), "a.txt").media_type == "message/rfc822"


def test_what_is_picked_up_from_a_directory_is_what_formats_are_called() -> None:
    assert set(SUFFIXES) >= {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml"}
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


@pytest.mark.parametrize("name", ["\x1b[2Jx\x07.txt", "a\u202egpj.txt", "new\nline.txt", "n" * 5000, "", "\ud800.pdf"])
def test_the_name_in_an_error_is_harmless(name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(b"", name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300
