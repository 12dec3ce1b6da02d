"""Texts as terms: what one is, and that any text of any script comes to some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.search.tokens import Tokenizer, base_language
from factcheck.text import folded
from tests.strategies import HOSTILE, texts

LANGUAGES = ["en", "de", "ru", "kk", "zh", "hi", "tr", "", "xx", "en-GB"]
anything: st.SearchStrategy[str] = st.one_of(st.text(max_size=80), texts, st.text("aA1-.,'’ 月ก\u0301", max_size=40))


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("en", "Prices rose by 3.5 percent.", ["price", "rose", "3.5", "percent"]),
        (
            "en",
            "It cost 1,234.5 or 12,000,000 dollars, in 2019, 2020",
            ["cost", "1234.5", "12000000", "dollar", "2019", "2020"],
        ),
        ("en", "an 18-year sentence", ["18-year", "18", "year", "sentenc"]),
        ("en", "COVID-19", ["covid-19", "covid", "19"]),
        ("en", "The U.N. and the U.S.A.", ["un", "usa"]),
        ("en", "The mayor’s house, O'Neill's car", ["mayor", "hous", "o", "neill", "car"]),
        ("en", "end.Next", ["end", "next"]),
        ("en", "Café NAÏVE I\u0307stanbul", ["cafe", "naiv", "istanbul"]),
        ("en-GB", "killings killed", ["kill", "kill"]),
        ("", "killings", ["kill"]),
        ("de", "In den größten Häusern der Städte", ["grosst", "haus", "stadt"]),
        ("ru", "Президента приговорили к 18 годам", ["президент", "приговор", "18", "год"]),
        ("kk", "Қаңтар айында 238 адам", ["қаңтар", "аиында", "238", "адам"]),
        ("zh", "2022年一月的事件。", ["2022", "年一", "一月", "月的", "的事", "事件"]),
        ("zh", "人", ["人"]),
        ("hi", "नमस्ते दुनिया।", ["नमसत", "दुनिय"]),
    ],
)
def test_terms(language: str, text: str, terms: list[str]) -> None:
    assert Tokenizer(language).terms(text) == terms


def test_words_that_stand_everywhere_are_no_terms() -> None:
    assert Tokenizer("en").terms("That it was not for them to be there") == []
    assert Tokenizer("ru").terms("и не только в этом") == []


@pytest.mark.parametrize(
    ("tag", "code"), [("en-GB", "en"), ("pt_BR", "pt"), ("", "en"), (" RU ", "ru"), ("zh-Hant", "zh")]
)
def test_a_tag_is_read_as_its_language(tag: str, code: str) -> None:
    assert base_language(tag) == code


@given(st.sampled_from(LANGUAGES), anything)
def test_any_text_has_terms_that_are_words(language: str, text: str) -> None:
    for term in Tokenizer(language).terms(text):
        assert term
        assert "\n" not in term
        assert len(term) <= 200


@given(st.sampled_from(LANGUAGES), anything)
def test_the_positions_of_words_are_those_of_their_terms(language: str, text: str) -> None:
    tokenizer = Tokenizer(language)
    positions = list(tokenizer.positions(text))
    assert [term for _, _, terms in positions for term in terms] == tokenizer.terms(text)
    for start, end, terms in positions:
        assert 0 <= start < end <= len(text)
        assert set(terms) <= set(tokenizer.terms(text))
    assert [start for start, _, _ in positions] == sorted(start for start, _, _ in positions)


@given(st.sampled_from(["en", "de", "ru"]), st.text("abeistyжшеäö 15.,-'", max_size=30))
def test_case_makes_no_difference(language: str, text: str) -> None:
    tokenizer = Tokenizer(language)
    assert tokenizer.terms(text) == tokenizer.terms(text.upper()) == tokenizer.terms(text.title().swapcase())


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "1-" * 50_000, "a.b," * 30_000, "月" * 50_000, "'’-.," * 20_000, *HOSTILE]
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert Tokenizer("en").terms(f"{text} last word")[-2:] == ["last", "word"]


@pytest.mark.parametrize("language", ["", "en", "de", "fr", "es", "sv", "cs"])
@pytest.mark.parametrize("word", ["Söhne", "mangée", "nación", "café", "Ångström", "žluťoučký"])
def test_accents_count_for_nothing(language: str, word: str) -> None:
    tokenizer = Tokenizer(language)
    plain = folded(word)
    assert plain.isascii()
    assert set(tokenizer.terms(plain)) <= set(tokenizer.terms(word))


def test_arabic_words_are_the_same_terms_with_article_conjunction_and_vowel_signs() -> None:
    terms = Tokenizer("ar").terms
    assert {tuple(terms(word)) for word in ("حكومة", "الحُكُومَة", "والحكومة", "وللحكومة")} == {("حكوم",)}
    assert terms("والد") != terms("لد")
