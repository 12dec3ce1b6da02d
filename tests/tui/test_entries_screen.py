"""`Q` lists the entries: filtered, closed with an outcome by a key, and from each to its claim and back."""

from __future__ import annotations

from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.entries import EntriesScreen
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.workbench import Workbench
from tests.tui.bench import on_disk, ref, sheet_text, until
from tests.tui.reading import screen_text


def written(app: FactcheckApp) -> None:
    """Write a query, a contact and a note."""
    assert app.workspace is not None
    add = app.workspace.entries.add
    add("C2", "Which year?", to="the author", kind="query", due="2020-01-03")
    add("C1", "Asked for comment", to="Asylov", kind="contact", via="mail")
    add("", "A note on the case")


def listed(app: FactcheckApp) -> list[str]:
    assert isinstance(app.screen, EntriesScreen)
    return [entry.ref for entry in app.screen.listed.items]


async def test_entries_are_listed_filtered_and_closed(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        written(app)
        await pilot.press("Q")
        assert listed(app) == ["Q1", "Q2", "Q3"]
        shown = screen_text(app)
        assert "query → the author · C2 · ada" in shown
        assert "overdue 2020-01-03" in shown
        assert "contact → Asylov via mail" in shown
        assert app.screen.entry is not None  # type: ignore[attr-defined]
        assert app.screen.entry.ref == "Q2"  # type: ignore[attr-defined]
        await pilot.press("s")
        assert "saved Q2 closed: silent" in screen_text(app)
        assert listed(app) == ["Q1", "Q3"]
        await pilot.press("u")
        assert listed(app) == ["Q1", "Q2", "Q3"]
        await pilot.press("v")
        assert listed(app) == ["Q1"]
        await pilot.press("v", "slash", "ctrl+u", *"kind:not", "enter")
        assert listed(app) == ["Q3"]
        await pilot.press("enter")
        assert "Q3 is about the case" in screen_text(app)
        await pilot.press("x")
        assert [entry.outcome for entry in on_disk(app).entries.values()] == ["", "", "done"]
        await pilot.press("o")
        assert not list(on_disk(app).entries.values())[2].closed
        await pilot.press("delete", "escape", "escape")
        assert isinstance(app.screen, Workbench)
        assert len(on_disk(app).entries) == 2


async def test_from_an_entry_to_its_claim_and_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        written(app)
        await pilot.press("Q", "slash", "ctrl+u", *"due:<today", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert ref(app) == "C2"
        assert "Q1 query to the author" in sheet_text(app)
        await pilot.press("Q")
        assert listed(app) == ["Q1"]
        await pilot.press("a", "Q")
        assert isinstance(app.screen, Workbench)
        assert "answered" in sheet_text(app)


async def test_an_entry_is_written_and_edited_on_the_list(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("Q")
        assert "No entries yet. N on a claim writes one" in screen_text(app)
        await pilot.press(
            "N", *"Why", "tab", *"Bob", "shift+tab", "shift+tab", *"mail", "shift+tab", *"someday", "ctrl+s"
        )
        assert "'someday' is not a day like" in screen_text(app)
        await pilot.press("ctrl+u", *"2030-01-01", "ctrl+s")
        (entry,) = on_disk(app).entries.values()
        assert (entry.to, entry.via, entry.due, entry.kind) == ("Bob", "mail", "2030-01-01", "note")
        assert listed(app) == ["Q1"]
        await pilot.press("i", *" now", "ctrl+s")
        assert [each.words for each in on_disk(app).entries.values()] == ["Why now"]


async def test_an_entry_on_a_source_opens_its_text(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.workspace is not None
        app.workspace.entries.add("S1", "Get the first edition", kind="todo")
        await pilot.press("Q", "enter")
        await until(pilot, lambda: not isinstance(app.screen, (EntriesScreen, Workbench)))
        await pilot.press("escape")
        assert listed(app) == ["Q1"]


async def test_a_wrong_filter_is_said_and_the_list_stays(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        written(app)
        await pilot.press("Q", "slash", "ctrl+u", *"kind:zz")
        assert "no kind:zz in a filter of entries" in screen_text(app)
        assert listed(app) == ["Q1", "Q2", "Q3"]
        assert not isinstance(app.screen, ReaderScreen)


async def test_an_empty_filter_takes_no_line_on_a_wide_screen(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l")
        assert "/ filter" not in screen_text(app)
        await pilot.press("slash")
        assert "/ filter" in screen_text(app)
        await pilot.press("escape", "escape", "Q", "v", "v")
        assert "/ filter" not in screen_text(app)
