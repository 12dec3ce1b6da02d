"""Most words are passed over without trying to read a figure, and no figure is lost by that."""

from __future__ import annotations

import pytest

from factcheck.evidence.figures import read_figures
from factcheck.evidence.figures.starts import starts
from factcheck.evidence.languages.lexicon import lexicon


@pytest.mark.parametrize(
    ("code", "text", "figure"),
    [
        ("es", "la mitad de los votantes", "la mitad"),
        ("fr", "la moitié des électeurs", "la moitié"),
        ("de", "die Hälfte der Wähler", "die Hälfte"),
        ("de", "hundertundzwanzig Menschen", "hundertundzwanzig"),
        ("fr", "le premier trimestre 2020", "premier trimestre 2020"),
        ("en", "the first half of 2020", "first half of 2020"),
    ],
)
def test_a_phrase_is_read_from_its_first_word(code: str, text: str, figure: str) -> None:
    assert [found.text for found in read_figures(text, code)] == [figure]


@pytest.mark.parametrize(
    ("code", "word", "following", "begins"),
    [
        ("es", "la", "mitad", True), ("es", "la", "casa", False), ("fr", "la", "maison", False),
        ("de", "die", "frau", False), ("en", "a", "dozen", True), ("en", "a", "house", False),
    ],
)  # fmt: skip
def test_an_article_begins_a_figure_only_before_the_rest_of_a_phrase(
    code: str, word: str, following: str, begins: bool
) -> None:
    known = starts(lexicon(code))
    assert bool(known.among([word])) and known.goes_on(word, following) is begins


def test_a_word_for_and_begins_no_figure() -> None:
    assert not starts(lexicon("de")).among(["und"])
