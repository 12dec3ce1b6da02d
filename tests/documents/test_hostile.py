"""Documents made to harm: each is refused in one line or read in bounded time, and who asked for it goes on."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from factcheck.documents import read
from factcheck.documents.sandbox.limits import SandboxLimits
from factcheck.documents.sandbox.parent import read_in_sandbox
from factcheck.errors import UnreadableError
from tests.documents.documents import PROSE, docx_bytes, html_bytes, paragraph, pdf_bytes, pdf_page

_BEGIN = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_END = b"</w:body></w:document>"
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY a{number} "{f"&a{number - 1};" * 10 if number else "&a;" * 10}">' for number in range(12)
) + "]>"  # fmt: skip


def twenty_million_paragraphs() -> bytes:
    million = b"<w:p/>" * 1_000_000
    return docx_bytes(piece for piece in (_BEGIN, *[million] * 20, _END))


def zip_bomb() -> bytes:
    return docx_bytes(piece for piece in (_BEGIN, b"<w:p><w:r><w:t>", *[b"a" * 10_000_000] * 20, _END))


def in_parts(depth: int) -> bytes:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"MIME-Version: 1.0\nSubject: x\n{parts}Content-Type: text/plain\n\nhi".encode()


HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "20 million paragraphs.docx": (twenty_million_paragraphs, r"would unpack to 114 MB, \d+ times its size"),
    "bomb.docx": (zip_bomb, r"would unpack to 190 MB, \d+ times its size"),
    "laughs.docx": (lambda: docx_bytes(paragraph("&a9;"), before=_LAUGHS), "declares XML entities"),
    "files.docx": (
        lambda: docx_bytes(paragraph("&a;"), before='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "declares XML entities",
    ),
    "deep.docx": (lambda: docx_bytes([_BEGIN, b"<w:p>" * 100_000]), "XML is incomplete or invalid"),
    "deep.html": (lambda: html_bytes("<div>" * 200_000 + PROSE), "nested too deeply"),
    "long.html": (lambda: html_bytes(f"<p>{'word ' * 2_500_000}</p>"), "too long, to be read whole"),
    "deep.eml": (lambda: in_parts(1200), "nested too deeply"),
    "kids.pdf": (
        lambda: pdf_bytes([pdf_page([PROSE[:50]])]).replace(
            b"/Kids [5 0 R] /Count 1", b"/Kids [" + b"5 0 R " * 30_000 + b"] /Count 30000"
        ),
        "has 30000 pages, more than the 20000",
    ),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_is_made_to_harm_is_refused_with_its_name(name: str) -> None:
    make, reason = HARMFUL[name]
    with pytest.raises(UnreadableError, match=f"^{name}: .*{reason}") as caught:
        read_in_sandbox(make(), name)
    assert str(caught.value).isprintable()


def test_a_page_that_unpacks_without_end_costs_no_more_than_its_process() -> None:
    data = pdf_bytes([zlib.compress(bytes(200 << 20), 1)], filters="/Filter /FlateDecode")
    with pytest.raises(UnreadableError, match=r"^a\.pdf: "):
        read_in_sandbox(data, "a.pdf", limits=SandboxLimits(memory=180 << 20))


def test_a_document_of_many_paragraphs_that_hide_nothing_is_read() -> None:
    words = b"".join(b"<w:p><w:r><w:t>Word %d.</w:t></w:r></w:p>" % number for number in range(20_000))
    assert read(docx_bytes([_BEGIN, words, _END]), "a.docx").text.count("\n\n") == 19_999


def test_entities_of_a_page_are_not_followed() -> None:
    data = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>{html_bytes(f"<p>{PROSE} &x;</p>").decode()}'
    assert "root:" not in read(data.encode(), "a.html").text


def test_a_number_of_pages_that_is_a_lie_is_not_believed() -> None:
    data = pdf_bytes([pdf_page([PROSE[:54]])]).replace(b"/Count 1 ", b"/Count 2000000000 ")
    assert read(data, "a.pdf").pages == (0,)


def test_a_text_of_5_mb_and_a_line_of_1_mb_are_read() -> None:
    large = f"{PROSE}\n\n" * (5_000_000 // len(PROSE))
    data = large.encode() + b"word " * 200_000
    document = read(data, "a.txt")
    assert len(document.text) > 5_900_000
    assert document.text.startswith(PROSE)
    assert document.text.endswith("word word")


@pytest.mark.parametrize(
    "marks",
    [">" * 20_000, "[" * 5_000, "*a _" * 5_000, "- " * 5_000, "`" * 20_000, "<" * 20_000],
    ids=lambda marks: marks[:4],
)
def test_markdown_made_of_marks_is_read_or_refused(marks: str) -> None:
    try:
        assert read(f"{marks} x".encode(), "a.md").text
    except UnreadableError as error:
        assert str(error).startswith("a.md: ")
