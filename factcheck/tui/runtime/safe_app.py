"""What an app of ours survives: a small terminal, a hasty key, a paste, a stop, a signal. Nothing is lost by any."""

from __future__ import annotations

from textual import events
from textual.command import CommandPalette
from textual.theme import ThemeProvider

from factcheck.text import clean
from factcheck.tui.runtime.key_queue import KeysInOrder
from factcheck.tui.runtime.palette import Palette
from factcheck.tui.runtime.suspend import mind_stops
from factcheck.tui.runtime.too_small import TooSmall, fits


class SafeApp(KeysInOrder):
    """An app that can be left at any moment, and covers itself while there is no room for it."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 (textual declares it so)

    def __init__(self) -> None:
        """Begin with nothing unsaved; `unsaved` holds the texts that could not be kept when the app was left."""
        super().__init__()
        self.unsaved: list[str] = []

    def on_mount(self) -> None:
        """Be ready for a stop."""
        mind_stops(self, self._keep_drafts)

    # Leaving

    async def action_quit(self) -> None:
        """Leave, once the keys that were pressed before have been taken."""
        (self.focused or self.screen).call_later(self._leave)

    def leave(self, status: int) -> None:
        """Leave with an exit status, once the keys that were pressed before have been taken.

        A signal does not wait for a place for drafts: `unsaved` holds what found none.
        """
        self.call_later(self._leave, status)

    def _leave(self, status: int = 0) -> None:
        unsaved = self._keep_drafts()
        if unsaved and not status and unsaved != self.unsaved:
            self.unsaved = unsaved
            words = "What is being written can be kept nowhere. Save it, drop it, or quit again to leave without it."
            self.notify(words, title="Not left", severity="error", markup=False, timeout=10)
        else:
            self.unsaved = unsaved
            self.exit(return_code=status)

    def _keep_drafts(self) -> list[str]:
        """Keep what is being written as drafts; return the texts for which there was no place."""
        from factcheck.tui.screens.form import Form
        from factcheck.tui.screens.rationale import RationaleScreen

        writing = [screen for screen in self.screen_stack if isinstance(screen, RationaleScreen | Form)]
        return [screen.unsaved for screen in writing if not screen.keep()]

    # What comes from the terminal

    async def on_event(self, event: events.Event) -> None:
        """Take out of a paste what could act on the terminal; textual draws every character as it is."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        await super().on_event(event)

    async def on_resize(self, event: events.Resize) -> None:
        """Cover the screens before they are laid out for a terminal that is too small."""
        if fits(event.size) or isinstance(self.screen, TooSmall):
            return
        if isinstance(self.screen, CommandPalette):
            await self.screen.run_action("escape")  # it would be laid out below, and fails in a few columns
        self.push_screen(TooSmall(), self._lay_out)

    def _lay_out(self, _result: None) -> None:
        """Tell the screens that come to light of the size that they did not hear of."""
        self.screen.post_message(events.Resize(self.size, self.size))

    def action_command_palette(self) -> None:
        """Open the palette where it has room."""
        if fits(self.size) and not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Choose a theme, in a palette as safe as the other."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))
