"""A monkey at the terminal: keys, words, pastes, clicks, turns of the wheel and sizes, drawn by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from textual import events
from textual.geometry import Size
from textual.keys import key_to_character
from textual.pilot import Pilot

from factcheck.case.record import Row
from factcheck.tui import keys
from tests.strategies import HOSTILE
from tests.tui.hostile import HOSTILE as WHOLLY

Rows: TypeAlias = dict[str, dict[str, Row]]

ROOM = 1000
"""Places on the screen are drawn in thousandths of its size, which the monkey does not know."""
CHECKED_EVERY = 60
SIZES = [
    Size(10, 3),
    Size(52, 12),
    Size(50, 12),
    Size(40, 12),
    Size(80, 24),
    Size(100, 30),
    Size(120, 36),
    Size(200, 60),
]
KNOWN = [key for group in keys.GROUPS.values() for binding in group for key in binding.key.split(",")]
LEAVING = {"q", "ctrl+q"}
WRITTEN = ["is:unchecked", "is:", "tag:date -x", '"at least', "why not", "20", "no:such", "C1", "re", "export", "theme"]
WAYS_OUT = ["escape", "enter", "tab", "ctrl+p", "ctrl+s", "backspace", "left", "right", "space", "ctrl+c", "delete"]


class Step(NamedTuple):
    """One thing that the monkey does: `key` j, `type` a word, `paste` a text, `click`, `wheel`, `resize`, `wait`."""

    kind: str
    value: str | tuple[int, ...] = ""


def steps(seed: int) -> Iterator[Step]:
    """Yield the steps of a seed, without end: the same at every run."""
    dice = random.Random(seed)
    draws = [_key] * 12 + [_word, _letter, _letter, _click, _wheel, _way_out, _way_out, _way_out]
    while True:
        chance = dice.random()
        if chance < 0.015:
            yield Step("resize", _size(dice))
        elif chance < 0.04:
            yield Step("paste", dice.choice([*HOSTILE, WHOLLY]))
        else:
            yield dice.choice(draws)(dice)
        if dice.random() < 0.2:
            yield Step("wait")


def _key(dice: random.Random) -> Step:
    key = dice.choice(KNOWN)
    return Step("key", "escape" if key in LEAVING and dice.random() < 0.9 else key)


def _way_out(dice: random.Random) -> Step:
    return Step("key", dice.choice(WAYS_OUT))


def _letter(dice: random.Random) -> Step:
    return Step("key", dice.choice("abcdefghijklmnoprstuvwxyzäßжABG 0123456789"))


def _word(dice: random.Random) -> Step:
    return Step("type", dice.choice(WRITTEN))


def _click(dice: random.Random) -> Step:
    return Step("click", (dice.randrange(ROOM), dice.randrange(ROOM)))


def _wheel(dice: random.Random) -> Step:
    return Step("wheel", (dice.randrange(ROOM), dice.randrange(ROOM), dice.choice([-3, -1, 1, 3])))


def _size(dice: random.Random) -> Size:
    wild = Size(dice.randint(10, 200), dice.randint(3, 60))
    return dice.choice([*SIZES, wild, wild])


async def take(pilot: Pilot[None], step: Step) -> None:
    """Take one step, as a driver would: whatever it leads to comes later."""
    app = pilot.app
    if step.kind == "key":
        app.post_message(_pressed(str(step.value)))
    elif step.kind == "type":
        for sign in step.value:
            app.post_message(events.Key(str(sign), str(sign)))
    elif step.kind == "paste":
        app.post_message(events.Paste(str(step.value)))
    elif step.kind == "resize" and isinstance(step.value, tuple):
        await pilot.resize_terminal(*step.value)
    elif isinstance(step.value, tuple):
        _point(pilot, *step.value)
    else:
        await pilot.pause()


async def together(pilot: Pilot[None], given: Iterable[str]) -> None:
    """Press keys without a pause between them."""
    for key in given:
        await take(pilot, Step("key", key))


def _pressed(key: str) -> events.Key:
    sign = key_to_character(key)
    return events.Key(key, sign if sign is not None and len(sign) == 1 else None)


def _point(pilot: Pilot[None], across: int, down: int, turns: int = 0) -> None:
    size = pilot.app.size
    x, y = size.width * across // ROOM, size.height * down // ROOM
    kinds: Sequence[type[events.MouseEvent]] = [events.MouseDown, events.MouseUp]
    if turns:
        kinds = [events.MouseScrollDown if turns > 0 else events.MouseScrollUp] * abs(turns)
    for kind in kinds:
        pilot.app.post_message(kind(None, x, y, 0, 0, 0 if turns else 1, False, False, False, x, y))
