"""Quoting from a source by the keyboard alone, and by the mouse: to the word, saved at once, taken back by a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.records import Excerpt, Stance
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.claim_form import ClaimForm
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.claim_list import ClaimList
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import case_of, labels, on_disk, ref, refs, until, wheel
from tests.tui.conftest import Build
from tests.tui.reading import lines_of, screen_text
from tests.tui.shelf import BRIDGE, Filed, opened, prose, reader, selected, shelve

COST: Filed = ("C1", Stance.CONTRADICTS, "52 million euros")


@pytest.fixture
def shelf(build: Build, tmp_path: Path) -> FactcheckApp:
    """The program on a case with a text and one excerpt from it."""
    return build(shelve(tmp_path / "shelf.json", BRIDGE, (COST,)))


def saved(app: FactcheckApp) -> list[Excerpt]:
    """Return the excerpts as they are on the disk, by ref."""
    return sorted(on_disk(app).excerpts.values(), key=lambda excerpt: excerpt.ref)


async def test_the_selection_grows_by_sentences_and_shrinks(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.press("g", "J")
        assert selected(shelf) == "The old bridge was closed in March. Nobody had asked the ferrymen."
        await pilot.press("shift+down")
        assert selected(shelf).endswith("the auditors found.")
        await pilot.press("K", "shift+up")
        assert selected(shelf) == "The old bridge was closed in March."
        await pilot.press("j", "K")
        assert selected(shelf).startswith("The old bridge")
        assert selected(shelf).endswith("the ferrymen.")


async def test_v_lets_every_movement_select(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.press("g", "v", "j", "j")
        assert selected(shelf).endswith("the auditors found.")
        await pilot.press("G")
        assert selected(shelf) == BRIDGE
        await pilot.press("v", "k")
        assert selected(shelf) == "Trains have crossed it since June."


async def test_both_ends_move_by_words(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        seen = []
        for key in ("g", "left", "left", "right", "L", "shift+right", "H", "shift+left", "H", *["left"] * 9):
            await pilot.press(key)
            seen.append(selected(shelf))
        assert seen[:9] == [
            "The old bridge was closed in March.",
            "The old bridge was closed in March",
            "The old bridge was closed in",
            "The old bridge was closed in March",
            "old bridge was closed in March",
            "bridge was closed in March",
            "old bridge was closed in March",
            "The old bridge was closed in March",
            "The old bridge was closed in March",
        ]
        assert seen[-1] == "The"


@pytest.mark.parametrize(("key", "stance"), [("s", Stance.SUPPORTS), ("x", Stance.CONTRADICTS), ("c", Stance.CONTEXT)])
async def test_what_is_selected_is_filed_saved_and_marked(shelf: FactcheckApp, key: str, stance: Stance) -> None:
    async with shelf.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await pilot.press("j", key)
        _, filed = saved(shelf)
        quote = "The mayor had promised 40 million!"
        start = BRIDGE.index(quote)
        assert (filed.quote, filed.start, filed.end) == (quote, start, start + len(quote))
        assert (BRIDGE[:start].endswith(filed.prefix), BRIDGE[start + len(quote) :].startswith(filed.suffix)) == (1, 1)
        assert min(len(filed.prefix), len(filed.suffix)) == 32
        assert (filed.claim, filed.stance, filed.by) == (case_of(shelf).claim("C1").id, stance, "ada")
        shown = screen_text(shelf)
        assert f"saved E2 {stance.value} C1: “{quote}” u undo" in shown
        assert "E2 for C1 ✓ exact" in shown
        glyph = {"s": "✓", "x": "✗", "c": "·"}[key]
        assert any(glyph in line[:16] and "promised 40" in line for line in lines_of(prose(shelf)))


async def test_a_filed_excerpt_is_taken_back_and_made_again(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.press("j", "s", "u")
        assert [excerpt.ref for excerpt in saved(shelf)] == ["E1"]
        assert "Undone" in screen_text(shelf)
        assert "E2 for C1" not in screen_text(shelf)
        assert selected(shelf) == "The mayor had promised 40 million!"
        await pilot.press("ctrl+r")
        assert [excerpt.ref for excerpt in saved(shelf)] == ["E1", "E2"]
        await until(pilot, lambda: "E2 for C1 ✓ exact" in screen_text(shelf))


async def test_what_is_filed_already_changes_its_stance(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.press("x")
        assert "E1 already has this stance" in screen_text(shelf)
        await pilot.press("s")
        assert [(excerpt.ref, excerpt.stance) for excerpt in saved(shelf)] == [("E1", Stance.SUPPORTS)]


async def test_the_workbench_shows_what_was_filed(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.press("j", "s", "escape")
        await until(pilot, lambda: isinstance(shelf.screen, Workbench))
        assert "The mayor had promised 40 million!" in screen_text(shelf)
        await until(pilot, lambda: not shelf.path.with_name("shelf.json.journal").exists())


async def test_another_claim_is_chosen_by_its_words(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.press("g", "j", "p", *"were asked")
        listed = shelf.screen.query_one(ClaimList)
        await until(pilot, lambda: [case_of(shelf).claims[claim].ref for claim in listed.items] == ["C2"])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(shelf.screen, ReaderScreen))
        assert "for C2: The ferrymen were asked." in screen_text(shelf)
        await pilot.press("x")
        filed = saved(shelf)[-1]
        assert (filed.claim, filed.quote) == (case_of(shelf).claim("C2").id, "Nobody had asked the ferrymen.")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(shelf.screen, Workbench))
        assert ref(shelf) == "C1"


async def test_the_claim_that_is_read_for_is_decided_in_the_reader(shelf: FactcheckApp) -> None:
    async with shelf.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("2")
        assert labels(case_of(shelf)) == {"C1": "refuted"}
        assert "C1 ✗ Refuted" in screen_text(shelf)
        assert isinstance(shelf.screen, ReaderScreen)
        await pilot.press("u")
        assert labels(case_of(shelf)) == {}


async def test_a_claim_is_made_of_the_selection_and_read_for(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.press("G", "a")
        await until(pilot, lambda: isinstance(shelf.screen, ClaimForm))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(shelf.screen, ReaderScreen))
        claim = on_disk(shelf).claim("C3")
        assert (claim.text, claim.origin) == (
            "The ferrymen found other work.",
            "S1 A report on the bridge, paragraph 4",
        )
        assert "for C3: The ferrymen found other work." in screen_text(shelf)
        await pilot.press("u")
        assert "C3" not in [claim.ref for claim in on_disk(shelf).claims.values()]
        assert "for C3" not in screen_text(shelf)
        assert isinstance(shelf.screen, ReaderScreen)


async def test_a_form_that_is_closed_adds_nothing(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(shelf.screen, ClaimForm))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(shelf.screen, ReaderScreen))
        assert len(on_disk(shelf).claims) == 2


async def test_a_quote_has_no_white_space_around_it(build: Build, tmp_path: Path) -> None:
    app = build(shelve(tmp_path / "wide.json", "First one.\n\n   \n\nSecond one here.\n\n"))
    async with app.run_test() as pilot:
        await opened(pilot, "enter", "enter")
        await pilot.press("v", "G", "s")
        (filed,) = saved(app)
        assert filed.quote == "First one.\n\n   \n\nSecond one here."
        assert (filed.start, filed.end) == (0, 33)


# By the mouse


def point(app: FactcheckApp, word: str) -> tuple[int, int]:
    """Return where on the screen a word stands in the text."""
    shown = prose(app)
    row, line = next((y, line) for y, line in enumerate(lines_of(shown)) if word in line)
    return line.index(word), row


async def test_a_click_puts_the_cursor_on_a_sentence(shelf: FactcheckApp) -> None:
    async with shelf.run_test() as pilot:
        await opened(pilot)
        await pilot.click(prose(shelf), offset=point(shelf, "crossed"))
        assert selected(shelf) == "Trains have crossed it since June."
        assert not prose(shelf).selection.altered


@pytest.mark.parametrize("words", [("bridge cost", "auditors"), ("auditors", "bridge cost")])
async def test_a_drag_selects_to_the_word(shelf: FactcheckApp, words: tuple[str, str]) -> None:
    async with shelf.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        (x, y), (to_x, to_y) = ((column + 2, row) for column, row in (point(shelf, word) for word in words))
        await pilot.mouse_down(prose(shelf), offset=(x, y))
        await pilot.hover(prose(shelf), offset=(to_x, to_y))
        await pilot.mouse_up(prose(shelf), offset=(to_x, to_y))
        assert selected(shelf) == "bridge cost 52 million euros, the auditors"
        await pilot.hover(prose(shelf), offset=(x + 9, y))
        assert selected(shelf) == "bridge cost 52 million euros, the auditors"


async def test_the_wheel_scrolls_and_leaves_the_cursor(build: Build, tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {number} is short." for number in range(100))
    app = build(shelve(tmp_path / "wheel.json", text))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "enter", "enter")
        await wheel(pilot, prose(app), 4)
        assert "Paragraph 0 " not in screen_text(app)
        assert selected(app) == "Paragraph 0 is short."
        await pilot.press("j")
        assert "Paragraph 1 is short." in screen_text(app)


# What may not be


async def test_a_case_of_somebody_else_is_read_and_not_written(build: Build, tmp_path: Path) -> None:
    path = shelve(tmp_path / "held.json", BRIDGE, (COST,))
    with Workspace.open(path, "bob", clock=ticking()):
        other = build(path)
        async with other.run_test(size=(100, 30)) as pilot:
            await opened(pilot)
            for key in ("j", "J", "slash", "z", "escape", "right_square_bracket"):
                await pilot.press(key)
            for key in ("s", "a", "u"):
                await pilot.press(key)
                assert "read-only" in screen_text(other), key
            assert len(saved(other)) == 1
            assert isinstance(other.screen, ReaderScreen)
        other.close()


async def test_without_a_claim_it_says_how_to_choose_one(build: Build, tmp_path: Path) -> None:
    path = shelve(tmp_path / "bare.json", BRIDGE)
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for claim in list(workspace.case.claims):
            workspace.remove("claims", claim)
    app = build(path)
    async with app.run_test() as pilot:
        await opened(pilot, "enter", "enter")
        await pilot.press("s")
        assert "Attach to which claim? p chooses one" in screen_text(app)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ClaimForm))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await pilot.press("s")
        assert reader(app).claim is not None
        assert "is a draft, and no evidence for its own claims: s again adds it" in screen_text(app)
        assert len(saved(app)) == 0
        await pilot.press("s")
        assert len(saved(app)) == 1
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Workbench))
        assert len(refs(app)) == 1
