"""What of a text the claims cover: sentences, and their figures, names and quotations."""

from __future__ import annotations

import pytest

from factcheck.evidence.claims.checkworthy import proposals
from factcheck.evidence.claims.claim_index import ClaimReader, CoveringClaim
from factcheck.evidence.claims.coverage import Coverage, PartKind, coverage
from factcheck.evidence.claims.units import units

TEXT = (
    "The strike in Port Selma ended on 3 May 2021. At least 238 dockers took part and 12 were hurt, the ministry said."
    "\n\n“Nobody asked the dockers of Selma,” Mina Arlov said."
)


def covered(*claims: str | CoveringClaim, text: str = TEXT) -> Coverage:
    known = [
        claim if isinstance(claim, CoveringClaim) else CoveringClaim(f"C{at}", claim)
        for at, claim in enumerate(claims, 1)
    ]
    return coverage(text, units(text), known)


def told(found: Coverage, kind: PartKind) -> list[tuple[str, str]]:
    return [(part.text, " ".join(part.covered_by)) for part in found.of(kind)]


def test_without_claims_all_is_open() -> None:
    found = covered()
    assert found.share == 0
    assert found.open == list(found.parts)
    assert [len(found.of(kind)) for kind in PartKind] == [3, 3, 2, 1]
    assert [part.text for part in found.of(PartKind.FIGURE)] == ["3 May 2021", "238", "12"]
    assert [part.text for part in found.of(PartKind.NAME)] == ["Port Selma", "Mina Arlov"]
    assert [part.text for part in found.of(PartKind.QUOTATION)] == ["Nobody asked the dockers of Selma"]


def test_parts_stand_where_they_say() -> None:
    for part in covered().parts:
        assert TEXT[part.start : part.end] == part.text


def test_the_sentences_themselves_cover_all() -> None:
    found = covered(*(each.text for each in proposals(TEXT)), "Mina Arlov spoke.")
    assert (found.share, found.open) == (1.0, [])


def test_a_text_with_nothing_to_check_is_covered() -> None:
    assert covered("It rained.", text="It rained.").share == 1.0


def test_a_claim_covers_what_it_says_and_no_more() -> None:
    found = covered("238 dockers took part.")
    assert told(found, PartKind.FIGURE) == [("3 May 2021", ""), ("238", "C1"), ("12", "")]
    assert [refs for _, refs in told(found, PartKind.SENTENCE)] == ["", "C1", ""]


@pytest.mark.parametrize(
    ("claim", "covers"),
    [
        ("238 dockers took part in the strike.", True),
        ("The number of dockers who took part was 238.", True),
        ("Dockers took part.", True),
        ("225 dockers took part.", False),
        ("238 whales were seen near the lighthouse.", False),
        ("At least 238 dockers took part on 3 May 2021.", True),
        ("Arlov took part.", False),
        ("It rained.", False),
    ],
)
def test_words_and_figures_say_whether_it_is_the_same(claim: str, covers: bool) -> None:
    assert (told(covered(claim), PartKind.SENTENCE)[1][1] == "C1") is covers


def test_an_excerpt_covers_the_sentence_in_which_it_stands() -> None:
    start = TEXT.index("Nobody asked")
    found = covered(CoveringClaim("C7", "They were passed over.", quoted=((start, start + 12),)))
    assert [refs for _, refs in told(found, PartKind.SENTENCE)] == ["", "", "C7"]
    assert told(found, PartKind.QUOTATION)[0][1] == "C7"


def test_a_claim_that_was_taken_here_and_edited_covers_still() -> None:
    edited = "The strike of the dockers was over."
    assert told(covered(edited), PartKind.SENTENCE)[0][1] == ""
    taken = CoveringClaim("C1", edited, taken="paragraph 1, sentence 1")
    assert told(covered(taken), PartKind.SENTENCE)[0][1] == "C1"
    assert told(covered(CoveringClaim("C1", "It rained.", taken=taken.taken)), PartKind.SENTENCE)[0][1] == ""


def test_a_name_is_covered_by_any_claim_that_names_it() -> None:
    for claim in (CoveringClaim("C1", "Arlov is a docker."), CoveringClaim("C1", "It rained.", speaker="Arlov")):
        found = covered(claim, "The Port of Elsewhere was closed.")
        assert told(found, PartKind.NAME) == [("Port Selma", ""), ("Mina Arlov", "C1")]


def test_a_text_in_another_language_is_covered_by_its_words() -> None:
    text = "Погибли не менее 238 человек в порту."
    found = coverage(
        text,
        units(text, "ru"),
        [CoveringClaim("C1", text), CoveringClaim("C2", "Шёл дождь в порту.")],
        ClaimReader("ru"),
    )
    assert {part.covered_by for part in found.parts} == {("C1",)}
