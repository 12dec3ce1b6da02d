"""Writing the case itself: claims and excerpts are added, edited, tagged, moved and removed, and all comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Select, TextArea

from factcheck.case.case import Case
from factcheck.case.document import Document
from factcheck.case.records import Claim, Stance
from factcheck.errors import NotSavedError
from factcheck.storage import CaseStorage
from factcheck.tui.app import FactcheckApp
from factcheck.tui.form_screens import FormResult
from factcheck.tui.screens.claim_form import ClaimForm, TagsForm
from factcheck.tui.screens.excerpt_form import ExcerptForm
from factcheck.tui.screens.form import Form
from factcheck.tui.screens.workbench import Workbench
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, case_of, on_disk, ref, refs, selected_excerpt, status, until
from tests.tui.conftest import Build
from tests.tui.monkey import Step, take
from tests.tui.reading import screen_text
from tests.tui.shelf import BRIDGE, shelve

KEYS = ("a", "i", "t", "n", "d", "J", "K")


def form(app: FactcheckApp) -> Form:
    """Return the form, which must be in front."""
    assert isinstance(app.screen, Form)
    return app.screen


def field(app: FactcheckApp, name: str) -> str:
    """Return what stands in a field of the form in front."""
    found = form(app).query_one(f"#{name}")
    if isinstance(found, TextArea):
        return found.text
    assert isinstance(found, Input | Select)
    return "" if found.value is Select.NULL else str(found.value)


def write(app: FactcheckApp, **texts: str) -> None:
    """Put texts into the fields of the form in front, as if they were typed."""
    for name, text in texts.items():
        found = form(app).query_one(f"#{name}")
        if isinstance(found, TextArea):
            found.text = text
        else:
            assert isinstance(found, Input | Select)
            found.value = text


def order(case: Case) -> list[str]:
    """Return the refs of all claims in the order of the case."""
    return [claim.ref for claim in case.in_order()]


def claim(app: FactcheckApp, name: str) -> Claim:
    """Return a claim as it is on the disk."""
    return on_disk(app).claim(name)


async def everything_back(pilot: Pilot[None], app: FactcheckApp, before: dict[str, object], count: int) -> None:
    """Take so many changes back, and hold the case on the disk to be what it was."""
    await pilot.press(*["u"] * count)
    assert tables(on_disk(app)) == before


def tables(case: Case) -> dict[str, object]:
    """Return all rows of a case."""
    return {name: table.rows() for name, table in case.tables.items()}


# Claims


async def test_a_claim_is_added_behind_the_one_under_the_cursor(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        before = tables(on_disk(app))
        await pilot.press("j", "a")
        assert isinstance(app.screen, ClaimForm)
        write(app, text="It rained.", date="2023-04", tags="date,rain")
        await pilot.press("tab", *"Noah", "ctrl+s")
        added = claim(app, "C77")
        assert (added.text, added.speaker, added.date, added.tags) == (
            "It rained.",
            "Noah",
            "2023-04",
            ("date", "rain"),
        )
        assert (ref(app), refs(app)[:4]) == ("C77", ["C1", "C2", "C77", "C3"])
        assert status(app) == "saved C77 added u undo"
        await everything_back(pilot, app, before, 1)
        assert "C77" not in refs(app)
        await pilot.press("ctrl+r")
        assert (ref(app), claim(app, "C77")) == ("C77", added)


async def test_the_first_claim_of_a_case_is_typed_too(build: Build, start: Callable[..., Path]) -> None:
    app = build(start())
    async with app.run_test() as pilot:
        await pilot.press("i", "t", "n", "d", "J")
        assert isinstance(app.screen, Workbench)
        await pilot.press("a", *"One", "ctrl+s")
        assert (ref(app), claim(app, "C1").text) == ("C1", "One")


async def test_a_claim_that_the_filter_hides_is_said_to_be(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("v", "v", "a")
        write(app, text="It rained.")
        await pilot.press("ctrl+s")
        assert claim(app, "C77").text == "It rained."
        assert status(app) == "saved C77, hidden by the filter u undo"
        await pilot.press("v", "v")
        assert "C77" in refs(app)


async def test_a_claim_is_edited(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        before = tables(on_disk(app))
        await pilot.press("j", "i")
        assert field(app, "text") == case_of(app).claim("C2").text
        await pilot.press("!", "tab", *"No", "ctrl+s")
        assert claim(app, "C2").text.endswith(".!")
        assert status(app) == "saved C2 text, speaker edited u undo"
        assert ref(app) == "C2"
        await everything_back(pilot, app, before, 1)


async def test_the_language_of_a_claim_is_a_field_of_its_form(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("i")
        write(app, language="nonsense")
        await pilot.press("ctrl+s")
        assert "There is no such language" in screen_text(app)
        write(app, language="kk")
        await pilot.press("ctrl+s")
        assert claim(app, "C1").language == "kk"
        assert "in kk" in screen_text(app)


async def test_an_edit_that_changes_nothing_saves_nothing(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("i", "ctrl+s")
        assert status(app) == "Nothing was changed."
        assert len(case_of(app).history) == 0


async def test_what_cannot_be_shown_is_kept_as_it_is_unless_it_is_typed_anew(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "eve", clock=ticking()) as eve:
        source = next(iter(eve.case.sources))
        eve.add_excerpt(eve.case.claim("C1").id, source, "red\x1b[31m\r\nline", stance=Stance.CONTEXT, note="n")
        name = eve.case.excerpts_of(eve.case.claim("C1").id)[-1].ref
    app = build()
    async with app.run_test() as pilot:
        await pilot.press("tab", "G", "i", "ctrl+end", *["tab"] * 4, "x", "ctrl+s")
        found = on_disk(app).excerpt(name)
        assert (found.quote, found.note) == ("red\x1b[31m\r\nline", "nx")


async def test_tags_are_suggested_and_each_stands_once(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("g", "j", "t")
        assert isinstance(app.screen, TagsForm)
        assert "number" in screen_text(app)
        tags = claim(app, "C2").tags
        await pilot.press(*", numb")
        await until(pilot, lambda: "number" in screen_text(app).split("Tags · C2")[1].split("Save")[0].split("Tags")[1])
        await pilot.press("right", *", rain,rain, ", "enter")
        assert claim(app, "C2").tags == (*tags, "number", "rain")
        assert status(app) == "saved C2 tags edited u undo"
        await pilot.press("u")
        assert claim(app, "C2").tags == tags


# Order


@pytest.mark.parametrize(("down", "up"), [("J", "K"), ("ctrl+down", "ctrl+up")])
async def test_a_claim_moves_down_and_up(app: FactcheckApp, down: str, up: str) -> None:
    async with app.run_test() as pilot:
        before = tables(on_disk(app))
        await pilot.press(down, down)
        assert (ref(app), refs(app)[:4]) == ("C1", ["C2", "C3", "C1", "C4"])
        assert order(on_disk(app)) == refs(app)
        assert status(app) == "saved C1 moved down u undo"
        assert len(case_of(app).history) == 2
        await pilot.press(up)
        assert refs(app)[:4] == ["C2", "C1", "C3", "C4"]
        await everything_back(pilot, app, before, 3)
        assert ref(app) == "C1"


async def test_the_ends_of_the_list_are_the_ends(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("K")
        assert status(app) == "C1 is the first claim already"
        await pilot.press("G", "J")
        assert status(app) == "C76 is the last claim already"
        assert len(case_of(app).history) == 0


async def test_in_another_order_or_under_a_filter_nothing_moves_and_it_is_said_why(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("o", "J")
        assert status(app).endswith("was not moved: this is not the order of the case (o changes it)")
        await pilot.press("o", "o", "o", "v", "g", "J")
        assert status(app) == "C1 was not moved: not all claims are listed (v changes it)"
        await pilot.press("v", "v", "v", "slash", "e", "enter", "K")
        assert status(app).endswith("was not moved: not all claims are listed (esc changes it)")
        assert len(case_of(app).history) == 0


# Removing


async def test_a_claim_is_removed_with_what_hangs_on_it_and_comes_back(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("1", "k")
        before = tables(on_disk(app))
        count = len(case_of(app).excerpts_of(case_of(app).claim("C1").id))
        await pilot.press("d")
        assert status(app) == f"saved C1 removed with {count} excerpts and 1 verdict u undo"
        assert (ref(app), "C1" in order(on_disk(app))) == ("C2", False)
        await everything_back(pilot, app, before, 1)
        assert ref(app) == "C1"
        await pilot.press("G", "delete")
        assert (ref(app), order(on_disk(app))[-1]) == ("C75", "C75")


async def test_an_excerpt_is_removed_and_the_next_one_is_selected(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("g", "tab")
        first, second = case_of(app).excerpts_of(case_of(app).claim("C1").id)[:2]
        assert selected_excerpt(app) == first.ref
        await pilot.press("d")
        assert status(app) == f"saved {first.ref} removed u undo"
        assert first.id not in on_disk(app).excerpts
        assert selected_excerpt(app) == second.ref
        await pilot.press("u")
        assert on_disk(app).excerpts[first.id] == first


async def test_the_last_claim_can_go_too(build: Build, start: Callable[..., Path]) -> None:
    app = build(start("One."))
    async with app.run_test() as pilot:
        await pilot.press("d")
        assert (ref(app), refs(app)) == ("", [])
        await pilot.press("d", "i", "t", "J", "u")
        assert ref(app) == "C1"


# Excerpts


async def test_a_new_excerpt_is_typed_to_the_claim(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        before = tables(on_disk(app))
        await pilot.press("g", "j", "n")
        assert isinstance(app.screen, ExcerptForm)
        write(app, source=list(case_of(app).sources)[2], stance=Stance.CONTRADICTS, locator="p. 4")
        write(app, quote="They said so.")
        await pilot.press("ctrl+s")
        (found,) = (each for each in on_disk(app).excerpts.values() if each.quote == "They said so.")
        assert (found.claim, found.source) == (case_of(app).claim("C2").id, list(case_of(app).sources)[2])
        assert (found.stance, found.locator, found.by) == (Stance.CONTRADICTS, "p. 4", "ada")
        assert selected_excerpt(app) == found.ref
        assert status(app) == f"saved {found.ref} added u undo"
        await everything_back(pilot, app, before, 1)


async def test_the_same_quote_with_another_stance_names_the_one_that_is_there(app: FactcheckApp) -> None:
    async with app.run_test(size=(160, 36)) as pilot:
        first = case_of(app).excerpts_of(case_of(app).claim("C1").id)[0]
        await pilot.press("g", "n")
        write(app, source=first.source, stance=Stance.CONTRADICTS, quote=first.quote)
        await pilot.press("ctrl+s")
        assert "added" in status(app)
        assert f"C1 has this quote already: {first.ref} (supports)" in status(app)


async def test_a_new_excerpt_has_no_source_and_no_stance_until_they_are_chosen(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        count = len(case_of(app).excerpts)
        await pilot.press("g", "n")
        assert (field(app, "source"), field(app, "stance")) == ("", "")
        write(app, quote="They said so.")
        await pilot.press("ctrl+s")
        assert "An excerpt needs a source" in screen_text(app)
        write(app, source=list(case_of(app).sources)[1])
        await pilot.press("ctrl+s")
        assert "An excerpt needs a stance" in screen_text(app)
        assert len(case_of(app).excerpts) == count
        write(app, stance=Stance.CONTEXT)
        await pilot.press("ctrl+s")
        (found,) = (each for each in on_disk(app).excerpts.values() if each.quote == "They said so.")
        assert found.stance is Stance.CONTEXT


async def test_the_stance_of_a_new_excerpt_follows_the_pane_in_focus(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("g", "j", "j", "tab", "n")
        assert (field(app, "source"), field(app, "stance")) == ("", "contradicts")


async def test_the_source_that_has_the_quote_is_proposed(build: Build, tmp_path: Path) -> None:
    path = shelve(tmp_path / "shelf.json", BRIDGE)
    with Workspace.open(path, "ada") as workspace:
        text = "Another report. Nobody had asked the ferrymen. It cost nothing at all."
        name = workspace.texts.keep(text.encode(), Document(text=text, language="en"), ".txt")
        workspace.add_source(title="Another", sha256=name)
        first, second = (source.id for source in workspace.case.sources.values())
    app = build(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("n")
        write(app, quote="Trains have crossed it")
        await until(pilot, lambda: field(app, "source") == first)
        await until(pilot, lambda: "S1 has these words" in screen_text(app))
        write(app, quote="cost nothing at all")
        await until(pilot, lambda: field(app, "source") == second)
        write(app, quote="Nobody had asked the ferrymen")
        await until(pilot, lambda: field(app, "source") == "")
        write(app, source=first, stance=Stance.CONTEXT, quote="cost nothing at all")
        await pilot.press("ctrl+s")
        (found,) = on_disk(app).excerpts.values()
        assert found.source == first  # what a person chose stays


async def test_with_one_source_there_is_nothing_to_choose(build: Build, tmp_path: Path) -> None:
    app = build(shelve(tmp_path / "shelf.json", BRIDGE))
    async with app.run_test() as pilot:
        await pilot.press("n")
        assert field(app, "source") == case_of(app).source("S1").id
        assert field(app, "stance") == ""


async def test_a_claim_that_is_there_already_is_remarked(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a")
        write(app, text=claim(app, "C3").text)
        await pilot.press("ctrl+s")
        assert status(app) == "saved C77 added; C3 says the same u undo"


async def test_an_excerpt_is_edited_and_followed_to_another_side(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("tab")
        excerpt = bench(app).sheet.selected
        assert excerpt is not None
        await pilot.press("i")
        assert field(app, "quote") == excerpt.quote
        write(app, stance=Stance.CONTRADICTS)
        await pilot.press(*" x", "ctrl+s")
        found = on_disk(app).excerpts[excerpt.id]
        assert (found.quote, found.stance) == (f"{excerpt.quote} x", Stance.CONTRADICTS)
        assert selected_excerpt(app) == found.ref
        assert status(app) == f"saved {found.ref} quote, stance edited u undo"


async def test_without_a_source_there_is_nothing_to_quote(build: Build, start: Callable[..., Path]) -> None:
    app = build(start("One."))
    async with app.run_test() as pilot:
        await pilot.press("n")
        assert isinstance(app.screen, Workbench)
        assert status(app) == "No source to quote from: l adds documents"


# Forms


@pytest.mark.parametrize("size", [(80, 24), (50, 12)])
async def test_what_is_wrong_is_said_in_the_form_and_nothing_typed_is_lost(
    app: FactcheckApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("a", "ctrl+s")
        assert "A claim needs a text" in screen_text(app)
        write(app, text="It rained.", date="May 4")
        await pilot.press("ctrl+s")
        assert "'May 4' is not a date like" in screen_text(app)
        assert (field(app, "text"), field(app, "date")) == ("It rained.", "May 4")
        assert app.focused is form(app).query_one("#date")
        write(app, date="2023-02-30")
        await pilot.press("ctrl+s")
        assert "2023-02-30" in screen_text(app)
        await pilot.press("end", "backspace", "backspace", *"28", "ctrl+s")
        assert (claim(app, "C77").text, claim(app, "C77").date) == ("It rained.", "2023-02-28")


async def test_enter_goes_on_and_saves_from_the_last_field(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a", *"a", "enter", *"b", "tab", "enter", "enter", "enter", "enter", "t", "enter")
        assert (claim(app, "C77").text, claim(app, "C77").tags) == ("a b", ("t",))


async def test_a_form_that_is_closed_keeps_a_draft_that_a_restart_finds(build: Build) -> None:
    first = build()
    async with first.run_test() as pilot:
        await pilot.press("a", *"Ra", "escape")
        assert status(first) == "draft kept · a resumes it"
        await pilot.press("a", *"in", "ctrl+q")
    first.close()
    second = build()
    async with second.run_test() as pilot:
        assert len(case_of(second).history) == 0
        await pilot.press("a")
        assert "This is your draft" in screen_text(second)
        assert field(second, "text") == "Rain"
        await pilot.press("ctrl+s", "a")
        assert field(second, "text") == ""


async def test_a_draft_can_be_dropped_and_goes_when_the_claim_is_another(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        text = case_of(app).claim("C1").text
        await pilot.press("i", "?", "escape", "i")
        assert field(app, "text") == f"{text}?"
        await pilot.click("#drop")
        assert "draft" not in status(app)
        await pilot.press("i")
        assert field(app, "text") == text
        await pilot.press("?", "escape")
        assert app.workspace is not None
        app.workspace.edit("claims", case_of(app).claim("C1").id, text="Another.")
        await pilot.press("j", "k", "i")
        assert field(app, "text") == "Another."


async def test_that_a_draft_is_kept_is_said_only_while_it_is(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        for key in ("a", "i", "t", "n", "N", "M"):
            await pilot.press(key, "x", "escape")
            assert "draft kept" in status(app), key
            await pilot.press(key)
            form(app).query_one("#drop", Button).press()
            await until(pilot, lambda: isinstance(app.screen, Workbench))
            await pilot.pause()
            assert "draft kept" not in status(app), key


async def test_nothing_typed_closes_at_once(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        before = status(app)
        await pilot.press("a", "escape", "i", "x", "backspace", "escape", "t", "escape")
        assert isinstance(app.screen, Workbench)
        assert status(app) == before


async def test_a_form_without_a_place_for_drafts_asks_once(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        app.push_screen(ClaimForm("New claim", {"text": "Given.", "tags": "a, b"}), results.append)
        await pilot.press("x", "escape")
        assert "This is not saved" in screen_text(app)
        await pilot.press("x", "escape")
        assert results == []
        await pilot.press("escape")
        assert results == [FormResult()]
        app.push_screen(ClaimForm("New claim", {"text": "Given.", "origin": "here", "tags": "a, b"}), results.append)
        await pilot.press("ctrl+s")
        expected = {"text": "Given.", "origin": "here", "speaker": "", "date": "", "language": "", "tags": ("a", "b")}
        assert results == [FormResult(), FormResult(expected)]


results: list[FormResult | None] = []


async def test_what_the_disk_refuses_stays_in_the_form(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise NotSavedError("NOT saved: No space left on device")

    async with app.run_test() as pilot:
        monkeypatch.setattr(CaseStorage, "save", refuse)
        await pilot.press("a")
        write(app, text="It rained.")
        await pilot.press("ctrl+s")
        assert "NOT saved: No space left" in screen_text(app)
        assert field(app, "text") == "It rained."
        monkeypatch.undo()
        await pilot.press("ctrl+s")
        assert claim(app, "C77").text == "It rained."


async def test_a_case_that_somebody_holds_says_why_nothing_can_be_changed(build: Build, case_path: Path) -> None:
    with Workspace.open(case_path, "bob", clock=ticking()):
        before = case_path.read_bytes()
        app = build()
        async with app.run_test() as pilot:
            for key in KEYS:
                await pilot.press("g", key)
                assert isinstance(app.screen, Workbench)
                assert "read-only" in status(app), key
                assert "bob" in status(app), key
        assert case_path.read_bytes() == before
        app.close()


async def test_a_key_for_an_excerpt_that_has_just_gone_says_so(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("tab")
        excerpt = bench(app).sheet.selected
        assert excerpt is not None
        bench(app).workspace.remove("excerpts", excerpt.id)
        await pilot.press("c")
        await until(pilot, lambda: "it no longer exists" in status(app))


async def test_a_form_that_is_saved_under_the_palette_closes_with_it(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        for key in ("t", *"new", "enter", "ctrl+p"):
            await take(pilot, Step("key", key))
        await pilot.pause()
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
