"""Finding one's way in the drafts of a case: words are searched, a sentence is divided, another draft is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from factcheck.case.case import Case
from factcheck.case.records import Source
from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers.draft_claims import uncovered
from factcheck.tui.render.draft import head_lines
from factcheck.tui.screens.chooser import ListChooser
from factcheck.tui.screens.documents import DocumentsScreen
from factcheck.tui.screens.draft import DraftScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.form_fields import PathField
from factcheck.workspace.draft_sentences import SentenceState
from tests.exports.test_draft_revisions import revised
from tests.tui.bench import case_of, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text
from tests.tui.test_draft_screen import drafted, front, go_to, here, opened, states, status

TEXT = """The bridge is late

The auditors said that the new bridge cost 52 million euros. It was a beautiful day for the town.

At least 18 workers were hurt, and the mayor closed the site in March. Trains have crossed it since June.
"""
FERRY = "The ferry of Oldmill sank in 1911. Nobody was hurt."


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    return build(drafted(tmp_path / "case.json", TEXT))


async def added(pilot: Pilot[None], app: FactcheckApp, path: Path) -> None:
    """Name a document in the dialog that is open, and wait for its text."""
    await until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
    app.screen.query_one(PathField).value = str(path)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, DraftScreen) and app.screen.prose.text.startswith("The ferry"))
    await until(pilot, lambda: front(app).looking.is_prepared)


async def test_words_of_the_draft_are_searched(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"THE", "enter")
        assert "1 of 6 m M next, previous" in status(app)
        assert here(app) == "The bridge is late"
        await pilot.press("m", "m", "m")
        assert here(app).startswith("It was a beautiful day for the town")
        await pilot.press("M")
        assert here(app).startswith("The auditors said that the new")
        await pilot.press("a")
        await until(pilot, lambda: states(app)["The auditors"] is SentenceState.BEING_CHECKED)
        await pilot.press("escape")
        assert front(app).prose.search is None
        assert isinstance(app.screen, DraftScreen)
        await pilot.press("slash", *"no such", "escape")
        assert here(app).startswith("The auditors")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))


async def test_a_sentence_is_divided_where_it_is_marked(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await go_to(pilot, "Trains")
        await pilot.press("left", "left", "left", "a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 1)
        assert case_of(app).claim("C2").text == "Trains have crossed it"
        await go_to(pilot, "At least")
        await pilot.press(*["left"] * 9, "a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 1)
        assert case_of(app).claim("C3").text == "At least 18 workers were hurt."
        await pilot.press("a")
        assert here(app) == "and the mayor closed the site in March"
        assert "C3 is this passage already; selected is the rest of it: a makes a claim of that" in status(app)
        await pilot.press("L", "a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 2)
        assert case_of(app).claim("C4").text == "The mayor closed the site in March."


async def test_each_step_is_undone_by_name(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await go_to(pilot, "Trains")
        await pilot.press("d")
        await until(pilot, lambda: "sentence 5 set aside" in status(app))
        await pilot.press("u")
        assert "Undone: “Trains have crossed it since June.” set aside in S1" in status(app)
        await pilot.press("ctrl+r")
        assert "Redone: “Trains have crossed it since June.” set aside in S1" in status(app)
        await pilot.press("d")
        assert "sentence 5 taken back" in status(app)
        await pilot.press("u")
        assert "Undone: “Trains have crossed it since June.” taken back" in status(app)
        await go_to(pilot, "The auditors")
        await pilot.press("a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 1)
        await pilot.press("2", "u")
        assert "Undone: C2 ✗ Refuted" in status(app)
        await pilot.press("u")
        assert "Undone: C2 added" in status(app)


async def test_a_second_draft_is_added_and_one_goes_to_and_fro(app: FactcheckApp, tmp_path: Path) -> None:
    ferry, tram = tmp_path / "ferry.txt", tmp_path / "tram.txt"
    ferry.write_text(FERRY, encoding="utf-8")
    tram.write_text(FERRY.replace("1911", "1912"), encoding="utf-8")
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        first = front(app).source
        await pilot.press("D")
        assert f"{first.ref} is the only draft of the case; I adds another" in status(app)
        await pilot.press("I")
        await added(pilot, app, ferry)
        second = front(app).source
        assert case_of(app).is_draft(second.id)
        await pilot.press("D")
        await until(pilot, lambda: front(app).source.id == first.id and front(app).looking.is_prepared)
        await pilot.press("I")
        await added(pilot, app, tram)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, ListChooser))
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen) and front(app).source.id == second.id)
        await until(pilot, lambda: front(app).looking.is_prepared)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))


def test_the_rest_of_a_sentence_is_what_no_part_has() -> None:
    text = "Ann paid the bill, Bob left the town early; all was well."
    whole = (0, len(text))
    assert list(uncovered(text, whole, [])) == []
    assert [text[slice(*span)] for span in uncovered(text, whole, [(0, 17)])] == [
        "Bob left the town early; all was well"
    ]
    assert [text[slice(*span)] for span in uncovered(text, whole, [(19, 42)])] == ["Ann paid the bill", "all was well"]
    assert list(uncovered(text, whole, [(0, 17), (19, 42), (44, 57)])) == []


async def test_a_name_that_is_suggested_is_put_into_the_claim(build: Build, tmp_path: Path) -> None:
    text = "Karim Masimov was arrested in Almaty. He was sentenced to 18 years. It rained on Masimov."
    app = build(drafted(tmp_path / "named.json", text))
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await go_to(pilot, "He was")
        await pilot.press("a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 1)
        assert case_of(app).claim("C2").text == "He was sentenced to 18 years."
        assert "C2 added · He: Karim Masimov? p puts the name in" in status(app)
        await pilot.press("p")
        assert case_of(app).claim("C2").text == "Karim Masimov was sentenced to 18 years."
        await pilot.press("p")
        assert "No name is suggested" in status(app)
        await pilot.press("u")
        assert case_of(app).claim("C2").text == "He was sentenced to 18 years."


@given(st.integers(30, 200))
def test_counts_are_shown_whole_or_not_at_all(width: int) -> None:
    counts = ["statements 11 of 20", "figures 16 of 18", "names 7 of 11", "not judged checkable: 14"]
    source = Source(id="s", ref="S1", title="A long headline of an article about a bridge and its cost")
    first = head_lines(source, " · ".join(counts), Case(), None, width, "").plain.split("\n")[0]
    assert len(first) <= width
    title, shown = first.strip().split("  ")
    parts = shown.split(" · ")
    assert title.startswith("S1")
    assert parts == counts[: len(parts)]
    assert len(parts) == len(counts) or len(f" S1  {' · '.join(counts[: len(parts) + 1])}") > width - 2


async def test_a_word_document_is_read_before_its_tracked_changes(app: FactcheckApp, tmp_path: Path) -> None:
    path = tmp_path / "revised.docx"
    path.write_bytes(revised())
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        assert "ctrl+o" not in screen_text(app)
        app.screen.query_one(PathField).value = str(path)
        await until(pilot, lambda: "ctrl+o reads it before its tracked changes" in screen_text(app))
        await pilot.press("ctrl+o")
        assert "ctrl+o reads it with them again" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen) and "25 or so" in front(app).prose.text)
