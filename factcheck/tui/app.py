"""The program on the screen: opens the case, shows the workbench or the welcome."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from factcheck.case.input import Clock, utc_now
from factcheck.settings import Settings
from factcheck.text import visible_line
from factcheck.tui import parts
from factcheck.tui.commands import KeyCommands
from factcheck.tui.controllers.case_begun import CaseBegun
from factcheck.tui.keymap import check_keymap
from factcheck.tui.keys import DEFAULTS
from factcheck.tui.router import Open, load_screen
from factcheck.tui.runtime.load_progress import LoadCancelledError, LoadReporter
from factcheck.tui.runtime.safe_app import SafeApp
from factcheck.tui.screens.base import read_styles
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.state.session import Session
from factcheck.workspace.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.tui.controllers.guide import Guide

AT_ONCE = 1_000_000
"""Bytes of a case that is opened before the first picture, which takes a few hundredths of a second."""


class FactcheckApp(SafeApp):
    """factcheck in the terminal."""

    TITLE = "factcheck"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (textual declares it so)
        (0, "-narrow"),
        (100, "-wide"),
    ]
    COMMANDS = {KeyCommands}  # noqa: RUF012 (textual declares it so)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit", tooltip="Everything is saved")
    ]

    def __init__(
        self,
        path: Path,
        *,
        checker: str,
        settings: Settings | None = None,
        clock: Clock = utc_now,
        workspace: Workspace | None = None,
        guide: Callable[[Session], Guide] | None = None,
    ) -> None:
        """Work on the case at `path`, if there is one, as `checker`; in `workspace` where it is open already.

        `guide` makes what shows the steps of the tour.

        A small case is opened before the first picture, a larger one once the screen stands. `failure` says why that
        was not possible.
        """
        super().__init__()
        self.path = path
        self.checker = checker
        self.settings = settings or Settings()
        self.keymap, self._wrong_keys = check_keymap(self.settings.keys)
        self._clock = clock
        self.workspace = workspace
        self._begin_guide = guide
        self.guide: Guide | None = None
        self.failure: BaseException | None = None

    def get_default_screen(self) -> Screen[None]:
        """Begin at the workbench; where there is no case, at the welcome."""
        if self.workspace is None and not os.path.lexists(self.path):
            read_styles(self.stylesheet)  # Textual does not for a default screen
            return load_screen("welcome:Welcome")(self.path, self.checker)
        return self._workbench()

    def _open_small(self) -> None:
        """Open a small case, so that the first picture shows it; whatever fails here is told of by `_open`."""
        with suppress(Exception):
            if self.path.stat().st_size <= AT_ONCE:
                self.workspace = Workspace.open(self.path, self.checker, clock=self._clock)

    def _workbench(self) -> Workbench:
        if self.workspace is None:
            self._open_small()
        return Workbench(None if self.workspace is None else self.session(self.workspace))

    def session(self, workspace: Workspace) -> Session:
        """Return the session of an open case."""
        workspace.always_warn = self.settings.always_warn
        workspace.newest_by_default = self.settings.newest_stands
        workspace.desk, workspace.contact = self.settings.desk, self.settings.contact
        session = Session(workspace, self.settings, self.keymap)
        if self._begin_guide is not None:
            self.guide = self._begin_guide(session)
            session.attach_guide = self.guide.attach
        return session

    @on(Workbench.Waiting)
    @work(thread=True, group="open", exit_on_error=False)
    def _open(self, event: Workbench.Waiting) -> None:
        """Open the case while the screen is there already."""
        worker = get_current_worker()
        watching = LoadReporter(event.sender, lambda: worker.is_cancelled)
        try:
            self.workspace = Workspace.open(self.path, self.checker, clock=self._clock, watch=watching)
        except LoadCancelledError:
            pass
        else:
            self.call_from_thread(event.sender.start, self.session(self.workspace))

    @on(Worker.StateChanged)
    def _end_without_case(self, event: Worker.StateChanged) -> None:
        """Leave where the case could not be opened, for whatever reason."""
        if event.worker.group == "open" and event.state is WorkerState.ERROR:
            self.failure = event.worker.error
            self.exit()

    def on_mount(self) -> None:
        """Take over the settings, and say which of them could not be."""
        self.set_keymap(self.keymap)
        problems = [*self.settings.problems, *self._wrong_keys]
        theme = self.settings.theme
        if theme in self.available_themes:
            self.theme = theme
        else:
            self.theme = self.fitting_theme()
        if theme and theme not in self.available_themes:
            problems.append(f"theme: there is no {theme!r}; the palette (ctrl+p) lists them")
        for problem in problems:
            self.notify(visible_line(problem), title="Settings", severity="warning", markup=False, timeout=10)

    @on(CaseBegun)
    async def _enter_case(self, event: CaseBegun) -> None:
        """Go on to the case that was begun, and there to a draft if one is to be checked, or to the tour."""
        self.path, self._begin_guide = event.path or self.path, event.guide
        # textual cannot switch away from a default screen: it has no callback to give up
        workbench = self._workbench()
        await self.push_screen(workbench)
        if event.with_draft:
            workbench.action_run("case.draft")

    def action_help(self) -> None:
        """Show all keys, as the settings have them."""
        active = {entry.binding.id or "" for entry in self.screen.active_bindings.values() if entry.enabled}
        here = [name for name in DEFAULTS if name in active]
        self.post_message(parts.OpenHelp(self.keymap, here, self.workspace.case.scale.labels if self.workspace else ()))

    @on(Open)
    def _open_screen(self, event: Open[object]) -> None:
        self.push_screen(event.build(), partial(self._returned, event))
        if self.guide is not None:
            self.guide.tell(event)

    def _returned(self, event: Open[object], result: object) -> None:
        event.returned(result)
        if self.guide is not None and result is not None and not isinstance(result, tuple):
            self.guide.tell(result)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of the tour work while there is one."""
        if action in {"tour_skip", "tour_leave"}:
            return self.guide is not None and not self.guide.is_left
        return super().check_action(action, parameters)

    def action_tour_skip(self) -> None:
        """Go on to the next step of the tour."""
        if self.guide is not None:
            self.guide.skip()

    def action_tour_leave(self) -> None:
        """End the tour."""
        if self.guide is not None:
            self.guide.leave()
            self.screen.refresh_bindings()

    def action_manual(self) -> None:
        """Show the pages of the manual."""
        self.post_message(parts.OpenManual())

    def close(self) -> None:
        """Fold the journal and let the case go. Raises what the store has to say."""
        if self.workspace is not None:
            self.workspace.close()
