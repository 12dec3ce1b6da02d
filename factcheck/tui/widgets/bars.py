"""The lines above and below: progress, the labels with their keys, what was last saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from factcheck.case import Case
from factcheck.quotes import State
from factcheck.scale import Label, Scale
from factcheck.summary import progress
from factcheck.text import visible_line
from factcheck.tui.rendering import LABEL_STYLES, MUTED, progress_bar, quote_counts

_BAR, _SHORT_BAR, _ROOMY = 24, 8, 100


class TopBar(Horizontal):
    """The title of the case, how its quotes stand to their sources, and how much of it is checked."""

    _quotes = Content()

    def compose(self) -> ComposeResult:
        """Build the two ends."""
        yield Static(id="case-title")
        yield Static(id="quotes")
        yield Static(id="progress")

    def show(self, case: Case, read_only: str) -> None:
        """Show where the case stands."""
        held = Content.styled(f" read-only: {visible_line(read_only)} ", "reverse $text-warning") if read_only else ""
        title = Content.assemble(("factcheck  ", MUTED), (visible_line(case.title), "bold"), "  ", held)
        self.query_one("#case-title", Static).update(title, layout=False)
        self.query_one("#progress", Static).update(progress_bar(progress(case), self._bar))

    def show_quotes(self, counts: Counter[State]) -> None:
        """Show how many quotes stand in their sources, and how many do not."""
        self._quotes = quote_counts(counts)
        self.query_one("#quotes", Static).update(self._quotes)

    @property
    def _bar(self) -> int:
        """The cells of the bar: fewer where the title needs the room."""
        return _BAR if self.size.width >= _ROOMY or not self._quotes else _SHORT_BAR

    def show_reading(self, share: float) -> None:
        """Show how much of the case is read, 0 to 1."""
        self.query_one("#progress", Static).update(Content.styled(f"reading the case: {share:.0%}", "bold"))


class VerdictBar(Static):
    """The labels of the scale with the keys that give them, the current one marked; a click decides too."""

    @dataclass
    class Chosen(Message):
        """A label was clicked; `digit` is its key."""

        digit: int

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """Show no labels yet."""
        super().__init__(id=id)
        self._shown: tuple[Scale, str | None] | None = None

    def show(self, case: Case, current: str | None, key: Callable[[str], str]) -> None:
        """Show the labels, with the one that the highlighted claim has; `key` tells the key of an action's id."""
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
        """Decide by the mouse."""
        digit = event.style.meta.get("digit")
        if digit is not None:
            self.post_message(self.Chosen(digit))


class StatusLine(Static):
    """What was last done and whether it is safe; how to take it back."""

    def on_mount(self) -> None:
        """Say what to press first."""
        self.say(
            Content.assemble(
                *(part for key, words in _FIRST for part in ((f" {key}", "bold"), (f" {words} ", MUTED))),
            )
        )

    def say(self, message: Content | str) -> None:
        """Show a message that is ours, or text that was made harmless."""
        self.set_class(False, "-problem")
        self.update(message if isinstance(message, Content) else Content(message))

    def saved(self, words: str, back: str) -> None:
        """Say what was saved, and which key takes it back."""
        self.say(
            Content.assemble((" saved ", "bold $text-success"), (f" {visible_line(words)} ", ""), (f"  {back}", MUTED))
        )

    def problem(self, words: str) -> None:
        """Say what went wrong."""
        self.update(Content.styled(f" {visible_line(words)}", "bold"))
        self.set_class(True, "-problem")


_FIRST = (
    ("j k", "walk the claims"),
    ("1-9", "decide"),
    ("u", "takes it back"),
    ("]", "next unchecked"),
    ("?", "all keys"),
)
