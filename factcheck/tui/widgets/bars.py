"""The lines at the bottom of a screen: the last action, and the keys that work now with the labels of the scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from factcheck.case.case import Case
from factcheck.case.scale import Label
from factcheck.text import visible_line
from factcheck.tui.render.styles import LABEL_STYLES, MUTED
from factcheck.tui.widgets.panes import Panes

Hints: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a key and what it does."""


class StatusLine(Static):
    """The last action, whether it is saved, and the key that undoes it."""

    _hints = True  # nothing was said yet
    _shown: Hints | None = None
    said: Content | str = ""
    """The message that is shown."""

    def on_mount(self) -> None:
        """Show the first keys to press."""
        self._hint()
        self.screen.bindings_updated_signal.subscribe(self, self._hint)

    def _hint(self, _screen: Screen[object] | None = None) -> None:
        """Show the keys for the focused widget until there is a message."""
        focused = self.screen.focused
        on_excerpt = isinstance(focused, Panes) and focused.pane is not None and focused.pane.item_keys
        hints = _ON_EXCERPT if on_excerpt else _FIRST
        if self._hints and hints is not self._shown:
            self._shown = hints
            self.update(_hints_line(hints, self.app.size.width), layout=False)

    def say(self, message: Content | str) -> None:
        """Show a message; text from outside must be made visible before."""
        self._hints, self.said = False, message
        is_same_height = not self.has_class("-problem")
        self.set_class(False, "-problem")
        self.update(message if isinstance(message, Content) else Content(message), layout=not is_same_height)

    def say_keys(self, hints: Iterable[tuple[str, str]]) -> None:
        """Show keys with what they do, as a message."""
        self.say(_hints_line(hints, self.app.size.width))

    def clear(self) -> None:
        """Show the first keys to press instead of a message."""
        self.say("")
        self._hints, self._shown = True, None
        self._hint()

    def saved(self, words: str, back: str, *, done: str = "saved") -> None:
        """Show what was saved, or what else was `done`; `back` names the key that undoes it."""
        head = (f" {done} ", "bold $text-success")
        self.say(Content.assemble(head, f" {visible_line(words)} ", (f"  {back}", MUTED)))

    def problem(self, words: str) -> None:
        """Show an error."""
        self._hints, self.said = False, words
        self.update(Content.styled(f" {visible_line(words)}", "bold"))
        self.set_class(True, "-problem")


def _hints_line(hints: Iterable[tuple[str, str]], width: int) -> Content:
    """Return keys with what they do, the first ones that fit into `width` cells."""
    parts, used = [], 0
    for key, words in hints:
        used += cell_len(f" {key} {words} ")
        if used > width:
            break
        parts += [(f" {key}", "bold"), (f" {words} ", MUTED)]
    return Content.assemble(*parts)


_FIRST: Hints = (
    ("j k", "move"),
    ("1-9", "decide"),
    ("u", "undo"),
    ("space", "next unchecked"),
    ("?", "all keys"),
)
_ON_EXCERPT: Hints = (
    ("j k", "move"),
    ("s x c", "set stance"),
    ("1-9", "decide"),
    ("esc", "back"),
    ("?", "all keys"),
)


_WHOLE_NAME = 30
"""Cells of the name of a label that are shown at most."""

_LASTING = 2
"""Keys at the end that are always shown: help and quit."""


