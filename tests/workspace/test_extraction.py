"""Claims out of a text of the case: taken once, in one change, with where they stand; and what is open of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.errors import InvalidError, UnknownError
from factcheck.workspace.extraction import Extraction, of_source
from factcheck.workspace.library import Library
from factcheck.workspace.workspace import Desk
from tests.conftest import ticking
from tests.tui.shelf import shelve

TEXT = """The old harbour

The strike in Port Selma ended on 3 May 2021, said Arlov. At least 238 dockers took part.

“Wages rose by 5 percent,” the ministry said."""
CLAIMS = [
    "The strike in Port Selma ended on 3 May 2021.",
    "At least 238 dockers took part.",
    "Wages rose by 5 percent.",
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a case with one source and two claims of something else."""
    path = shelve(tmp_path / "db.json", TEXT, title="A strike", pages=(0, TEXT.index("“Wages")))
    return Desk.open(path, "ada", clock=ticking())


def draft(desk: Desk, text: str = TEXT) -> Extraction:
    return Extraction(desk, Document(text=text, language="en"), "draft.md")


def source(desk: Desk) -> Extraction:
    return of_source(Library(desk), desk.case.source("S1").id)


def test_what_is_taken_is_one_change_with_speakers_and_places(desk: Desk) -> None:
    before = [claim.id for claim in desk.case.in_order()]
    batch = source(desk).take([3, 1])
    added = [desk.case.claims[change.key] for change in batch]
    assert [(claim.ref, claim.text, claim.speaker, claim.origin) for claim in added] == [
        ("C3", CLAIMS[0], "Arlov", "S1 A strike, page 1, paragraph 2, sentence 1"),
        ("C4", CLAIMS[2], "the ministry", "S1 A strike, page 2, paragraph 1, sentence 1"),
    ]
    assert [claim.id for claim in desk.case.in_order()] == [*before, *(claim.id for claim in added)]
    assert desk.undo() == batch
    assert [claim.id for claim in desk.case.in_order()] == before


def test_what_is_a_claim_already_is_not_taken_twice(desk: Desk) -> None:
    found = draft(desk)
    found.take([1])
    assert found.already() == {1: "C3"}
    assert [desk.case.claims[change.key].text for change in draft(desk).take([1, 2, 2, 3])] == CLAIMS[1:]
    assert draft(desk).take([1, 2, 3]) == ()
    assert len(desk.case.claims) == 5


def test_a_claim_of_the_same_words_is_known_wherever_it_comes_from(desk: Desk) -> None:
    desk.add_claim("at least 238 dockers took part")
    desk.add_claim("“Wages rose by 5 percent,” the ministry said.")
    assert draft(desk).already() == {2: "C3", 3: "C4"}


def test_an_edited_claim_is_known_by_its_place(desk: Desk) -> None:
    batch = draft(desk).take([2], {2: {"text": "More than 237 dockers took part in it.", "tags": ["number"]}})
    claim = desk.case.claims[batch[0].key]
    assert (claim.text, claim.tags) == ("More than 237 dockers took part in it.", ("number",))
    assert draft(desk).already() == {2: "C3"}
    assert source(desk).already() == {}


def test_a_place_where_something_else_stands_by_now_is_no_claim(desk: Desk) -> None:
    draft(desk).take([1], {1: {"text": "The strike was over."}})
    changed = draft(desk, TEXT.replace("The strike in Port Selma ended on 3 May 2021", "It cost Berg 40 euros"))
    assert changed.already() == {}


def test_what_is_edited_to_nothing_is_not_taken(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="proposal 2 has no text"):
        draft(desk).take([1, 2], {2: {"text": " \u200b"}})
    assert len(desk.case.claims) == 2


def test_a_number_that_is_none_is_told(desk: Desk) -> None:
    for number in (0, 4):
        with pytest.raises(UnknownError, match=f"no proposal {number} in draft.md: there are 3"):
            draft(desk).take([1, number])
    assert len(desk.case.claims) == 2


def test_what_was_taken_covers_the_text(desk: Desk) -> None:
    found = draft(desk)
    assert found.coverage().share == 0
    found.take([1, 2, 3])
    assert found.coverage().open == []
    assert source(desk).coverage().open == []


def test_an_excerpt_covers_what_it_quotes_of_its_source(desk: Desk) -> None:
    fields = Library(desk).excerpt_fields(desk.case.source("S1").id, TEXT.index("At least"), TEXT.index(" took"))
    desk.add_excerpt(desk.case.claim("C2").id, desk.case.source("S1").id, Stance.CONTEXT, **fields)
    covered = {part.text: part.covered_by for part in source(desk).coverage().parts}
    assert covered["At least 238 dockers took part."] == ("C2",)
    assert covered["238"] == ()
    assert not any(part.covered_by for part in draft(desk).coverage().parts)


def test_a_source_without_its_text_says_so(desk: Desk) -> None:
    other = desk.add_source(title="A letter", sha256="0" * 64)[0].key
    with pytest.raises(InvalidError, match="the text of S2 is not here; `factcheck source attach S2 FILE`"):
        of_source(Library(desk), other)
