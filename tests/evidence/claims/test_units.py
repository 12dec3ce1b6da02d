"""The units of a text: their kinds, and that joined they are the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.evidence.claims.kinds import UnitKind
from factcheck.evidence.claims.units import units
from tests.strategies import texts

ARTICLE = """Harbour bridge to cost twice as much, council admits

Residents fear more delays

By Mina Arlov
4 May 2021

PORT SELMA — The bridge will cost 52 million euros, the council said. “We never knew. Nobody told us,” Berg said.

Will anybody pay? It is a disgrace. The works will end soon. The report suggested that it might be true.

Photo: The old bridge in 1990

Read more:
Bridge closed after accident
Who owns the river

The key facts:

The bridge is 400 metres long
It carries 12,000 cars a day

[This text was translated.]

This article was amended on 5 May 2021 to correct a name."""


def kinds(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(unit.kind.value, unit.words(text)) for unit in units(text, language)]


def test_an_article_is_told_apart() -> None:
    assert kinds(ARTICLE) == [
        ("headline", "Harbour bridge to cost twice as much, council admits"),
        ("standfirst", "Residents fear more delays"),
        ("byline", "By Mina Arlov"),
        ("byline", "4 May 2021"),
        ("statement", "The bridge will cost 52 million euros, the council said."),
        ("quotation", "“We never knew."),
        ("quotation", "Nobody told us,” Berg said."),
        ("question", "Will anybody pay?"),
        ("opinion", "It is a disgrace."),
        ("prediction", "The works will end soon."),
        ("statement", "The report suggested that it might be true."),
        ("caption", "Photo: The old bridge in 1990"),
        ("notice", "Read more:"),
        ("notice", "Bridge closed after accident"),
        ("notice", "Who owns the river"),
        ("headline", "The key facts:"),
        ("statement", "The bridge is 400 metres long"),
        ("statement", "It carries 12,000 cars a day"),
        ("notice", "[This text was translated.]"),
        ("notice", "This article was amended on 5 May 2021 to correct a name."),
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Great question!", UnitKind.CHAT),
        ("I hope this helps.", UnitKind.CHAT),
        ("Yes.", UnitKind.CHAT),
        ("No.", UnitKind.CHAT),
        ("No, thanks.", UnitKind.CHAT),
        ("No problem!", UnitKind.CHAT),
        ("Thanks a lot!", UnitKind.CHAT),
        ("Thank you, Minister.", UnitKind.CHAT),
        ("Sure, here is the article.", UnitKind.CHAT),
        ("Hi Anna!", UnitKind.CHAT),
        ("No one was charged.", UnitKind.STATEMENT),
        ("No one has been arrested.", UnitKind.STATEMENT),
        ("No evidence was found.", UnitKind.STATEMENT),
        ("No, he resigned.", UnitKind.STATEMENT),
        ("Yes votes prevailed.", UnitKind.STATEMENT),
        ("Sure enough, the bridge fell.", UnitKind.STATEMENT),
        ("Of course, the bridge fell.", UnitKind.OPINION),
        ("Great Britain left in 2020.", UnitKind.STATEMENT),
        ("Interesting point guards were signed.", UnitKind.STATEMENT),
        ("Thanks to the fire brigade nobody died.", UnitKind.STATEMENT),
        ("Well water was polluted.", UnitKind.STATEMENT),
        ("Welcome rain fell.", UnitKind.STATEMENT),
        ("Dear Leader Kim was there.", UnitKind.STATEMENT),
        ("Hello Kitty was sold.", UnitKind.STATEMENT),
        ("Here is where the bridge fell.", UnitKind.STATEMENT),
        ("He lied.", UnitKind.STATEMENT),
        ("Vaccines cause autism.", UnitKind.STATEMENT),
        ("I think the minister lied to parliament.", UnitKind.STATEMENT),
        ("The will was read by Arlov.", UnitKind.STATEMENT),
        ("It will cost 5 million euros.", UnitKind.STATEMENT),
        ("They will be sorry.", UnitKind.PREDICTION),
        ("We should all go home.", UnitKind.OPINION),
        ("“We never knew of it at all,” he said.", UnitKind.QUOTATION),
        ("He said that they had “never heard” of any such thing before.", UnitKind.STATEMENT),
        ("“Who killed him?”", UnitKind.QUESTION),
        ("Погибли 238 человек.", UnitKind.STATEMENT),
    ],
)
def test_sentences_are_told_apart(sentence: str, kind: UnitKind) -> None:
    (unit,) = units(sentence)
    assert unit.kind is kind


def test_a_stray_mark_makes_no_quotation_of_what_follows() -> None:
    found = kinds("A “stray mark is here. It rained for 3 days. So it was.")
    assert [kind for kind, _ in found] == ["statement"] * 3


def test_a_speaker_goes_on_in_the_next_paragraph() -> None:
    found = kinds("“We paid. They took it.\n\n“Then we left,” he said. A fire broke out.")
    assert [kind for kind, _ in found] == ["quotation", "quotation", "quotation", "statement"]


def test_items_of_a_list_that_lost_its_marks_are_statements() -> None:
    text = "It opened in May.\n\nThe bridge is 400 metres long\n\nIt carries 12,000 cars\n\nBridge closed after fire"
    assert [kind for kind, _ in kinds(text)] == ["statement", "statement", "statement", "headline"]


def test_places_count_paragraphs_and_their_sentences() -> None:
    assert [unit.place for unit in units("One is here. Two is here.\n\nThree is here.")] == [
        "paragraph 1, sentence 1",
        "paragraph 1, sentence 2",
        "paragraph 2, sentence 1",
    ]


@settings(max_examples=150)
@given(
    st.text(st.sampled_from('ab AB.“”"«»?!\n-1 :[]#'), max_size=60) | texts | st.sampled_from(ARTICLE.split("\n\n")),
    st.sampled_from(["en", "ru", "de", ""]),
)
@example('«?"1?»', "en")
def test_joined_the_units_are_the_text(text: str, language: str) -> None:
    found = units(text, language)
    assert "".join("".join(text[unit.start : unit.end].split()) for unit in found) == "".join(text.split())
    assert all(unit.start <= unit.begin < unit.end for unit in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