class KeyLine(Widget):
    """The active keys with what they do, after the labels of the scale where a claim can be decided."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--words", "key-line--off", "key-line--hover"}

    def __init__(self) -> None:
        """Show no keys yet."""
        super().__init__()
        self._all: list[ActiveBinding] = []
        self._active: list[ActiveBinding] = []  # those for which there is room
        self._under_mouse: int | None = None
        self._labels: Sequence[Label] = ()
        self._label_keys: Sequence[str] = ()
        self._current: str | None = None
        self._lead = Content()
        self._with_names = True

    def show_labels(self, case: Case, current: str | None, key: Callable[[str], str], *, names: bool) -> None:
        """Show the labels of the scale first, `current` highlighted; `key` returns the key of an action id.

        Without `names` they are shown by their glyphs only.
        """
        labels, self._with_names = case.scale.labels, names
        if (labels, current) != (self._labels, self._current):
            self._labels, self._current = labels, current
            self._label_keys = [key(f"verdict.{label.key}") for label in labels]
            self._fit()

    def _draw_labels(self, width: int) -> Content:
        """Return the labels with their keys in `width` cells: with whole names, with short ones, or with none."""
        for longest in (_WHOLE_NAME, 12, 8, 0) if self._with_names else (0,):
            parts = [self._label(place, longest) for place in range(len(self._labels))]
            content = Content("  " if longest else " ").join(parts)
            if content.cell_length <= width:
                break
        return Content.assemble(content, "  ") if parts else Content()

    def _label(self, place: int, longest: int) -> Content:
        label = self._labels[place]
        name = Content(visible_line(label.name)).truncate(longest, ellipsis=True).plain
        current = " bold reverse" if label.id == self._current else ""
        text = f"{visible_line(label.glyph)} {name}".rstrip()
        entry = Content.assemble(
            (f"{self._label_keys[place]} ", "bold"), (text, f"{LABEL_STYLES[label.kind]}{current}")
        )
        return entry.stylize(Style.from_meta({"digit": int(label.key)}))

    def on_mount(self) -> None:
        """Update when the focus or the available actions change."""
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
        """Show as many as fit."""
        self._fit()

    def _fit(self) -> None:
        """Select the keys that fit, from the first on; the last two, help and quit, always stay."""
        names = (f"{self.app.get_key_display(entry.binding)} {entry.binding.description}" for entry in self._all)
        widths = [cell_len(name) + 1 for name in names]
        lasting = sum(widths[-_LASTING:])
        self._lead = self._draw_labels((self.size.width - lasting) * 2 // 3)
        room, shown = self.size.width + 1 - self._lead.cell_length - lasting, []
        for entry, width in zip(self._all[:-_LASTING], widths, strict=False):
            room -= width
            if room < 0:
                break
            shown.append(entry)
        self._active = [*shown, *self._all[-_LASTING:]]
        self.refresh()

    def render(self) -> Content:
        """Draw the keys from the left."""
        entries = (self._entry(place, entry) for place, entry in enumerate(self._active))
        return Content.assemble(self._lead, Content(" ").join(entries))

    def _entry(self, place: int, entry: ActiveBinding) -> Content:
        state = ["key-line--hover"] * (place == self._under_mouse) + ["key-line--off"] * (not entry.enabled)
        key, words = (self.get_visual_style(part, *state) for part in ("key-line--key", "key-line--words"))
        name = self.app.get_key_display(entry.binding)
        content = Content.assemble((name, key), (f" {entry.binding.description}", words))
        return content.stylize(Style.from_meta({"place": place}))

    async def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse, or choose the label."""
        if (digit := event.style.meta.get("digit")) is not None:
            await self.run_action(f"screen.run('verdict.{digit}')")
        place = event.style.meta.get("place")
        if place is not None and place < len(self._active):
            self.app.simulate_key(self._active[place].binding.key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Highlight the key under the mouse and show its tooltip; on a label show what it means."""
        self._point_at(event.style.meta.get("place"))
        digit = event.style.meta.get("digit")
        if self._under_mouse is None:
            meaning = next((label.meaning for label in self._labels if label.key == str(digit)), None)
            self.tooltip = None if meaning is None else Content(visible_line(meaning))

    def on_leave(self) -> None:
        """Remove the highlight."""
        self._point_at(None)

    def _point_at(self, place: int | None) -> None:
        if place != self._under_mouse:
            self._under_mouse = place
            self.tooltip = None if place is None else Content(self._active[place].tooltip)
            self.refresh()
