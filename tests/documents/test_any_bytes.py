"""Whatever bytes, under whatever name: a document with a text, or one harmless line."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.case.document import Document
from factcheck.documents import SUFFIXES, read
from factcheck.errors import UnreadableError
from factcheck.text import visible_line
from tests.documents.documents import every_format
from tests.documents.office import more_formats
from tests.strategies import texts

SOUND = [*every_format().values(), *more_formats().values()]
STARTS = (
    *(b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"<!DOCTYPE html>", b"MIME-Version: 1.0\nSubject: x\n\n", b"---\n"),
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1"),
)
names = st.sampled_from([f"a{suffix}" for suffix in SUFFIXES]) | texts | st.text(max_size=20)
media_types = (
    st.sampled_from(["", "text/html; charset=koi8-r", "text/plain; charset=utf-16", "application/pdf"]) | texts
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a sound document with a piece of it cut out, doubled or replaced."""
    data = draw(st.sampled_from(SOUND))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 200)) | st.just(len(data)))
    return data[:start] + draw(st.binary(max_size=20) | st.just(data[start:end] * 2)) + data[end:]


documents = (
    st.builds(lambda start, rest: start + rest, st.sampled_from(STARTS), st.binary(max_size=300))
    | texts.map(lambda text: text.encode())
    | damaged()
)


def outcome(data: bytes, name: str, media_type: str) -> Document | str:
    """Return what comes of a document; an error as its text."""
    try:
        return read(data, name, media_type=media_type)
    except UnreadableError as error:
        return str(error)


def check(data: bytes, name: str, media_type: str) -> None:
    found = outcome(data, name, media_type)
    assert outcome(data, name, media_type) == found
    if isinstance(found, str):
        assert visible_line(found) == found
        assert len(found) < 500
        return
    assert any(map(str.isalnum, found.text))
    assert found.text == found.text.strip()
    assert found.text.encode().decode() == found.text
    assert "\n\n\n" not in found.text
    assert list(found.pages) == sorted(found.pages)
    assert [start for start, _ in found.places] == sorted(start for start, _ in found.places)
    lines = (*found.remarks, *(name for _, name in found.places))
    assert all(visible_line(line) == line for line in lines)
    cover = (found.title, found.author, found.publisher, found.published, found.language)
    assert all(line == " ".join(line.split()) and visible_line(line) == line for line in cover)


@given(documents, names, media_types)
@example(b"MIME-Version: 1.0\nSubject: \xff\xfe\nContent-Type: text/plain; charset=zip\n\nwords", "a.eml", "")
@settings(max_examples=80)
def test_any_bytes_are_a_document_or_one_harmless_line(data: bytes, name: str, media_type: str) -> None:
    check(data, name, media_type)


@pytest.mark.slow
@given(documents, names, media_types)
@settings(max_examples=5000)
def test_many_bytes_are_a_document_or_one_harmless_line(data: bytes, name: str, media_type: str) -> None:
    check(data, name, media_type)
