"""The palette of textual, made safe: what fails in it takes nothing along.

Keys and clicks in quick succession are enough: it may be closed before it has opened, closed twice, and paged before
it is laid out.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import CommandList, CommandPalette
from textual.worker import Worker


class Palette(CommandPalette):
    """Lists what can be done on the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", "Next page", show=False),
        Binding("pageup", "page(-1)", "Previous page", show=False),
    ]

    def action_page(self, step: int) -> None:
        """Go on by a page, or back by one; nowhere while the list is not laid out."""
        commands = self.query_one(CommandList)
        with suppress(KeyError, IndexError):
            (commands.action_page_down if step > 0 else commands.action_page_up)()  # type: ignore[no-untyped-call]

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close it, once: textual would close whatever is in front."""
        return super().dismiss(result) if self.is_current else AwaitComplete.nothing()  # type: ignore[no-untyped-call]

    def run_worker(self, *work: Any, **options: Any) -> Worker[Any]:
        """Search for commands; a search that nobody waits for any more may fail."""
        return super().run_worker(*work, **{**options, "exit_on_error": False})
