"""The case of the tour: its texts say what it quotes, two checkers differ once, and planted errors are marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.case.ids import sha256_of
from factcheck.case.statistics import standing
from factcheck.errors import ExistsError
from factcheck.quotes import State
from factcheck.workspace.create import begin_sample
from factcheck.workspace.tour_case import SHIPPED, begin_tour
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tour_case.build import CLAIMS, DRAFT, SOURCES, copy_texts
from tests.tour_case.errors import ERRORS, marked


@pytest.fixture
def tour(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(begin_tour(tmp_path / "tour"), "me", clock=ticking()) as workspace:
        yield workspace


def test_every_quote_is_exact_but_for_the_planted_misquote(tour: Workspace) -> None:
    checks = {excerpt.ref: check.anchor for excerpt, check in tour.verify()}
    wrong = {ref: anchor.state for ref, anchor in checks.items() if anchor.state is not State.EXACT}
    assert (len(checks), wrong) == (9, {"E4": State.ALTERED})


def test_two_checkers_decided_some_claims_and_differ_once(tour: Workspace) -> None:
    case = tour.case
    verdicts = {
        claim.ref: {each.checker: each.label for each in case.verdicts_of(claim.id)} for claim in case.in_order()
    }
    assert {ref: labels for ref, labels in verdicts.items() if labels} == {
        "C5": {"Ada": "supported", "Bo": "conflicting"},
        "C6": {"Ada": "supported"},
        "C8": {"Bo": "refuted"},
    }
    assert [claim.ref for claim in case.in_order() if standing(case, claim.id).differ] == ["C5"]


def test_it_says_wherever_it_shows_that_it_is_invented(tour: Workspace) -> None:
    assert "invented" in tour.case.title
    for source in tour.sources():
        assert "invented" in source.title
        assert source.note.startswith("Invented")
        text = tour.documents.text(source.id) or ""
        assert "nvented" in text or "erfunden" in text


def test_the_case_is_that_of_its_texts_and_of_the_claims_in_the_tests(tour: Workspace, tmp_path: Path) -> None:
    assert [source.file for source in tour.sources()] == [*SOURCES, "draft.md"]
    copy_texts(tmp_path)
    assert [source.sha256 for source in tour.sources()] == [
        sha256_of((tmp_path / source.file).read_bytes()) for source in tour.sources()
    ]
    assert [claim.text for claim in tour.claims()] == [made.text for made in CLAIMS]
    quotes = [excerpt.quote for claim in tour.claims() for excerpt in tour.excerpts(claim)]
    assert quotes == [quote for made in CLAIMS for _, _, quote in made.excerpts]
    (draft,) = tour.drafts()
    assert draft.title == DRAFT["title"]


def test_there_are_passages_for_every_claim_and_hits_for_a_word(tour: Workspace) -> None:
    assert [claim.ref for claim in tour.claims() if not tour.search.suggest(claim.id)] == []
    assert [hit.source_id for hit in tour.search.search("Millimetern")] == [tour.case.source("S3").id]


def test_one_text_copies_another_and_one_is_german(tour: Workspace) -> None:
    texts = {source.ref: tour.documents.text(source.id) or "" for source in tour.sources()}
    copied = "Two people died and 17 were injured when the southern walkway of the Wend Bridge gave way on Saturday"
    assert [ref for ref, text in texts.items() if copied in text] == ["S2", "S4"]
    assert tour.case.source("S3").language == "de"


def test_planted_errors_are_marked(tour: Workspace) -> None:
    text = tour.draft().document.text
    for error in ERRORS:
        assert error.wrong in error.passage
        assert error.passage in text
        evidence = [tour.documents.text(source.id) or "" for source in tour.sources() if source not in tour.drafts()]
        assert any(error.right in each for each in evidence)
    assert len(ERRORS) == 12
    unmarked = [error.wrong for error in ERRORS if error not in marked(tour)]
    assert set(unmarked) <= {"Brand", "40 millimetres", "northern"}


def test_a_tour_goes_on_where_it_was_left(tmp_path: Path) -> None:
    path = begin_tour(tmp_path / "tour")
    with Workspace.open(path, "me") as workspace:
        workspace.decide("C1", "refuted")
    assert begin_tour(tmp_path / "tour") == path
    with Workspace.open(path, "me") as workspace:
        assert workspace.case.verdicts_of(workspace.case.claim("C1").id)


def test_another_case_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    begin_sample(path)
    before = path.read_bytes()
    with pytest.raises(ExistsError, match="is another case; `factcheck tour DIRECTORY` begins a tour elsewhere"):
        begin_tour(tmp_path)
    assert path.read_bytes() == before
    assert not (tmp_path / "db.sources").exists()


def test_the_shipped_case_holds_nothing_that_is_worked_out() -> None:
    assert not [path.name for path in SHIPPED.rglob("*") if path.suffix.startswith(".search")]


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_a_report_says_how_much_of_the_draft_was_looked_at(tour: Workspace, name: str) -> None:
    head = tour.export(name).decode().split("Finding</h2>" if name == "html" else "## Finding")[0]
    assert f"{tour.coverage().line}." in head
    assert "“The bridge that nobody was to cross (invented)”" in head
    assert "against 4 sources" in head


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_a_report_has_the_draft_as_the_text_under_check_and_in_no_column(tour: Workspace, name: str) -> None:
    report = tour.export(name).decode()
    assert "the text under check" in report.lower()
    assert "no claim" not in report
    matrix = report.split("Claims by sources</h2>" if name == "html" else "## Claims by sources")[1]
    assert "S4" in matrix
    assert "S5" not in matrix.split("Scale and method" if name == "html" else "## Verdicts")[0]


def test_an_extract_neither_lists_nor_links_what_it_does_not_print(tour: Workspace) -> None:
    report = tour.export("markdown", only="is:refuted").decode()
    assert "(S5) against 4 sources." in report
    assert "#s5" not in report


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_a_report_names_a_misquotation_of_a_claim_that_is_only_listed(tour: Workspace, name: str) -> None:
    assert "Quotations inside C4 do not match the sources." in tour.export(name).decode()


def test_a_page_says_once_in_the_line_of_a_claim_that_checkers_differ(tour: Workspace) -> None:
    (line,) = [
        part for part in tour.export("html").decode().split("<summary>")[1:] if ">C5<" in part.split("</summary>")[0]
    ]
    assert line.split("</summary>")[0].count("Checkers differ") == 1


def test_sections_are_separated_by_one_blank_line(tour: Workspace) -> None:
    assert "\n\n\n" not in tour.export("markdown").decode()
