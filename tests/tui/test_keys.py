"""Every key has one meaning, is on the screen or in the help, and is where the footer says."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from factcheck.settings import Settings
from factcheck.tui import keymap, keys, screens
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.help import INDENT, HelpPage, HelpScreen, help_text
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace import filter as query
from tests.tui.bench import bench, until
from tests.tui.conftest import Build
from tests.tui.reading import lines_of, screen_text, text_of

FREE = {"b", "z"}
ALL = [binding for group in keys.GROUPS.values() for binding in group]
SCREEN_FILES = sorted(Path(*screens.__path__).glob("*.py"))
SHARED_BASES = {"base", "form"}


def test_every_key_has_an_id_of_its_own_words_and_a_tooltip() -> None:
    names = [binding.id for binding in ALL]
    assert None not in names
    assert len(set(names)) == len(names)
    assert all("." in str(name) for name in names)
    assert all(binding.description and binding.tooltip for binding in ALL)


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_carries_one_key_twice(name: str) -> None:
    screen = SCREENS[name]
    pressed = Counter(key for binding in (*screen.own, *screen.widgets) for key in binding.key.split(","))
    assert [key for key, count in pressed.items() if count > 1] == []
    assert not {"ctrl+q", "ctrl+p"} & pressed.keys()
    assert set(screen.shown) <= screen.ids


def test_every_key_of_the_help_is_on_a_screen() -> None:
    assert {str(binding.id) for binding in ALL} == set().union(*(screen.ids for screen in SCREENS.values()))
    assert not FREE & {key for binding in ALL for key in binding.key.split(",")}


def test_no_screen_imports_another_one() -> None:
    assert SCREEN_FILES
    imported = {
        path.stem: {
            name.rpartition(".")[2]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for name in _modules_imported(node)
            if name.startswith(f"{screens.__name__}.")
        }
        - SHARED_BASES
        for path in SCREEN_FILES
    }
    assert {name: others for name, others in imported.items() if others} == {}


def _modules_imported(node: ast.AST) -> list[str]:
    """Return the modules that an import names, with those that may be names in a package."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module == screens.__name__:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_the_keys_of_the_workbench_are_those_that_were_agreed() -> None:
    working = {key for binding in ALL for key in binding.key.split(",")}
    agreed = {*"jkgGrvosxchyequ0123456789", "up", "down", "home", "end", "pageup", "pagedown", "ctrl+r", "tab"}
    agreed |= {"slash", "question_mark", "plus", "minus", "right_square_bracket", "left_square_bracket", "escape"}
    assert agreed <= working


async def test_the_footer_shows_keys_and_its_last_is_the_help(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "q Quit" in screen_text(app))
        shown = screen_text(app)
        for words in ("r Rationale", "u Undo", "space Next unchecked", "? Help", "q Quit"):
            assert words in shown
        assert "s Supports" not in shown
        assert "1 ✓ 2 ✗ 3 ◐ 4 –" in shown
        await pilot.press("tab")
        await until(pilot, lambda: "s Supports x Contradicts c Context" in screen_text(app))


