"""The lines at the top and the bottom of a screen: progress, labels, status, and the keys that work now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from factcheck.case.case import Case
from factcheck.case.scale import Label, Scale
from factcheck.case.statistics import progress
from factcheck.quotes import State
from factcheck.text import visible_line
from factcheck.tui.render.records import LABEL_STYLES, MUTED, progress_bar, quote_counts, quotes_in_short
from factcheck.tui.widgets.evidence import EvidencePane

_BAR, _SHORT_BAR, _ROOMY = 24, 8, 100
Hints: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a key and what it does."""

_HELD = "bold reverse $text-warning"


class TopBar(Horizontal):
    """The title of the case, the results of the quote checks, and the progress."""

    def __init__(self) -> None:
        """Show no case yet."""
        super().__init__()
        self._counts: Counter[State] = Counter()
        self._case: Case | None = None
        self._held = ""

    def compose(self) -> ComposeResult:
        """Yield the parts."""
        yield Static(id="case-title")
        yield Static(id="read-only")
        yield Static(id="quotes")
        yield Static(id="progress")

    def show(self, case: Case, read_only: str) -> None:
        """Show the title and the progress of `case`; `read_only` is why it cannot be changed, or empty."""
        self._case, self._held = case, read_only
        title = Content.assemble(("factcheck  ", MUTED), (visible_line(case.title), "bold"), "  ")
        self.query_one("#case-title", Static).update(title, layout=False)
        self._draw()

    def show_quotes(self, counts: Counter[State]) -> None:
        """Show the number of quotes by the result of their check."""
        self._counts = counts
        self._draw()

    def on_resize(self) -> None:
        """Adapt the text to the width."""
        self._draw()

    def _draw(self) -> None:
        roomy = self.size.width >= _ROOMY
        quotes = quote_counts(self._counts) if roomy else quotes_in_short(self._counts)
        why = f" read-only: {visible_line(self._held)} " if roomy else " read-only "
        self.query_one("#read-only", Static).update(Content.styled(why, _HELD) if self._held else Content())
        self.query_one("#quotes", Static).update(quotes)
        if self._case is not None:
            done = progress(self._case)
            short = not roomy and bool(quotes)
            shown = (
                Content.styled(f"· {done.checked} of {done.total}", "bold")
                if short
                else progress_bar(done, _SHORT_BAR if self._held else _BAR)
            )
            self.query_one("#progress", Static).update(shown)

    def show_reading(self, share: float) -> None:
        """Show the share of the case that is loaded, 0 to 1."""
        self.query_one("#progress", Static).update(Content.styled(f"loading the case: {share:.0%}", "bold"))


class VerdictBar(Static):
    """The labels of the scale with their keys, the current one highlighted; a click decides too."""

    @dataclass
    class Chosen(Message):
        """A label was clicked; `digit` is its key."""

        digit: int

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """Show no labels yet."""
        super().__init__(id=id)
        self._shown: tuple[Scale, str | None] | None = None

    def show(self, case: Case, current: str | None, key: Callable[[str], str]) -> None:
        """Show the labels and highlight `current`; `key` returns the key of an action id."""
        if (case.scale, current) == self._shown:
            return
        parts = [self._entry(label, label.id == current, key(f"verdict.{label.key}")) for label in case.scale.labels]
        self.update(Content("  ").join(parts), layout=self._shown is None or self._shown[0] != case.scale)
        self._shown = case.scale, current

    def _entry(self, label: Label, current: bool, key: str) -> Content:
        name = f"{visible_line(label.glyph)} {visible_line(label.name)}"
        colour = f"{LABEL_STYLES[label.kind]}{' bold reverse' if current else ''}"
        return Content.assemble((f"{key} ", "bold"), (name, colour)).stylize(Style.from_meta({"digit": int(label.key)}))

    def on_click(self, event: events.Click) -> None:
        """Decide on the clicked label."""
        digit = event.style.meta.get("digit")
        if digit is not None:
            self.post_message(self.Chosen(digit))


class StatusLine(Static):
    """The last action, whether it is saved, and the key that undoes it."""

    _hints = True  # nothing was said yet
    _shown: Hints | None = None

    def on_mount(self) -> None:
        """Show the first keys to press."""
        self._hint()
        self.screen.bindings_updated_signal.subscribe(self, self._hint)

    def _hint(self, _screen: Screen[object] | None = None) -> None:
        """Show the keys for the focused widget until there is a message."""
        hints = _ON_EXCERPT if isinstance(self.screen.focused, EvidencePane) else _FIRST
        if self._hints and hints is not self._shown:
            self._shown = hints
            parts = (part for key, words in hints for part in ((f" {key}", "bold"), (f" {words} ", MUTED)))
            self.update(Content.assemble(*parts))

    def say(self, message: Content | str) -> None:
        """Show a message; text from outside must be made visible before."""
        self._hints = False
        self.set_class(False, "-problem")
        self.update(message if isinstance(message, Content) else Content(message))

    def saved(self, words: str, back: str, *, done: str = "saved") -> None:
        """Show what was saved, or what else was `done`; `back` names the key that undoes it."""
        head = (f" {done} ", "bold $text-success")
        self.say(Content.assemble(head, f" {visible_line(words)} ", (f"  {back}", MUTED)))

    def problem(self, words: str) -> None:
        """Show an error."""
        self._hints = False
        self.update(Content.styled(f" {visible_line(words)}", "bold"))
        self.set_class(True, "-problem")


_FIRST: Hints = (
    ("j k", "move"),
    ("1-9", "decide"),
    ("u", "undo"),
    ("]", "next unchecked"),
    ("?", "all keys"),
)
_ON_EXCERPT: Hints = (
    ("j k", "move"),
    ("s x c", "set stance"),
    ("1-9", "decide"),
    ("esc", "back"),
    ("?", "all keys"),
)


_LASTING = 2
"""Keys at the end that are always shown: help and quit."""


class KeyLine(Widget):
    """The active keys with what they do."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--words", "key-line--off", "key-line--hover"}

    def __init__(self) -> None:
        """Show no keys yet."""
        super().__init__()
        self._all: list[ActiveBinding] = []
        self._active: list[ActiveBinding] = []  # those for which there is room
        self._under_mouse: int | None = None

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
        """Highlight the key under the mouse and show its tooltip."""
        self._point_at(event.style.meta.get("place"))

    def on_leave(self) -> None:
        """Remove the highlight."""
        self._point_at(None)

    def _point_at(self, place: int | None) -> None:
        if place != self._under_mouse:
            self._under_mouse = place
            self.tooltip = None if place is None else Content(self._active[place].tooltip)
            self.refresh()
