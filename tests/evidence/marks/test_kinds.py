"""Kinds of errors beyond names and figures: who spoke, ranks, places, rates, counts of other things."""

from __future__ import annotations

import pytest

from factcheck.evidence import Text
from factcheck.evidence.marks.corpus import Corpus, CorpusSource

QUARRY = """
Judge Karel Ostrom said that the owners had saved at the wrong end. “A fence with holes is a decoration,” he said.

The quarry of Brodice is the second-largest slate quarry in the country. Its pumps move 40 litres of water per second.
The board of twelve members heard 85 witnesses. Whether a new fence would have helped cannot be said with certainty.

A court in Lirna sentenced the director Jonas Tarr to six years in prison, the engineer Eva Menk to four years and the
guard Petr Halvan to two years. The mayor, then the secretary for parks, had been warned of the holes.

The budget for fences fell from 8.2 million to 2.9 million crowns. It was finished two months later than planned, and it
is 2.4 metres higher than the law requires.

The new fence cost 39 million crowns instead of the 26 million in the plan.
"""
PORTRAIT = """
Mira Weil repairs clocks. Her shop has a single window, and on most days nobody comes.

“I never wanted to be famous for a fence,” she says. Some 12,400 people signed her letter. It was sold to a museum.
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus([CorpusSource("S1", QUARRY, title="The quarry"), CorpusSource("S2", PORTRAIT, title="The shop")])


@pytest.mark.parametrize(
    ("claim", "marked", "says"),
    [
        ("“A fence with holes is a decoration,” said Eva Menk.", "Eva Menk", "gives these words to Judge Karel Ostrom"),
        ("“I never wanted to be famous for a fence,” said Jonas Tarr.", "Jonas Tarr", "“she”, and does not name"),
        ("The quarry of Brodice is the largest slate quarry.", "largest", "second-largest, not largest"),
        ("A court in Brodice sentenced the director.", "Brodice", "court in Lirna, not Brodice"),
        (
            "The pumps move 40 litres of water per minute.",
            "40 litres of water per minute",
            "per second, not per minute",
        ),
        ("The board of 85 members sat for a year.", "85 members", "twelve members; 85 witnesses"),
        ("Menk, Halvan and Tarr got four, six and two years.", "four, six and two years", "Halvan two years"),
        ("It is proven that a new fence would have helped.", "proven", "cannot be said"),
        ("UNESCO gave the fence a prize.", "UNESCO", "in none of 2 sources"),
        ("The fence was finished two months earlier than planned.", "earlier", "later, not earlier"),
        ("The mayor, then the secretary for health, was warned of the holes.", "secretary for health", "secretary for"),
    ],
)
def test_what_a_source_has_otherwise_is_marked(corpus: Corpus, claim: str, marked: str, says: str) -> None:
    marks = corpus.assess(Text(claim)).marks
    assert [mark.text for mark in marks] == [marked]
    assert says in marks[0].says


@pytest.mark.parametrize(
    "claim",
    [
        "“A fence with holes is a decoration,” said Karel Ostrom.",
        "“A fence with holes is a decoration,” the judge said.",
        "“I never wanted to be famous for a fence,” said Mira Weil.",
        "The quarry of Brodice is one of the second-largest slate quarries.",
        "A court in Lirna sentenced the director.",
        "The quarry in Brodice has fences.",
        "The pumps move 40 litres of water each second.",
        "The board of twelve members heard 85 people.",
        "Tarr, Menk and Halvan got six, four and two years.",
        "The budget fell from 8.2 to 2.9 million crowns.",
        "The fence cost 2.9 of 39 million crowns.",
        "The new fence cost 13 million crowns more than planned.",
        "The fence is 2.4 metres higher than it must be.",
        "More than 12,000 people signed her letter.",
        "A museum bought her letter.",
        "Holes of Lirna's fences had been seen by the mayor.",
        "A new fence proved nothing.",
    ],
)
def test_what_the_sources_say_is_not_marked(corpus: Corpus, claim: str) -> None:
    assert corpus.assess(Text(claim)).line == ""


@pytest.mark.parametrize("claim", ["More than 12,900 people signed her letter.", "At least 13,000 people signed."])
def test_a_bound_must_fit_the_number(corpus: Corpus, claim: str) -> None:
    assert "in none of 2 sources" in corpus.assess(Text(claim)).line


def test_one_of_the_largest_is_not_the_largest() -> None:
    corpus = Corpus([CorpusSource("S1", "Tarn is one of the deepest lakes of Varnia.")])
    assert corpus.assess(Text("Tarn is the deepest lake of Varnia.")).line == "S1: one of the deepest, not deepest"
    sure = Corpus([CorpusSource("S1", "Tarn is the deepest lake of Varnia.")])
    assert sure.assess(Text("Tarn is one of the deepest lakes of Varnia.")).line == ""
