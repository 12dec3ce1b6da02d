"""What is proposed as a claim: all that states something, without who said it where that is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.claims.checkworthy import Proposal, proposals
from factcheck.evidence.languages.english.reported_speech import find_reported_speech
from tests.strategies import texts

DRAFT = """Harbour strike ends after 12 days

Harbour strike ends after 12 days
The docks on Tuesday, seen in a photo shared by the union. / Union handout
By Mina Arlov for The Island Post, 4 May 2021

The strike in Port Selma ended on 3 May 2021, said Arlov. At least 238 dockers took part, according to the ministry.

Who will pay for it? I think the owners should be ashamed. It rained.

“Wages rose by 5 percent,” Berg said. “Nobody had expected that of us.”

- Wages had last been raised in 2015
- Selma

Photo: Island Post

The union is the largest in the country. He is tired. The union is the largest in the country."""


def texts_of(text: str, code: str = "en") -> list[str]:
    return [found.text for found in proposals(text, code)]


def only(text: str) -> Proposal:
    (found,) = proposals(text)
    return found


def test_a_draft_becomes_claims() -> None:
    assert [(found.text, found.speaker) for found in proposals(DRAFT)] == [
        ("The strike in Port Selma ended on 3 May 2021.", "Arlov"),
        ("At least 238 dockers took part.", "the ministry"),
        ("It rained.", ""),
        ("Wages rose by 5 percent.", "Berg"),
        ("Nobody had expected that of us.", "Berg"),
        ("Wages had last been raised in 2015", ""),
        ("The union is the largest in the country.", ""),
        ("He is tired.", ""),
    ]


def test_every_proposal_has_its_place() -> None:
    for found in proposals(DRAFT):
        assert found.text.rstrip(".")[1:] in DRAFT[found.start : found.end]
    places = [found.place for found in proposals(DRAFT)]
    assert places[:2] == ["paragraph 3, sentence 1", "paragraph 3, sentence 2"]


@pytest.mark.parametrize("word", ["honest", "modest", "bequest", "protest", "contest"])
def test_a_word_that_only_looks_like_a_superlative_is_no_reason(word: str) -> None:
    assert "comparison" not in only(f"It was about the {word} then.").why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("At least 238 people died.", "figure 238"),
        ("It cost 3, 4 and 5 million euros.", "figures 3, 4, 5 million euros"),
        ("There were 3 cats, 4 dogs, 5 birds and 6 mice.", "figures 3, 4, 5 and 1 more"),
        ("It opened on 3 May 1932.", "date 3 May 1932"),
        ("It is the oldest of them all.", "comparison the oldest · all, only, first or never"),
        ("It is far larger than the old one.", "comparison larger than"),
        ("Wages fell by a lot.", "comparison fell"),
        ("They called it “a very sad end.”", "quotation · judgement"),
        ("They called it «a very “sad” end.»", "quotation · judgement"),
        ("The ministry said that nothing was found.", "reported speech"),
        ("There Mina Arlov was arrested.", "name Mina Arlov"),
        ("The strike was ended by Arlov in 2021.", "date 2021 · name Arlov"),
        ("The minister lied to parliament.", "accusation · past event · bare assertion"),
        ("Arlov stole 238 euros.", "figure 238 euros · accusation"),
        ("Vaccines cause autism.", "bare assertion · cause"),
        ("It will cost 238 euros.", "figure 238 euros · only a prediction"),
        ("The harbour was closed.", "past event · bare assertion"),
    ],
)
def test_the_reasons_are_told_in_words(sentence: str, why: str) -> None:
    assert only(sentence).why == why


@pytest.mark.parametrize(
    "sentence",
    [
        "Were there really 238 dead?",
        "“Who killed 238 people?”",
        "Perhaps Arlov could have known of it.",
        "What a shame for Arlov and for all of us!",
        "238 dead in the harbour",
        "Photo: Arlov on 3 May 2021",
        "Arlov, left, seen in a photo of 2021.",
        "This article was amended on 3 May 2021 to correct a name.",
        "Great question!",
    ],
)
def test_what_states_nothing_that_can_be_checked_is_left_out(sentence: str) -> None:
    assert texts_of(sentence) == []


def test_what_is_said_twice_is_proposed_once() -> None:
    assert texts_of("It opened in 1932.\n\nIt opened in 1932.\n\nIT OPENED IN 1932.") == ["It opened in 1932."]


def test_more_to_check_scores_higher() -> None:
    best = only("At least 238 people died on 3 May 2021, said Arlov.")
    names = only("There Mina Arlov was arrested.")
    vague = only("It might have been as many as 238 people.")
    sure = only("The dead were as many as 238 people.")
    assert best.score > sure.score > vague.score
    assert best.score > names.score > 0


@pytest.mark.parametrize(
    ("sentence", "speaker", "statement"),
    [
        ("The ships lay idle, said Arlov.", "Arlov", "The ships lay idle."),
        ("The ships lay idle for a week, Mina Arlov said.", "Mina Arlov", "The ships lay idle for a week."),
        ("The ships lay idle, the harbour office said on Friday.", "the harbour office", "The ships lay idle."),
        ("According to the ministry, no ship was lost.", "the ministry", "No ship was lost."),
        ("No ship was lost, according to the ministry.", "the ministry", "No ship was lost."),
        ("The ministry said in a statement that no ship was lost.", "the ministry", "No ship was lost."),
        ("Arlov also told reporters that no ship was lost.", "Arlov", "No ship was lost."),
        ("Arlov, who heads the union, said that it was over.", "Arlov", "It was over."),
        ("Arlov, head of the union, said that it was all over.", "Arlov", "It was all over."),
        ("“No ship was lost,” Arlov said.", "Arlov", "No ship was lost."),
        ("«No ship was lost,» said Arlov.", "Arlov", "No ship was lost."),
        ("Arlov said: “No ship was lost.”", "Arlov", "No ship was lost."),
        ("Arlov said the ship was “lost in the fog.”", "Arlov", "The ship was “lost in the fog.”"),
        ("“No ship,” Arlov said, “was ever lost here.”", "Arlov", "No ship was ever lost here."),
        ("Later, Arlov said that no ship was lost.", "Arlov", "No ship was lost."),
        ("He said that no ship was lost.", "", "No ship was lost."),
        ("A study found that no ship was lost.", "a study", "No ship was lost."),
        ("No ship was lost, the court says.", "the court", "No ship was lost."),
        ("Arlov claimed the ships were lost.", "Arlov", "The ships were lost."),
        ("Arlov told the court no ship was lost.", "Arlov", "No ship was lost."),
        ("As Arlov said, no ship was lost.", "Arlov", "No ship was lost."),
        ("Asked about it, Arlov said no ship was lost.", "Arlov", "No ship was lost."),
        ("The ships lay idle, Arlov said Tuesday.", "Arlov", "The ships lay idle."),
        ("The ships, Arlov insisted, lay idle.", "Arlov", "The ships lay idle."),
        ("Lowe's lawyer, Tom Ng, said it was false.", "Tom Ng", "It was false."),
        ('"No ship was lost," Arlov said.', "Arlov", "No ship was lost."),
        ("Berg denied hiding the report.", "Berg", ""),
        ("“Nobody complained,” Berg said.", "Berg", "Nobody complained."),
        ("Nobody complained,” Berg said.", "Berg", "Nobody complained."),
        ("Lowe accused Moss of theft.", "Lowe", ""),
    ],
)
def test_reported_speech_is_told_from_its_speaker(sentence: str, speaker: str, statement: str) -> None:
    found = find_reported_speech(sentence)
    assert ((found.speaker, found.statement) if found else ("", "")) == (speaker, statement)


@pytest.mark.parametrize(
    "sentence",
    [
        "Arlov did not say that a ship was lost.",
        "The dollars are all said to belong to Arlov.",
        "Although Arlov promised “a fair inquiry” that year, none came.",
        "How he is said to have done it remains a mystery.",
        "It was said that no ship was lost.",
    ],
)
def test_what_only_looks_like_reported_speech_is_none(sentence: str) -> None:
    assert find_reported_speech(sentence) is None


def test_a_clause_with_a_figure_is_kept_with_what_it_reports() -> None:
    found = only("The ships lay idle for long, Arlov said on 3 May 2021.")
    assert (found.speaker, found.text) == ("Arlov", "The ships lay idle for long, Arlov said on 3 May 2021.")


def test_he_is_nobody_unless_named() -> None:
    found = only("He said that 238 ships were lost.")
    assert (found.speaker, found.text) == ("", "He said that 238 ships were lost.")


def test_other_languages_are_read_by_their_digits() -> None:
    text = "Погибли не менее 238 человек. Корабли стояли. «Мы этого не ждали», сказал он."
    assert [found.why for found in proposals(text, "ru")] == ["figure 238", "", "quotation · reported speech"]


def test_a_sentence_without_an_end_is_no_claim() -> None:
    assert texts_of(f"{'In 2021 it rained, ' * 100}said Arlov.") == []


@given(st.lists(texts | st.sampled_from(DRAFT.split(". ")), max_size=6).map(" ".join))
def test_any_text_has_proposals_that_stand_in_it(text: str) -> None:
    end = 0
    for found in proposals(text):
        assert end <= found.start < found.end <= len(text)
        assert found.text.strip()
        end = found.end
