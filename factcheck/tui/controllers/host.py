"""What a controller may ask of the screen that owns it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, TypeVar

from textual.app import App
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.timer import Timer
from textual.worker import Worker

from factcheck.case.records import Claim
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace.workspace import Workspace

T = TypeVar("T")

Command: TypeAlias = Callable[[], object]
"""What a key does."""


class Watch(Protocol):
    """What watches the file of the case, as controllers see it."""

    def ask_again(self) -> None:
        """Ask again about a file that is not what it was: something could not be done because of that."""

    def look_now(self) -> None:
        """Look from a thread at a file that was just found changed."""


class Background(Protocol):
    """A screen, as a controller sees it that only works in the background."""

    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool:
        """Call `callback` from the screen's own thread; may be called from any."""

    def run_worker(
        self,
        work: Callable[[], T],
        *,
        group: str = "default",
        exit_on_error: bool = True,
        exclusive: bool = False,
        thread: bool = False,
    ) -> Worker[T]:
        """Run `work` in the background."""


class Host(Background, Protocol):
    """A screen on a case, as its controllers see it."""

    @property
    def app(self) -> App[object]:
        """The app."""

    @property
    def session(self) -> Session:
        """The case with the user's settings and keys."""

    @property
    def workspace(self) -> Workspace:
        """The case in use."""

    @property
    def status_line(self) -> StatusLine:
        """Where messages are shown."""

    @property
    def is_active(self) -> bool:
        """Whether no other screen covers this one."""

    @property
    def file_watch(self) -> Watch:
        """What watches the file of the case."""

    @property
    def claim(self) -> Claim | None:
        """The claim that keys act upon."""

    def cancel_workers(self, group: str) -> bool:
        """Cancel the background work of a group; tell whether there was any."""

    def key(self, name: str) -> str:
        """Return the key with the id `name` as people write it."""

    def show_case(self, wanted: str | None = None) -> None:
        """Show the case as it is now, with the cursor on the claim with the id `wanted`."""

    def post_message(self, message: Message) -> bool:
        """Send a message up to the app."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice."""

    def set_interval(self, interval: float, callback: Callable[[], Any]) -> Timer:
        """Call `callback` every `interval` seconds."""

    def set_timer(self, delay: float, callback: Callable[[], Any]) -> Timer:
        """Call `callback` after `delay` seconds."""
