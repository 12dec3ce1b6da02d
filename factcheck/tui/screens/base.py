"""A screen on a case: it runs the commands of its controllers when their keys are pressed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.css.stylesheet import Stylesheet
from textual.getters import query_one
from textual.screen import ModalScreen, Screen
from textual.types import CSSPathType

from factcheck.case.records import Claim
from factcheck.tui import parts
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command
from factcheck.tui.render.addresses import ADDRESS
from factcheck.tui.runtime import gc
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.workspace.workspace import Workspace

R = TypeVar("R")

STYLES = Path(__file__).parents[1] / "screens.tcss"
"""The styles of all screens but the workbench, which is drawn without having read them."""


def read_styles(stylesheet: Stylesheet) -> None:
    """Read the styles of all screens now, rather than when the first of them opens, which would wait for it."""
    if not stylesheet.has_source(str(STYLES), ""):
        stylesheet.read(STYLES)
        stylesheet.parse()


class CloseGuard:
    """Lets a screen close once, and only while it is in front: Textual closes whichever screen is in front."""

    def __init__(self, screen: Screen[Any]) -> None:
        """Nothing has asked `screen` to close yet."""
        self._screen = screen
        self._is_asked = False
        self._waiting: list[Any] = []

    def is_due(self, result: object) -> bool:
        """Return whether the screen is to close now with a result; one that is covered keeps it for `waiting`."""
        if self._is_asked:
            return False
        self._is_asked = True
        if self._screen.app.screen is self._screen:
            return True
        self._waiting.append(result)
        return False

    def waiting(self) -> list[Any]:
        """Return the result with which the screen is to close now that it is in front again, once; else nothing."""
        waiting, self._waiting = self._waiting, []
        return waiting


class Dialog(ModalScreen[R]):
    """A window in front of a screen. It closes once, though several keys may ask for that before it is gone."""

    CSS_PATH = STYLES

    def __init__(self) -> None:
        """Open in front of the others."""
        super().__init__()
        self._close_guard = CloseGuard(self)

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close it with a result, unless it is closing already."""
        return super().dismiss(result) if self._close_guard.is_due(result) else AwaitComplete()

    def on_screen_resume(self) -> None:
        """Close now if that was asked while the palette was in front."""
        for result in self._close_guard.waiting():
            super().dismiss(result)


class CaseScreen(Screen[R]):
    """Holds the session, and the commands of the keys by their ids."""

    CSS_PATH: ClassVar[CSSPathType | None] = STYLES
    status_line = query_one(StatusLine)
    changes: Changes
    """What makes changes for the screen and its controllers."""

    def __init__(self, session: Session | None) -> None:
        """Work in `session`, or wait for one."""
        super().__init__()
        self._session = session
        self._close_guard = CloseGuard(self)
        self._covered_message: tuple[Content | str, object] | None = None

    @cached_property
    def file_watch(self) -> parts.FileWatch:
        """What watches the file of the case."""
        return parts.FileWatch(self, self._is_in_front)

    @cached_property
    def addresses(self) -> parts.Addresses:
        """What opens the addresses of sources."""
        return parts.Addresses(self)

    @property
    def session(self) -> Session:
        """The case with the user's settings and keys; see `ready`."""
        if self._session is None:
            raise LookupError("the case is still being read")
        return self._session

    @property
    def ready(self) -> bool:
        """Whether there is a session."""
        return self._session is not None

    @property
    def workspace(self) -> Workspace:
        """The case in use."""
        return self.session.workspace

    @property
    @abstractmethod
    def claim(self) -> Claim | None:
        """The claim that keys act upon."""

    @abstractmethod
    def show_case(self, wanted: str | None = None) -> None:
        """Show the case as it is now, with the cursor on the claim with the id `wanted`."""

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {}

    def on_mount(self) -> None:
        """Begin, if there is a session."""
        if self._session is not None:
            self.begin()

    def begin(self) -> None:
        """Begin to work in the session."""
        self.call_after_refresh(self._watch_file)
        if self.session.attach_guide is not None:
            self.session.attach_guide(self)
        self.call_after_refresh(gc.freeze_existing)
        self.refresh_bindings()

    def _watch_file(self) -> None:
        self.file_watch.start()

    def _is_in_front(self) -> bool:
        """Tell whether no other screen of the case covers this one; a dialog may."""
        return self is next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, CaseScreen))

    def key(self, name: str) -> str:
        """Return the key with the id `name` as people write it."""
        return self.session.key(name)

    def show_labels(self, *, names: bool = False) -> None:
        """Show the labels of the scale in the line of keys, with that of the claim highlighted."""
        claim, case = self.claim, self.workspace.case
        verdict = case.own_verdict(claim.id, self.workspace.checker) if claim else None
        self.query_one(KeyLine).show_labels(case, verdict.label if verdict else None, self.key, names=names)

    def on_click(self, event: events.Click) -> None:
        """Ask whether the address under the mouse is to be opened."""
        if self.ready and (source := self.workspace.case.sources.get(event.style.meta.get(ADDRESS, ""))):
            self.addresses.open(source)

    def action_run(self, name: str) -> None:
        """Run the command of a key."""
        self.commands[name]()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys work once there is a session."""
        return self.enables(str(parameters[0])) if action == "run" else self.ready

    def enables(self, name: str) -> bool:
        """Tell whether the key with the id `name` works now."""
        return self.ready

    def cancel_workers(self, group: str) -> bool:
        """Cancel the background work of a group; tell whether there was any."""
        return bool(self.workers.cancel_group(self, group))

    def leave(self, result: R) -> None:
        """Return to the screen below with a result, once, unless another screen covers this one."""
        if self.is_current:
            self.workers.cancel_node(self)
            self.dismiss(result)

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close it with a result, unless it is closing already."""
        return super().dismiss(result) if self._close_guard.is_due(result) else AwaitComplete()

    def on_screen_suspend(self) -> None:
        """Remember what the status line says while another screen covers this one."""
        if self.ready and self.status_line.said:
            self._covered_message = self.status_line.said, self._state_of_case()

    def on_screen_resume(self) -> None:
        """Close now if that was asked while the palette was in front; clear a message that is no longer true."""
        for result in self._close_guard.waiting():
            super().dismiss(result)
        if self._covered_message is not None and self.ready:
            message, before = self._covered_message
            self._covered_message = None
            if self.status_line.said is message and self._state_of_case() != before:
                self.status_line.clear()

    def _state_of_case(self) -> object:
        """Return what differs once the case was changed, or a draft was kept or dropped."""
        return len(self.workspace.case.history), self.workspace.unsaved.names
