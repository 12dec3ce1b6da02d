"""A screen, its panes and its text as controllers see them, without an app: what they are told is noted."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from textual.message import Message

from factcheck.case.records import Claim, Excerpt
from factcheck.settings import Settings
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Host
from factcheck.tui.router import Open
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.tui.widgets.prose.spans import TextSelection
from factcheck.tui.widgets.sheet import Sheet
from factcheck.workspace.workspace import Workspace


class FakeStatusLine:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, message: object) -> None:
        """Note a message."""
        self.lines.append(str(message).strip())

    def saved(self, words: str, back: str, *, done: str = "saved") -> None:
        """Note what was saved."""
        self.lines.append(f"{done.removesuffix(':')}: {words} ({back})")

    def problem(self, words: str) -> None:
        """Note a problem."""
        self.lines.append(f"problem: {words}")

    @property
    def last(self) -> str:
        """The last message; empty without one."""
        return self.lines[-1] if self.lines else ""


class FakeTimer:
    """A timer that runs when the test says so."""

    def __init__(self, callback: Callable[[], Any]) -> None:
        self.run = callback
        self.is_stopped = False

    def stop(self) -> None:
        """Note that it was stopped."""
        self.is_stopped = True


class FakeHost:
    """A screen on a case. Messages to the app, timers and background work are noted; `run_pending` does the work."""

    def __init__(self, workspace: Workspace, claim: str = "C1", settings: Settings | None = None) -> None:
        self.workspace = workspace
        self.session = Session(workspace, settings or Settings(), {})
        self.claim: Claim | None = workspace.case.claim(claim) if claim else None
        self.status_line = FakeStatusLine()
        self.is_active = True
        self.app = SimpleNamespace(call_from_thread=lambda call, *args: call(*args), copy_to_clipboard=self._copy)
        self.file_watch = SimpleNamespace(ask_again=self._ask_again, look_now=lambda: None)
        self.asked_again = 0
        self.shown: list[str | None] = []
        self.posted: list[Message] = []
        self.notices: list[str] = []
        self.timers: list[FakeTimer] = []
        self.pending: list[Callable[[], Any]] = []
        self.workers: list[SimpleNamespace] = []
        self.copied = ""

    @property
    def host(self) -> Host:
        """The same as what it stands for."""
        return cast(Host, self)

    @property
    def changes(self) -> Changes:
        """What makes changes for the screen."""
        return Changes(self.host)

    def _copy(self, text: str) -> None:
        self.copied = text

    def _ask_again(self) -> None:
        self.asked_again += 1

    def key(self, name: str) -> str:
        """Return the key with an id."""
        return self.session.key(name)

    def show_case(self, wanted: str | None = None) -> None:
        """Note that the case is to be shown."""
        self.shown.append(wanted)

    def post_message(self, message: Message) -> bool:
        """Note a message to the app."""
        self.posted.append(message)
        return True

    @property
    def opened(self) -> Open[Any]:
        """The last screen that was to be opened."""
        message = self.posted[-1]
        assert isinstance(message, Open)
        return message

    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool:
        """Call at once."""
        callback(*args)
        return True

    def notify(self, message: str, **_how: object) -> None:
        """Note a notice."""
        self.notices.append(message)

    def set_timer(self, _delay: float, callback: Callable[[], Any]) -> FakeTimer:
        """Note a timer."""
        self.timers.append(FakeTimer(callback))
        return self.timers[-1]

    set_interval = set_timer

    def cancel_workers(self, _group: str) -> bool:
        """Forget the work that was asked for."""
        self.pending.clear()
        return True

    def run_worker(self, work: Callable[[], Any], **_how: object) -> SimpleNamespace:
        """Note background work."""
        self.pending.append(work)
        self.workers.append(SimpleNamespace(is_finished=False, cancel=lambda: None, error=None, result=None))
        return self.workers[-1]

    def run_pending(self) -> None:
        """Do the background work that was asked for."""
        works, self.pending = self.pending, []
        for work in works:
            work()


class FakeSheet:
    """The sheet, with one excerpt selected or none."""

    def __init__(self, selected: Excerpt | None = None, first: Excerpt | None = None) -> None:
        self.selected = selected
        self.first = first or selected
        self.stance = None
        self.chosen: list[str] = []

    def select(self, excerpt_id: str) -> None:
        """Note which excerpt is to be selected."""
        self.chosen.append(excerpt_id)

    @property
    def sheet(self) -> Sheet:
        """The same as what it stands for."""
        return cast(Sheet, self)


class FakeProse:
    """A text on the screen, with a selection."""

    def __init__(self, text: str, selected: str = "") -> None:
        self.text = text
        start = text.index(selected) if selected else 0
        self.selection = TextSelection.of((start, start + len(selected)))
        self.search = None
        self.hit: tuple[int, int] | None = None
        self.is_attached = True
        self.page = SimpleNamespace(follow=lambda *_span: None)
        self.moves = 0

    @property
    def prose(self) -> Prose:
        """The same as what it stands for."""
        return cast(Prose, self)

    def select(self, selection: TextSelection) -> None:
        """Select something else."""
        self.selection = selection

    def go_to(self, span: tuple[int, int]) -> None:
        """Select a stretch."""
        self.selection = TextSelection.of(span)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return a stretch that begins at an offset."""
        return offset, min(offset + 1, len(self.text))

    def redraw(self) -> None:
        """Draw nothing."""

    def focus(self) -> None:
        """Focus nothing."""

    def post_message(self, _message: Message) -> bool:
        """Send nothing."""
        return True

    def call_later(self, _callback: Callable[..., Any], *_args: Any) -> bool:
        """Call nothing: a test looks at the first slice."""
        return True
