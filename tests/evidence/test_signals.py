"""What speaks beside the figures is named as what it is; a name in another spelling is a spelling, no more."""

from __future__ import annotations

import pytest

from factcheck.evidence import Text
from factcheck.evidence.languages.english.names import find_aliases, find_names, fold, is_other_spelling
from factcheck.evidence.signals import find_signals


def said(claim: str, passage: str, **beside: str) -> list[str]:
    return [str(signal) for signal in find_signals(Text(claim), Text(passage, **beside))]


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        ("Arlov resigned in May.", "Arlov was dismissed by the council in May.", "resigned / dismissed: opposites"),
        ("Arlov was convicted of theft.", "The court acquitted Arlov.", "convicted / acquitted: opposites"),
        ("Arlov was convicted of theft.", "Arlov is accused of theft.", "convicted / accused: opposites"),
        ("Arlov was arrested.", "Arlov was never arrested.", "arrested / not arrested: negation"),
        ("Arlov did not sign the treaty.", "Arlov signed the treaty.", "not sign / signed: negation"),
        ("Arlov left.", "Arllov left.", "Arlov / Arllov: spelling"),
        ("Mina Arlov left.", "Myna Arlov left.", "Mina / Myna: spelling"),
        ("Yergenov left.", "Ergenov left.", "Yergenov / Ergenov: spelling"),
        ("The NWA sank.", "The National Water Agency (NWA) sank.", "NWA / National Water Agency: one name"),
        ("Rates rose.", "Rates rose, Arlov said.", "Arlov said: reported speech"),
        ("Rates rose.", "According to Arlov, rates rose.", "According to Arlov: reported speech"),
    ],
)
def test_what_is_noticed(claim: str, passage: str, words: str) -> None:
    assert words in said(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Arlov resigned in May.", "Berg was dismissed in May."),
        ("Arlov resigned in May.", "Arlov resigned before he could be dismissed."),
        ("Arlov was convicted.", "Arlov was not acquitted."),
        ("Arlov was arrested.", "Arlov was arrested, not only fined."),
        ("Mario left.", "Marta left."),
        ("Rates rose.", "It was violence that claimed lives."),
        ("Rates rose.", "A fact that has denied the public any view."),
        ("Iran protested.", "Iraq protested."),
        ("Kim Berg left.", "Tim Borg left."),
        ("The little girl is with her dad.", "The small girl is with her father."),
    ],
)
def test_what_is_not_noticed(claim: str, passage: str) -> None:
    assert said(claim, passage) == []


def test_a_pronoun_is_of_what_stands_before() -> None:
    assert said("Arlov resigned.", "He was dismissed.") == []
    assert said("Arlov resigned.", "He was dismissed.", before="Arlov went home.") == [
        "resigned / dismissed: opposites"
    ]


@pytest.mark.parametrize(
    ("claim", "passage", "earlier"),
    [
        ("2023-04-25", "2022-01-08", True),
        ("2023-04-25", "2022", True),
        ("2023-04-25", "2023", False),
        ("2023", "2023-04-25", False),
        ("2022-01-08", "2023-04-25", False),
        ("", "2022", False),
    ],
)
def test_an_earlier_report(claim: str, passage: str, earlier: bool) -> None:
    found = find_signals(Text("It rained.", dated=claim), Text("It rained.", dated=passage))
    assert [str(signal) for signal in found] == ([f"{passage}: earlier report"] if earlier else [])


def test_names_stand_where_they_are() -> None:
    text = "The treaty: Mr. Omar Arlov’s men, in Qyzyl, met J. Berg. They left. However, Nobody knew."
    assert [(name.text, text[name.start : name.end]) for name in find_names(text)] == [
        (name, name) for name in ("Omar Arlov", "Qyzyl", "Berg")
    ] + [("However", "However")] * (len(find_names(text)) - 3)


@pytest.mark.parametrize("opener", ["Although", "Though", "Despite", "Nevertheless", "Try"])
def test_what_opens_a_sentence_belongs_to_no_name(opener: str) -> None:
    assert [name.text for name in find_names(f"It rained. {opener} Omar Arlov spoke.")] == ["Omar Arlov"]
    assert find_names(f"It rained. {opener} it did not.") == []


def test_marks_and_doubled_letters_do_not_count() -> None:
    assert fold("Massímov") == fold("MASIMOV")
    assert is_other_spelling(find_names("Omar Arllov")[0], find_names("Omar Arlov")[0])
    assert not is_other_spelling(find_names("Omar Arlov")[0], find_names("Omar Arlov")[0])


def test_an_alias_is_explained_by_its_text() -> None:
    assert find_aliases("of Ruritania’s National Water Agency (NWA) and the Board of Trade, or BOT, met") == {
        "NWA": "National Water Agency",
        "BOT": "Board of Trade",
    }
