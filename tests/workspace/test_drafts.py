"""Drafts: the states of their sentences, what was looked at, and what follows into a new version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.case.staleness import BasisPart, is_stale, what_changed
from factcheck.diff.versions import Fate
from factcheck.errors import InvalidError, UnknownError
from factcheck.workspace.create import create_workspace
from factcheck.workspace.draft_sentences import SentenceState
from factcheck.workspace.draft_text import DraftText
from factcheck.workspace.import_documents import DocumentImport
from factcheck.workspace.results import DraftResult
from factcheck.workspace.workspace import Workspace
from tests.benchmarks.drafts import edited, invented
from tests.conftest import ticking
from tests.strategies import state

TEXT = """The old harbour

The strike in Port Selma ended on 3 May 2021, said Arlov. At least 238 dockers took part.

“Wages rose by 5 percent,” the ministry said. Who knows? It is a shame."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A case with one draft, S1, and no claims."""
    (tmp_path / "draft.txt").write_text(TEXT)
    with create_workspace(tmp_path / "db.json", "A harbour", checker="ada") as created:
        created.add_draft(tmp_path / "draft.txt", title="draft")
    return Workspace.open(tmp_path / "db.json", "ada", clock=ticking())


def states(workspace: Workspace) -> list[str]:
    return [each.state.value for each in workspace.draft().sentences()]


