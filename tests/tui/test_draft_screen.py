"""The draft on the screen: every sentence with its state, and what is done with the one under the cursor."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.documents import DocumentsScreen
from factcheck.tui.screens.draft import DraftScreen
from factcheck.tui.screens.form import Form
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.state.draft_view import DraftView, MeasuredCoverage
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.form_fields import PathField
from factcheck.workspace.create import begin_case
from factcheck.workspace.draft_sentences import SentenceState
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, until
from tests.tui.conftest import Build
from tests.tui.counted import counting_pictures
from tests.tui.reading import drawn, lines_of, screen_text, text_of
from tests.tui.screen_check import check_screen

ARTICLE = """# The bridge is late

By Ida Holm

The new bridge cost 52 million euros, said the auditors. It was a beautiful day. Who paid the difference?

At least 18 workers were hurt, and the mayor closed the site in March. Trains have crossed it since June.
"""
"""A headline, a byline, two plain statements, a compound one, an opinion or statement, a question."""


def drafted(path: Path, text: str = ARTICLE) -> Path:
    """Begin a case at `path` with one claim of its own and a draft, S1."""
    begin_case(path, "A bridge", DEFAULT_SCALE, "ada", clock=ticking())
    article = path.with_name("article.md")
    article.write_text(text, encoding="utf-8")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        workspace.add_claim("The harbour was closed in 1990.")
        workspace.add_draft(article, author="Ida Holm")
    return path


@pytest.fixture
def app(build: Build, tmp_path: Path) -> FactcheckApp:
    """The checker ada at work on a case with a draft."""
    return build(drafted(tmp_path / "case.json"))


def front(app: FactcheckApp) -> DraftScreen:
    """Return the screen, which must be in front."""
    assert isinstance(app.screen, DraftScreen)
    return app.screen


async def opened(pilot: Pilot[None]) -> None:
    """Open the draft, and wait until it was looked through and who says what is known."""
    app = pilot.app
    await pilot.press("D")
    await until(pilot, lambda: isinstance(app.screen, DraftScreen) and app.screen.looking.is_prepared)


def states(app: FactcheckApp) -> dict[str, SentenceState]:
    """Return the states of the sentences by their first two words."""
    view = front(app).cursor.view
    assert view is not None
    return {" ".join(each.text.split()[:2]): each.state for each in view.sentences}


def here(app: FactcheckApp) -> str:
    """Return the words under the cursor."""
    return front(app).prose.text[slice(*front(app).prose.selection.span)]


def status(app: FactcheckApp) -> str:
    return text_of(app.screen.query_one(StatusLine))


async def go_to(pilot: Pilot[None], words: str) -> None:
    """Move to the sentence that begins with some words."""
    await pilot.press("home")
    for _ in range(20):
        if here(pilot.app).startswith(words):  # type: ignore[arg-type]
            return
        await pilot.press("j")
    raise AssertionError(words)


async def test_a_draft_opens_with_the_state_of_every_sentence(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert states(app) == {
            "The bridge": SentenceState.UNJUDGED,
            "By Ida": SentenceState.UNJUDGED,
            "The new": SentenceState.UNSEEN,
            "It was": SentenceState.UNJUDGED,
            "Who paid": SentenceState.UNJUDGED,
            "At least": SentenceState.UNSEEN,
            "Trains have": SentenceState.UNSEEN,
        }
        assert "statements 0 of 3" in screen_text(app)
        rows = lines_of(front(app).prose)
        assert next(row for row in rows if "The new bridge" in row).strip(" ▌")[0] == "○"
        assert next(row for row in rows if "The bridge is late" in row).strip(" ▌")[0] == "T"
        await pilot.press("space")
        assert here(app).startswith("The new bridge")
        underlined = [part.text for part in drawn(app) if part.style and part.style.underline]
        assert {"52 million euros", "18"} <= set(underlined)
        assert "a makes a claim of it" in text_of(front(app).sheet)
        assert "not looked at: 52 million euros" in text_of(front(app).sheet)


async def test_a_sentence_becomes_a_claim_that_is_decided_and_taken_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("space", "a")
        await until(pilot, lambda: states(app)["The new"] is SentenceState.BEING_CHECKED)
        claim = case_of(app).claim("C2")
        assert (claim.text, claim.speaker) == ("The new bridge cost 52 million euros.", "the auditors")
        assert front(app).claim == claim
        await pilot.press("2")
        assert states(app)["The new"] is SentenceState.CHECKED
        await until(pilot, lambda: "statements 1 of 3 · figures 1 of 2" in screen_text(app))
        row = next(row for row in lines_of(front(app).prose) if "The new bridge" in row)
        assert row.strip(" ▌")[0] == "✗"
        await pilot.press("u", "u")
        await until(pilot, lambda: states(app)["The new"] is SentenceState.UNSEEN)
        assert [claim.ref for claim in case_of(app).in_order()] == ["C1"]


async def test_a_compound_sentence_is_divided(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await go_to(pilot, "At least")
        await pilot.press("a")
        await until(pilot, lambda: states(app)["At least"] is SentenceState.BEING_CHECKED)
        await pilot.press("a")
        assert here(app) == "At least 18 workers were hurt"
        await pilot.press("a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 2)
        assert case_of(app).claim("C3").text == "At least 18 workers were hurt."
        assert front(app).claim == case_of(app).claim("C3")
        await pilot.press("escape", "n")
        assert front(app).claim == case_of(app).claim("C2")


async def test_a_part_that_was_selected_by_words_becomes_a_claim(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await go_to(pilot, "Trains")
        await pilot.press("left", "left", "left", "a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 1)
        claim = case_of(app).claim("C2")
        assert claim.text == "Trains have crossed it"
        assert claim.sentence == "Trains have crossed it since June."
        await pilot.press("a")
        assert "C2 is this passage already" in status(app)


async def test_a_sentence_is_set_aside_and_taken_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await go_to(pilot, "Trains")
        await pilot.press("d")
        await until(pilot, lambda: states(app)["Trains have"] is SentenceState.ASIDE)
        assert "set aside as no matter of fact" in status(app)
        await pilot.press("d")
        await until(pilot, lambda: states(app)["Trains have"] is SentenceState.UNSEEN)
        await pilot.press("u")
        await until(pilot, lambda: states(app)["Trains have"] is SentenceState.ASIDE)


async def test_the_author_is_asked(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await go_to(pilot, "Trains")
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, Form))
        assert app.screen.query_one("#to", Input).value == "Ida Holm"
        app.screen.query_one("#words", TextArea).text = "Which trains?"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen))
        await until(pilot, lambda: states(app)["Trains have"] is SentenceState.QUERIED)
        assert "Which trains?" in screen_text(app)
        await pilot.press("X")
        await until(pilot, lambda: states(app)["Trains have"] is SentenceState.UNSEEN)


async def test_what_has_no_claim_is_under_the_cursor_next(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        seen = []
        for _ in range(4):
            await pilot.press("space")
            seen.append(here(app).split()[0])
        assert seen == ["The", "At", "Trains", "The"]
        await pilot.press("left_square_bracket")
        assert here(app).startswith("Trains")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))


async def test_the_claims_stand_below_the_text_in_a_narrow_terminal(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("space")
        screen = front(app)
        assert screen.sheet.region.y > screen.prose.region.bottom - 1
        assert screen.sheet.region.width == screen.prose.region.width == 80


async def test_a_key_in_the_draft_is_one_picture_and_no_layout(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("space", "a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 1)
        await pilot.press("2", "home")
        monkeypatch.setattr(front(app).claim_sheet.comparisons, "compare", lambda *_: None)
        monkeypatch.setattr(front(app).claim_sheet.quote_checks, "check", lambda *_: None)
        await pilot.pause(0.5)
        seen = {}
        keys = ("down", "j", "3", "up", "pagedown", "end", "home", "space", "left", "escape")
        for key in keys:
            with counting_pictures(monkeypatch) as drawing:
                await pilot.press(key)
                await pilot.pause(0.05)
            seen[key] = (drawing.pictures, drawing.reflows)
        assert seen == dict.fromkeys(keys, (1, 0))


async def test_a_draft_of_20_000_words_is_on_the_screen_before_it_was_looked_through(
    build: Build, tmp_path: Path
) -> None:
    same = "It took the workers of the old town many years to build a bridge over the wide river."
    text = "\n\n".join(["The bridge opened late.", *[same] * 1_177, "The river froze in winter."])
    assert len(text.split()) >= 20_000
    app = build(drafted(tmp_path / "case.json", text))
    held = Event()
    measure = DraftView.measure

    def waits(view: DraftView) -> MeasuredCoverage:
        held.wait(5)
        return measure(view)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DraftView, "measure", waits)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.press("D")
            await until(pilot, lambda: isinstance(app.screen, DraftScreen) and app.screen.prose.page.height > 0)
            assert "The bridge opened late." in text_of(front(app).prose)
            await pilot.press("end")
            assert here(app).startswith("The river froze")
            assert front(app).cursor.view is None
            held.set()
            await until(pilot, lambda: front(app).cursor.view is not None)
            assert "statements 0 of 1179" in text_of(front(app).head)
            assert here(app).startswith("The river froze")
            view = front(app).cursor.view
            assert view is not None
            assert len(view.within(front(app).prose.page.span())) < 40  # only these are drawn


async def test_a_passage_is_filed_from_the_sheet_and_given_another_stance(build: Build, tmp_path: Path) -> None:
    path = drafted(tmp_path / "case.json")
    report = "The new bridge cost 25 million euros, the auditors found."
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        name = workspace.texts.keep(report.encode(), Document(text=report, language="en"), ".txt")
        workspace.add_source(title="The audit", sha256=name)
    app = build(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("space", "s")
        assert "No excerpt or passage is selected: tab goes to the evidence" in status(app)
        await pilot.press("a")
        await until(pilot, lambda: "not filed yet: 1 passage" in text_of(front(app).sheet))
        await pilot.press("tab", "x")
        await until(pilot, lambda: len(case_of(app).excerpts) == 1)
        (excerpt,) = case_of(app).excerpts.values()
        assert excerpt.stance is Stance.CONTRADICTS
        await pilot.press("c")
        assert case_of(app).excerpts[excerpt.id].stance is Stance.CONTEXT
        await pilot.press("escape")
        assert front(app).prose.has_focus


async def test_a_new_version_takes_the_place_of_the_draft(app: FactcheckApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("space", "a")
        await until(pilot, lambda: states(app)["The new"] is SentenceState.BEING_CHECKED)
        await pilot.press("2", "A")
        await until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        newer = tmp_path / "newer.md"
        newer.write_text(ARTICLE.replace("52 million", "25 million"), encoding="utf-8")
        app.screen.query_one(PathField).value = str(newer)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen) and "25 million" in app.screen.document.text)
        await until(pilot, lambda: front(app).looking.is_prepared)
        row = next(row for row in lines_of(front(app).prose) if "The new bridge" in row)
        assert row.strip(" ▌")[:2] == "↻✗"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))


async def test_of_several_drafts_one_is_chosen(build: Build, tmp_path: Path) -> None:
    path = drafted(tmp_path / "case.json")
    other = tmp_path / "other.txt"
    other.write_text("It rained in Selma.", encoding="utf-8")
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        workspace.add_draft(other)
    app = build(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("D")
        await until(pilot, lambda: "Which draft?" in screen_text(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen))
        assert "It rained in Selma." in text_of(front(app).prose)


async def test_hostile_text_only_shows(build: Build, tmp_path: Path) -> None:
    evil = "The bridge [/] cost 52 \x1b]0;evil\x07 million, said [@click=app.quit]Berg[/].\n"
    app = build(drafted(tmp_path / "case.json", evil))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("home", "a")
        await until(pilot, lambda: len(front(app).cursor.claims) == 1)
        check_screen(app, "a")
