"""All keys, and the fields of the filter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from factcheck import query
from factcheck.tui import keys
from factcheck.tui.rendering import MUTED
from factcheck.tui.widgets.reader import Reader


class HelpScreen(ModalScreen[None]):
    """The keys by where they work."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING, Binding("question_mark", "close", show=False)]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        """Show the keys with those of `keymap` in the place of the defaults."""
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Build the one page."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "j k scroll · esc closes"
            with Reader():
                yield Static(help_text(self._keymap))

    def on_mount(self) -> None:
        """Give the keys to the page once it is laid out: it takes them only if it is longer than what is seen."""
        self.call_after_refresh(self.query_one(Reader).focus)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def help_text(keymap: Mapping[str, str]) -> Content:
    """Return the help: every group of keys, then the filter."""
    lines: list[Content] = []
    for title, bindings in keys.GROUPS.items():
        lines.append(Content.styled(title, "bold $text-accent"))
        lines += [_key_line(binding, keymap.get(binding.id or "", binding.key)) for binding in _folded(bindings)]
        lines.append(Content())
    lines.append(Content.styled("Filter", "bold $text-accent"))
    lines += [_line(f"{field}:", takes, "") for field, takes in query.FIELDS.items()]
    lines.append(Content.styled('Words and "phrases" are sought in the claims; a minus turns a term round.', MUTED))
    return Content("\n").join(lines)


def _folded(bindings: list[Binding]) -> list[Binding]:
    """Return the bindings with the nine digits as one line."""
    if bindings is not keys.DECIDING:
        return bindings
    return [Binding("1-9", "", "Decide", tooltip=bindings[0].tooltip, id="verdict.1 … verdict.9")]


def _key_line(binding: Binding, key: str) -> Content:
    return _line(keys.shown(key), f"{binding.description}: {binding.tooltip}", binding.id or "")


def _line(key: str, words: str, name: str) -> Content:
    return Content.assemble((f"  {key:<12}", "bold"), words, (f"  {name}", MUTED))
