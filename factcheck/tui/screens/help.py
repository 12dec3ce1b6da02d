"""The labels, the keys of the screen below and all others, and the fields of the filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from factcheck.case.scale import Label
from factcheck.text import folded, visible_line
from factcheck.tui import keys
from factcheck.tui.keymap import shown
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.scrolling import Scroller
from factcheck.workspace import filter as query

INDENT = 14
"""Cells before the words: where the keys stand."""
LEAST = 12
"""Cells for the words, be the window as narrow as it may."""


class HelpScreen(Dialog[None]):
    """The keys of the screen below first, then all others by where they work."""

    AUTO_FOCUS = ""  # else the search, though it is hidden, would take the first keys
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,question_mark", "close", show=False),
        Binding("escape", "back", "Close", id="dialog.close"),
        Binding("slash", "search", "Search", show=False),
        Binding("m", "app.manual", "Manual", show=False),
    ]

    def __init__(self, keymap: Mapping[str, str], here: Sequence[str] = (), labels: Sequence[Label] = ()) -> None:
        """Show the keys with those of `keymap` in the place of the defaults, those with the ids `here` first."""
        super().__init__()
        self._page = HelpPage(keymap, here, labels)

    def compose(self) -> ComposeResult:
        """Build the one page."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "j k scroll · / search · m manual · esc closes"
            yield Field(placeholder="words of a key or of what it does", id="help-search", compact=True)
            with Scroller():
                yield self._page

    def on_mount(self) -> None:
        """Give the keys to the page once it is laid out: it takes them only if it is longer than what is seen."""
        self.query_one(Field).display = False
        self.call_after_refresh(self.query_one(Scroller).focus)

    def action_search(self) -> None:
        """Search while one types."""
        self.query_one(Field).display = True
        self.query_one(Field).focus()

    @on(Field.Changed)
    def _search(self, event: Field.Changed) -> None:
        self._page.search(event.value)

    @on(Field.Submitted)
    def _read(self) -> None:
        self.query_one(Scroller).focus()

    def action_back(self) -> None:
        """End the search; close where there is none."""
        field = self.query_one(Field)
        if not field.display:
            self.dismiss(None)
        field.value = ""
        field.display = False
        self.query_one(Scroller).focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


class HelpPage(Widget):
    """The one page, laid out anew for every width."""

    def __init__(self, keymap: Mapping[str, str], here: Sequence[str], labels: Sequence[Label]) -> None:
        """Show the keys as `help_text` does."""
        super().__init__()
        self._keymap, self._here, self._labels = keymap, here, labels
        self._sought = ""

    def search(self, words: str) -> None:
        """Show only the keys with some words."""
        self._sought = words
        self.refresh(layout=True)

    def _text(self, width: int) -> Content:
        return help_text(self._keymap, width, self._here, self._labels, self._sought)

    def render(self) -> Content:
        """Return the page as wide as there is room."""
        return self._text(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the page has at this width."""
        return len(self._text(width).plain.split("\n"))


def help_text(
    keymap: Mapping[str, str], width: int, here: Sequence[str] = (), labels: Sequence[Label] = (), sought: str = ""
) -> Content:
    """Return the help, no line wider than `width` if that can be: labels, keys, then the filter.

    The keys with the ids `here` come first, then those of every group. Only entries with all words of `sought` are
    shown.
    """
    words = folded(sought).split()
    lines: list[Content] = []
    for title, entries in _sections(keymap, here, labels).items():
        found = [entry for entry in entries if all(word in folded(f"{title} {' '.join(entry)}") for word in words)]
        if found:
            lines.append(Content.styled(title, "bold $text-accent"))
            lines += [line for key, about in found for line in _lines(key, about, width)]
            lines.append(Content())
    if not words:
        closing = 'Words and "phrases" are sought in the claims; a minus turns a term round. OR and brackets combine.'
        lines += Content.styled(closing, MUTED).wrap(max(width, 1))
    return Content("\n").join(lines or [Content.styled("No key has these words.", MUTED)])


def _sections(
    keymap: Mapping[str, str], here: Sequence[str], labels: Sequence[Label]
) -> dict[str, list[tuple[str, str]]]:
    """Return the entries of each section, a key and what it does."""
    sections: dict[str, list[tuple[str, str]]] = {}
    if labels:
        sections["Labels"] = [
            (label.key, visible_line(f"{label.glyph} {label.name}: {label.meaning}")) for label in labels
        ]
    by_id = {binding.id or "": binding for group in keys.GROUPS.values() for binding in group}
    local = {name: by_id[name] for name in here if name in by_id}
    if local:
        sections["On this screen"] = [_entry(binding, keymap) for binding in _shortened([*local.values()])]
    for title, group in keys.GROUPS.items():
        rest = [binding for binding in group if (binding.id or "") not in local]
        if rest:
            sections[title] = [_entry(binding, keymap) for binding in _shortened(rest)]
    sections["Filter"] = [(f"{field}:", takes) for field, takes in query.FIELDS.items()]
    return sections


def _shortened(bindings: Sequence[Binding]) -> list[Binding]:
    """Return the bindings with those of the labels as one."""
    digits = [binding for binding in bindings if binding in keys.VERDICTS]
    if not digits:
        return [*bindings]
    all_digits = Binding("1-9", "", "Decide", tooltip=digits[0].tooltip, id=digits[0].id)
    return [all_digits if binding is digits[0] else binding for binding in bindings if binding not in digits[1:]]


def _entry(binding: Binding, keymap: Mapping[str, str]) -> tuple[str, str]:
    key = binding.key if binding.key == "1-9" else keymap.get(binding.id or "", binding.key)
    return shown(key), f"{binding.description}: {binding.tooltip}"


def _lines(key: str, words: str, width: int) -> list[Content]:
    """Return the key, and beside it the words, over as many lines as they need."""
    head = Content.styled(f"  {key:<{INDENT - 2}}", "bold")
    beside = Content(words).wrap(max(width - INDENT, LEAST))
    below = [Content.assemble(" " * INDENT, line) for line in beside]
    fits = len(key) < INDENT - 2
    return [Content.assemble(head, beside[0]), *below[1:]] if fits else [head, *below]
