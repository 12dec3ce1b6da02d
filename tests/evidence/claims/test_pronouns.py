"""Whom "He" means is suggested where one person alone was named before, and asked where it is not certain."""

from __future__ import annotations

import pytest

from factcheck.evidence.claims.checkworthy import proposals


def last(text: str) -> tuple[str, tuple[str, ...], str]:
    found = proposals(text)[-1]
    return found.text, found.context, found.resolved


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("Karim Masimov was arrested in Almaty. He was sentenced to 18 years.", "Karim Masimov was sentenced to 18"),
        ("Karim Masimov was arrested. His lawyer appealed.", "Karim Masimov’s lawyer appealed."),
        ("Ada Lowe runs a bakery.\n\nShe employs 12 people.", "Ada Lowe employs 12 people."),
        ("Ada Lowe runs a bakery. Lowe was born in 1961. But she moved in 1999.", "Ada Lowe moved in 1999."),
        ("The mayor of Port Selma, Ada Lowe, came. The bridge in Port Selma fell. She left.", "Ada Lowe left."),
    ],
)
def test_the_only_person_before_is_suggested_and_never_put_in(text: str, resolved: str) -> None:
    claim, context, suggested = last(text)
    assert suggested.startswith(resolved)
    assert claim.split()[0] in {"He", "She", "His"}
    assert context[0].endswith("?")
    assert context[0].split(":")[1].strip(" ?") in suggested


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lowe met Jon Moss. She paid 20 euros.",
        "Port Selma has a bridge in Port Selma. He left.",
        "The bridge in Port Selma fell. She left.",
        "The Bank of Selma closed. He left.",
        "Ada Lowe came.\n\nThe bridge fell.\n\nShe left.",
        "Ada Lowe came. He was hurt. She was hurt.",
        "Jon Moss came. He was hurt. She was hurt.",
        "Lowe came. She left.",
        "ADA LOWE came. She left.",
        "Ada Lowe came. She and Jon Moss left.",
    ],
)
def test_what_is_not_certain_is_asked(text: str) -> None:
    _, context, suggested = last(text)
    assert suggested == ""
    assert context[0].startswith("who is")


def test_it_is_asked_what_it_is() -> None:
    assert last("Ada Lowe runs a bakery. It employs 12 people.") == (
        "It employs 12 people.",
        ("what is “It”?",),
        "",
    )


def test_a_name_behind_the_verb_is_the_speaker() -> None:
    (found,) = proposals("She had known of the crack, said the mayor, Ines Okafor.")
    assert (found.speaker, found.said) == ("Ines Okafor", "She had known of the crack.")
    (found,) = proposals("It rained all day, said Bob Lee, and the bridge fell.")
    assert (found.speaker, found.said) == ("Bob Lee", "It rained all day and the bridge fell.")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("“Nobody asked us,” said Maja Berg, who leads the union.", "Nobody asked us."),
        ("It rained, said Bob Lee, as the ship sank.", "It rained."),
        ("“It is safe,” said Bob Lee, and the bridge fell.", "It is safe and the bridge fell."),
        ("“It is safe,” said Bob Lee, “and it was built in 1990.”", "It is safe and it was built in 1990."),
        ("“We had no warning,” said the captain, Erik Sund, on Thursday.", "We had no warning."),
    ],
)
def test_what_is_said_is_without_what_is_told_of_the_speaker(sentence: str, said: str) -> None:
    (found,) = proposals(sentence, dated="2025-03-03")
    assert found.said == said
