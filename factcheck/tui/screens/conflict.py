"""The file of the case is not what it was, or free again: what can be done about it. Nothing is lost on any way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from factcheck.errors import ConflictError, FactcheckError
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.form_screens import FormResult, OpenPlaceForm
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.workspace.shared_file import FileState
from factcheck.workspace.workspace import Workspace

_WHOLE = "Nothing is lost: this workbench still holds your whole case."


@dataclass(frozen=True, slots=True)
class Way:
    """What can be done: its name, what it means, and how it is done; `do` returns what was done, in words.

    Without `do` a place for the case is asked for.
    """

    name: str
    meaning: str
    do: Callable[[Workspace], str] | None = None


def _reload(workspace: Workspace) -> str:
    workspace.file.reload()
    return "reloaded, with your changes on top"


def _keep_mine(workspace: Workspace) -> str:
    theirs = workspace.file.keep_mine()
    return f"yours is {workspace.path.name} now" + (f"; theirs is kept in {theirs.name}" if theirs else "")


def _save_beside(workspace: Workspace) -> str:
    before = workspace.path
    mine = workspace.file.save_beside()
    return f"yours is in {mine.name}; this is {'theirs' if workspace.path == before else 'yours'}"


def _take_over(workspace: Workspace) -> str:
    workspace.file.take_over()
    return "the case is open for your changes now"


_ELSEWHERE = Way("Save elsewhere", "choose a file for the case and go on there")
WAYS: dict[FileState, tuple[str, tuple[Way, ...]]] = {
    FileState.CHANGED: (
        "Nothing is lost: this workbench holds the whole case, with all your changes.",
        (
            Way("Reload", "go on with theirs, my changes made on top", _reload),
            Way("Keep mine", "mine is the file, theirs kept beside it", _keep_mine),
            Way("Save mine beside", "mine in a new file, go on with theirs", _save_beside),
        ),
    ),
    FileState.UNREADABLE: (
        _WHOLE,
        (
            Way("Keep mine", "mine is the file, what is there kept beside it", _keep_mine),
            Way("Save mine beside", "mine in a new file, go on there", _save_beside),
        ),
    ),
    FileState.REMOVED: (_WHOLE, (Way("Write it again", "mine is the file", _keep_mine), _ELSEWHERE)),
    FileState.NO_DIRECTORY: (f"{_WHOLE} Nothing can be saved there.", (_ELSEWHERE,)),
    FileState.RELEASED: (
        "It was open elsewhere, so here it could only be read.",
        (Way("Take over", "read it again, and open it for my changes", _take_over),),
    ),
}
"""What is said in each state, and the ways on."""


class FileStateScreen(Dialog[str | None]):
    """Asks what is to be done; returns what was done, in words, or None if that can wait."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING]

    hint = query_one("#hint", Static)

    def __init__(self, workspace: Workspace, state: FileState) -> None:
        """Ask about the case in `workspace`, whose file is in a `state` that has WAYS."""
        super().__init__()
        self._workspace = workspace
        self._state = state

    def compose(self) -> ComposeResult:
        """Build the choices."""
        words, ways = WAYS[self._state]
        with Vertical(id="dialog") as dialog:
            name = visible_line(self._workspace.path.name)
            dialog.border_title = Content(f"{name} {self._state.value}")
            dialog.border_subtitle = "enter chooses · esc asks again later"
            yield Static(Content(words))
            yield OptionList(*(Option(Content.assemble((f"{way.name}: ", "bold"), way.meaning)) for way in ways))
            yield Static(id="hint")

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        if not self.is_active:
            return
        way = WAYS[self._state][1][event.option_index]
        if way.do is None:
            self.post_message(OpenPlaceForm(self._workspace, then=self._placed))
            return
        try:
            self.dismiss(way.do(self._workspace))
        except ConflictError as error:
            self._say(f"Yours do not fit on theirs: {error}. Keep mine, or save mine beside.")
        except FactcheckError as error:
            self._say(str(error))

    def _placed(self, result: FormResult | None) -> None:
        if result is not None and result.values is not None:
            self.dismiss(f"the case is in {self._workspace.path} now")

    def _say(self, words: str) -> None:
        self.hint.update(Content.styled(visible_line(words), f"bold {MUTED}"))

    def action_close(self) -> None:
        """Decide later."""
        self.dismiss(None)
