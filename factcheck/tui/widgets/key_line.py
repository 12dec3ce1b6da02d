"""The keys that work now, on one line at the bottom; a click presses one.

Textual's own Footer is a widget for each key, all made anew whenever the focus goes on: that costs more than the
picture of the pane that it goes to.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

_LASTING = 2
"""Keys at the end that are shown whatever else has no room: the help, and how to leave."""


class KeyLine(Widget):
    """Those of the active keys that are to be shown, each with what it does."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--words", "key-line--off", "key-line--hover"}

    def __init__(self) -> None:
        """Show no keys yet."""
        super().__init__()
        self._all: list[ActiveBinding] = []
        self._active: list[ActiveBinding] = []  # those for which there is room
        self._under_mouse: int | None = None

    def on_mount(self) -> None:
        """Follow the focus, and what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        active: dict[str, ActiveBinding] = {}
        for entry in screen.active_bindings.values():
            if entry.binding.show:
                active.setdefault(entry.binding.action, entry)
        if [*active.values()] != self._all:
            self._all = [*active.values()]
            self._fit()

    def on_resize(self) -> None:
        """Show as many as there is room for."""
        self._fit()

    def _fit(self) -> None:
        """Leave out what has no room, the least urgent first: the last two, help and quit, stay."""
        widths = [self._entry(place, entry).cell_length + 1 for place, entry in enumerate(self._all)]
        room, shown = self.size.width + 1 - sum(widths[-_LASTING:]), []
        for entry, width in zip(self._all[:-_LASTING], widths, strict=False):
            room -= width
            if room < 0:
                break
            shown.append(entry)
        self._active = [*shown, *self._all[-_LASTING:]]
        self.refresh()

    def render(self) -> Content:
        """Draw the keys from the left."""
        return Content(" ").join(self._entry(place, entry) for place, entry in enumerate(self._active))

    def _entry(self, place: int, entry: ActiveBinding) -> Content:
        state = ["key-line--hover"] * (place == self._under_mouse) + ["key-line--off"] * (not entry.enabled)
        key, words = (self.get_visual_style(part, *state) for part in ("key-line--key", "key-line--words"))
        name = self.app.get_key_display(entry.binding)
        content = Content.assemble((name, key), (f" {entry.binding.description}", words))
        return content.stylize(Style.from_meta({"place": place}))

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        place = event.style.meta.get("place")
        if place is not None and place < len(self._active):
            self.app.simulate_key(self._active[place].binding.key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Light up the key under the mouse, and say more of it."""
        self._point_at(event.style.meta.get("place"))

    def on_leave(self) -> None:
        """Let it be."""
        self._point_at(None)

    def _point_at(self, place: int | None) -> None:
        if place != self._under_mouse:
            self._under_mouse = place
            self.tooltip = None if place is None else Content(self._active[place].tooltip)
            self.refresh()
