"""The whole way of a draft: added, taken apart, checked against a source, asked about, and sent back with comments."""

from __future__ import annotations

from pathlib import Path

import docx
from textual.pilot import Pilot
from textual.widgets import TextArea

from factcheck.case.document import Document
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.exports import FORMATS
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.documents import DocumentsScreen
from factcheck.tui.screens.draft import DraftScreen
from factcheck.tui.screens.export import ExportScreen
from factcheck.tui.screens.form import Form
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.suggestions import SuggestionsScreen
from factcheck.tui.widgets.form_fields import PathField
from factcheck.workspace.create import begin_case
from factcheck.workspace.draft_sentences import SentenceState
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, until
from tests.tui.conftest import Build
from tests.tui.lens import passages
from tests.tui.test_draft_screen import front, go_to, here, states

REPORT = (
    "The auditors counted 25 million euros for the new bridge in Port Selma.\n\n"
    "The ferrymen of Port Selma found other work in the harbour.\n"
)


def a_case(path: Path) -> Path:
    """Begin a case with one source, S1, that has a text."""
    begin_case(path, "A bridge", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        name = workspace.texts.keep(REPORT.encode(), Document(text=REPORT, language="en"), ".txt")
        workspace.add_source(title="The audit", publisher="Audit office", published="2021-03-01", sha256=name)
    return path


def a_draft(path: Path) -> Path:
    """Write a Word document: a headline, and two paragraphs with a figure in bold."""
    document = docx.Document()
    document.core_properties.author = "Ida Holm"
    document.add_heading("The bridge is late", 1)
    paragraph = document.add_paragraph("The new bridge in Port Selma cost ")
    paragraph.add_run("52 million").bold = True
    paragraph.add_run(" euros. It was a beautiful day for the town.")
    document.add_paragraph("Trains have crossed it since June. The mayor of Port Selma wore a green hat.")
    document.save(str(path))
    return path


async def on_draft(pilot: Pilot[None]) -> None:
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, DraftScreen))


async def ask(pilot: Pilot[None], app: FactcheckApp) -> None:
    """Ask the author about a sentence, and set another one aside; then every statement was looked at."""
    await go_to(pilot, "Trains")
    await pilot.press("N")
    await until(pilot, lambda: isinstance(app.screen, Form))
    app.screen.query_one("#words", TextArea).text = "Which trains?"
    await pilot.press("ctrl+s")
    await on_draft(pilot)
    await go_to(pilot, "The mayor")
    await pilot.press("d")
    await until(pilot, lambda: states(app)["The mayor"] is SentenceState.ASIDE)
    assert states(app)["Trains have"] is SentenceState.QUERIED
    view = front(app).cursor.view
    assert view is not None
    assert view.covered.counts["statements"] == (3, 3)


async def test_from_the_draft_to_the_comments_that_its_author_reads(build: Build, tmp_path: Path) -> None:
    app: FactcheckApp = build(a_case(tmp_path / "case.json"))
    target = tmp_path / "checked.docx"
    async with app.run_test(size=(120, 36)) as pilot:
        # the draft
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        app.screen.query_one(PathField).value = str(a_draft(tmp_path / "article.docx"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen) and app.screen.looking.is_prepared)
        assert states(app)["The new"] is SentenceState.UNSEEN

        # a claim, its evidence, a verdict and why
        await go_to(pilot, "The new")
        await pilot.press("a")
        await until(pilot, lambda: front(app).claim is not None)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, SuggestionsScreen) and len(passages(app).items) > 0)
        assert "25 million" in passages(app).items[0].found.text
        await pilot.press("x", "escape")
        await on_draft(pilot)
        await pilot.press("2", "r")
        await until(pilot, lambda: len(app.screen.query(TextArea)) > 0)
        app.screen.query_one(TextArea).text = "The digits are swapped."
        await pilot.press("ctrl+s")
        await on_draft(pilot)
        assert states(app)["The new"] is SentenceState.CHECKED

        # the source, and back to the same sentence
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await pilot.press("escape")
        await on_draft(pilot)
        assert here(app).startswith("The new")

        await ask(pilot, app)

        # back to the author
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        form = app.screen
        assert isinstance(form, ExportScreen)
        form.formats.move_to([*FORMATS].index("draft-docx"))
        await until(pilot, lambda: form.request.format == "draft-docx" and form.work.known == form.request)
        form.name_input.value = str(target)
        await pilot.press("enter")
        await until(pilot, target.exists)
        await on_draft(pilot)

    found = docx.Document(str(target))
    assert [[each.text for each in comment.paragraphs] for comment in found.comments] == [
        [
            "✗ Refuted",
            "The digits are swapped.",
            "S1 The audit, Audit office, 2021-03-01, paragraph 1: “The auditors counted 25 million euros for the new "
            "bridge in Port Selma.”",
            "(C1)",
        ],
        ["? Query to Ida Holm", "Which trains?", "(Q1)"],
    ]
    assert [comment.author for comment in found.comments] == ["ada", "ada"]
    assert [run.text for run in found.paragraphs[1].runs if run.bold] == ["52 million"]
    assert case_of(app).sources
