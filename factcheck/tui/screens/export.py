"""Writing a report: its name, and which claims are in it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from factcheck.desk import Desk
from factcheck.errors import ExistsError, FactcheckError
from factcheck.text import visible_line
from factcheck.tui.rendering import MUTED
from factcheck.tui.widgets.fields import Field

FORMAT = "markdown"


class ExportScreen(ModalScreen[Path | None]):
    """Returns where the report went, or None. A file that is there is only overwritten at a second enter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close")]

    name_input = query_one("#name", Input)
    only_input = query_one("#only", Input)
    hint = query_one("#hint", Static)

    def __init__(self, desk: Desk, only: str) -> None:
        """Export from `desk`, by default what the filter `only` lets pass."""
        super().__init__()
        self._desk = desk
        self._only = only
        self._asked: Path | None = None

    def compose(self) -> ComposeResult:
        """Build the form."""
        name = self._desk.path.with_name(self._desk.export_name(FORMAT))
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Export to Markdown"
            with Horizontal(classes="row"):
                yield Label("File")
                yield Field(visible_line(str(name)), id="name", compact=True, select_on_focus=False)
            with Horizontal(classes="row"):
                yield Label("Only")
                yield Field(self._only, placeholder="all claims; or a filter: is:refuted", id="only", compact=True)
            with Horizontal(id="buttons"):
                yield Button("Write (enter)", id="write", variant="primary", compact=True)
                yield Button("Close (esc)", id="close", compact=True)
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Say what will be written."""
        self._count()

    @on(Input.Changed)
    def _count(self) -> None:
        """Say how many claims will be in the report."""
        self._asked = None
        if not self.is_current:  # a letter that was typed as the window closed
            return
        try:
            count = len(self._desk.select(self.only_input.value))
        except FactcheckError as error:
            self._problem(str(error))
            return
        self.hint.update(Content.styled(f"{count} of {len(self._desk.case.claims)} claims", MUTED))

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def _write(self) -> None:
        if not self.is_current:
            return
        try:
            path = Path(self.name_input.value.strip()).expanduser()
            self._write_to(path)
        except FactcheckError as error:
            self._problem(str(error))
        except (OSError, ValueError, RuntimeError) as error:  # too long, a zero in it, nobody's home
            self._problem(f"{self.name_input.value}: {error}")

    def _write_to(self, path: Path) -> None:
        if not path.name:
            self._problem("The report needs a file name.")
            return
        again = self._asked == path
        try:
            self.dismiss(self._desk.export_to(path, FORMAT, self.only_input.value, overwrite=again))
        except ExistsError as error:
            self._asked = path
            ask = f"{path.name} is there already. Enter again overwrites it; or give another name."
            self._problem(str(error) if again else ask)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back without a report."""
        if self.is_current:
            self.dismiss(None)

    def _problem(self, words: str) -> None:
        self.hint.update(Content.styled(visible_line(words), "bold $text-warning"))
