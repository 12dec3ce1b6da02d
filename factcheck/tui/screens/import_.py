"""Taking in a file of others: its name, what would come of it row by row, and then, if that is wanted, all of it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Button, Input, Label, Select, Static

from factcheck.errors import FactcheckError
from factcheck.imports.plan import PlanLine
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.render.import_preview import PreviewLine, preview_lines
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.import_offer import Offer, Taken
from factcheck.tui.state.import_reading import FileReading, read_file
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.import_options import ImportOptions
from factcheck.tui.widgets.line_list import LineList
from factcheck.workspace.workspace import Workspace

_WARNING = "bold $text-warning"
_BEFORE = "enter reads the file and shows a preview; nothing is imported yet"
_IN_ROWS, _IN_NAME = "keys act on the rows; tab leaves them", "tab goes to the rows and back"
_SETTLED = 0.15
"""Seconds without another choice after which the file is read anew."""


class Preview(LineList[PreviewLine]):
    """What would become of each thing in the file. `taken` are the lines whose difference is taken over."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Show nothing."""
        super().__init__(id=id)
        self.taken: Set[PlanLine] = set()

    def lines(self, item: PreviewLine, width: int) -> list[Content]:
        """Return what would become of it, and whether its difference is taken over."""
        return preview_lines(item, width, taken=item in self.taken)


