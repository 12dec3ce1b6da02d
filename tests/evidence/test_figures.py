"""Figures that differ are marked where both texts speak of one thing, and nowhere else."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest
from hypothesis import example, given

from factcheck.evidence import FigureMark, Relation, Text
from factcheck.evidence.alignment.values import comparable
from factcheck.evidence.assessment import assess
from factcheck.evidence.figures.relations import compare, differences, sentence_marks
from factcheck.workspace.create import sample_path
from tests.evidence.languages.english.test_reader import TEXTS

LONG = 50_000
"""Code points of a long text: a pattern that reads it again from each of them takes minutes."""
TOLL = "At least 238 people died in the unrest of January 2022."
SENTENCE = "Masimov was sentenced to 18 years in prison."
ARREST = "Masimov was arrested on January 6, 2022."
LEFT = "Masimov left office on January 6, 2022."
OFFICERS = "19 law enforcement officers died in the unrest."
MONEY = "About 46 million US dollars were recovered in the case."
RATE = "Unemployment rose to 5 percent in May 2020."


@pytest.mark.parametrize(
    ("claim", "excerpt", "line"),
    [
        (TOLL, "According to official figures, 225 people died during the riots, including 19 officers", "238 / 225"),
        ("The death toll of the unrest is 225.", "violence that claimed the lives of at least 238 people", "225 / 238"),
        (OFFICERS, "forces killed 26 demonstrators and 18 law-enforcement officers died.", "19 / 18"),
        (LEFT, "Massimov served from 2016 until January 5 when he was dismissed", "January 6, 2022 / January 5"),
        (ARREST, "Masimov was detained on\n7 January 2022.", "January 6, 2022 / 7 January 2022"),
        (SENTENCE, "Masimov, 58, was sentenced to fifteen years.", "18 years / fifteen years"),
        (TOLL, "Nobody was armed. The unrest killed 225 people. They did not shoot.", "238 / 225"),
        (MONEY, "About $30mn were recovered in the case.", "46 million US dollars / $30mn"),
        (RATE, "Unemployment rose to 7% in May 2020.", "5 percent / 7%"),
        ("He was guilty under Article 175.", "He was guilty under Article 179.", "175 / 179"),
        ("4 people are on the moon.", "10 people are on the moon.", "4 / 10"),
        ("Two men and two women walk by a red house.", "2 men and 3 women walk by a red house.", "two / 3"),
    ],
)
def test_what_differs_is_named_claim_first(claim: str, excerpt: str, line: str) -> None:
    assert differences(compare(claim, excerpt)) == f"differs: {line}"


@pytest.mark.parametrize(
    ("claim", "excerpt", "why"),
    [
        (TOLL, "225 people were injured in the unrest.", "another event"),
        (TOLL, "26 demonstrators died in the unrest.", "another unit"),
        (TOLL, "In Almaty, 103 people died in the unrest.", "a part, by place"),
        (TOLL, "Of the dead, 19 people died in hospital.", "a part"),
        (TOLL, "Twelve more people died in the unrest.", "an addition"),
        (TOLL, "In 2011, 16 people died in the unrest.", "another year"),
        (TOLL, "About 230 people died in the unrest.", "near enough"),
        (TOLL, "225 people did not die in the unrest.", "denied"),
        (TOLL, "The death toll rose from 164 to 225.", "a range"),
        (TOLL, "225 people died in the east. 13 people died in the west.", "a sum"),
        (TOLL, "Some sources have 225 people, others 238 people who died.", "one agrees"),
        ("More than 4,400 people were arrested.", "More than 2,700 people were detained.", "both can hold"),
        ("4,500 people were arrested.", "4,510 people were arrested.", "rounded"),
        (SENTENCE, "Osipov, a deputy of Masimov, was sentenced to three years.", "another man"),
        (SENTENCE, "He was sentenced to 12 years in prison.", "who is he?"),
        (SENTENCE, "Masimov was sentenced to two years, the others to 16, 15 and three years.", "a list"),
        (SENTENCE, "Masimov and Osipov were sentenced to 12 years and a fine, respectively.", "a list"),
        (SENTENCE, "Masimov should be sentenced to 20 years in prison.", "a wish"),
        (ARREST, "Masimov was dismissed on January 5 and arrested three days later.", "another event"),
        (ARREST, "Before he was arrested, Masimov met Abish on January 5, 2022.", "relative"),
        (SENTENCE, "Masimov’s deputies were sentenced to 15 years in prison.", "others"),
        (SENTENCE, "Masimov’s deputy Osipov was sentenced to three years in prison.", "another man"),
        (SENTENCE, "In 2015 Masimov was sentenced to five years in prison.", "another time"),
        ("Three officers were killed on Thursday.", "Two officers were killed on Friday.", "another day"),
        ("The riots of January 2022 killed 238 people.", "The riots of December 2011 killed 16 people.", "others"),
        ("The rate rose to 5.4 percent.", "The rate fell to 4.9 percent.", "another time"),
        ("The firm earned $5 million in 2019.", "The firm earned $7 million in 2020.", "another year"),
        (ARREST, "Abish was arrested on January 17, 2022.", "another man"),
        ("His trial began in November 2022.", "In October 2022, a month before his trial began", "relative"),
        (MONEY, "24 million US dollars were recovered in the case and 10 billion tenge.", "a sum"),
        (MONEY, "Up to 60 million US dollars were recovered in the case.", "the bound admits it"),
        (MONEY, "30 million euros were recovered in the case.", "another currency"),
        (RATE, "Unemployment rose by 20 to 25% in May 2020.", "a range"),
        ("Masimov was arrested in secret in late May 2022.", "Masimov was arrested in 2019.", "perhaps again"),
        ("The firm opened a large new plant in 2019.", "The firm opened a plant in 2018.", "perhaps another"),
        ("Two people, then nine people ran by a house.", "Nine people ran by a house.", "it is the other number"),
        ("Four men met.", "10 women met.", "too few words"),
        ("The team wore 7 that day.", "The jet has 9 on its tail.", "no unit, other words"),
    ],
)
def test_what_is_not_said_of_one_thing_does_not_differ(claim: str, excerpt: str, why: str) -> None:
    assert differences(compare(claim, excerpt)) == "", why


@pytest.mark.parametrize(
    ("claim", "excerpt", "agreeing"),
    [
        (TOLL, "At least two hundred people; 238 people died.", ["238 / 238"]),
        (SENTENCE, "Masimov got an eighteen-year sentence.", ["18 years / eighteen-year"]),
        (ARREST, "He was detained on January 6 last year.", ["January 6, 2022 / January 6"]),
        (ARREST, "He was arrested in January 2022.", ["January 6, 2022 / January 2022"]),
        (MONEY, "up to $46mn in funds", ["46 million US dollars / $46mn"]),
        ("At least 200 people died.", "225 people died.", ["200 / 225"]),
        ("225 people died.", "More than 200 people died.", ["225 / 200"]),
        ("225 people died.", "More than 240 people died.", []),
        ("More than 200 people died.", "More than 100 people died.", []),
        (ARREST, "Masimov resigned on January 6.", []),
        (SENTENCE, "His men were sentenced to 18, 15 and three years.", []),
    ],
)
def test_what_agrees_is_marked(claim: str, excerpt: str, agreeing: list[str]) -> None:
    assert [str(mark) for mark in compare(claim, excerpt) if mark.relation == Relation.SAME] == agreeing


def test_a_mark_points_at_both_texts() -> None:
    excerpt = "Officials said that 225 people died."
    mark = next(mark for mark in compare(TOLL, excerpt) if mark.relation == Relation.DIFFERS)
    assert TOLL[mark.claim.start : mark.claim.end] == "238"
    assert excerpt[mark.excerpt.start : mark.excerpt.end] == "225"


def test_each_difference_is_named_once() -> None:
    mark = compare(TOLL, "225 people died.")[0]
    other = FigureMark(Relation.DIFFERS, mark.excerpt, mark.claim)
    assert differences([mark, mark, other]) == "differs: 238 / 225, 225 / 238"
    assert differences([]) == ""


SCHOOL, BRIDGE = "The new school costs 80 million euros.", "The bridge cost 40 million euros."


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (SCHOOL, "The new school will cost 5 million euros a year to run."),
        ("Rents rose 4 percent in 2023.", "Rents rose 9 percent over three years."),
        (BRIDGE, "The first phase of the bridge cost 25 million euros."),
        (BRIDGE, "The old bridge cost 9 million euros in 1950."),
        (BRIDGE, "The bridge cost 44 million dollars."),
    ],
)
def test_a_part_another_thing_or_another_currency_does_not_differ(claim: str, passage: str) -> None:
    assert not [mark for mark in compare(claim, passage) if mark.relation is Relation.DIFFERS]
    assert [mark for mark in compare(BRIDGE, "The bridge cost 52 million euros.") if mark.relation is Relation.DIFFERS]


@given(TEXTS)
@example("0+ cars burned.")
@example("Growth was more than -5 percent.")
def test_a_text_never_differs_from_itself(text: str) -> None:
    assert differences(compare(text, text)) == ""


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(claim: str, excerpt: str) -> None:
    for mark in compare(claim, excerpt):
        assert comparable(mark.claim, mark.excerpt, nouns=False)
        assert claim[mark.claim.start : mark.claim.end] == mark.claim.text
        assert excerpt[mark.excerpt.start : mark.excerpt.end] == mark.excerpt.text


def test_the_shipped_case() -> None:
    tables = json.loads(sample_path().read_bytes())
    claims = {row["id"]: row["text"] for row in tables["claims"].values()}
    found = defaultdict(set)
    for row in tables["excerpts"].values():
        found[row["stance"]].add(differences(compare(claims[row["claim"]], row["quote"])))
    assert found["supports"] == {""}
    assert {"differs: 238 / 225", "differs: January 6, 2022 / January 5, 2022"} <= found["contradicts"]


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "1 ", "twenty ", "January 6, ", "$", " ", "\n", "a", "a-", ". A", "A", "(", "0", "K. "],
)
def test_long_texts_are_read_to_their_end(piece: str) -> None:
    """Patterns are tried at the start of a word only, and reach no further than a word and a few signs.

    One that went over the rest of the text again and again would not come to the end of these.
    """
    text = "238 people died in January" + piece * (LONG // len(piece))
    assert differences(compare(TOLL, text)) == ""
    assert differences(compare(text, text)) == ""


@pytest.mark.parametrize("piece", ["one day later ", "on Saturday ", "first ", "(May 5 ", "a third ", "A. ", "A of "])
def test_long_texts_are_examined_to_their_end(piece: str) -> None:
    text = "238 people died in January" + piece * (LONG // len(piece))
    finding = assess(Text(TOLL), Text(text, dated="2022-01-08", before=text))
    assert Relation.DIFFERS not in {mark.relation for mark in finding.marks}


def test_both_sentences_are_read_in_the_language_that_they_show() -> None:
    """In German a point parts thousands: read as English, 1.200 would be less than two."""
    claim = "Bei dem Brand starben 1.200 Menschen in der Stadt."
    assert sentence_marks(claim, "Bei dem Brand starben 1200 Menschen in der Stadt.")[0].relation is Relation.SAME
    assert sentence_marks(claim, "Bei dem Brand starben 900 Menschen in der Stadt.")[0].relation is Relation.DIFFERS


def test_an_ordinal_at_the_end_of_a_sentence_is_read_too() -> None:
    assert differences(compare("A race dog is running for first.", "A race dog is running for 20th.")) != ""
    assert compare("First, the dog ran.", "The dog ran for 20th.") == []
