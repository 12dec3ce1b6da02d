"""A choice out of a few options, which may be removed at any moment."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Select


class Choice(Select[str]):
    """A Select that ignores what reaches it while it is being removed.

    Its parts are removed before it. Textual would look for them, and end the program where they are missing: a window
    is closed while its options are still being mounted, or in the moment in which one of them is opened.
    """

    @property
    def complete(self) -> bool:
        """Whether all its parts are there."""
        return bool(self.query("SelectCurrent #label") and self.query("SelectOverlay"))

    def on_mount(self, event: events.Mount) -> None:
        """Set the options, unless their list was never mounted."""
        self._only_complete(event)

    def on_select_overlay_update_selection(self, event: Message) -> None:
        """Take the option that was chosen, unless what shows it was removed meanwhile."""
        self._only_complete(event)

    def action_show_overlay(self) -> None:
        """Open the list of options, unless it was removed meanwhile."""
        if self.complete:
            super().action_show_overlay()

    def _only_complete(self, event: Message) -> None:
        if not self.complete:
            event.prevent_default()
            event.stop()
