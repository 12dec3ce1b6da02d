"""Contrast: the colours of a theme, changed where text would be hard to read.

Contrast is that of WCAG 2.2, from 1 to 21; text needs 4.5 (https://www.w3.org/TR/WCAG22/#contrast-minimum).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.color import Color

ENOUGH = 4.5
"""The contrast that text has at least."""

_AIM = 4.6
"""What is aimed at: colours are rounded when they are drawn."""

ROLES = (
    *("text-success", "text-error", "text-warning", "text-primary", "text-secondary", "text-accent"),
    *("foreground", "foreground-muted", "footer-foreground", "footer-description-foreground"),
)
"""The variables in which text is drawn on any of the grounds."""

_GROUNDS = ("background", "surface", "panel")
CURSOR = 0.1
"""The share of the foreground in the ground of the current item of a sheet: the variable `current`."""
_TINT = 0.15
"""The share of a colour in the ground of what is selected or found in a text: `selected`, `found`."""

_PAIRS = {
    "block-cursor-foreground": "block-cursor-background",
    "block-cursor-blurred-foreground": "block-cursor-blurred-background",
    "on-error": "error",
    "on-warning": "warning",
    "button-color-foreground": "primary",
}
"""Text that stands on one ground only, and its ground: black or white, whichever has more contrast."""

_TINTS = ("current", "selected", "found")
_LINEAR = 0.04045
"""Parts of a colour up to this are encoded linearly in sRGB."""
_STEPS = 20
_WHITE, _BLACK = Color(255, 255, 255), Color(0, 0, 0)


def contrast(first: Color, second: Color) -> float:
    """Return the contrast of two opaque colours, from 1 to 21."""
    return _ratio(_luminance(first), _luminance(second))


def _ratio(first: float, second: float) -> float:
    """Return the contrast of two luminances."""
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _luminance(colour: Color) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(variables: Mapping[str, str], *, ansi: bool) -> dict[str, str]:
    """Return the variables of a theme with every text readable on the grounds on which it is drawn.

    An `ansi` theme has the colours of the terminal, which are not known: there nothing is dimmed.
    """
    if ansi:
        undimmed = ("foreground-muted", "text-muted", "text-disabled", "footer-key-foreground", *_PAIRS)
        return {**variables, **dict.fromkeys(undimmed, "ansi_default"), **dict.fromkeys(_TINTS, "transparent")}
    found = {name: Color.parse(variables[name]) for name in (*ROLES, *_GROUNDS, "boost", *_PAIRS.values())}
    grounds = grounds_of(found)
    tints = {
        "current": found["foreground"].with_alpha(CURSOR),
        "selected": found["primary"].with_alpha(_TINT),
        "found": found["warning"].with_alpha(_TINT),
    }
    changed = {name: readable_on(found[name], grounds).hex6 for name in ROLES}
    for name, ground in _PAIRS.items():
        changed[name] = _strongest(found["background"] + found[ground]).hex
    return {
        **variables,
        **changed,
        **{name: colour.hex for name, colour in tints.items()},
        "footer-key-foreground": changed["foreground"],
        "text-muted": changed["foreground-muted"],
        "text-disabled": changed["foreground-muted"],
    }


def grounds_of(colours: Mapping[str, Color]) -> list[Color]:
    """Return the grounds on which text is drawn: those of the theme, each raised, and those of highlighted text."""
    plain = [colours["background"] + colours[name] for name in _GROUNDS]
    raised = [ground + colours["boost"] for ground in plain]
    current = [ground + colours["foreground"].with_alpha(CURSOR) for ground in plain[:2]]
    tinted = [plain[0] + colours[name].with_alpha(_TINT) for name in ("primary", "warning")]
    return [*plain, *raised, *current, *tinted]


def readable_on(colour: Color, grounds: Sequence[Color]) -> Color:
    """Return a colour as it looks on the first ground, blended with as little black or white as makes it readable.

    It is readable if it has enough contrast with all `grounds`; if no blend has, black or white is returned.
    """
    luminances = [_luminance(ground) for ground in grounds]
    end = max((_WHITE, _BLACK), key=lambda end: _least(end, luminances))
    start = grounds[0] + colour
    tried = (start.blend(end, step / _STEPS) for step in range(_STEPS))
    return next((each for each in tried if _least(each, luminances) >= _AIM), end)


def _least(colour: Color, grounds: Iterable[float]) -> float:
    """Return the least contrast of a colour with grounds of these luminances."""
    luminance = _luminance(colour)
    return min(_ratio(luminance, ground) for ground in grounds)


def _strongest(ground: Color) -> Color:
    return max((_WHITE, _BLACK), key=lambda colour: contrast(colour, ground))
