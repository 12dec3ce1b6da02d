"""The settings as the screen takes them: keys, theme, and what is wrong with them."""

from __future__ import annotations

from textual.pilot import Pilot

from factcheck.settings import Settings
from tests.tui.bench import case_of, labels, ref
from tests.tui.conftest import Build
from tests.tui.reading import screen_text, text_of


async def told(pilot: Pilot[None]) -> str:
    """Return the messages that pop up."""
    await pilot.pause()
    return " | ".join(text_of(toast) for toast in pilot.app.screen.query("Toast"))


async def test_a_key_is_remapped(build: Build) -> None:
    app = build(settings=Settings(keys={"case.undo": "backspace", "verdict.2": "b"}))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("b")
        assert labels(case_of(app)) == {"C1": "refuted"}
        await pilot.press("u", "2")
        assert (labels(case_of(app)), ref(app)) == ({"C1": "refuted"}, "C2")
        assert "⌫ Undo" in screen_text(app)
        assert "b ✗ Refuted" in screen_text(app)
        await pilot.press("backspace")
        assert labels(case_of(app)) == {}
        await pilot.press("question_mark")
        await pilot.pause()
        assert "backspace Undo: Undo your last change" in screen_text(app)


async def test_clashes_and_unknown_ids_are_told_and_the_default_stands(build: Build) -> None:
    app = build(settings=Settings(keys={"case.undo": "j", "case.rodeo": "z", "[/]": "[bold]"}))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        shown = await told(pilot)
        assert "j for case.undo is taken by list.next; the default is used" in shown
        assert "no key has the id 'case.rodeo'" in shown
        assert "no key has the id '[/]'" in shown
        await pilot.press("1", "j", "u")
        assert (labels(case_of(app)), ref(app)) == ({}, "C1")


async def test_an_unknown_theme_is_told(build: Build) -> None:
    app = build(settings=Settings(theme="midnight[/]"))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        assert "theme: there is no 'midnight[/]'; the palette (ctrl+p) lists them" in await told(pilot)
        assert app.theme == "textual-dark"


async def test_a_known_theme_is_used_and_nothing_told(build: Build) -> None:
    app = build(settings=Settings(theme="nord"))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        assert app.theme == "nord"
        assert await told(pilot) == ""


async def test_what_was_wrong_in_the_file_is_told(build: Build) -> None:
    app = build(settings=Settings(problems=("config.toml: advance must be true or false; the default is used",)))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        assert "config.toml: advance must be true or false; the default is used" in await told(pilot)
        await pilot.press("1")
        assert ref(app) == "C2"
