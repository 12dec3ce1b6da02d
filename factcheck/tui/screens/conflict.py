"""Another program has changed db.json while it was open here: three ways on, on none of which anything is lost."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from factcheck.errors import ConflictError, FactcheckError
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.render.records import MUTED
from factcheck.workspace.workspace import Workspace

_WAYS = {
    "reload": ("Reload", "go on with theirs, my changes made on top"),
    "keep": ("Keep mine", "mine is the file, theirs kept beside it"),
    "beside": ("Save mine beside", "mine in a new file, go on with theirs"),
}


class ForeignScreen(ModalScreen[str | None]):
    """Asks what is to become of both versions; returns what was done, in words, or None if that can wait."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING]

    ways = query_one(OptionList)
    hint = query_one("#hint", Static)

    def __init__(self, workspace: Workspace) -> None:
        """Ask about the case in `workspace`."""
        super().__init__()
        self._workspace = workspace

    def compose(self) -> ComposeResult:
        """Build the choices."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(f"{visible_line(self._workspace.path.name)} was changed by another program")
            dialog.border_subtitle = "enter chooses · esc asks again later"
            yield Static(Content("Nothing is lost: your own changes are safe in the journal beside it."))
            yield OptionList(
                *(
                    Option(Content.assemble((f"{name}: ", "bold"), words), id=way)
                    for way, (name, words) in _WAYS.items()
                )
            )
            yield Static(id="hint")

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        try:
            self.dismiss(self._go(event.option_id or ""))
        except ConflictError as error:
            self._say(f"Yours do not fit on theirs: {error}. Keep mine, or save mine beside.")
        except FactcheckError as error:
            self._say(str(error))

    def _go(self, way: str) -> str:
        if way == "reload":
            self._workspace.reload()
            return "reloaded, with your changes on top"
        if way == "keep":
            return f"yours is {self._workspace.path.name} now; theirs is kept in {self._workspace.keep_mine().name}"
        return f"yours is in {self._workspace.save_beside().name}; this is theirs"

    def _say(self, words: str) -> None:
        self.hint.update(Content.styled(visible_line(words), f"bold {MUTED}"))

    def action_close(self) -> None:
        """Decide later."""
        self.dismiss(None)
