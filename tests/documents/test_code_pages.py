"""A language tells in which code page a text is not: on sentences of 14 languages; a given encoding overrules."""

from __future__ import annotations

import json

import pytest

from factcheck.documents import read
from factcheck.documents.code_pages import better_code_page
from factcheck.errors import UnreadableError
from tests.benchmarks.encodings import CODE_PAGES, DATA, count, samples
from tests.documents.documents import html_bytes

SENTENCES: dict[str, list[str]] = json.loads(DATA.read_text("utf-8"))
POLISH = "\n\n".join(SENTENCES["pl"])


def test_most_texts_are_read_right_and_of_the_others_a_doubt_is_told() -> None:
    counts = count([sample for sample in samples() if sample.whole])
    assert counts.right >= 30
    assert (counts.caught, counts.put_right, counts.false) == (counts.wrong, counts.wrong, 0)


def test_single_sentences_are_read_right_or_doubted_and_no_doubt_is_false() -> None:
    counts = count([sample for sample in samples() if not sample.whole])
    assert counts.right >= 119
    assert counts.wrong - counts.caught <= 1
    assert counts.false == 0


@pytest.mark.parametrize("language", sorted(set(SENTENCES) - {"ja"}))
def test_every_code_page_of_a_language_is_told_from_a_wrong_one(language: str) -> None:
    text = " ".join(SENTENCES[language])
    for code_page in CODE_PAGES[language]:
        try:
            data = text.encode(code_page)
        except UnicodeError:
            continue
        assert better_code_page(data, code_page, language) == ""
        found = better_code_page(data, "iso8859-1", language)
        assert data.decode(found or "iso8859-1") == text


def test_nothing_is_doubted_of_unicode_of_unknown_languages_and_of_unknown_encodings() -> None:
    data = POLISH.encode("cp1250")
    assert better_code_page(POLISH.encode(), "utf-8", "pl") == ""
    assert better_code_page(data, "iso8859-1", "xx") == ""
    assert better_code_page(data, "no-such", "pl") == ""


def test_a_given_encoding_overrules_what_a_document_says_of_its_own() -> None:
    page = html_bytes(f"<meta charset=utf-8><p>{POLISH}</p>").decode().encode("cp1250")
    document = read(page, "a.html", media_type="text/html; charset=koi8-r", encoding="cp1250")
    assert (SENTENCES["pl"][0] in document.text, document.encoding) == (True, "cp1250")
    xml = f"<?xml version='1.0' encoding='koi8-r'?><a><p>{POLISH} <b>x</b></p></a>".encode("cp1250")
    assert SENTENCES["pl"][0] in read(xml, "a.xml", encoding="cp1250").text
    with pytest.raises(UnreadableError, match=r"^a\.txt: is not ascii: "):
        read(POLISH.encode(), "a.txt", encoding="ascii")
    for name in ("no such", "zip", "base64"):
        with pytest.raises(UnreadableError, match=r"^a\.txt: no encoding"):
            read(POLISH.encode(), "a.txt", encoding=name)
