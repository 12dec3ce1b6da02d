"""A total with a part named behind it is compared with another total; the part is not."""

from __future__ import annotations

import pytest

from tests.evidence.test_lead_ins import BRIDGES, said

ENGLISH = "The harbour bridge cost 52 million euros, including 7 million euros for the foundations."


@pytest.mark.parametrize(
    ("language", "passage"),
    [
        ("en", ENGLISH),
        ("en", "The harbour bridge cost 52 million euros, of which 7 million euros were spent on the foundations."),
        ("de", "Die Hafenbrücke kostete 52 Millionen Euro, darunter 7 Millionen Euro für die Fundamente."),
        ("de", "Die Hafenbrücke kostete 52 Millionen Euro, davon 7 Millionen Euro für die Fundamente."),
        ("fr", "Le pont du port a coûté 52 millions d'euros, dont 7 millions d'euros pour les fondations."),
        ("es", "El puente del puerto costó 52 millones de euros, de ellos 7 millones de euros para los cimientos."),
        ("ru", "Портовый мост стоил 52 миллиона евро, из них 7 миллионов евро ушло на фундамент."),
    ],
)
def test_another_total_differs(language: str, passage: str) -> None:
    assert said(BRIDGES[language], passage, language) == "differs"


def test_a_total_of_people_is_compared_and_not_its_part() -> None:
    passage = "Die Fabrik beschäftigte 460 Menschen, davon 80 Lehrlinge."
    assert said("Die Fabrik beschäftigte 300 Menschen.", passage, "de") == "differs"
    assert said("Die Fabrik beschäftigte 460 Menschen.", passage, "de") == "same"


def test_a_total_is_found_beside_its_part() -> None:
    assert said("The harbour bridge cost 52 million euros.", ENGLISH) == "same"


def test_a_part_is_no_total() -> None:
    assert said("The harbour bridge cost 7 million euros.", ENGLISH) == "differs"


@pytest.mark.parametrize(
    "claim", ["The foundations of the harbour bridge cost 9 million euros.", "The pier cost 9 euros."]
)
def test_what_another_thing_cost_is_not_compared_with_the_total(claim: str) -> None:
    assert said(claim, ENGLISH) == "nothing"


def test_a_part_that_says_what_it_counts_is_still_compared() -> None:
    passage = "The police arrested 100 people, including 40 women."
    assert said("The police arrested 50 women.", passage) == "differs"
    assert said("The police arrested 40 women.", passage) == "same"
