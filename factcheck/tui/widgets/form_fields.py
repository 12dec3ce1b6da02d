"""The fields of a form: what is asked for, and the widget that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from textual.content import Content
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Select, TextArea
from textual.widgets.select import InvalidSelectValueError

from factcheck.text import visible, visible_line
from factcheck.tui.widgets.choice import Choice
from factcheck.tui.widgets.fields import Field, Page


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a form: its name in the record, the word before it, and what is in it at first.

    With `rows` beyond one it takes several lines, with `choices` (a value and its words each) one of them: the first
    where `value` is none, or with a `placeholder` none at all.
    """

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    rows: int = 1
    choices: Sequence[tuple[str, str]] = ()
    suggester: Suggester | None = None


def room_of(entry: Entry) -> int:
    """Return how many lines a field takes."""
    return entry.rows + (entry.rows > 1)


def field_of(entry: Entry) -> Widget:
    """Return the widget of a field, with what is in it at first made visible."""
    if entry.choices:
        options = [(Content(visible_line(words)), value) for value, words in entry.choices]
        known = [value for value, _ in entry.choices]
        value = entry.value if entry.value in known else Select.NULL if entry.placeholder else known[0]
        blank, prompt = value is Select.NULL, entry.placeholder or "Select"
        return Choice(options, value=value, allow_blank=blank, prompt=prompt, id=entry.name, compact=True)
    if entry.rows > 1:
        page = Page(visible(entry.value), id=entry.name, soft_wrap=True, tab_behavior="focus", compact=True)
        page.styles.height = entry.rows
        return page
    return Field(
        visible_line(entry.value),
        placeholder=entry.placeholder,
        id=entry.name,
        compact=True,
        select_on_focus=False,
        suggester=entry.suggester,
    )


def text_of(field: Widget) -> str:
    """Return what stands in a field."""
    if isinstance(field, TextArea):
        return field.text
    if isinstance(field, Select) and field.value is Select.NULL:
        return ""
    return str(field.value) if isinstance(field, Input | Select) else ""


def write_into(field: Widget, text: str) -> None:
    """Put a text into a field; a choice that there is no more stays as it is."""
    if isinstance(field, TextArea):
        field.text = text
    elif isinstance(field, Input):
        field.value = text
    elif isinstance(field, Select):
        with suppress(InvalidSelectValueError):
            field.value = text or Select.NULL
