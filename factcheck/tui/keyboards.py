"""Keyboard layouts: which keys of other layouts stand for the default keys of a US keyboard.

A key has the meaning of its place only where it has no meaning of its own and is not typed as text, so nothing that is
bound, by default or by the user's keymap, ever changes its meaning. Layouts are those of xkeyboard-config.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.keys import key_to_character

_LAYOUTS = {
    "Russian": (
        "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
        "йцукенгшщзхъфывапролджэячсмитьбюё",
    ),
    "Ukrainian": ("]s'", "їіє"),
    "Greek": ("ertyuiopasdfghjklzxcvbnmw", "ερτυθιοπασδφγηξκλζχψωβνμς"),
    "French": ("1234567890", "&é\"'(§è_çà"),
    "brackets without AltGr": ("[]", "<>"),
}
"""For each layout: characters of a US keyboard, and what the same keys give there."""

_CTRL_ONLY = {";": "q"}
"""The Greek keyboard has ; in the place of q. It stands for q only with ctrl: alone, ; typed by mistake would quit."""


def _places() -> Mapping[str, str]:
    """Return the US character in whose place a character of another layout stands, capitals too."""
    places: dict[str, str] = {}
    for us, other in _LAYOUTS.values():
        for meant, typed in zip(us, other, strict=True):
            places.setdefault(typed, meant)
            if meant.isalpha() and typed.upper().lower() == typed:  # the final sigma has the capital of another
                places.setdefault(typed.upper(), meant.upper())
    return places


PLACES = _places()
"""The US character by the one that another layout has in its place."""


def equivalent_keys(key: str, character: str | None) -> Iterator[str]:
    """Yield the keys for which a key may stand, the likeliest first; both are named as Textual names keys.

    `character` is what the terminal says the key types, if anything: AltGr arrives as ctrl and alt with a character.
    """
    modifiers, _, base = key.rpartition("+")
    typed = key_to_character(base) or base
    if modifiers and character and character == typed:
        yield base
        modifiers = ""
    if modifiers == "shift" and typed.islower():
        typed, modifiers = typed.upper(), ""
        yield typed
    meant = PLACES.get(typed) or (_CTRL_ONLY.get(typed) if modifiers else None)
    if meant:
        prefix = f"{modifiers}+" if modifiers else ""
        yield f"{prefix}{_NAMES.get(meant, meant)}"


_NAMES = {
    **{"[": "left_square_bracket", "]": "right_square_bracket", ";": "semicolon", "'": "apostrophe"},
    **{",": "comma", ".": "full_stop", "`": "grave_accent"},
}
"""Textual's names of the characters among the places that are no letters or digits."""