def revise(workspace: Workspace, *changes: tuple[str, str], text: str = TEXT) -> DraftResult:
    """Add a version of the draft with some words replaced."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = workspace.path.with_name("again.txt")
    path.write_text(text)
    return workspace.add_draft(path, version_of="S1")


def taken(workspace: Workspace) -> DraftText:
    """Make a claim of each statement: C1, C2, C3."""
    workspace.draft().take([1, 2, 3])
    return workspace.draft()


def test_a_draft_is_a_source_that_is_no_evidence(workspace: Workspace) -> None:
    (source,) = workspace.drafts()
    assert (source.ref, source.title, source.role) == ("S1", "draft", "draft")
    assert workspace.case.is_draft(source.id)


def test_a_source_becomes_a_draft_when_it_is_added_as_one(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("It rained for 5 days.")
    workspace.add_source(tmp_path / "other.txt")
    result = workspace.add_draft(tmp_path / "other.txt")
    assert result.words == "S2 other is this document already, and a draft now"
    assert [source.ref for source in workspace.drafts()] == ["S1", "S2"]
    with pytest.raises(InvalidError, match="which draft\\? there are S1, S2"):
        workspace.draft()


def test_a_source_that_is_no_draft_says_how_to_make_it_one(workspace: Workspace) -> None:
    workspace.add_source(title="A letter")
    with pytest.raises(InvalidError, match="S2 is not a draft; `factcheck source edit S2 --role draft`"):
        workspace.draft("S2")
    with pytest.raises(UnknownError):
        workspace.draft("S9")


def test_a_case_without_a_draft_says_so(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "bare.json", "Bare", checker="ada") as bare:
        with pytest.raises(InvalidError, match="this case has no draft"):
            bare.draft()
        assert bare.coverage().share == 1


def test_every_sentence_has_a_state(workspace: Workspace) -> None:
    unseen, unjudged = SentenceState.UNSEEN.value, SentenceState.UNJUDGED.value
    assert states(workspace) == [unjudged, unseen, unseen, unseen, unjudged, unjudged]
    taken(workspace)
    workspace.decide("C1", "supported")
    workspace.draft().note(3, "Which ministry?", to="the author")
    workspace.draft().set_aside([6], "a matter of taste")
    assert states(workspace) == [unjudged, "checked", "queried", "being checked", unjudged, "set aside"]
    assert [entry.to for entry in workspace.draft().sentences()[2].notes] == ["the author"]
    workspace.entries.close("Q1")
    assert states(workspace)[2] == "being checked"


def test_setting_aside_is_a_change_that_is_undone(workspace: Workspace) -> None:
    before = states(workspace)
    workspace.draft().set_aside([2, 3, 3])
    assert workspace.coverage().counts["statements"] == (2, 3)
    assert workspace.draft().set_aside([2]) == ()
    workspace.draft().take_back([2])
    assert workspace.coverage().counts["statements"] == (1, 3)
    workspace.undo()
    workspace.undo()
    assert states(workspace) == before
    with pytest.raises(UnknownError, match="no sentence 7 in S1 draft: there are 6"):
        workspace.draft().set_aside([7])


def test_what_is_set_aside_is_no_open_note(workspace: Workspace) -> None:
    workspace.draft().set_aside([2])
    assert workspace.case.index.open_entries == 0


def test_a_claim_is_made_of_a_part_of_a_sentence(workspace: Workspace) -> None:
    start = TEXT.index("The strike")
    end = TEXT.index(", said")
    made = workspace.draft().claim_of(start, end, speaker="Arlov")
    claim = workspace.case.claims[made.key]
    assert (claim.text, claim.start, claim.end) == ("The strike in Port Selma ended on 3 May 2021", start, end)
    assert claim.origin == "S1 draft, paragraph 2, sentence 1"
    assert claim.sentence == "The strike in Port Selma ended on 3 May 2021, said Arlov."
    assert [each.claims for each in workspace.draft().sentences()][1] == (claim,)
    with pytest.raises(InvalidError, match="nothing is selected"):
        workspace.draft().claim_of(15, 17)


def test_coverage_is_one_figure_of_the_whole_text(workspace: Workspace) -> None:
    covered = workspace.coverage()
    assert covered.line == (
        "statements 0 of 3 · figures 0 of 3 · names 0 of 2 · quotations 0 of 1 · not judged checkable: 3"
    )
    assert [unit.kind.value for unit in covered.unjudged] == ["headline", "question", "opinion"]
    taken(workspace)
    assert workspace.coverage().line == (
        "statements 3 of 3 · figures 3 of 3 · names 2 of 2 · quotations 1 of 1 · not judged checkable: 3"
    )


def test_claims_follow_sentences_that_are_the_same(workspace: Workspace) -> None:
    taken(workspace)
    workspace.decide("C2", "supported")
    before = workspace.case.claims.rows()
    result = revise(workspace, ("The strike in", "A new paragraph has 5 facts.\n\nThe strike in"))
    assert result.version is not None
    assert result.version.words == "6 unchanged, 1 new"
    text = workspace.draft().document.text
    for claim in workspace.case.in_order():
        assert claim.was == ""
        assert text[claim.start : claim.end] == claim.sentence
        assert claim.origin.startswith(("S1 draft, paragraph 3", "S1 draft, paragraph 4"))
        assert not is_stale(workspace.case, claim.id)
    assert states(workspace)[2:5] == ["being checked", "checked", "being checked"]
    assert workspace.undo() == result.changes
    assert workspace.case.claims.rows() == before
    assert workspace.draft().document.text == TEXT


def test_claims_of_changed_sentences_are_to_be_looked_at_again(workspace: Workspace) -> None:
    taken(workspace)
    workspace.decide("C2", "supported")
    result = revise(workspace, ("238", "225"), ("5 percent", "6 percent"))
    assert result.version is not None
    assert result.version.again == ["C2", "C3"]
    assert [each.fate for each in result.version.sentences] == [Fate.CHANGED, Fate.CHANGED]
    assert [claim.ref for each in workspace.draft().sentences() for claim in each.again] == ["C2", "C3"]
    claim = workspace.case.claim("C2")
    verdict = workspace.case.verdict_of(claim.id)
    assert verdict is not None
    (change,) = what_changed(workspace.case, verdict)
    assert (change.part, change.words) == (BasisPart.DRAFT, "its sentence in S1 was changed")
    assert (change.before, change.after) == (
        "At least 238 dockers took part.",
        "At least 225 dockers took part.",
    )
    workspace.decide("C2", "refuted")
    assert not is_stale(workspace.case, claim.id)


def test_a_sentence_that_is_changed_back_needs_no_other_look(workspace: Workspace) -> None:
    taken(workspace)
    workspace.decide("C2", "supported")
    revise(workspace, ("238", "225"))
    assert is_stale(workspace.case, workspace.case.claim("C2").id)
    revise(workspace, ("ended", "was ended"))
    assert not is_stale(workspace.case, workspace.case.claim("C2").id)
    assert workspace.case.claim("C2").was == ""
    assert workspace.case.claim("C1").was != ""


def test_claims_of_sentences_that_are_gone_are_listed(workspace: Workspace) -> None:
    taken(workspace)
    result = revise(workspace, (" At least 238 dockers took part.", ""))
    assert result.version is not None
    assert result.version.gone == ["C2"]
    assert result.words == "S1 draft: 5 unchanged, 1 gone; no longer in the text: C2"
    assert [claim.ref for claim in workspace.draft().gone] == ["C2"]
    assert workspace.case.claim("C2").sentence == "At least 238 dockers took part."


def test_a_split_sentence_takes_its_claim_to_the_part_with_its_words(workspace: Workspace) -> None:
    whole = "The bridge over the river was closed in 2019, and the mayor of the town resigned in the same week."
    text = f"{TEXT}\n\n{whole}"
    revise(workspace, text=text)
    start = text.index("the mayor")
    workspace.draft().claim_of(start, len(text) - 1, "The mayor of the town resigned.")
    revise(workspace, ("2019, and the", "2019. The"), text=text)
    claim = workspace.case.claim("C1")
    assert claim.sentence == "The mayor of the town resigned in the same week."
    assert claim.was == whole


def test_a_part_of_a_changed_sentence_stays_that_part(workspace: Workspace) -> None:
    start = TEXT.index("3 May 2021")
    workspace.draft().claim_of(start, start + 10, "It ended on 3 May 2021.")
    revise(workspace, ("The strike", "The long strike"))
    claim = workspace.case.claim("C1")
    assert workspace.draft().document.text[claim.start : claim.end] == "3 May 2021"


def test_what_was_set_aside_is_looked_at_again_if_it_changes(workspace: Workspace) -> None:
    workspace.draft().set_aside([2, 3])
    workspace.draft().note(4, "Which ministry?", to="the author")
    revise(workspace, ("238", "225"), ("The strike", "A first line.\n\nThe strike"), ("Wages rose", "Pay rose"))
    assert states(workspace)[2:5] == ["set aside", "not looked at", "queried"]
    workspace.undo()
    assert states(workspace)[1:4] == ["set aside", "set aside", "queried"]


def test_verdicts_follow_excerpts_of_unchanged_sentences(workspace: Workspace) -> None:
    taken(workspace)
    workspace.add_excerpt("C1", "S1", "At least 238 dockers", stance="context")
    workspace.add_excerpt("C3", "S1", "5 percent", stance="context")
    for ref in ("C1", "C3"):
        workspace.decide(ref, "supported")
    revise(workspace, ("The strike", "A first line.\n\nThe strike"), ("5 percent", "6 percent"))
    text = workspace.draft().document.text
    excerpt = workspace.case.excerpt("E1")
    assert text[excerpt.start : excerpt.end] == excerpt.quote
    assert excerpt.locator == "paragraph 3"
    assert not is_stale(workspace.case, workspace.case.claim("C1").id)
    assert is_stale(workspace.case, workspace.case.claim("C3").id)
    reopened = Workspace.open(workspace.path, "bob", write=False)
    assert not is_stale(reopened.case, reopened.case.claim("C1").id)


def test_claims_of_an_earlier_program_get_their_place(workspace: Workspace) -> None:
    workspace.add_claim("At least 238 dockers took part.", origin="S1 draft, paragraph 2, sentence 2")
    revise(workspace, ("238", "225"), ("The strike", "A first line.\n\nThe strike"))
    claim = workspace.case.claim("C1")
    assert (claim.origin, claim.was) == ("S1 draft, paragraph 3, sentence 2", "At least 238 dockers took part.")
    assert claim.sentence == "At least 225 dockers took part."


def test_refetching_and_attaching_move_what_was_said_too(workspace: Workspace) -> None:
    taken(workspace)
    path = workspace.path.with_name("other.txt")
    path.write_text(TEXT.replace("238", "225"))
    importing = DocumentImport(workspace.documents)
    importing.attach("S1", importing.load(path), replace=True)
    assert workspace.case.claim("C2").was == "At least 238 dockers took part."


def test_a_claim_of_a_draft_says_so_in_the_file(workspace: Workspace) -> None:
    taken(workspace)
    workspace.add_claim("It rained.")
    workspace.close()
    rows = list(json.loads(workspace.path.read_text())["claims"].values())
    assert rows[1]["sentence"] == "At least 238 dockers took part."
    assert rows[1]["draft"] == workspace.drafts()[0].id
    assert not {"draft", "start", "end", "sentence", "was"} & rows[3].keys()


def test_a_draft_in_another_language_is_read_in_it(workspace: Workspace) -> None:
    path = workspace.path.with_name("other.txt")
    path.write_text("Мост открыли в 1932 г. Потом его закрыли. Он стоил 52 млн. евро.", encoding="utf-8")
    source = workspace.add_draft(path).source
    assert source.language == "ru"
    assert [each.text for each in workspace.draft("S2").sentences()] == [
        "Мост открыли в 1932 г.",
        "Потом его закрыли.",
        "Он стоил 52 млн. евро.",
    ]
    assert workspace.coverage("S2").counts["figures"] == (0, 2)


def test_the_proposals_of_a_sentence_are_itself_and_its_clauses(workspace: Workspace) -> None:
    path = workspace.path.with_name("other.txt")
    path.write_text("It rained for 5 days. The bridge opened in 1932 and was closed in 2019.")
    text = workspace.draft(workspace.add_draft(path, title="other"))
    assert [text.proposals_in(unit) for unit in text.units] == [[1], [2, 3, 4]]
    text.take([4])
    claim = workspace.case.claim("C1")
    assert (claim.text, claim.sentence) == (
        "The bridge was closed in 2019.",
        "The bridge opened in 1932 and was closed in 2019.",
    )
    assert text.already() == {4: "C1"}


def test_another_date_of_the_draft_is_seen_at_once(workspace: Workspace) -> None:
    path = workspace.path.with_name("other.txt")
    path.write_text("The council met on Friday.")
    workspace.add_draft(path, title="other")
    assert workspace.draft("S2").proposals[0].text == "The council met on Friday."
    workspace.edit("sources", "S2", published="2021-05-04")
    assert workspace.draft("S2").proposals[0].text == "The council met on Friday (30 April 2021)."


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edit_every_claim_stands_in_the_new_text_or_is_gone(workspace: Workspace, seed: int) -> None:
    first = invented(500, seed)
    path = workspace.path.with_name("long.txt")
    path.write_text(" ".join(first))
    workspace.add_draft(path, title="long")
    workspace.draft("S2").take(range(1, 21))
    before = state(workspace.case)
    path.write_text(" ".join(edited(first, 0.6, seed)))
    result = workspace.add_draft(path, version_of="S2")
    assert result.version is not None
    text = workspace.draft("S2")
    words = {unit.words(text.document.text) for unit in text.units}
    gone, again = set(result.version.gone), set(result.version.again)
    for claim in workspace.case.in_order():
        assert (claim.start is None) == (claim.ref in gone)
        if claim.start is not None:
            assert text.document.text[claim.start : claim.end].strip()
            assert any(part in claim.sentence for part in words)
            assert bool(claim.was) == (claim.ref in again)
            assert claim.ref in {other.ref for each in text.sentences() for other in each.claims}
    workspace.undo()
    assert state(workspace.case) == before


def test_a_claim_counts_only_where_its_sentence_stands(workspace: Workspace) -> None:
    """After a merge the offsets of a claim may be those of a version that is not the text."""
    taken(workspace)
    workspace.draft().note(2, "Which harbour?", to="the author")
    workspace.draft().set_aside([6])
    first, third = (workspace.case.claim(ref) for ref in ("C1", "C3"))
    (note, aside) = workspace.draft().entries()
    start = TEXT.index("Who knows?")
    for key in (first.id, third.id):
        workspace.edit("claims", key, start=start, end=start + 10)
    for entry in (note, aside):
        workspace.edit("entries", entry.id, start=start, end=start + 10)
    workspace.edit("claims", third.id, sentence="Wages fell by 9 percent.", text="Wages fell by 9 percent.")
    text = workspace.draft()
    assert text.place_of(workspace.case.claim("C1")) == (first.start, first.end)
    assert text.place_of(workspace.case.claim("C3")) is None
    assert [claim.ref for claim in text.gone] == ["C3"]
    assert states(workspace)[1:] == ["queried", "being checked", "not looked at", "not judged checkable", "set aside"]


def test_a_sentence_that_stands_twice_is_no_place(workspace: Workspace) -> None:
    taken(workspace)
    twice = "At least 238 dockers took part."
    revise(workspace, text=f"{TEXT}\n\nIt was so.")
    claim = workspace.case.claim("C2")
    revise(workspace, text=f"{TEXT}\n\n{twice}")
    assert workspace.draft().place_of(workspace.case.claim("C2")) == (claim.start, claim.end)
    workspace.edit("claims", claim.id, start=0, end=5)
    assert workspace.draft().place_of(workspace.case.claim("C2")) is None


def test_the_version_that_is_there_changes_nothing(workspace: Workspace) -> None:
    revise(workspace, ("238", "225"))
    before = state(workspace.case)
    result = revise(workspace, ("238", "225"))
    assert (result.words, result.changes) == ("S1 draft is this version already", ())
    assert result.version is not None
    assert (result.version.same, result.version.sentences) == (6, ())
    assert state(workspace.case) == before


def test_another_source_is_no_version(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("It rained for 5 days.")
    workspace.add_source(tmp_path / "page.txt")
    before = state(workspace.case)
    with pytest.raises(InvalidError, match=r"page\.txt: is source S2 already, so it is no version of S1"):
        workspace.add_draft(tmp_path / "page.txt", version_of="S1")
    assert state(workspace.case) == before


def test_the_origin_of_a_claim_that_is_gone_says_so(workspace: Workspace) -> None:
    taken(workspace)
    before = state(workspace.case)
    revise(workspace, (" At least 238 dockers took part.", ""))
    assert workspace.case.claim("C2").origin == "S1 draft, no longer in the text"
    revise(workspace)
    claim = workspace.case.claim("C2")
    assert claim.origin == "S1 draft, paragraph 2, sentence 2"
    assert TEXT[claim.start : claim.end] == "At least 238 dockers took part."
    workspace.undo()
    assert workspace.case.claim("C2").origin == "S1 draft, no longer in the text"
    workspace.undo()
    assert state(workspace.case) == before


def test_a_sentence_that_reads_as_it_did_asks_for_no_other_look(workspace: Workspace) -> None:
    taken(workspace)
    workspace.decide("C2", "supported")
    revise(workspace, ("238", "225"))
    again = revise(workspace)
    assert again.version is not None
    assert [each.claims for each in again.version.sentences] == [("C2",)]
    assert again.version.again == []
    assert again.words == "S1 draft: 5 unchanged, 1 changed"
    revise(workspace, ("238", "225"))
    workspace.decide("C2", "refuted")
    judged_otherwise = revise(workspace)
    assert judged_otherwise.version is not None
    assert judged_otherwise.version.again == ["C2"]


def test_claims_of_the_same_wording_are_listed_with_what_changes(workspace: Workspace) -> None:
    taken(workspace)
    workspace.add_claim("At least 238 dockers took part in the strike.")
    result = revise(workspace, ("238", "225"))
    assert result.version is not None
    (change,) = result.version.sentences
    assert (change.claims, change.by_wording) == (("C2",), ("C4",))
    assert change.told == ["C2", "C4 by its wording"]
    assert result.words.endswith("look again at C2; said the same as a sentence before: C4")


def test_versions_of_a_text_are_named_by_their_dates(workspace: Workspace) -> None:
    taken(workspace)
    workspace.add_excerpt("C3", "S1", "5 percent", stance="context")
    workspace.decide("C3", "supported")
    revise(workspace, ("5 percent", "6 percent"))
    verdict = workspace.case.verdict_of(workspace.case.claim("C3").id)
    assert verdict is not None
    (change,) = [each for each in what_changed(workspace.case, verdict) if each.part is BasisPart.TEXT]
    assert [words.startswith("the version of 20") for words in (change.before, change.after)] == [True, True]
    assert change.before != change.after


def test_a_claim_that_was_gone_in_an_earlier_program_is_shown_so(workspace: Workspace) -> None:
    taken(workspace)
    assert workspace.case.claim("C2").shown_origin == "S1 draft, paragraph 2, sentence 2"
    workspace.edit("claims", workspace.case.claim("C2").id, start=None, end=None)
    shown = workspace.case.claim("C2").shown_origin
    assert shown == "S1 draft, paragraph 2, sentence 2 (no longer in the text)"
    revise(workspace, (" At least 238 dockers took part.", ""))
    assert workspace.case.claim("C2").shown_origin == "S1 draft, no longer in the text"
