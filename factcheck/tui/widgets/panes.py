"""Lists beside each other, of which one acts on keys: the pane that has the keys.

Textual's focus stays on `Panes` around them, which passes its keys to that list. So going from one list to another
does not move the focus, after which Textual would apply the style sheet anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.containers import Container
from textual.reactive import var

from factcheck.tui import keys
from factcheck.tui.widgets.line_list import LineList

T = TypeVar("T")


class PaneList(LineList[T], can_focus=False):
    """A list among `Panes`."""

    item_keys: ClassVar[bool] = False
    """Whether the keys of an excerpt act on its items."""

    keys_here: var[bool] = var(False)
    """Whether keys act on this list; `Panes` sets it."""

    @property
    def has_keys(self) -> bool:
        """Whether keys act on this list."""
        return self.keys_here

    def enter(self) -> None:
        """Take the keys from the other panes; a list that stands alone takes the focus."""
        panes = next((each for each in self.ancestors if isinstance(each, Panes)), None)
        if panes is None:
            self.focus()
        else:
            panes.give_keys(self)

    def watch_keys_here(self) -> None:
        """Redraw the cursor."""
        self.redraw_cursor()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the keys, with the cursor at the mouse."""
        super().on_mouse_down(event)
        self.enter()

    def move_column(self, step: int) -> None:
        """Select what stands beside; a list without columns does nothing."""


class Panes(Container, can_focus=True):
    """Holds the lists, which cover it: nothing of itself is ever drawn."""

    BLANK = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.MOVING,
        *[replace(key, show=True, action=f"act_on_item({key.id!r})") for key in (keys.READ, *keys.STANCES)],
        *keys.COLUMNS,
    ]

    pane: var[PaneList[Any] | None] = var(None)
    """The pane that has the keys while this has the focus; None before there is one."""

    def give_keys(self, pane: PaneList[Any]) -> None:
        """Give the keys to a pane, and take the focus."""
        before, self.pane = self.pane, pane
        if before is not None and before is not pane:
            before.keys_here = False
        pane.keys_here = self.has_focus
        if self.has_focus:
            self.refresh_bindings()
        else:
            self.focus()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show where the keys are; no rule of the style sheet depends on it, which Textual would apply anew."""
        if self.pane is not None:
            self.pane.keys_here = has_focus

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of an excerpt work where one is selected, and those that move where there is a pane."""
        return self.pane is not None and (action != "act_on_item" or self.pane.item_keys)

    async def action_act_on_item(self, name: str) -> None:
        """Run the command of the screen."""
        await self.run_action(f"screen.run({name!r})")

    def action_move(self, step: int) -> None:
        """Move in the pane that has the keys."""
        if self.pane is not None:
            self.pane.action_move(step)

    def action_page(self, step: int) -> None:
        """Move by a page."""
        if self.pane is not None:
            self.pane.action_page(step)

    def action_first(self) -> None:
        """Move to the first item."""
        if self.pane is not None:
            self.pane.action_first()

    def action_last(self) -> None:
        """Move to the last item."""
        if self.pane is not None:
            self.pane.action_last()

    def action_column(self, step: int) -> None:
        """Select what stands beside."""
        if self.pane is not None:
            self.pane.move_column(step)
