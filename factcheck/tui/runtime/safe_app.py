"""The base class of the app: it keeps drafts when it quits, and survives small terminals, hasty keys and pastes."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult, ScreenStackError
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.driver import Driver
from textual.errors import NoWidget
from textual.geometry import Size
from textual.notifications import Notify, SeverityLevel
from textual.screen import Screen
from textual.theme import ThemeProvider
from textual.widgets import OptionList, Static
from textual.worker import Worker

from factcheck.text import clean
from factcheck.tui.runtime.driver import tolerant
from factcheck.tui.runtime.key_queue import KeyQueueApp
from factcheck.tui.runtime.lasting_toast import LastingNotification
from factcheck.tui.runtime.signals import handle_suspend


class Palette(CommandPalette):
    """The command palette; unlike Textual's it ignores keys and clicks while it opens or closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", "Next page", show=False),
        Binding("pageup", "page(-1)", "Previous page", show=False),
    ]

    def action_page(self, step: int) -> None:
        """Move by a page; does nothing while the list is not laid out."""
        commands = self.query_one(CommandList)
        with suppress(KeyError, IndexError):
            (commands.action_page_down if step > 0 else commands.action_page_up)()  # type: ignore[no-untyped-call]

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the palette once; Textual would close the screen in front a second time."""
        return super().dismiss(result) if self.is_current else AwaitComplete.nothing()  # type: ignore[no-untyped-call]

    def run_worker(self, *work: Any, **options: Any) -> Worker[Any]:
        """Search for commands; a failed search does not end the app."""
        return super().run_worker(*work, **{**options, "exit_on_error": False})


LEAST = Size(50, 12)
"""Minimum columns and lines: what was saved and the key that undoes it are whole, and a form shows what it asks."""


def fits(size: Size) -> bool:
    """Return whether a terminal of this size is large enough."""
    return size.width >= LEAST.width and size.height >= LEAST.height


def too_small_words(size: Size) -> str:
    """Return what is missing in a terminal of this size, as much of it as fits on one line."""
    width, height = size
    if height >= LEAST.height:
        lacks = f"Too narrow: {width} of {LEAST.width} columns."
    elif width >= LEAST.width:
        lacks = f"Too low: {height} of {LEAST.height} lines."
    else:
        lacks = f"Too small: {width}x{height} of {LEAST.width}x{LEAST.height}."
    longest_first = (f"{lacks} Nothing is lost; q quits.", f"{lacks} q quits.", lacks, lacks.partition(":")[0])
    return next((words for words in longest_first if len(words) <= width), "…")


class TooSmall(Screen[None]):
    """Covers the screens while the terminal is too small."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.quit", "Quit", show=False)]

    def compose(self) -> ComposeResult:
        """Yield the message."""
        yield Static(Content(too_small_words(self.app.size)))

    def on_resize(self, event: events.Resize) -> None:
        """Close when the terminal is large enough; else say what is missing."""
        self.query_one(Static).update(Content(too_small_words(event.size)))
        self._go_if_there_is_room(event.size)

    def on_screen_resume(self) -> None:
        """Close also when a screen above it has closed."""
        self._go_if_there_is_room(self.app.size)

    def _go_if_there_is_room(self, size: Size) -> None:
        if fits(size) and self.app.screen is self:  # `is_current` holds below a window too
            self.dismiss()


@runtime_checkable
class HoldsDraft(Protocol):
    """A screen in which the user writes text."""

    @property
    def unsaved(self) -> str:
        """The text that is not saved yet."""

    def keep(self) -> bool:
        """Store the text as a draft; return False if that failed."""


class SafeApp(KeyQueueApp):
    """An app that saves drafts when it quits, and covers its screens while the terminal is too small."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 (textual declares it so)

    def __init__(self) -> None:
        """Start with no unsaved texts; `unsaved` holds those that could not be stored when the app quit."""
        super().__init__()
        self.unsaved: list[str] = []

    def get_driver_class(self) -> type[Driver]:
        """Return the driver, which reads on whatever the terminal sends."""
        return tolerant(super().get_driver_class())

    def on_mount(self) -> None:
        """Handle suspending."""
        handle_suspend(self, self._keep_drafts)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notification; see `LastingNotification`."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.post_message(Notify(LastingNotification(message, title, severity, seconds, markup=markup)))

    # Leaving

    async def action_quit(self) -> None:
        """Quit after the keys that were pressed before are handled."""
        (self.focused or self.screen).call_later(self._leave)

    def leave(self, status: int) -> None:
        """Quit with an exit status after the keys that were pressed before are handled.

        A signal quits even if drafts cannot be stored: `unsaved` holds them.
        """
        self.call_later(self._leave, status)

    def _leave(self, status: int = 0) -> None:
        unsaved = self._keep_drafts()
        if unsaved and not status and unsaved != self.unsaved:
            self.unsaved = unsaved
            words = "The draft cannot be stored. Save or discard it, or quit again to leave without it."
            self.notify(words, title="Not closed", severity="error", markup=False, timeout=10)
        else:
            self.unsaved = unsaved
            self.exit(return_code=status)

    def _keep_drafts(self) -> list[str]:
        """Store unfinished texts as drafts; return those that could not be stored."""
        writing = [screen for screen in self.screen_stack if isinstance(screen, HoldsDraft)]
        return [screen.unsaved for screen in writing if not screen.keep()]

    # What comes from the terminal

    async def on_event(self, event: events.Event) -> None:
        """Clean a paste, which Textual would send to the terminal as it is; skip what Textual fails at."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        removed = isinstance(event, events.MouseDown) and self._is_removed_at(event)
        if not removed and not (isinstance(event, events.Key) and self._is_page_of_nothing(event)):
            await super().on_event(event)

    def _is_page_of_nothing(self, event: events.Key) -> bool:
        """Tell whether a key pages through a list of options for which there is no room; Textual fails at it."""
        focused = self.focused if event.key in {"pageup", "pagedown"} and self.screen_stack else None
        return isinstance(focused, OptionList) and not focused.scrollable_content_region.height

    def _is_removed_at(self, event: events.MouseDown) -> bool:
        """Tell whether a press meets a widget that was just removed but is still drawn; Textual fails on it."""
        with suppress(NoWidget, ScreenStackError):
            return not self.screen.get_widget_at(event.x, event.y)[0].is_attached
        return False

    async def on_resize(self, event: events.Resize) -> None:
        """Cover the screens before they are laid out in a terminal that is too small."""
        if fits(event.size) or isinstance(self.screen, TooSmall):
            return
        if isinstance(self.screen, CommandPalette):
            await self.screen.run_action("escape")  # it would be laid out below, and fails in a few columns
        self.push_screen(TooSmall(), self._lay_out)

    def _lay_out(self, _result: None) -> None:
        """Send the missed resize to the screens below, unless the program is left meanwhile."""
        if self.screen_stack:
            self.screen.post_message(events.Resize(self.size, self.size))

    def action_command_palette(self) -> None:
        """Open the palette if it fits."""
        if fits(self.size) and not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        """Open the palette of themes."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))
