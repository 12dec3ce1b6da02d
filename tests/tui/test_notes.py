"""`N` writes a note on the claim, `X` closes it: on the sheet, in the history, counted in the header."""

from __future__ import annotations

from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.note_form import NoteForm
from factcheck.tui.widgets.header import Header
from tests.tui.bench import on_disk, refs, sheet_text, status, until
from tests.tui.reading import screen_text


async def test_a_note_is_written_seen_and_closed(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("N")
        assert isinstance(app.screen, NoteForm)
        await pilot.press("ctrl+s")
        assert "A note needs words." in screen_text(app)
        await pilot.press(*"Ask the clerk", "tab", *"Bob", "enter")
        assert status(app).startswith("saved Q1 note on C1 to Bob: Ask the clerk")
        assert "✎ Q1 to Bob · ada, " in sheet_text(app)
        assert ": Ask the clerk" in sheet_text(app)
        assert "✎ 1" in screen_text(app)
        assert [entry.words for entry in on_disk(app).entries.values()] == ["Ask the clerk"]
        await pilot.press("h")
        assert "Q1 note on C1 to Bob: Ask the clerk" in screen_text(app)
        await pilot.press("escape", "slash", *"has:note is:open", "enter")
        assert refs(app) == ["C1"]
        await pilot.press("X")
        assert status(app).startswith("saved Q1 closed")
        assert "✎ 1" not in screen_text(app)
        assert refs(app) == []
        await pilot.press("escape")
        assert " · closed " in sheet_text(app)


async def test_of_several_notes_the_one_that_is_chosen_is_closed(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("X")
        assert "C1 has no open note" in status(app)
        for words in ("One", "Two"):
            await pilot.press("N", *words, "ctrl+s")
        await pilot.press("X")
        assert "Close which note?" in screen_text(app)
        await pilot.press("j", "enter")
        assert [bool(entry.closed) for entry in on_disk(app).entries.values()] == [False, True]


async def test_a_click_on_the_count_of_notes_lists_their_claims(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "N", *"Ask", "ctrl+s")
        header = app.screen.query_one(Header)
        await pilot.click(header, offset=(header.content_region.x + header.render_line(0).text.index("✎"), 0))
        await until(pilot, lambda: refs(app) == ["C2"])
        assert "is:open" in screen_text(app)


async def test_a_source_and_the_case_have_notes_too(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l", "N", *"Ask", "ctrl+s")
        assert "✎ Q1" in screen_text(app)
        await pilot.press("N", *"Why", "ctrl+s", "X")
        assert "Close which note?" in screen_text(app)
        await pilot.press("enter", "escape")
        await pilot.press("M", *"Two", "ctrl+s", "M")
        assert "Q3 ada: Two" in screen_text(app)
        await pilot.press("escape", "X", "enter")
        assert [(entry.on != "", bool(entry.closed)) for entry in on_disk(app).entries.values()] == [
            (True, True),
            (True, False),
            (False, True),
        ]
        await pilot.press("u")
        assert not on_disk(app).entries[list(on_disk(app).entries)[2]].closed


async def test_a_form_in_which_nothing_was_changed_leaves_no_draft(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("N", "escape")
        assert "draft kept" not in status(app)
        await pilot.press("l", "i", "escape")
        assert "draft kept" not in screen_text(app)


async def test_a_draft_keeps_what_was_chosen(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("N", *"Why", "shift+tab", "shift+tab", "shift+tab", "enter", "down", "enter", "escape")
        assert "draft kept" in status(app)
        await pilot.press("N", "ctrl+s")
        assert [entry.kind for entry in on_disk(app).entries.values()] == ["query"]
