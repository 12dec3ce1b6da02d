"""The user's keymap: which of its keys can be used, and how a key is written for people."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding
from textual.keys import Keys, key_to_character

from factcheck.tui.keys import DEFAULTS
from factcheck.tui.screen_keys import SCREENS

RESERVED: Mapping[str, str] = {"ctrl+q": "app.quit", "ctrl+p": "the palette", "enter": "the selection"}
"""Keys to which Textual itself gives a meaning on every screen."""

_NAMES = {
    "left": "←",
    "right": "→",
    "shift+down": "shift+↓",
    "shift+up": "shift+↑",
    "shift+right": "shift+→",
    "shift+left": "shift+←",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "slash": "/",
    "equals_sign": "=",
    "question_mark": "?",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "exclamation_mark": "!",
    "percent_sign": "%",
    "comma": ",",
    "plus": "+",
    "minus": "-",
    "down": "↓",
    "up": "↑",
    "pagedown": "page down",
    "pageup": "page up",
    "escape": "esc",
}


def shown(keys: str) -> str:
    """Return the keys of a binding as people write them: "j ↓"."""
    return " ".join(_NAMES.get(key, key) for key in keys.split(","))


def check_keymap(keymap: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the usable part of a keymap, and one line for each problem with the rest."""
    good: dict[str, str] = {}
    problems = []
    for name, wanted in keymap.items():
        if name not in DEFAULTS:
            problems.append(f"keys: no key has the id {name!r}; the help shows the ids")
        elif not all(map(_is_key, wanted.split(","))):
            problems.append(f"keys: {wanted!r} for {name} is no key; the default is used")
        else:
            good[name] = ",".join(binding.key for binding in Binding.make_bindings([Binding(wanted, "")]))
    while clash := clash_in(good):
        name, key, owner = clash
        problems.append(f"keys: {key} for {name} is taken by {owner}; the default is used")
        del good[name]
    return good, problems


def _is_key(key: str) -> bool:
    """Tell whether a terminal may send such a key: a visible character, its name, or one of Textual's names."""
    base = key.strip().rpartition("+")[2] if len(key.strip()) > 1 else key.strip()
    character = key_to_character(base) or ""
    return bool(base) and (
        key.strip() in set(Keys) or base in set(Keys) or (len(character) == 1 and character.isprintable())
    )


def coexist(name: str, other: str) -> bool:
    """Tell whether some screen carries both keys."""
    return any({name, other} <= screen.ids for screen in SCREENS.values())


def clash_in(wanted: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Return the last of the `wanted` keys that has another meaning on one screen: its id, the key, and whose it is."""
    keymap = {**DEFAULTS, **wanted}
    for name in reversed(list(wanted)):
        others = {other: keys for other, keys in keymap.items() if other != name and coexist(name, other)}
        taken = {key: other for other, keys in others.items() for key in keys.split(",")}
        for key in wanted[name].split(","):
            if owner := RESERVED.get(key) or taken.get(key):
                return name, key, owner
    return None
