"""What changed in a source since it was fetched before: what stood there in red, what stands there now in green."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.diff import Hunk
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.render.styles import plain
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.line_list import LineList
from factcheck.workspace.results import RefreshResult


class HunkList(LineList[Hunk]):
    """The passages in which two versions of a text differ."""

    def lines(self, item: Hunk, width: int) -> list[Content]:
        """Return what stood there behind a minus, and what stands there now behind a plus."""
        there = [line for paragraph in item.old for line in _paragraph("-", "$text-error", paragraph, width)]
        here = [line for paragraph in item.new for line in _paragraph("+", "$text-success", paragraph, width)]
        return [*there, *here, Content()]


def _paragraph(sign: str, style: str, paragraph: str, width: int) -> list[Content]:
    lines = Content.styled(plain(paragraph), style).wrap(max(width - 3, 1))
    return [Content.assemble((f" {sign} ", f"bold {style}"), line) for line in lines]


class SourceDiffScreen(Dialog[None]):
    """Shows what changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING]

    passages = query_one(HunkList)

    def __init__(self, refreshed: RefreshResult) -> None:
        """Show what `again` found."""
        super().__init__()
        self._refreshed = refreshed

    def compose(self) -> ComposeResult:
        """Build the list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(visible_line(f"{self._refreshed.source.ref} {self._refreshed.source.title}"))
            dialog.border_subtitle = "j k walk · esc closes"
            yield Static(Content.styled(visible_line(self._refreshed.line), "bold"), id="about")
            yield HunkList(id="passages")

    def on_mount(self) -> None:
        """Begin at the first passage."""
        self.passages.show(self._refreshed.passages)
        self.passages.focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
