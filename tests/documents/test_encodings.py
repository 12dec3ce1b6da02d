"""Bytes into characters: every encoding that documents come in, declared, marked or neither."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents import read
from factcheck.documents.encodings import decode
from factcheck.errors import UnreadableError
from tests.documents.documents import html_bytes, mail_bytes

TEXTS = {
    "French": "L’été dernier, « le maire » a déclaré que la grève était terminée ; où sont passés les élèves ?",
    "German": "Die Größe der Übung überraschte die Prüfer in Köln, sagte Bürgermeister Müller am Dienstag.",
    "Russian": "Вчера в городе прошла встреча жителей с мэром, на которой обсуждали цены на газ и воду.",
    "Polish": "Wczoraj prezydent miasta ogłosił, że żółta linia będzie gotowa później, niż zakładano.",
    "Turkish": "Dün belediye başkanı şehir için yeni bir planı açıkladı, ağaçlar kesilmeyecek.",
    "Greek": "Ο δήμαρχος ανακοίνωσε χθες ένα νέο σχέδιο για την πόλη.",
    "Japanese": "昨日、市長は記者会見で新しい計画について説明した。費用は十億円になるという。",
    "Chinese": "昨天，市长在记者会上介绍了新的计划，费用约为十亿元。当地居民表示反对。",
    "Korean": "어제 시장은 기자회견에서 새로운 계획을 발표했다. 비용은 십억 원이다.",
}
NARROW = [
    ("French", "cp1252"),
    ("German", "latin-1"),
    ("German", "cp1252"),
    ("Russian", "cp1251"),
    ("Russian", "koi8-r"),
    ("Polish", "cp1250"),
    ("Polish", "iso8859-2"),
    ("Turkish", "cp1254"),
    ("Greek", "cp1253"),
    ("Japanese", "shift-jis"),
    ("Japanese", "euc-jp"),
    ("Japanese", "iso2022_jp"),
    ("Chinese", "gb18030"),
    ("Chinese", "big5"),
    ("Korean", "euc-kr"),
]
UNICODE = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize(("language", "encoding"), NARROW)
def test_an_encoding_that_nothing_names_is_found(language: str, encoding: str) -> None:
    text = TEXTS[language] if encoding != "big5" else "昨天市長在記者會上介紹了新的計畫，費用約為十億元。居民表示反對。"
    document = read(text.encode(encoding), "a.txt")
    assert document.text == text
    assert codecs.lookup(document.encoding)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_is_read_with_a_mark(language: str, encoding: str) -> None:
    document = read(MARKS[encoding] + TEXTS[language].encode(encoding), "a.txt")
    assert (document.text, document.encoding) == (TEXTS[language], encoding)


@pytest.mark.parametrize("language", ["French", "German", "Russian", "Korean", "Turkish", "Greek"])
@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_is_read_without_a_mark(language: str, encoding: str) -> None:
    document = read(TEXTS[language].encode(encoding), "a.txt")
    assert (document.text, document.encoding) == (TEXTS[language], encoding)


@pytest.mark.parametrize(("language", "encoding"), [*NARROW, ("Russian", "utf-8"), ("Russian", "iso8859-5")])
def test_a_page_says_its_encoding(language: str, encoding: str) -> None:
    text = TEXTS[language] if encoding != "big5" else TEXTS["Japanese"][:5]
    body = f"<p>{text}</p>" * 4
    page = read(html_bytes(body, f'<meta charset="{encoding}">', encoding), "a.html")
    assert text in page.text
    older = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    assert read(html_bytes(body, older, encoding), "a.html").text == page.text


def test_what_the_server_says_outranks_the_page() -> None:
    data = html_bytes(f"<p>{TEXTS['Russian']}</p>" * 3, '<meta charset="cp1251">', "koi8-r")
    document = read(data, "a.html", media_type="text/html; charset=KOI8-R")
    assert TEXTS["Russian"] in document.text
    assert document.encoding == "koi8-r"


def test_utf_8_is_what_it_is_whatever_is_declared() -> None:
    data = html_bytes(f"<p>{TEXTS['French']}</p>" * 3, '<meta charset="iso-8859-1">')
    assert TEXTS["French"] in read(data, "a.html").text


@pytest.mark.parametrize("declared", ["nonsense", "zip", "base64", "rot13", "utf-16", "", "\0", "x" * 1000])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decode("Grüße".encode(), declared).text == "Grüße"


@pytest.mark.parametrize(("language", "encoding"), NARROW)
def test_a_mail_says_its_encoding(language: str, encoding: str) -> None:
    text = TEXTS[language] if encoding != "big5" else TEXTS["Japanese"][:5]
    document = read(mail_bytes(text.encode(encoding), kind=f"text/plain; charset={encoding}".encode()), "a.eml")
    assert document.text == text


def test_latin_1_is_windows_1252_where_the_two_differ() -> None:
    assert decode("“Größe” – 20 €".encode("cp1252"), "iso-8859-1").text == "“Größe” – 20 €"
    assert decode("Größe".encode("latin-1"), "iso-8859-1").encoding == "iso8859-1"


def test_a_damaged_end_costs_one_character_and_is_said() -> None:
    document = read((TEXTS["Russian"] * 3).encode()[:-2], "a.txt")
    assert document.text.endswith("\ufffd")
    assert document.encoding == "utf-8, damaged"


@pytest.mark.parametrize("data", [bytes(1000), bytes(range(256)) * 40, b"\x01\x02\x03\x04" * 100, b"ab\0\0\0\0cd" * 50])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="is not text"):
        decode(data)


def test_a_stray_nul_makes_no_text_unreadable() -> None:
    assert read(TEXTS["German"].encode() * 3 + b"\0", "a.txt").encoding == "utf-8"


def test_an_encoding_is_found_by_the_lines_that_tell_it() -> None:
    text = "Nothing but plain words stand here.\n\n" * 5000 + TEXTS["Russian"]
    assert read(text.encode("cp1251"), "a.txt").text.endswith(TEXTS["Russian"])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_read_exactly(text: str) -> None:
    if len([sign for sign in text if sign in "\ufffd\ufffe\uffff"]) <= 1 and not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


def test_a_stray_zero_does_not_make_bytes_utf_16() -> None:
    with pytest.raises(UnreadableError, match="not text"):
        decode(b"garbage\0\1\2")
    assert decode("hello world".encode("utf-16-be")).text == "hello world"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Dès l’été, où ça coûte 5 €", "cp1252"),
        ("Zażółć gęślą jaźń, żółty koń", "cp1250"),
        ("Привет, мир. Дождь.", "koi8-r"),
    ],
)
def test_a_short_text_is_not_taken_for_one_of_an_old_machine(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text
