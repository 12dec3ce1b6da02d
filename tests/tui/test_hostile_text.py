"""Text of others is shown, and does nothing: no markup, no control sequence, no crash, on any screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import TextArea

from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.rationale import RationaleScreen
from factcheck.tui.screens.workbench import Workbench
from tests.tui.bench import case_of, on_disk, search_palette, status
from tests.tui.conftest import Build
from tests.tui.hostile import CHECKER, HOSTILE, write_hostile_case
from tests.tui.reading import screen_lines, screen_text
from tests.tui.screen_check import check_screen


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A case with hostile text in every field that may hold any text."""
    path = tmp_path / "hostile.json"
    write_hostile_case(path)
    return path


WALK = (
    *("tab", "tab", "c", "u", "y", "escape", "y", "1", "u", "ctrl+r", "plus", "v", "v", "o"),
    *("h", "G", "escape", "e", "escape", "question_mark", "escape", "r", "escape", "0"),
    *("ctrl+p", "e", "escape", "slash", "x", "left_square_bracket", "enter"),
)
SHORT_WALK = ("tab", "j", "h", "escape", "e", "escape", "r", "escape", "slash", "x")


@pytest.mark.parametrize(("size", "keys"), [((120, 36), WALK), ((80, 24), SHORT_WALK)])
async def test_every_screen_shows_it_and_lives(
    build: Build, hostile: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = build(hostile, checker=CHECKER)
    async with app.run_test(size=size) as pilot:
        check_screen(app, "start")
        for key in keys:
            await pilot.press(key)
            check_screen(app, key)
            assert app.is_running, key
        assert "\x1b" not in app.clipboard


async def test_the_palette_shows_hostile_labels(build: Build, hostile: Path) -> None:
    app = build(hostile)
    async with app.run_test(size=(120, 36)) as pilot:
        await search_palette(pilot, "decide")
        check_screen(app, "palette")
        assert "Decide: <U+009B>␛]2;<U+202E> [/] [bold]b" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert on_disk(app).verdicts["c/ada"].label == "yes"


async def test_a_settings_message_is_shown_as_it_stands(build: Build, case_path: Path) -> None:
    app = build(case_path, settings=Settings(theme=HOSTILE, keys={HOSTILE: HOSTILE}, problems=(HOSTILE,)))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        assert len(app.screen.query("Toast")) == 3
        check_screen(app, "messages")


async def test_what_is_pasted_is_cleaned(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("r")
        app.post_message(events.Paste("one\x1b]52;c;aGVsbG8=\x07\r\ntwo\u202e \x9b31mthree"))
        await pilot.pause()
        check_screen(app, "pasted")
        assert isinstance(app.screen, RationaleScreen)
        assert app.screen.rationale.text == "one]52;c;aGVsbG8=\ntwo 31mthree"
        await pilot.press("tab")
        app.post_message(events.Paste("if\x1b[2J \u202eso"))
        await pilot.pause()
        check_screen(app, "pasted condition")
        await pilot.press("ctrl+s")
        (verdict,) = on_disk(app).verdicts.values()
        assert (verdict.rationale, verdict.condition) == ("one]52;c;aGVsbG8=\ntwo 31mthree", "if[2J so")
        await pilot.press("slash")
        app.post_message(events.Paste("is:\x1b]0;x\x07 \u202e[/]"))
        await pilot.pause()
        check_screen(app, "pasted filter")
        await pilot.press("escape", "e")
        app.post_message(events.Paste("\x1b]0;x\x07[/]"))
        await pilot.pause()
        check_screen(app, "pasted name")
        assert app.is_running


async def test_what_acts_cannot_be_typed(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        for opening, field in (("slash", "#filter"), ("r", "#rationale"), ("tab", "#condition")):
            await pilot.press(opening)
            for sign in "\x9b\u202e\u200f\u2028\u200b\x7f":
                app.post_message(events.Key(f"sign_{ord(sign)}", sign))
            await pilot.press("b")
            check_screen(app, f"typed into {field}")
            shown = app.screen.query_one(field)
            assert (shown.text if isinstance(shown, TextArea) else getattr(shown, "value", None)) == "b"
            if opening == "slash":
                await pilot.press("escape")


async def test_a_hostile_rationale_is_opened_harmless_and_left_as_it_is(build: Build, hostile: Path) -> None:
    app = build(hostile)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("r")
        check_screen(app, "form")
        await pilot.press("escape")
        before = case_of(app).verdicts["c/ada"]
        assert before.rationale == HOSTILE
        assert "draft kept" not in status(app)
        await pilot.press("r", "a", "ctrl+s")
        after = on_disk(app).verdicts["c/ada"].rationale
        assert after.endswith("xa")
        assert "\x1b" not in after


async def test_markup_in_a_claim_is_no_link(build: Build, hostile: Path) -> None:
    app = build(hostile)
    async with app.run_test(size=(120, 36)) as pilot:
        lines = screen_lines(app)
        places = [(line.index("app.exit]x") + 9, y) for y, line in enumerate(lines) if "app.exit]x" in line]
        assert len(places) >= 2
        for place in places:
            await pilot.click(offset=place)
        assert app.is_running
        assert isinstance(app.screen, Workbench)


async def test_the_address_of_a_source_is_shown_as_the_source_is_fetched_again(build: Build, hostile: Path) -> None:
    app = build(hostile, checker=CHECKER)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("l", "R")
        check_screen(app, "R")
