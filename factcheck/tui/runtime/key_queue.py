"""Keys one after the other: each finds the focus where the one before has put it.

textual hands a key to the widget in focus and takes the next at once. Where several come together (a slow line, a
paste that the terminal does not mark as one) the rest of "/unchecked" went to the list, where u takes a verdict back.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual import events, on
from textual.app import App
from textual.message import Message
from textual.screen import Screen

from factcheck.tui import keys

PATIENCE = 0.3
"""Seconds after which a key is no longer waited for: a widget that is gone never tells that it is done."""


_LEADING = {binding.id for group in keys.GROUPS.values() for binding in group} - {
    binding.id for binding in (*keys.MOVING, *keys.STANCES, *keys.DECIDING, *keys.SELECTING)
}
_LEADING_ACTIONS = {"command_palette", "app.focus_next", "app.focus_previous"}


class KeysInOrder(App[None]):
    """Holds keys and pastes back while one that may lead elsewhere is under way: the focus moves, or a screen opens.

    What follows a key that only moves a cursor or writes a sign is taken at once, so that it may run ahead of drawing.
    """

    @dataclass
    class Done(Message):
        """Follows a key on its way up from the widget in focus: where this is, the key has been."""

        number: int

    def __init__(self) -> None:
        """Begin with no key under way."""
        super().__init__()
        self._held: deque[events.Event] = deque()
        self._number = 0
        self._under_way = False
        self._screen: Screen[Any] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hand a key or a paste on, or hold it back."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._hold(event)
        elif not self.screen.is_mounted:  # opened by something else than a key
            self._begin()
            self._hold(event)
            self._await_screen(self._number)
        else:
            await self._hand_on(event)

    def _begin(self) -> None:
        self._under_way = True
        self._number += 1
        self._screen = self.screen

    def _hold(self, event: events.Event) -> None:
        self._held.append(event)
        if len(self._held) == 1:
            self._wait_no_longer_than()

    async def _hand_on(self, event: events.Event) -> None:
        if not self._leads_elsewhere(event):
            await super().on_event(event)
            return
        self._begin()
        target = self.focused or self.screen
        await super().on_event(event)
        if not target.post_message(self.Done(self._number)):
            self._settle(self._number)

    def _leads_elsewhere(self, event: events.Event) -> bool:
        active = self.screen.active_bindings.get(event.key) if isinstance(event, events.Key) else None
        binding = None if active is None else active.binding
        return binding is not None and (binding.id in _LEADING or binding.action in _LEADING_ACTIONS)

    @on(Done)
    def _handled(self, event: Done) -> None:
        event.stop()
        self._settle(event.number)

    def _settle(self, number: int) -> None:
        """Let the focus move, and a screen that was opened take its place: both are under way by now."""
        if not self.screen_stack or self.screen is self._screen:
            self.call_later(self._next, number)
        else:
            self._await_screen(number)

    def _await_screen(self, number: int) -> None:
        if not self.screen.call_later(self.call_later, self._next, number):
            self.call_later(self._next, number)

    async def _next(self, number: int) -> None:
        if number != self._number or not self.screen_stack:  # another is under way, or the program is left
            return
        self._under_way = False
        while self._held and not self._under_way:
            await self._hand_on(self._held.popleft())
        if self._held:
            self._wait_no_longer_than()

    def _wait_no_longer_than(self) -> None:
        self.set_timer(PATIENCE, partial(self._give_up, self._number))

    async def _give_up(self, number: int) -> None:
        if self.screen_stack and number == self._number and not self.screen.is_mounted:
            self._wait_no_longer_than()
        else:
            await self._next(number)
