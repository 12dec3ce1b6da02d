"""The language of a text is recognised by its script, its letters and its most frequent words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.languages.recognition import recognise
from tests.evidence.test_pairs import PAIRS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The bridge was opened in 1933 and cost 52 million euros.", "en"),
        ("Die Brücke wurde 1933 eröffnet und kostete 52 Millionen Euro.", "de"),
        ("Le pont a été ouvert en 1933 et a coûté 52 millions d'euros.", "fr"),
        ("El puente fue inaugurado en 1933 y costó 52 millones de euros.", "es"),
        ("Мост открыли в 1933 году, он стоил 52 миллиона рублей.", "ru"),
        ("Көпір 1933 жылы ашылды және 52 миллион теңге тұрды.", "kk"),
        ("Köprü 1933 yılında açıldı ve 52 milyon liraya mal oldu.", "tr"),
        ("افتتح الجسر عام 1933 وكلف 52 مليون دولار.", "ar"),
        ("Міст відкрили в 1933 році, він коштував 52 мільйони.", "uk"),
        ("この橋は1933年に開通した。", "ja"),
        ("这座桥于1933年开通。", "zh"),
        ("Il ponte è stato aperto nel 1933 ed è costato 52 milioni di euro.", "it"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert recognise(text) == code


@pytest.mark.parametrize("text", ["", "238", "Arsenal 3-1 Chelsea", "NATO", "…"])
def test_what_shows_no_language_has_the_default(text: str) -> None:
    assert recognise(text) == "en"
    assert recognise(text, "kk") == "kk"


def test_most_short_sentences_are_recognised() -> None:
    texts = [(pair[name], pair[f"{name}_language"]) for pair in PAIRS for name in ("claim", "passage")]
    wrong = [(text, code) for text, code in texts if recognise(text) != code]
    assert len(wrong) <= len(texts) * 0.03, json.dumps(wrong, ensure_ascii=False)


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert recognise(text).isalpha()
