"""Keyboards: every default key can be typed on every layout, or another key stands for it."""

from __future__ import annotations

import string

import pytest
from textual.keys import key_to_character
from textual.widgets import Input

from factcheck.settings import Settings
from factcheck.tui import keys
from factcheck.tui.app import FactcheckApp
from factcheck.tui.keyboards import PLACES, equivalent_keys
from tests.tui.bench import bench, case_of, labels, ref
from tests.tui.conftest import Build

WITHOUT_ALTGR = {
    "US": string.printable[:95],
    "German": string.ascii_letters + string.digits + "!\"§$%&/()=?`´ß+*#'-_.:,;<>°^äöüÄÖÜ ",
    "French": string.ascii_letters + string.digits + "&é\"'(-è_çà)=^$ù*<,;:!°+¨£%µ>?./§ ",
    "Spanish": string.ascii_letters + string.digits + "!\"·$%&/()=?¿¡'`^+*´¨ñÑçÇºª-_.:,;<> ",
    "Russian": string.digits
    + '!"№;%:?*()-_=+.,/\\ '
    + "".join(letter + letter.upper() for letter in "ёйцукенгшщзхъфывапролджэячсмитьбю"),
    "Greek": string.digits
    + "!@#$%^&*()-_=+[]{};:'\"\\|,.<>/?`~ "
    + "".join(letter + letter.upper() for letter in "ερτυθιοπασδφγηξκλζχψωβνμ")
    + "ς",
}
"""The characters that a layout types without AltGr, by the layouts of xkeyboard-config."""

ALL = [binding for group in keys.GROUPS.values() for binding in group]
QUITTING = {"app.quit-q"}
"""On a Greek layout only ctrl+q quits: the key of the q types a semicolon there."""


def _is_typed(key: str, layout: str) -> bool:
    """Tell whether a layout types a key, or one that stands for it. Keys without a character are everywhere."""
    *modifiers, _ = key.split("+") if len(key) > 1 else [key]
    character = key_to_character(key.rpartition("+")[2] if modifiers else key)
    if character is None or not character.isprintable():
        return True
    prefix = "+".join(modifiers) + "+" if modifiers else ""
    return any(
        typed == character or key in equivalent_keys(f"{prefix}{typed}", None if prefix else typed)
        for typed in WITHOUT_ALTGR[layout]
    )


@pytest.mark.parametrize("layout", WITHOUT_ALTGR)
def test_every_default_key_can_be_typed(layout: str) -> None:
    missing = {binding.id for binding in ALL if not any(_is_typed(key, layout) for key in binding.key.split(","))}
    assert missing == (QUITTING if layout == "Greek" else set())


@pytest.mark.parametrize("layout", ["Russian", "Greek"])
def test_every_letter_works_by_its_place_also_with_ctrl(layout: str) -> None:
    typed = [letter for letter in WITHOUT_ALTGR[layout] if letter.isalpha() and letter.islower()]
    assert {PLACES[letter] for letter in typed} >= set(string.ascii_lowercase) - {"q"}
    for letter in typed:
        if PLACES[letter].isalpha():
            assert PLACES[letter] in equivalent_keys(letter, letter)
            assert f"ctrl+{PLACES[letter]}" in equivalent_keys(f"ctrl+{letter}", None)


def test_no_default_key_is_the_twin_of_another_on_its_screen() -> None:
    typed = {key_to_character(key) for binding in ALL for key in binding.key.split(",")}
    assert not typed & PLACES.keys()


@pytest.mark.parametrize(
    ("key", "character", "meant"),
    [
        ("ctrl+left_square_bracket", "[", "left_square_bracket"),  # AltGr sent as ctrl and alt
        ("ctrl+@", "@", "@"),
        ("shift+g", None, "G"),
        ("shift+п", None, "G"),
        ("П", "П", "G"),
        ("ctrl+к", None, "ctrl+r"),
        ("ctrl+;", None, "ctrl+q"),
        ("ampersand", "&", "1"),
        ("é", "é", "2"),
        ("quotation_mark", '"', "3"),
        ("apostrophe", "'", "4"),
        ("х", "х", "left_square_bracket"),
        ("ъ", "ъ", "right_square_bracket"),
        ("ї", "ї", "right_square_bracket"),
        ("less_than_sign", "<", "left_square_bracket"),
        ("Σ", "Σ", "S"),
        ("ς", "ς", "w"),
    ],
)
def test_a_key_stands_for_another(key: str, character: str | None, meant: str) -> None:
    assert meant in equivalent_keys(key, character)


@pytest.mark.parametrize(("key", "character"), [("semicolon", ";"), ("j", "j"), ("ctrl+r", None), ("f5", None)])
def test_a_key_of_its_own_stands_for_no_other(key: str, character: str | None) -> None:
    assert list(equivalent_keys(key, character)) == []


async def test_a_russian_keyboard_moves_decides_undoes_and_redoes(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("о", "о", "л")
        assert ref(app) == "C2"
        await pilot.press("2")
        await pilot.press("г")
        assert labels(case_of(app)) == {}
        await pilot.press("ctrl+к")
        assert labels(case_of(app)) == {"C2": "refuted"}
        await pilot.press("shift+п")
        assert ref(app) == _last_ref(app)


def _last_ref(app: FactcheckApp) -> str:
    """Return the ref of the last claim."""
    return bench(app).workspace.case.claims[bench(app).claim_list.items[-1]].ref


async def test_a_french_digit_row_decides_with_the_label_of_its_place(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("é", "quotation_mark")
        assert labels(case_of(app)) == {"C1": "refuted", "C2": "conflicting"}


async def test_what_is_typed_into_a_field_is_text_on_every_layout(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("slash", *"год&é", "ctrl+left_square_bracket")
        field = app.screen.focused
        assert isinstance(field, Input)
        assert field.value == "год&é"
        assert labels(case_of(app)) == {}


async def test_the_keymap_of_the_user_comes_first(build: Build) -> None:
    app = build(settings=Settings(keys={"case.undo": "backspace,о"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "о")
        assert labels(case_of(app)) == {}
        await pilot.press("г")
        assert ref(app) == "C1"
