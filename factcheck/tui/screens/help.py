"""All keys, and the fields of the filter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from factcheck.tui import keys
from factcheck.tui.keymap import shown
from factcheck.tui.render.records import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.scrolling import Scroller
from factcheck.workspace import filter as query

INDENT = 14
"""Cells before the words: where the keys stand."""
LEAST = 12
"""Cells for the words, be the window as narrow as it may."""


class HelpScreen(Dialog[None]):
    """The keys by where they work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.CLOSING,
        Binding("question_mark", "close", show=False),
        Binding("m", "app.manual", "Manual", show=False),
    ]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        """Show the keys with those of `keymap` in the place of the defaults."""
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Build the one page."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "j k scroll · m manual · esc closes"
            with Scroller():
                yield HelpPage(self._keymap)

    def on_mount(self) -> None:
        """Give the keys to the page once it is laid out: it takes them only if it is longer than what is seen."""
        self.call_after_refresh(self.query_one(Scroller).focus)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


class HelpPage(Widget):
    """The one page, laid out anew for every width."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        """Show the keys with those of `keymap` in the place of the defaults."""
        super().__init__()
        self._keymap = keymap

    def render(self) -> Content:
        """Return the page as wide as there is room."""
        return help_text(self._keymap, self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the page has at this width."""
        return len(help_text(self._keymap, width).plain.split("\n"))


def help_text(keymap: Mapping[str, str], width: int) -> Content:
    """Return the help: every group of keys, then the filter; no line wider than `width`, if that can be."""
    lines: list[Content] = []
    for title, bindings in keys.GROUPS.items():
        lines.append(Content.styled(title, "bold $text-accent"))
        for binding in _folded(bindings):
            lines += _key_lines(binding, keymap.get(binding.id or "", binding.key), width)
        lines.append(Content())
    lines.append(Content.styled("Filter", "bold $text-accent"))
    for field, takes in query.FIELDS.items():
        lines += _lines(f"{field}:", takes, "", width)
    closing = 'Words and "phrases" are sought in the claims; OR, brackets and a minus combine terms.'
    lines += Content.styled(closing, MUTED).wrap(max(width, 1))
    return Content("\n").join(lines)


def _folded(bindings: list[Binding]) -> list[Binding]:
    """Return the bindings with the nine digits as one line."""
    if bindings is not keys.VERDICTS:
        return bindings
    return [Binding("1-9", "", "Decide", tooltip=bindings[0].tooltip, id="verdict.1 … verdict.9")]


def _key_lines(binding: Binding, key: str, width: int) -> list[Content]:
    return _lines(shown(key), f"{binding.description}: {binding.tooltip}", binding.id or "", width)


def _lines(key: str, words: str, name: str, width: int) -> list[Content]:
    """Return the key, and beside it the words and the id, over as many lines as they need."""
    head = Content.styled(f"  {key:<{INDENT - 2}}", "bold")
    beside = Content.assemble(words, (f"  {name}", MUTED)).wrap(max(width - INDENT, LEAST))
    below = [Content.assemble(" " * INDENT, line) for line in beside]
    fits = len(key) < INDENT - 2
    return [Content.assemble(head, beside[0]), *below[1:]] if fits else [head, *below]
