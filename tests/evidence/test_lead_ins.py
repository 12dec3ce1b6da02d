"""A date before the subject does not make it another thing: "by the account of June 2024 the bridge cost"."""

from __future__ import annotations

import pytest

from tests.evidence.test_pairs import relation

BRIDGES = {
    "en": "The harbour bridge cost 40 million euros.",
    "de": "Die Hafenbrücke kostete 40 Millionen Euro.",
    "fr": "Le pont du port a coûté 40 millions d'euros.",
    "es": "El puente del puerto costó 40 millones de euros.",
    "ru": "Портовый мост стоил 40 миллионов евро.",
}


def said(claim: str, passage: str, language: str = "en") -> str:
    return relation(
        {"claim": claim, "passage": passage, "claim_language": language, "passage_language": language},
    )


@pytest.mark.parametrize(
    ("language", "passage"),
    [
        (
            "en",
            "By the final account of June 2024 the harbour bridge cost 52 million euros, of which 7 million were spent"
            " on the foundations alone.",
        ),
        ("en", "By the reckoning of June the harbour bridge cost 52 million euros."),
        ("en", "In the ledger of 2024 the harbour bridge cost 52 million euros."),
        (
            "de",
            "Laut Schlussrechnung vom Juni 2024 kostete die Hafenbrücke 52 Millionen Euro, davon 7 Millionen am Ufer.",
        ),
        (
            "fr",
            "D'après le relevé de juin 2024 le pont du port a coûté 52 millions d'euros, dont 7 millions sous l'eau.",
        ),
        ("es", "En el cómputo de mayo 2024 el puente del puerto costó 52 millones de euros."),
    ],
)
def test_what_a_thing_cost_by_an_account_of_a_date_differs(language: str, passage: str) -> None:
    assert said(BRIDGES[language], passage, language) == "differs"


def test_a_count_in_a_log_of_a_date_differs() -> None:
    passage = "In the log of July 1912 the ferry carried 1,200 passengers, including 90 children."
    assert said("The ferry carried 900 passengers.", passage) == "differs"


@pytest.mark.parametrize(
    ("language", "passage"),
    [
        ("en", "In June 2024 the toll house of the harbour bridge cost 52 million euros."),
        ("en", "By the account of June 2024 the lighting of the harbour bridge cost 2 million euros."),
        ("en", "The lift of the 3 harbour bridges cost 2 million euros."),
        ("fr", "En juin 2024 l'éclairage du pont du port a coûté 2 millions d'euros."),
        ("es", "En mayo de 2024 la iluminación del puente del puerto costó 2 millones de euros."),
    ],
)
def test_what_belongs_to_a_thing_is_another_also_behind_a_date(language: str, passage: str) -> None:
    assert said(BRIDGES[language], passage, language) == "nothing"
