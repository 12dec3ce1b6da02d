"""A list with a filter above it, which is shown while it is in use."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Input

from factcheck.tui.widgets.field import Field

FILTERING = "-filtering"
"""The class of a panel whose filter is shown."""


class FilterPanel(Vertical):
    """Shows the filter when it gets the focus, and hides it when an empty one loses it."""

    field = query_one("#filter", Field)

    def __init__(self, listed: Widget, *below: Widget, placeholder: str, words: str = "", id: str) -> None:  # noqa: A002
        """Filter what `listed` shows, at first by `words`; the widgets `below` are shown under the list."""
        super().__init__(id=id)
        self._listed = listed
        self._below = below
        self._placeholder = placeholder
        self._first_words = words

    def compose(self) -> ComposeResult:
        """Build the filter above the list."""
        self.set_class(bool(self._first_words), FILTERING)
        yield Field(self._first_words, placeholder=self._placeholder, id="filter", compact=True)
        yield self._listed
        yield from self._below

    @property
    def words(self) -> str:
        """The filter."""
        return self.field.value

    def set_words(self, words: str) -> None:
        """Set the filter."""
        self.field.value = words
        self.set_class(bool(words), FILTERING)

    def edit(self) -> None:
        """Focus the filter."""
        self.set_class(True, FILTERING)
        self.field.focus()

    def leave_filter(self) -> bool:
        """Focus the list if the filter has the focus; tell whether it had."""
        if not self.field.has_focus:
            return False
        self._listed.focus()
        return True

    @on(Input.Submitted, "#filter")
    @on(Input.Blurred, "#filter")
    def _left(self) -> None:
        self.set_class(bool(self.words), FILTERING)
        self._listed.focus()
