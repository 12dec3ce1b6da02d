"""The program on the screen: opens the case, shows the workbench or the welcome."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from factcheck.desk import Desk
from factcheck.entry import Clock, utc_now
from factcheck.settings import Settings
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.commands import KeyCommands
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.rationale import RationaleScreen
from factcheck.tui.screens.welcome import Welcome
from factcheck.tui.screens.workbench import Workbench


class FactcheckApp(App[None]):
    """factcheck in the terminal."""

    TITLE = "factcheck"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (textual declares it so)
        (0, "-narrow"),
        (100, "-wide"),
    ]
    COMMANDS = App.COMMANDS | {KeyCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit", tooltip="Everything is saved")
    ]

    def __init__(self, path: Path, *, checker: str, settings: Settings | None = None, clock: Clock = utc_now) -> None:
        """Work on the case at `path`, if there is one, as `checker`. Raises UnreadableError."""
        super().__init__()
        self.path = path
        self.checker = checker
        self.settings = settings or Settings()
        self.keymap, self._wrong_keys = keys.check_keymap(self.settings.keys)
        self._clock = clock
        self.desk: Desk | None = None
        if os.path.lexists(path):
            self._open()

    def _open(self) -> Desk:
        self.desk = Desk.open(self.path, self.checker, clock=self._clock)
        return self.desk

    def get_default_screen(self) -> Screen[None]:
        """Begin at the workbench; where there is no case, at the welcome."""
        if self.desk is None:
            return Welcome(self.path, self.checker)
        return self._workbench(self.desk)

    def on_mount(self) -> None:
        """Take over the settings, and say which of them could not be."""
        self.set_keymap(self.keymap)
        problems = [*self.settings.problems, *self._wrong_keys]
        theme = self.settings.theme
        if theme in self.available_themes:
            self.theme = theme
        elif theme:
            problems.append(f"theme: there is no {theme!r}; the palette (ctrl+p) lists them")
        for problem in problems:
            self.notify(visible_line(problem), title="Settings", severity="warning", markup=False, timeout=10)

    @on(Welcome.Started)
    async def _started(self) -> None:
        # textual cannot switch away from a default screen: it has no callback to give up
        await self.push_screen(self._workbench(self._open()))

    def _workbench(self, desk: Desk) -> Workbench:
        return Workbench(desk, advance=self.settings.advance, keymap=self.keymap)

    def action_help(self) -> None:
        """Show all keys, as the settings have them."""
        self.push_screen(HelpScreen(self.keymap))

    async def action_quit(self) -> None:
        """Leave, once the keys that were pressed before have been taken."""
        (self.focused or self.screen).call_later(self._leave)

    def _leave(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, RationaleScreen):
                screen.keep()
        self.exit()

    def close(self) -> None:
        """Fold the journal and let the case go. Raises what the store has to say."""
        if self.desk is not None:
            self.desk.close()
