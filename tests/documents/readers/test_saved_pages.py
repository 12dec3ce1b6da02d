"""Pages that were saved: by a browser, in archives; the date of saving is when they were accessed."""

from __future__ import annotations

import plistlib

import pytest

from factcheck.documents import read
from factcheck.errors import UnreadableError
from factcheck.quotes.selectors import locator
from tests.documents.documents import SENTENCES, html_bytes, pdf_bytes, pdf_page
from tests.documents.office import mhtml_bytes, warc_bytes, webarchive_bytes, zipped

PAGE = html_bytes()
HTML = "text/html; charset=utf-8"


def test_a_page_that_single_file_saved_tells_address_and_time() -> None:
    comment = (
        "<!--\n Page saved with SingleFile \n url: https://example.org/flood \n"
        " saved date: Wed Mar 04 2026 05:06:07 GMT+0100 (Central European Standard Time)\n-->"
    )
    document = read(PAGE.replace(b"<head>", comment.encode() + b"<head>", 1), "a.html")
    assert (document.url, document.accessed, document.published) == (
        "https://example.org/flood",
        "2026-03-04T04:06:07Z",
        "",
    )


def test_a_page_that_a_browser_saved_tells_its_address() -> None:
    comment = b"<!-- saved from url=(0025)https://example.org/flood -->\n"
    assert read(PAGE.replace(b"<html", comment + b"<html", 1), "a.html").url == "https://example.org/flood"
    internal = b"<!-- saved from url=(0014)about:internet -->\n"
    assert read(PAGE.replace(b"<html", internal + b"<html", 1), "a.html").url == ""


def test_the_date_of_an_mhtml_is_that_of_access() -> None:
    document = read(mhtml_bytes(PAGE), "a.mhtml")
    assert (document.accessed, document.published, document.url, document.media_type) == (
        "2026-03-04T04:06:07Z",
        "",
        "https://example.org/flood",
        "multipart/related",
    )
    assert document.text.startswith(SENTENCES[0])
    with pytest.raises(UnreadableError, match=r"^a\.mhtml: has no text: none of its parts is a web page"):
        read(mhtml_bytes(b"").replace(b"text/html\nContent-T", b"image/png\nContent-T"), "a.mhtml")


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_web_archive_of_safari_names_page_and_frames(form: plistlib.PlistFormat) -> None:
    document = read(webarchive_bytes(PAGE, form=form, frames=2), "a.webarchive")
    assert document.text.startswith(SENTENCES[0])
    assert document.url == "https://example.org/flood"
    assert document.remarks == ("2 frames within the page are not read",)


def test_pages_of_a_web_archive_are_named_by_their_addresses_and_the_rest_is_counted() -> None:
    other = html_bytes(f"<p>{SENTENCES[2]} {SENTENCES[1]}</p>" * 3)
    pdf = pdf_bytes([pdf_page(["A report on the flood."])])
    data = warc_bytes(
        [
            ("https://example.org/a", HTML, PAGE),
            ("https://example.org/b", HTML, other),
            ("https://example.org/c.pdf", "application/pdf", pdf),
            ("https://example.org/p.png", "image/png", b"\x89PNG"),
            ("https://example.org/q.png", "image/png", b"\x89PNG"),
        ]
    )
    document = read(data, "a.warc")
    assert locator(document, document.text.index("A report")) == "https://example.org/c.pdf"
    assert locator(document, 0) == "https://example.org/a"
    assert document.accessed == "2026-03-04T05:06:07Z"
    assert document.remarks == ("records that are not read: 2 image/png",)


@pytest.mark.parametrize("gzip", [False, True])
def test_records_that_are_cut_are_said(gzip: bool) -> None:
    data = warc_bytes([("https://example.org/a", HTML, PAGE)], gzip=gzip, length=20_289)
    document = read(data, "a.warc")
    assert document.remarks == ("cut short in the archive: https://example.org/a",)
    assert document.url == "https://example.org/a"


def test_an_archive_that_breaks_off_is_read_to_there() -> None:
    data = warc_bytes([("https://example.org/a", HTML, PAGE), ("https://example.org/b", HTML, PAGE)])
    document = read(data[: len(data) - 300], "a.warc")
    assert any("cut short in the archive: https://example.org/b" in remark for remark in document.remarks)


def test_an_archive_without_pages_is_refused_with_what_it_has() -> None:
    data = warc_bytes([("https://example.org/a", HTML, PAGE)], status="404 Not Found")
    with pytest.raises(UnreadableError, match=r"without a page that can be read; .*1 with status 404"):
        read(data, "a.warc")
    with pytest.raises(UnreadableError, match="without a page"):
        read(zipped({"datapackage.json": "{}"}), "a.wacz")
