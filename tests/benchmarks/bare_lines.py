"""The peer of the workbench: an app of two widgets that draw lines, with the same claims and excerpts, and no more.

It is written as the guide of Textual shows the Line API: a list that scrolls with its cursor, and a sheet that is given
the lines of the claim under it. Nothing is saved, compared or checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any, ClassVar

import orjson
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

Row = dict[str, Any]

TALL = 2
"""Lines of a claim in the list."""

_CURSOR, _QUOTE, _SOURCE = Style(reverse=True), Style(color="green"), Style(dim=True)


@dataclass(frozen=True)
class Shown:
    """What both widgets show: the claims, the excerpts of each, and the titles of the sources."""

    claims: Sequence[Row]
    excerpts: dict[str, list[Row]]
    titles: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> Shown:
        """Read a case."""
        tables = orjson.loads(path.read_bytes())
        excerpts: dict[str, list[Row]] = {}
        for row in tables["excerpts"].values():
            excerpts.setdefault(row["claim"], []).append(row)
        titles = {row["id"]: f"{row['ref']} {row['title']}" for row in tables["sources"].values()}
        return cls(sorted(tables["claims"].values(), key=lambda row: row["position"]), excerpts, titles)


class BareList(ScrollView, can_focus=True):
    """The claims, two lines each, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)"),
        Binding("up", "move(-1)"),
        Binding("pagedown", "page(1)"),
        Binding("pageup", "page(-1)"),
        Binding("home", "first"),
        Binding("end", "last"),
        Binding("1", "label"),
    ]
    cursor: var[int] = var(0)

    @dataclass
    class Moved(Message):
        """The cursor is on another claim."""

        index: int

    def __init__(self, shown: Shown) -> None:
        """Show claims."""
        super().__init__()
        self._shown = shown
        self._checked: set[int] = set()

    def on_resize(self) -> None:
        """Make room for all claims."""
        self.virtual_size = Size(self.size.width, TALL * len(self._shown.claims))

    def watch_cursor(self, before: int, cursor: int) -> None:
        """Draw both lines, scroll to the claim, and tell of it."""
        for index in (before, cursor):
            self.refresh_lines(TALL * index, TALL)
        first, height = TALL * cursor, self.scrollable_content_region.height
        top = min(max(self.scroll_offset.y, first + TALL - height), first)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        self.post_message(self.Moved(cursor))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        index, row = divmod(y + self.scroll_offset.y, TALL)
        width = self.size.width
        if index >= len(self._shown.claims):
            return Strip.blank(width)
        claim = self._shown.claims[index]
        lines = wrap(f"{'✓' if index in self._checked else '○'} {claim['ref']} {claim['text']}", width)[:TALL]
        words = lines[row] if row < len(lines) else ""
        style = self.rich_style + _CURSOR if index == self.cursor else self.rich_style
        return Strip([Segment(words, style)]).adjust_cell_length(width, style)

    def action_move(self, step: int) -> None:
        """Move by some claims."""
        self.cursor = max(0, min(self.cursor + step, len(self._shown.claims) - 1))

    def action_page(self, step: int) -> None:
        """Move by a page."""
        self.action_move(step * max(1, self.size.height // TALL - 1))

    def action_first(self) -> None:
        """Move to the first claim."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move to the last claim."""
        self.cursor = len(self._shown.claims) - 1

    def action_label(self) -> None:
        """Give the claim a label, and go on."""
        self._checked.add(self.cursor)
        self.refresh_lines(TALL * self.cursor, TALL)
        self.action_move(1)


class BareSheet(ScrollView, can_focus=True):
    """A claim and its excerpts."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._lines: list[tuple[str, Style]] = []

    def show(self, claim: Row, excerpts: Sequence[Row], titles: dict[str, str]) -> None:
        """Show a claim with its excerpts."""
        width = max(self.size.width, 20)
        lines = [(line, Style(bold=True)) for line in wrap(f"{claim['ref']} {claim['text']}", width)]
        for stance in ("contradicts", "supports", "context"):
            found = [row for row in excerpts if row["stance"] == stance]
            lines.append((f"─ {stance} {len(found)} ".ljust(width, "─"), _SOURCE))
            for row in found:
                lines += [(f" ▌{line}", _QUOTE) for line in wrap(row["quote"], width - 2)]
                lines.append((f"  {titles[row['source']]} · {row['ref']}", _SOURCE))
        self._lines = lines
        self.scroll_to(y=0, animate=False)
        self.virtual_size = Size(width, len(lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        place, width = y + self.scroll_offset.y, self.size.width
        words, style = self._lines[place] if place < len(self._lines) else ("", Style())
        style = self.rich_style + style
        return Strip([Segment(words, style)]).adjust_cell_length(width, style)


class BareLines(App[None]):
    """A list and a sheet beside each other."""

    CSS = """
    BareList { width: 2fr; max-width: 72; overflow-y: scroll; }
    BareSheet { width: 3fr; overflow-y: scroll; }
    """

    def __init__(self, path: Path) -> None:
        """Show the case at `path`."""
        super().__init__()
        self.shown = Shown.read(path)
        self.listed, self.sheet = BareList(self.shown), BareSheet()

    def compose(self) -> ComposeResult:
        """Yield both widgets."""
        with Horizontal():
            yield self.listed
            yield self.sheet

    def on_mount(self) -> None:
        """Begin at the first claim."""
        self.listed.focus()
        self.call_after_refresh(self._show, BareList.Moved(0))

    @on(BareList.Moved)
    def _show(self, event: BareList.Moved) -> None:
        claim = self.shown.claims[event.index]
        self.sheet.show(claim, self.shown.excerpts.get(claim["id"], []), self.shown.titles)
