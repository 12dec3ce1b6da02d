"""The list that draws only what is seen: its laws, over items of all heights.

A seeded walk over everything that can happen to a list; after each step the lines that are drawn must be
a stretch of all lines, the cursor's item must be among them, and no room be wasted.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one

from factcheck.errors import GoneError
from factcheck.tui.widgets.line_list import LineList
from tests.tui.bench import until

WALKS = (1, 2, 3)
STEPS = 250


Block = tuple[int, int]
"""An item: its place, and its length in cells, which the pane's width breaks into lines."""


def blocks_of(*lengths: int) -> list[Block]:
    return list(enumerate(lengths))


class Blocks(LineList[Block]):
    """Line 2 of the item at place 7 is drawn as ` 7:2`."""

    def lines(self, item: Block, width: int) -> list[Content]:
        place, length = item
        return [Content(f" {place}:{row}") for row in range(max(1, length // width))]


class Page(App[None]):
    """A page with nothing but a list."""

    CSS = "Blocks { width: 20; height: 12; }"
    blocks = query_one(Blocks)

    def compose(self) -> ComposeResult:
        yield Blocks()


def drawn(blocks: Blocks) -> list[tuple[int, int]]:
    """Return the lines that are drawn, as the item and its line."""
    texts = (blocks.render_line(y).text.strip("▌┃│ ") for y in range(blocks.size.height))
    return [(int(item), int(row)) for item, row in (text.split(":") for text in texts if text)]


def all_lines(blocks: Blocks) -> list[tuple[int, int]]:
    """Return all lines that the items have at this width."""
    width = blocks.size.width - 1
    return [(place, row) for place, length in blocks.items for row in range(max(1, length // width))]


def check_window(blocks: Blocks, after: object) -> None:
    """Hold what is drawn to be a stretch of all lines that fills the pane if they can."""
    seen, lines = drawn(blocks), all_lines(blocks)
    start = lines.index(seen[0]) if seen else 0
    assert seen == lines[start : start + blocks.size.height], after
    assert len(seen) == min(len(lines), blocks.size.height), after


def check_cursor(blocks: Blocks, after: object) -> None:
    """Hold the item under the cursor to be seen: all of it, or as much as the pane has room for."""
    rows = [row for place, row in drawn(blocks) if place == blocks.cursor]
    height = len([row for place, row in all_lines(blocks) if place == blocks.cursor])
    assert len(rows) == min(height, blocks.size.height) or (rows and height > blocks.size.height), after


def some_blocks(random: Random) -> list[Block]:
    """Return blocks: mostly short ones, some as tall as a pane, some much taller."""
    lengths = (1, 1, 1, 30, 60, 130, 250, 900)
    return blocks_of(*(random.choice(lengths) for _ in range(random.choice((0, 1, 3, 40)))))


def turn_wheel(blocks: Blocks, turns: int) -> None:
    """Turn the wheel of the mouse over the list, down; up where `turns` is negative."""
    for _ in range(abs(turns)):
        if turns > 0:
            blocks.on_mouse_scroll_down(events.MouseScrollDown(blocks, 0, 0, 0, 0, 0, False, False, False))
        else:
            blocks.on_mouse_scroll_up(events.MouseScrollUp(blocks, 0, 0, 0, 0, 0, False, False, False))


STEPS_OF: dict[str, Callable[[Blocks, Random], object]] = {
    "down": lambda blocks, _: blocks.action_move(1),
    "up": lambda blocks, _: blocks.action_move(-1),
    "page down": lambda blocks, _: blocks.action_page(1),
    "page up": lambda blocks, _: blocks.action_page(-1),
    "first": lambda blocks, _: blocks.action_first(),
    "last": lambda blocks, _: blocks.action_last(),
    "wheel": lambda blocks, random: turn_wheel(blocks, random.randrange(1, 9) * random.choice((-1, 1))),
    "go": lambda blocks, random: blocks.move_to(random.randrange(-2, len(blocks.items) + 2)),
}


@pytest.mark.parametrize("seed", WALKS)
async def test_the_cursor_is_seen_whatever_happens(seed: int) -> None:
    page, random = Page(), Random(seed)
    async with page.run_test(size=(40, 40)) as pilot:
        blocks = page.blocks
        for step in range(STEPS):
            if step % 25 == 0:
                wanted = Size(random.randint(10, 40), random.randint(1, 30))
                blocks.styles.width, blocks.styles.height = wanted
                await until(pilot, lambda wanted=wanted: blocks.size == wanted)  # type: ignore[misc]
                await pilot.pause()
                name = "resize"
            elif random.random() < 0.1:
                items = some_blocks(random)
                blocks.show(items, random.randrange(len(items) + 1))
                name = "show"
            else:
                name = random.choice(list(STEPS_OF))
                STEPS_OF[name](blocks, random)
            check_window(blocks, (seed, step, name))
            if blocks.items and name != "wheel":
                check_cursor(blocks, (seed, step, name))


@pytest.mark.parametrize("lengths", [[900], [1, 1, 250, 1], [900, 900, 1], [130, 130, 130]])
async def test_every_line_can_be_reached_by_going_down(lengths: list[int]) -> None:
    page = Page()
    async with page.run_test():
        blocks = page.blocks
        blocks.show(blocks_of(*lengths))
        seen: set[tuple[int, int]] = set()
        while True:
            before = (blocks.cursor, drawn(blocks))
            seen.update(before[1])
            blocks.action_move(1)
            if (blocks.cursor, drawn(blocks)) == before:
                break
        assert seen == set(all_lines(blocks))
        assert blocks.cursor == len(lengths) - 1


async def test_a_pane_that_loses_lines_within_its_frame_is_drawn_anew() -> None:
    app = Page()
    async with app.run_test(size=(50, 12)) as pilot:
        app.blocks.show(blocks_of(3, 1, 2))
        await pilot.pause()
        app.blocks.styles.padding = (2, 0)
        app.blocks.show(blocks_of(3, 1, 2), 1)
        await pilot.pause()
        check_window(app.blocks, "a frame")


class Records(Blocks):
    """Items of which those at odd places were removed elsewhere."""

    def lines(self, item: Block, width: int) -> list[Content]:
        if item[0] % 2:
            raise GoneError("it was removed")
        return super().lines(item, width)


async def test_a_record_that_was_removed_on_another_screen_is_said_to_be_gone() -> None:
    class RecordPage(App[None]):
        def compose(self) -> ComposeResult:
            yield Records()

    app = RecordPage()
    async with app.run_test(size=(50, 12)) as pilot:
        records = app.query_one(Records)
        records.show(blocks_of(1, 1, 1), 0)
        await pilot.press("down")
        shown = [records.render_line(y).text.strip("▌ ") for y in range(3)]
        assert shown == ["0:0", "This no longer exists.", "2:0"]


def lines_of_cursor(blocks: Blocks) -> list[tuple[int, str]]:
    """Return the lines of the pane that the item under the cursor has, with their texts."""
    texts = [blocks.render_line(y).text.strip("▌┃│ ") for y in range(blocks.size.height)]
    place = blocks.items[blocks.cursor][0]
    return [(y, text) for y, text in enumerate(texts) if text.startswith(f"{place}:")]


@pytest.mark.parametrize("seed", WALKS)
async def test_what_is_shown_in_place_moves_neither_the_cursor_nor_its_lines(seed: int) -> None:
    random = Random(seed)
    async with Page().run_test(size=(24, 16)) as pilot:
        blocks = pilot.app.query_one(Blocks)
        for _ in range(60):
            count = random.randint(20, 60)
            items = [(place, random.choice((10, 20, 40))) for place in range(0, 2 * count, 2)]
            blocks.show(items, random.randrange(count))
            turn_wheel(blocks, random.randint(-2, 2))
            current, before = blocks.current, lines_of_cursor(blocks)
            changed = [item for item in items if item == current or random.random() > 0.1]
            changed += [(place + 1, 20) for place, _ in items if random.random() < 0.1]
            changed.sort()
            assert current is not None
            blocks.show_in_place(changed, changed.index(current))
            await pilot.pause()
            check_window(blocks, "show_in_place")
            assert blocks.current == current
            rows = drawn(blocks)
            is_at_end = rows[0] == (changed[0][0], 0) or rows[-1][0] == changed[-1][0]
            if before and not is_at_end:
                assert lines_of_cursor(blocks) == before
