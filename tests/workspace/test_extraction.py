"""Claims out of a text of the case: taken once, in one change, with where they stand; and what is open of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.errors import InvalidError, UnknownError
from factcheck.workspace.draft_text import text_of_source
from factcheck.workspace.extraction import Extraction
from factcheck.workspace.workspace import Workspace
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
def workspace(tmp_path: Path) -> Workspace:
    """A workspace on a case with one source and two claims of something else."""
    path = shelve(tmp_path / "db.json", TEXT, title="A strike", pages=(0, TEXT.index("“Wages")))
    return Workspace.open(path, "ada", clock=ticking())


def draft(workspace: Workspace, text: str = TEXT) -> Extraction:
    return Extraction(workspace, Document(text=text, language="en"), "draft.md")


def source(workspace: Workspace) -> Extraction:
    return text_of_source(workspace.documents, workspace.case.source("S1").id)


def test_what_is_taken_is_one_change_with_speakers_and_places(workspace: Workspace) -> None:
    before = [claim.id for claim in workspace.case.in_order()]
    batch = source(workspace).take([3, 1])
    added = [workspace.case.claims[change.key] for change in batch if change.table == "claims"]
    assert [(claim.ref, claim.text, claim.speaker, claim.origin) for claim in added] == [
        ("C3", CLAIMS[0], "Arlov", "S1 A strike, page 1, paragraph 2, sentence 1"),
        ("C4", CLAIMS[2], "the ministry", "S1 A strike, page 2, paragraph 1, sentence 1"),
    ]
    assert [claim.id for claim in workspace.case.in_order()] == [*before, *(claim.id for claim in added)]
    assert workspace.undo() == batch
    assert [claim.id for claim in workspace.case.in_order()] == before


def test_what_is_a_claim_already_is_not_taken_twice(workspace: Workspace) -> None:
    found = draft(workspace)
    found.take([1])
    assert found.already() == {1: "C3"}
    assert [workspace.case.claims[change.key].text for change in draft(workspace).take([1, 2, 2, 3])] == CLAIMS[1:]
    assert draft(workspace).take([1, 2, 3]) == ()
    assert len(workspace.case.claims) == 5


def test_a_claim_of_the_same_words_is_known_wherever_it_comes_from(workspace: Workspace) -> None:
    workspace.add_claim("at least 238 dockers took part")
    workspace.add_claim("“Wages rose by 5 percent,” the ministry said.")
    assert draft(workspace).already() == {2: "C3", 3: "C4"}


def test_an_edited_claim_is_known_by_its_place(workspace: Workspace) -> None:
    batch = draft(workspace).take([2], {2: {"text": "More than 237 dockers took part in it.", "tags": ["number"]}})
    claim = workspace.case.claims[batch[0].key]
    assert (claim.text, claim.tags) == ("More than 237 dockers took part in it.", ("number",))
    assert draft(workspace).already() == {2: "C3"}
    assert source(workspace).already() == {}


def test_a_place_where_something_else_stands_by_now_is_no_claim(workspace: Workspace) -> None:
    draft(workspace).take([1], {1: {"text": "The strike was over."}})
    changed = draft(workspace, TEXT.replace("The strike in Port Selma ended on 3 May 2021", "It cost Berg 40 euros"))
    assert changed.already() == {}


def test_what_is_edited_to_nothing_is_not_taken(workspace: Workspace) -> None:
    with pytest.raises(InvalidError, match="proposal 2 has no text"):
        draft(workspace).take([1, 2], {2: {"text": " \u200b"}})
    assert len(workspace.case.claims) == 2


def test_a_number_that_is_none_is_told(workspace: Workspace) -> None:
    for number in (0, 4):
        with pytest.raises(UnknownError, match=f"no proposal {number} in draft.md: there are 3"):
            draft(workspace).take([1, number])
    assert len(workspace.case.claims) == 2


def test_what_was_taken_covers_the_text(workspace: Workspace) -> None:
    found = draft(workspace)
    assert found.coverage().share == 0
    found.take([1, 2, 3])
    assert found.coverage().open == []
    assert source(workspace).coverage().open == []


def test_an_excerpt_covers_what_it_quotes_of_its_source(workspace: Workspace) -> None:
    fields = workspace.documents.excerpt_fields(
        workspace.case.source("S1").id, TEXT.index("At least"), TEXT.index(" took")
    )
    workspace.add_excerpt(
        workspace.case.claim("C2").id, workspace.case.source("S1").id, stance=Stance.CONTEXT, **fields
    )
    covered = {part.text: part.covered_by for part in source(workspace).coverage().parts}
    assert covered["At least 238 dockers took part."] == ("C2",)
    assert covered["238"] == ()
    assert not any(part.covered_by for part in draft(workspace).coverage().parts)


def test_a_source_without_its_text_says_so(workspace: Workspace) -> None:
    other = workspace.add_source(title="A letter", sha256="0" * 64)[0].key
    with pytest.raises(InvalidError, match="no text for S2; `factcheck source attach S2 FILE`"):
        text_of_source(workspace.documents, other)