class ImportScreen(Dialog[Taken | None]):
    """Returns what was taken in, or None.

    Enter reads the file that is named; then enter imports what it holds, or merges a copy of the case.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.PREVIEWING]

    name_input = query_one("#name", Input)
    about = query_one("#about", Static)
    options = query_one(ImportOptions)
    preview = query_one(Preview)
    hint = query_one("#hint", Static)

    def __init__(self, workspace: Workspace) -> None:
        """Take into the case in `workspace`."""
        super().__init__()
        self._workspace = workspace
        self._offer: Offer | None = None
        self._data: bytes | None = None
        self._asked: dict[str, Any] = {}
        self._settling: Timer | None = None

    def compose(self) -> ComposeResult:
        """Build the form."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Import"
            dialog.border_subtitle = _IN_NAME
            with Horizontal(classes="row"):
                yield Label("File")
                yield Field(placeholder="claims.csv, a copy of the case, annotations …", id="name", compact=True)
            yield ImportOptions(self._workspace.case.scale, self._workspace.checker)
            yield Static(id="about")
            yield Preview(id="preview")
            with Horizontal(id="buttons"):
                yield Button("Import (enter)", id="take", variant="primary", compact=True, disabled=True)
                yield Button("Options (o)", id="show-options", compact=True, disabled=True)
                yield Button("Close (esc)", id="close", compact=True)
            yield Static(id="hint")

    @on(DescendantFocus)
    def _say_focus(self) -> None:
        self.query_one("#dialog").border_subtitle = _IN_ROWS if self.preview.has_focus else _IN_NAME

    def on_mount(self) -> None:
        """Say what comes next."""
        self._wait()

    @on(Input.Changed, "#name")
    def _wait(self) -> None:
        """Forget what another file held, and what was chosen for it."""
        self._data = None
        self._show_options(shown=False)
        self.options.forget()
        self.query_one("#show-options", Button).disabled = True
        self._clear()
        self._say(_BEFORE)

    def _clear(self) -> None:
        """Show nothing of a file."""
        self._offer = None
        self.preview.taken = set()
        self.workers.cancel_group(self, "read")
        self.preview.show([])
        self.about.update("")
        self.query_one("#take", Button).disabled = True

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.input is not self.name_input:
            self.preview.focus()
        elif name := self.name_input.value.strip():
            self._begin(name)

    @on(Select.Changed)
    @on(Input.Changed)
    def _settle(self) -> None:
        """Read the file anew once nothing more is chosen."""
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLED, self._read_anew)

    def _read_anew(self) -> None:
        if self._data is not None and self.options.values != self._asked:
            self._clear()
            self._begin(self.name_input.value.strip())

    def _begin(self, name: str) -> None:
        self._say("reading …")
        self._asked = self.options.values
        self._read(name, self._data, self._asked)

    @work(thread=True, group="read", exclusive=True, exit_on_error=False)
    def _read(self, name: str, data: bytes | None, asked: Mapping[str, Any]) -> None:
        self.app.call_from_thread(self._show, name, read_file(self._workspace, name, data, asked))

    def _is_for(self, name: str) -> bool:
        """Tell whether a file is still the one that is wanted; who closed the window wants none."""
        return self.is_attached and self.is_running and self.name_input.value.strip() == name

    def _show(self, name: str, read: FileReading) -> None:
        """Show what would come of the file, or why it cannot be read, and offer the options."""
        if not self._is_for(name):
            return
        is_first, self._data = self._data is None, read.data
        self.query_one("#show-options", Button).disabled = read.data is None
        if read.data is not None:
            self.options.tell(read.layout, read.offer.labels if read.offer is not None else ())
        if read.offer is None:
            self._say(read.problem, _WARNING)
            if read.chosen and not self.options.display:
                self.action_options()
        else:
            self._show_offer(read.offer, is_first=is_first)

    def _show_offer(self, offer: Offer, *, is_first: bool) -> None:
        self._offer = offer
        self.preview.taken = set()
        self.preview.show(offer.lines)
        self.about.update(offer.about)
        take = self.query_one("#take", Button)
        take.disabled = not offer.has(set())
        take.label = f"{offer.verb} (enter)"
        self._say(offer.hint)
        if offer.lines and is_first:
            self.preview.focus()

    @on(Button.Pressed, "#show-options")
    def action_options(self) -> None:
        """Show the options and go to the first of them, or hide them."""
        if self._data is None:
            return
        self._show_options(shown=not self.options.display)
        if self.options.display:
            self.options.first.focus()
        else:
            self.preview.focus()

    def _show_options(self, *, shown: bool) -> None:
        self.options.display = shown
        self.set_class(shown, "-choosing")

    @on(Button.Pressed, "#take")
    def action_take(self) -> None:
        """Take what the file holds."""
        offer, chosen = self._offer, self.preview.taken
        if not self.is_current or offer is None or not offer.has(chosen):
            return
        if self._workspace.read_only:
            self._say(f"Cannot {offer.verb.lower()}: the case is read-only, {self._workspace.read_only}", _WARNING)
            return
        self._offer = None
        self._say(f"{offer.verb.lower().removesuffix('e')}ing …")
        self.call_after_refresh(self._take, offer, chosen)

    def _take(self, offer: Offer, chosen: Set[PlanLine]) -> None:
        try:
            taken = offer.take(chosen)
        except FactcheckError as error:
            self._say(str(error), _WARNING)
        else:
            self.dismiss(taken)

    def action_choose(self) -> None:
        """Take over what differs on the line under the cursor, or leave it as it is."""
        line = self.preview.current
        if self.preview.has_focus and isinstance(line, PlanLine) and line.difference is not None:
            self._choose(self.preview.taken ^ {line})

    def action_choose_all(self) -> None:
        """Take over all that differs, or nothing if it was all chosen."""
        if self.preview.has_focus and self._offer is not None:
            self._choose(set() if self.preview.taken == self._offer.differing else self._offer.differing)

    def _choose(self, lines: Set[PlanLine]) -> None:
        if self._offer is None or not self._offer.differing:
            return
        self.preview.taken = lines
        self.preview.show(self.preview.items, self.preview.cursor)
        self.query_one("#take", Button).disabled = not self._offer.has(lines)
        self._say(f"{len(lines):,} of {len(self._offer.differing):,} differences are taken over; enter imports")

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back and leave the case as it is."""
        if self.is_current:
            self.dismiss(None)

    def _say(self, words: str, style: str = MUTED) -> None:
        self.hint.update(Content.styled(visible_line(words), style))
