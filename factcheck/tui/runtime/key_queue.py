"""A key queue: each key acts on the result of the key before it.

Textual hands a key to the widget in focus and takes the next at once. Where several keys come together (a slow line,
a paste that the terminal does not mark as one) the rest of "/unchecked" would reach the list, where u undoes a change.
A key that comes before the case is read would be dropped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar, runtime_checkable

from textual import events, on
from textual.binding import ActiveBinding
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from factcheck.tui import keys
from factcheck.tui.keyboards import equivalent_keys
from factcheck.tui.runtime.colours import ReadableApp

T = TypeVar("T", bound=Widget | None)

PATIENCE = 0.3
"""Seconds to wait for a key to be handled: a removed widget never reports."""

_RUN_AHEAD = {binding.id for binding in (*keys.MOVING, *keys.STANCES, *keys.VERDICTS, *keys.SELECTING)}
"""Bindings that never move the focus nor open a screen."""

_STOPS = {"app.quit", "pane.back", "proposal.back", "proposal.stop"}
"""Keys that leave a screen at once, though keys wait for it to load: these are dropped."""


@runtime_checkable
class Loading(Protocol):
    """A screen that is shown before what its keys act on is loaded. It posts `Loaded` then."""

    @property
    def loaded(self) -> bool:
        """Whether all keys can act."""

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before that; `active` is the binding that it has, if any."""


class Loaded(Message):
    """A screen has loaded what its keys act on."""


class KeyQueueApp(ReadableApp):
    """Holds keys and pastes back while one before them is under way, or while the screen still loads what they act on.

    What follows a key that only moves a cursor or types a character is taken at once, so that it may run ahead of
    drawing.
    """

    @dataclass
    class Done(Message):
        """Follows a key on its way up from the widget in focus: where this arrives, the key has been handled."""

        number: int
        target: Widget

    def __init__(self) -> None:
        """Begin with no key under way."""
        super().__init__()
        self._held: deque[events.Event] = deque()
        self._number = 0
        self._under_way = False
        self._ran_ahead = False
        self._screen: Screen[Any] | None = None
        self._target: Widget | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hand a key or a paste on, or hold it back."""
        is_typed = isinstance(event, events.Key | events.Paste)
        if is_typed and not self.screen_stack:
            return  # the program is being left
        if not is_typed or event.is_forwarded:
            await super().on_event(event)
        elif self._stops_loading(event):
            self._held.clear()
            await self._hand_on(event, self._active(event))
        else:
            self._held.append(event)
            if self._under_way and self._target is not None and not self._target.is_attached:  # it reports nothing more
                self._after_key(self._number)
            elif len(self._held) == 1:
                await self._take_held()

    async def _take_held(self) -> None:
        """Handle the held keys until one must wait."""
        while self._held and not self._under_way:
            bindings = self._bound(self._held[0])
            event = self._meant(self._held[0], bindings)
            active = bindings.get(event.key) if isinstance(event, events.Key) else None
            if not self.screen.is_mounted:  # opened by something else than a key
                self._begin(None)
                self._await_screen(self._number)
            elif self._ran_ahead and _leads_elsewhere(active):  # what ran ahead may change what this one does
                self._follow(self._begin(self.focused or self.screen), self._number)
            elif self._waits(event):
                break
            else:
                self._held.popleft()
                await self._hand_on(event, active)
        if self._held:
            self.set_timer(PATIENCE, partial(self._give_up, self._number))

    def _begin(self, target: T) -> T:
        """Make the next keys wait until `target` has handled this one."""
        self._under_way, self._ran_ahead = True, False
        self._number += 1
        self._screen, self._target = self.screen, target
        return target

    def _bound(self, event: events.Event) -> Mapping[str, ActiveBinding]:
        """Return the bindings by key that a key may have now; working them out takes a millisecond."""
        return self.screen.active_bindings if isinstance(event, events.Key) else {}

    def _active(self, event: events.Event) -> ActiveBinding | None:
        """Return the binding that a key has now."""
        return self._bound(event).get(event.key) if isinstance(event, events.Key) else None

    def _meant(self, event: events.Event, active: Mapping[str, ActiveBinding]) -> events.Event:
        """Return a key as it is, or the bound one for which it stands on another keyboard; text is never changed."""
        if not isinstance(event, events.Key) or event.key in active:
            return event
        if self.focused is not None and self.focused.check_consume_key(event.key, event.character):
            return event
        meant = (key for key in equivalent_keys(event.key, event.character) if key in active)
        return next((events.Key(key, None) for key in meant), event)

    def _waits(self, event: events.Event) -> bool:
        """Return whether the screen has not yet loaded what a key acts on."""
        screen = self.screen
        return isinstance(screen, Loading) and not screen.loaded and not screen.takes(self._active(event))

    def _stops_loading(self, event: events.Event) -> bool:
        """Return whether a key leaves the screen while keys wait for it to load, which may take long."""
        if self._under_way or not self._held or not self._waits(self._held[0]):
            return False
        active = self._active(event)
        return active is not None and active.binding.id in _STOPS and not self._waits(event)

    async def _hand_on(self, event: events.Event, active: ActiveBinding | None) -> None:
        if not _leads_elsewhere(active):
            self._ran_ahead = True
            await super().on_event(event)
            return
        target = self._begin(self.focused or self.screen)
        await super().on_event(event)
        self._follow(target, self._number)

    def _follow(self, target: Widget, number: int) -> None:
        if not target.post_message(self.Done(number, target)):
            self._after_key(number)

    @on(Done)
    def _handled(self, event: Done) -> None:
        """Continue, unless messages caused by the key are still queued."""
        event.stop()
        target = event.target
        if any(node.message_queue_size for node in target.ancestors_with_self if node is not self):
            self._follow(target, event.number)
        else:
            self._after_key(event.number)

    @on(Loaded)
    async def _go_on(self, event: Loaded) -> None:
        """Handle the keys that waited for the screen to load."""
        event.stop()
        if not self._under_way:
            await self._next(self._number)

    def _after_key(self, number: int) -> None:
        """Wait until the focus has moved and an opened screen is mounted."""
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
        await self._take_held()

    async def _give_up(self, number: int) -> None:
        if self.screen_stack and number == self._number and self._under_way and not self.screen.is_mounted:
            self.set_timer(PATIENCE, partial(self._give_up, number))
        else:
            await self._next(number)


def _leads_elsewhere(active: ActiveBinding | None) -> bool:
    """Return whether a binding may move the focus or open a screen."""
    return active is not None and active.binding.id not in _RUN_AHEAD
