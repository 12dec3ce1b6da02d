"""Who speaks, across sentences and paragraphs; what a claim needs from its text; the clauses of a sentence."""

from __future__ import annotations

import pytest

from factcheck.evidence.claims.checkworthy import Proposal, proposals
from factcheck.evidence.languages.english.clauses import clauses
from factcheck.evidence.languages.english.reported_speech import find_reported_speech

DATED = "2021-05-04"  # a Tuesday


def speakers(text: str) -> list[tuple[str, str]]:
    return [(found.speaker, found.text) for found in proposals(text)]


def only(text: str) -> Proposal:
    (found,) = proposals(text, dated=DATED)
    return found


def test_he_is_the_last_person_who_spoke() -> None:
    found = speakers("The port was shut, Mina Arlov said.\n\nBerg came. The ships lay idle, she said.")
    assert found[-1] == ("Mina Arlov", "The ships lay idle.")


def test_he_is_the_only_person_named_before() -> None:
    assert speakers("Jon Berg came in 2019. He said that no ship was lost.")[-1] == ("Jon Berg", "No ship was lost.")


def test_between_two_nobody_is_guessed() -> None:
    found = proposals("Ada Lowe met Jon Moss. She said that no ship was lost.")[-1]
    assert (found.speaker, found.text) == ("", "She said that no ship was lost.")
    assert "she: Ada Lowe or Jon Moss?" in found.context


def test_they_are_the_last_who_spoke_also_a_council() -> None:
    found = speakers("Jon Berg said that it rained. The council said that it was dry. They said nobody was hurt.")
    assert found[-1][0] == "the council"


def test_each_sentence_of_a_quotation_has_its_speaker() -> None:
    assert speakers("“We never knew. Nobody told us,” Berg said. “It was late.”") == [
        ("Berg", "We never knew."),
        ("Berg", "Nobody told us."),
        ("Berg", "It was late."),
    ]


def test_a_paragraph_that_is_one_quotation_suggests_the_speaker_before() -> None:
    found = proposals("“We never knew,” Berg said.\n\n“It was late.”")[-1]
    assert (found.speaker, found.text) == ("Berg", "It was late.")
    assert "speaker of the paragraph before" in found.context
    nobody = proposals("“It was late.”")[-1]
    assert (nobody.speaker, nobody.context[0]) == ("", "who says this?")


@pytest.mark.parametrize("verb", ["denied", "claimed", "admitted", "promised"])
def test_of_what_is_doubted_the_saying_is_proposed(verb: str) -> None:
    line = f"Arlov {verb} that a ship was lost."
    found = only(line)
    assert (found.text, found.said, found.saying) == (line, "A ship was lost.", line)
    assert found.doubted


def test_what_was_said_and_that_it_was_said_can_both_be_checked() -> None:
    found = only("The court said that the trial was fair.")
    assert (found.speaker, found.text) == ("the court", "The trial was fair.")
    assert found.saying == "The court said that the trial was fair."


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The council met on Friday.", "The council met on Friday (30 April 2021)."),
        ("The council will meet on Friday and pay 5 euros.", "The council will meet on Friday (7 May 2021) and pay"),
        ("The mayor left last year.", "The mayor left last year (2020)."),
        ("The mayor left last month.", "The mayor left last month (April 2021)."),
        ("The mayor left yesterday.", "The mayor left yesterday (3 May 2021)."),
        ("The mayor left three weeks ago.", "The mayor left three weeks ago (13 April 2021)."),
        ("The mayor left two years ago.", "The mayor left two years ago (2019)."),
        ("The mayor left late Thursday.", "The mayor left late Thursday (29 April 2021)."),
        ("The mayor left last Tuesday.", "The mayor left last Tuesday (27 April 2021)."),
        ("The mayor left on Friday, 5 March 2021.", "The mayor left on Friday, 5 March 2021."),
        ("The council meets every Friday.", "The council meets every Friday."),
        ("But the mayor left in 2019.", "The mayor left in 2019."),
    ],
)
def test_dates_are_written_out_with_the_date_of_the_draft(sentence: str, claim: str) -> None:
    assert only(sentence).text.startswith(claim)


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("The council meets again on Tuesday.", ("when is “on Tuesday”?",)),
        ("The mayor left in June.", ("in June: June 2020?",)),
        ("The bridge will cost 5 euros in June.", ("in June: June 2021?",)),
        ("One of these was the mayor.", ("what is “One of these”?",)),
        ("He left in 2019.", ("who is “He”?",)),
        ("It is true that the mayor left.", ()),
        ("There were 5 people.", ()),
    ],
)
def test_what_is_not_certain_is_asked(sentence: str, needs: tuple[str, ...]) -> None:
    assert only(sentence).context == needs


def test_without_a_date_of_the_draft_dates_are_asked() -> None:
    (found,) = proposals("The council met on Friday.")
    assert (found.text, found.context) == ("The council met on Friday.", ("when is “on Friday”?",))


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The bridge opened in 1932, and it was closed in 2019.",
            ["The bridge opened in 1932.", "It was closed in 2019."],
        ),
        (
            "The bridge opened in 1932 and was closed in 2019.",
            ["The bridge opened in 1932.", "The bridge was closed in 2019."],
        ),
        (
            "The mayor resigned early; the council elected another.",
            ["The mayor resigned early.", "The council elected another."],
        ),
        ("Moss signed the contract, but Lowe refused to.", ["Moss signed the contract.", "Lowe refused to."]),
        ("He met three men, one of whom was Berg.", ["He met three men.", "One of them was Berg."]),
        ("Allies and members of the party met in Selma.", []),
        ("If it rained all day, and the river rose, it was closed.", []),
        ("He said this: it opened in 1932, and it was closed in 2019.", []),
        ("He was named and shamed.", []),
        ("It opened in 1932 and cost 4 euros.", ["It opened in 1932.", "It cost 4 euros."]),
        ("It lost the time and cost estimates of 2019.", []),
        ("Both men were found guilty, and they were sentenced.", []),
        ("“It opened in 1932, and it was closed in 2019,” he said.", []),
    ],
)
def test_clauses_are_cut_where_that_is_certain(sentence: str, parts: list[str]) -> None:
    assert [clause.text for clause in clauses(sentence)] == parts


def test_clauses_are_proposed_after_their_sentence() -> None:
    text = "It rained. The bridge opened in 1932 and was\nclosed in 2019."
    found = proposals(text.replace("\n", " "))
    assert [(each.part_of, each.text) for each in found] == [
        (0, "It rained."),
        (0, "The bridge opened in 1932 and was closed in 2019."),
        (2, "The bridge opened in 1932."),
        (2, "The bridge was closed in 2019."),
    ]
    assert text.replace("\n", " ")[found[3].start : found[3].end] == "was closed in 2019"
    assert [reason.words for reason in found[2].reasons] == [("1932",)]


@pytest.mark.parametrize(
    "words", ["a, ", "Aa said ", "the x ", "A b, c ", '"a," ', "As a said in b ", "it was, and it was "]
)
def test_hostile_sentences_take_no_time(words: str) -> None:
    line = (words * 500)[:1000]
    find_reported_speech(line)
    clauses(line)
