"""How the excerpts of a case stand to its sources, what is kept of that, and what a new excerpt keeps of its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.case.document import Document
from factcheck.errors import InvalidError
from factcheck.quotes import anchor as anchoring
from factcheck.quotes.selectors import excerpt_fields
from factcheck.workspace.quote_comparison import state_words
from factcheck.workspace.source_library import Library
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.quotes.cases import OTHER, STATES, TEXT, harbour, keep


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(harbour(tmp_path), "ada", clock=ticking()) as workspace:
        yield workspace


@pytest.fixture
def library(desk: Workspace) -> Library:
    return desk.documents


def states(library: Library) -> dict[str, str]:
    case = library.case
    return {case.excerpts[key].ref: anchor.state.value for key, anchor in library.quote_checks.anchors()}


def test_every_excerpt_has_a_state(library: Library) -> None:
    assert states(library) == STATES
    case = library.case
    assert {ref: library.quote_checks.anchor(case.excerpt(ref).id).state.value for ref in STATES} == STATES


def test_what_stands_elsewhere_says_where(library: Library) -> None:
    found = library.quote_checks.anchor(library.case.excerpt("E5").id)
    assert library.case.sources[found.source].ref == "S2"
    assert OTHER[found.start : found.end] == "The ships lay idle for a week"


@pytest.mark.parametrize(
    ("quote", "other", "expected"),
    [
        ("No tender was held", "No tender was held", "≠ altered: only the case of its first letter"),
        ("No tender was held in May", "No tender was held in May", "→ found in S2"),
        ("Then " + "it rained and " * 9 + "nothng else", "Then " + "it rained and " * 9 + "nothng else", "≠ altered: "
         "nothing → nothng"),
    ],
)  # fmt: skip
def test_the_own_source_goes_first_where_it_has_nearly_the_same(
    library: Library, desk: Workspace, quote: str, other: str, expected: str
) -> None:
    workspace, case = desk, library.case
    own = "He said that no tender was held. Then " + "it rained and " * 9 + "nothing else."
    workspace.edit("sources", case.source("S1").id, sha256=keep(workspace, own))
    workspace.edit("sources", case.source("S2").id, sha256=keep(workspace, other))
    workspace.edit("excerpts", case.excerpt("E1").id, quote=quote)
    check = library.quote_checks.check(case.excerpt("E1"))
    assert state_words(check, lambda key: case.sources[key].ref) == expected
    assert library.quote_checks.check(case.excerpt("E1")) is check


def test_an_altered_quote_tells_what_differs(library: Library) -> None:
    check = library.quote_checks.check(library.case.excerpt("E4"))
    assert check.passage == "At least 238 people came"
    assert [str(each) for each in check.differences] == ["238 → 283"]


def test_what_was_found_is_not_sought_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    known = library.quote_checks.known
    excerpts = {ref: library.case.excerpt(ref) for ref in STATES}
    assert not any(known(excerpt) for excerpt in excerpts.values())
    states(library)
    monkeypatch.setattr(anchoring, "anchor", None)
    monkeypatch.setattr(anchoring, "find_faithful", None)
    assert states(library) == STATES
    seen = {ref: check.anchor.state.value for ref, each in excerpts.items() if (check := known(each))}
    assert seen == STATES


def test_another_quote_or_another_document_is_sought_anew(library: Library, desk: Workspace) -> None:
    states(library)
    workspace, case = desk, library.case
    workspace.edit("excerpts", case.excerpt("E4").id, quote="At least 238 people came")
    assert library.quote_checks.known(case.excerpt("E4")) is None
    assert states(library)["E4"] == "exact"
    workspace.edit("sources", case.source("S1").id, sha256=keep(workspace, "At least 2 people came"))
    assert states(library)["E1"] == "exact", "in the version that it was quoted from"
    (seen,) = [check for _, check in library.quote_checks.checks([case.excerpt("E1").id])]
    assert seen.anchor.version
    workspace.undo()
    assert states(library) == {**STATES, "E4": "exact"}


def test_a_text_that_comes_later_is_found(library: Library, desk: Workspace) -> None:
    states(library)
    workspace, case = desk, library.case
    name = keep(workspace, "Whales were seen near the lighthouse at dawn. Dear harbour master")
    workspace.edit("sources", case.source("S3").id, sha256=name)
    assert states(library) == {**STATES, "E6": "elsewhere", "E7": "exact"}
    for kept in workspace.texts.directory.glob(f"{name}*"):
        kept.unlink()
    assert states(workspace.documents) | {"E7": "no text"} == states(Workspace(workspace.store, "ada").documents) | {
        "E7": "no text"
    }
    assert states(Workspace(workspace.store, "ada").documents) == STATES


def test_a_draft_is_no_source_of_a_misquote(library: Library, desk: Workspace) -> None:
    assert states(library) == STATES
    desk.edit("sources", library.case.source("S2").id, role="draft")
    assert states(library) == {**STATES, "E5": "not found"}
    desk.undo()
    assert states(library) == STATES


def test_a_text_that_cannot_be_read_is_none_and_says_why(library: Library, desk: Workspace) -> None:
    workspace = desk
    name = workspace.case.source("S2").sha256
    workspace.texts.path(name, ".json").write_bytes(b"{")
    claim = next(iter(workspace.case.claims))
    added = workspace.add_excerpt(
        claim, workspace.case.source("S2").id, "Wages rose", stance=workspace.case.excerpt("E1").stance
    )[0].key
    found = Workspace(workspace.store, "ada").documents.quote_checks.anchor(added)
    assert (found.state.value, name[:8] in found.warning) == ("no text", True)
    assert states(Workspace(workspace.store, "ada").documents)["E5"] == "not found"


def test_a_case_without_any_text_says_so(workspace: Workspace) -> None:
    library = workspace.documents
    assert not library.quote_checks.has_texts
    assert {anchor.state.value for _, anchor in library.quote_checks.anchors()} == {"no text"}


def test_a_passage_gives_the_fields_of_an_excerpt(library: Library, desk: Workspace) -> None:
    source = library.case.source("S1").id
    start = TEXT.index(" The mayor did")
    fields = library.excerpt_fields(source, start, start + 27)
    assert fields == {
        "quote": "The mayor did not resign.",
        "prefix": TEXT[start - 31 : start + 1],
        "suffix": TEXT[start + 26 : start + 58],
        "start": start + 1,
        "end": start + 26,
        "locator": "paragraph 2",
    }
    claim = next(iter(library.case.claims))
    stance = library.case.excerpt("E1").stance
    added = desk.add_excerpt(claim, source, stance=stance, **fields)[0].key
    assert library.quote_checks.anchor(added).parts == ((start + 1, start + 26),)


@pytest.mark.parametrize(
    ("text", "pages", "place", "locator"),
    [
        ("One.\n\nTwo.\n\n\n\nThree.", (), "One", "paragraph 1"),
        ("One.\n\nTwo.\n\n\n\nThree.", (), "Three", "paragraph 3"),
        ("\n\nOne.\n \nTwo.", (), "Two", "paragraph 2"),
        ("One.\n\nTwo.\n\nThree.\n\nFour.", (0, 12), "Four", "page 2, paragraph 2"),
        ("One.\n\nTwo.", (0, 6), "Two", "page 2, paragraph 1"),
    ],
)
def test_a_locator_counts_paragraphs_from_the_top_of_the_page(
    text: str, pages: tuple[int, ...], place: str, locator: str
) -> None:
    at = text.index(place)
    assert excerpt_fields(Document(text=text, pages=pages), at, at + 3)["locator"] == locator


@pytest.mark.parametrize("span", [(0, 0), (21, 23), (10**6, 10**7), (5, 2), (-5, 0)])
def test_nothing_marked_is_no_excerpt(library: Library, span: tuple[int, int]) -> None:
    with pytest.raises(InvalidError, match="nothing is selected"):
        library.excerpt_fields(library.case.source("S1").id, *span)


def test_without_a_text_there_is_nothing_to_mark(library: Library) -> None:
    with pytest.raises(InvalidError, match="not here"):
        library.excerpt_fields(library.case.source("S3").id, 0, 5)


def test_several_rows_are_edited_as_one(library: Library, desk: Workspace) -> None:
    workspace = desk
    before: dict[str, Any] = workspace.case.excerpts.rows()
    keys = [workspace.case.excerpt(ref).id for ref in ("E1", "E2")]
    batch = workspace.edit_all("excerpts", {key: {"note": f"note {key}"} for key in keys})
    assert [workspace.case.excerpts[key].note for key in keys] == [f"note {key}" for key in keys]
    assert len(batch) == 2
    workspace.undo()
    assert workspace.case.excerpts.rows() == before
