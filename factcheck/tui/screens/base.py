"""A screen on a case: it runs the commands of its controllers when their keys are pressed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.getters import query_one
from textual.screen import ModalScreen, Screen

from factcheck.case.records import Claim
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.file_watch import FileWatch
from factcheck.tui.controllers.host import Command
from factcheck.tui.runtime import gc
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace.workspace import Workspace

R = TypeVar("R")


class Dialog(ModalScreen[R]):
    """A window in front of a screen. It closes once, though several keys may ask for that before it is gone."""

    _is_closing = False

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close it with a result, unless it is closing already."""
        if self._is_closing:
            return AwaitComplete()
        self._is_closing = True
        return super().dismiss(result)


class CaseScreen(Screen[R]):
    """Holds the session, and the commands of the keys by their ids."""

    status_line = query_one(StatusLine)
    changes: Changes
    """What makes changes for the screen and its controllers."""

    def __init__(self, session: Session | None) -> None:
        """Work in `session`, or wait for one."""
        super().__init__()
        self._session = session
        self._is_leaving = False
        self.file_watch: FileWatch = FileWatch(self, self._is_in_front)

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
        self.file_watch.start()
        gc.freeze_existing()
        self.refresh_bindings()

    def _is_in_front(self) -> bool:
        """Tell whether no other screen of the case covers this one; a dialog may."""
        return self is next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, CaseScreen))

    def key(self, name: str) -> str:
        """Return the key with the id `name` as people write it."""
        return self.session.key(name)

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
        if self.is_current and not self._is_leaving:
            self._is_leaving = True
            self.workers.cancel_node(self)
            self.dismiss(result)