async def test_the_mouse_over_a_label_shows_what_it_means(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        line = bench(app).key_line
        await pilot.hover(line, offset=(2, 0))
        await until(pilot, lambda: str(line.tooltip) == "The evidence bears the claim out in full.")


async def test_the_help_holds_every_key_and_every_field_of_the_filter(app: FactcheckApp) -> None:
    async with app.run_test(size=(160, 190)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        shown = screen_text(app)
        for binding in ALL:
            if binding not in keys.VERDICTS:
                assert f"{keymap.shown(binding.key)} {binding.description}: {binding.tooltip}" in shown
                assert str(binding.id) not in shown
        assert "1-9 Decide:" in shown
        page = " ".join(help_text({}, 90).plain.split())
        for field, takes in query.FIELDS.items():
            assert f"{field}: {takes}" in page


async def test_the_help_scrolls_and_closes(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Labels" in screen_text(app)
        await pilot.press("G")
        assert "quote: words of an excerpt" in screen_text(app)
        await pilot.press("g", "j", "j")
        assert "Labels" not in screen_text(app)
        await pilot.press("k", "pageup")
        assert "Labels" in screen_text(app)
        await pilot.press("escape")
        for closing in ("q", "question_mark"):
            await pilot.press("question_mark", closing)
            assert isinstance(app.screen, Workbench)


async def test_the_help_begins_with_the_labels_and_the_keys_of_the_screen_and_searches(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "question_mark")
        await until(pilot, lambda: "On this screen" in screen_text(app))
        shown = screen_text(app)
        assert "2 ✗ Refuted: The evidence shows that the claim is wrong." in shown
        assert "The next source; from the claim" in shown
        await pilot.press("slash", *"confidence")
        await until(pilot, lambda: "More sure" in screen_text(app) and "History" not in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "On this screen" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, HelpScreen))


def test_the_help_shows_the_keys_of_the_settings() -> None:
    text = help_text({"case.undo": "backspace"}, 80).plain
    assert "backspace" in text
    assert not any(line.split()[:1] == ["u"] for line in text.splitlines())


@pytest.mark.parametrize("width", [80, 64, 52])
async def test_the_help_keeps_its_columns_at_any_width(build: Build, width: int) -> None:
    app = build(settings=Settings(keys={"list.next": "j,down,ctrl+n,space"}))
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: "On this screen" in screen_text(app))
        lines = lines_of(app.screen.query_one(HelpPage))
        closing = next(place for place, line in enumerate(lines) if line.startswith("Words and"))
        assert {line.strip() for line in lines[:closing] if line[0] != " "} <= {
            *keys.GROUPS,
            "Labels",
            "On this screen",
            "Filter",
        }
        rest = [line for line in lines[:closing] if line[0] == " "]
        assert all(line[:INDENT].isspace() or line[2] != " " for line in rest)
        shown = " ".join(line[INDENT:].strip() for line in rest)
        assert all(str(binding.tooltip) in " ".join(shown.split()) for binding in ALL if binding not in keys.VERDICTS)


def test_the_reader_may_have_a_key_of_the_workbench_and_no_key_of_its_own_twice() -> None:
    wanted = {"reader.search": "o", "reader.select": "s", "claims.view": "Y"}
    good, problems = keymap.check_keymap(wanted)
    assert good == {"reader.search": "o", "claims.view": "Y"}
    assert problems == ["keys: s for reader.select is taken by excerpt.supports; the default is used"]


def test_the_proposals_may_have_any_key_but_those_of_every_list() -> None:
    good, problems = keymap.check_keymap({"proposal.tick": "s", "proposal.take": "u", "proposal.drop": "space"})
    assert good == {"proposal.tick": "s", "proposal.drop": "space"}
    assert problems == ["keys: u for proposal.take is taken by case.undo; the default is used"]


def test_a_keymap_may_exchange_two_keys() -> None:
    wanted = {"case.undo": "ctrl+r", "case.redo": "u"}
    assert keymap.check_keymap(wanted) == (wanted, [])


def test_a_keymap_may_be_written_with_the_signs_themselves() -> None:
    good, problems = keymap.check_keymap({"app.help": "h,?", "claim.history": "H", "claims.filter": "b"})
    assert (good, problems) == ({"app.help": "h,question_mark", "claim.history": "H", "claims.filter": "b"}, [])


def test_a_wrong_keymap_is_told_and_the_default_used() -> None:
    good, problems = keymap.check_keymap(
        {"case.undo": "j", "no.such": "x", "case.redo": "", "claim.copy": "ctrl+q", "claims.view": "ctrl+p"}
    )
    assert good == {}
    assert [problem.split(":")[0] for problem in problems] == ["keys"] * 5
    told = " ".join(problems)
    assert "j for case.undo is taken by list.next; the default is used" in told
    assert "no key has the id 'no.such'" in told
    assert "case.redo" in told
    assert "ctrl+q for claim.copy" in told
    assert "ctrl+p for claims.view" in told


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "ctrl+\x9b", "\u202e", "ctrl+\u202e", "\u200b", "\x7f"], ids=ascii)
def test_a_sign_that_acts_is_no_key(sign: str) -> None:
    good, problems = keymap.check_keymap({"case.undo": sign})
    assert good == {}
    assert "is no key; the default is used" in problems[0]


async def test_keys_of_no_meaning_do_nothing(app: FactcheckApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("b", "z", "Z", "space", "backspace", "f5", "left", "right", "ctrl+z")
        assert isinstance(app.screen, Workbench)
        assert len(bench(app).workspace.case.history) == 0
        assert app.is_running


async def test_hints_are_shown_whole_or_not_at_all(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.screen.query_one(StatusLine)
        line.say_keys([("a", "one"), ("b", "x" * 69), ("c", "three")])
        await pilot.pause()
        assert text_of(line).split() == ["a", "one", "b", "x" * 69]
        line.say_keys([("a", "one"), ("b", "x" * 70), ("c", "three")])
        await pilot.pause()
        assert text_of(line).split() == ["a", "one"]
