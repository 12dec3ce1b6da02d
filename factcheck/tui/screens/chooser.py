"""Lists to choose from: a claim by its words, a source, a claim for which a passage is quoted, a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input

from factcheck.case.records import Entry, Excerpt, Source
from factcheck.tui import keys
from factcheck.tui.render.notes import note_line
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.claims_panel import ClaimsPanel
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.source_list import ExcerptList, SourceChoices

T = TypeVar("T", Source, Excerpt, Entry)

_TAKING = Binding("enter", "take", "Choose", show=False)


class ClaimChooser(Dialog[str | None]):
    """Returns the id of a claim, or None. The filter is that of the workbench."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        _TAKING,
    ]

    panel = query_one(ClaimsPanel)

    def __init__(self, session: Session, current: str) -> None:
        """Choose among the claims of the case, beginning at the one with the id `current`."""
        super().__init__()
        self._case = session.workspace.case
        self._current = current

    def compose(self) -> ComposeResult:
        """Build the list with its filter."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Attach to which claim?"
            dialog.border_subtitle = "type to narrow · ↑ ↓ · enter chooses · esc closes"
            yield ClaimsPanel(id="choice")

    def on_mount(self) -> None:
        """Begin at the filter."""
        self.panel.show(self._case, self._current)
        self.panel.focus_filter()

    def action_move(self, step: int) -> None:
        """Go on by a claim while the words are typed."""
        self.panel.claim_list.action_move(step)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Choose the claim under the cursor."""
        current = self.panel.claim_list.current
        if self.is_current and current is not None:
            self.dismiss(current)

    def action_close(self) -> None:
        """Go back without one."""
        if self.is_current:
            self.dismiss(None)


class ListChooser(Dialog[T | None], Generic[T]):
    """Returns one item of a list, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING, _TAKING]

    def __init__(self, listed: LineList[T], items: Sequence[T], title: Content) -> None:
        """Choose among `items`, as `listed` shows them."""
        super().__init__()
        self._listed: LineList[T] = listed
        self._items: Sequence[T] = items
        self._heading = title

    def compose(self) -> ComposeResult:
        """Build the list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = self._heading
            dialog.border_subtitle = "j k move · enter chooses · esc closes"
            yield self._listed

    def on_mount(self) -> None:
        """Show the items."""
        self._listed.show(self._items)
        self._listed.focus()

    def action_take(self) -> None:
        """Choose what is under the cursor."""
        if self.is_current and self._listed.current is not None:
            self.dismiss(self._listed.current)

    def action_close(self) -> None:
        """Go back without one."""
        if self.is_current:
            self.dismiss(None)


def source_chooser(session: Session, title: Content, sources: Sequence[Source] = ()) -> ListChooser[Source]:
    """Return a chooser among `sources`, or among all sources of the case."""
    case = session.workspace.case
    return ListChooser(SourceChoices(case), sources or list(case.sources.values()), title)


def quoting_claim_chooser(session: Session, excerpts: Sequence[Excerpt]) -> ListChooser[Excerpt]:
    """Return a chooser among the claims for which `excerpts` were quoted."""
    title = Content.assemble(("Quoted for", "bold"), (" · enter goes to the claim", MUTED))
    return ListChooser(ExcerptList(session.workspace.case, with_quote=False), excerpts, title)


class NoteList(LineList[Entry]):
    """Notes, each in full."""

    def __init__(self, now: datetime) -> None:
        """List notes with their age at the time `now`."""
        super().__init__()
        self._now = now

    def lines(self, item: Entry, width: int) -> list[Content]:
        """Return a note over as many lines as it needs."""
        return [Content.assemble(" ", line) for line in note_line(item, self._now).wrap(max(width - 2, 1))]


def note_chooser(session: Session, entries: Sequence[Entry]) -> ListChooser[Entry]:
    """Return a chooser among open notes, to close one."""
    return ListChooser(NoteList(session.workspace.clock()), entries, Content("Close which note?"))
