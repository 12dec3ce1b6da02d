"""The fields of a form: text, choice, path and tags, and the description from which a form makes them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Select, TextArea
from textual.widgets.select import InvalidSelectValueError

from factcheck.errors import FactcheckError
from factcheck.text import clean, clean_line, visible, visible_line
from factcheck.tui.keys import EDITOR
from factcheck.tui.runtime.editor import edit_in_editor
from factcheck.tui.widgets.field import Field


class MultilineField(TextArea):
    """Several lines; they can be written in the user's own editor too."""

    BINDINGS: ClassVar[list[BindingType]] = [EDITOR]

    def action_edit_outside(self) -> None:
        """Edit the text in the user's editor; if that fails, say so and keep the text."""
        text, problem = self.text, ""
        try:
            with self.app.suspend():  # it resumes only if nothing is raised within
                try:
                    text = edit_in_editor(self.text)
                except FactcheckError as error:
                    problem = str(error)
        except SuspendNotSupported as error:
            problem = str(error)
        if problem:
            self.notify(visible_line(problem), title="Editor", severity="error", markup=False)
        elif text != self.text:
            self.replace(text, self.document.start, self.document.end)

    def on_paste(self, event: events.Paste) -> None:
        """Remove control characters, which Textual would send to the terminal."""
        event.text = clean(event.text)


class Choice(Select[str]):
    """A Select that knows its value before it is mounted, and ignores events while it is being removed.

    Its children are removed before it; Textual would raise NoMatches for them, for example when a dialog closes while
    its options are still being mounted.
    """

    @property
    def chosen(self) -> str:
        """The value that is chosen, "" for none; until it is mounted, the one that it will have."""
        return "" if self._value is Select.NULL else str(self._value)

    @property
    def complete(self) -> bool:
        """Whether all children are mounted."""
        return bool(self.query("SelectCurrent #label") and self.query("SelectOverlay"))

    def on_mount(self, event: events.Mount) -> None:
        """Set the options if the children are mounted."""
        self._only_complete(event)

    def on_select_overlay_update_selection(self, event: Message) -> None:
        """Apply the chosen option if the children are mounted."""
        self._only_complete(event)

    def action_show_overlay(self) -> None:
        """Open the list of options if it is mounted."""
        if self.complete:
            super().action_show_overlay()

    def _only_complete(self, event: Message) -> None:
        if not self.complete:
            event.prevent_default()
            event.stop()


_LISTED_AT_MOST = 200
"""Maximum number of directory entries to complete from."""


class PathField(Field):
    """A field for a path or an address; tab completes a path, or moves on if the field is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete", show=False)]

    @dataclass
    class Fitting(Message):
        """Several names match, or none does."""

        names: list[str]

    def action_complete(self) -> None:
        """Complete the path; post `Fitting` unless exactly one name matches."""
        if not self.value.strip():
            self.screen.focus_next()
            return
        completed, names = complete_path(self.value)
        before, blank, last = self.value.rpartition(" ")
        if not names and blank:  # the last of several
            completed, names = complete_path(last)
            completed = f"{before} {completed}"
        if completed != self.value:
            self.value = completed
            self.cursor_position = len(completed)
        if len(names) != 1:
            self.post_message(self.Fitting(names))


def complete_path(typed: str) -> tuple[str, list[str]]:
    """Return the completed path and the matching names; directories end in "/".

    Names with control characters are left out; addresses are not completed.
    """
    parent, _, begun = typed.rpartition("/")
    head = typed[: len(typed) - len(begun)]
    directory = Path(os.path.expanduser(head or "."))  # noqa: PTH111 (Path.expanduser raises for nobody's home)
    names = [] if "://" in typed or (parent == "~" and str(directory) == "~") else _names(directory, begun)
    common = os.path.commonprefix(names)  # noqa: RUF071 (letters are wanted, not parts)
    return (head + common if len(common) >= len(begun) and names else typed), names


def _names(directory: Path, begun: str) -> list[str]:
    """Return the names in a directory with the prefix `begun`; hidden ones only if it starts with a dot."""
    found = []
    try:
        with os.scandir(directory) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(begun) and name.startswith(".") <= begun.startswith(".") and _harmless(name):
                    found.append(f"{name}/" if entry.is_dir() else name)
                if len(found) >= _LISTED_AT_MOST:
                    break
    except (OSError, ValueError):
        return []
    return sorted(found)


def _harmless(name: str) -> bool:
    return visible_line(name) == name


class TagSuggester(Suggester):
    """Completes the last of several comma-separated tags."""

    def __init__(self, tags: Sequence[str]) -> None:
        """Complete from `tags`; the first match is suggested."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = [tag for tag in tags if visible_line(tag) == tag]

    async def get_suggestion(self, value: str) -> str | None:
        """Return the value with its last tag completed; None if no unused tag matches."""
        there = {tag.casefold() for tag in split_tags(value)}
        begun = value.rpartition(",")[2].lstrip()
        fitting = (tag for tag in self._tags if tag.casefold().startswith(begun.casefold()))
        found = next((tag for tag in fitting if tag.casefold() not in there), None) if begun else None
        return None if found is None else value + found[len(begun) :]


def split_tags(written: str) -> tuple[str, ...]:
    """Return the comma-separated tags, without duplicates, in order."""
    return tuple(dict.fromkeys(tag for tag in map(clean_line, written.split(",")) if tag))


def join_tags(tags: str | Sequence[str]) -> str:
    """Return tags as comma-separated text."""
    return tags if isinstance(tags, str) else ", ".join(tags)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a form: its name in the record, its label and its initial value.

    More than one of `rows` makes it multiline. With `choices` (value and label each) it is a choice: of the first if
    `value` is not among them, or of none if there is a `placeholder`.
    """

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    rows: int = 1
    choices: Sequence[tuple[str, str]] = ()
    suggester: Suggester | None = None


def room_of(entry: FieldSpec) -> int:
    """Return the height of a field in lines."""
    return entry.rows + (entry.rows > 1)


def field_of(entry: FieldSpec) -> Widget:
    """Return the widget for a field, with its initial value."""
    if entry.choices:
        options = [(Content(visible_line(words)), value) for value, words in entry.choices]
        known = [value for value, _ in entry.choices]
        value = entry.value if entry.value in known else Select.NULL if entry.placeholder else known[0]
        blank, prompt = value is Select.NULL, entry.placeholder or "Select"
        return Choice(options, value=value, allow_blank=blank, prompt=prompt, id=entry.name, compact=True)
    if entry.rows > 1:
        page = MultilineField(visible(entry.value), id=entry.name, soft_wrap=True, tab_behavior="focus", compact=True)
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
    """Return the text of a field."""
    if isinstance(field, TextArea):
        return field.text
    if isinstance(field, Choice):
        return field.chosen
    return field.value if isinstance(field, Input) else ""


def write_into(field: Widget, text: str) -> None:
    """Set the text of a field; a choice ignores values that are not among its options."""
    if isinstance(field, TextArea):
        field.text = text
    elif isinstance(field, Input):
        field.value = text
    elif isinstance(field, Select):
        with suppress(InvalidSelectValueError):
            field.value = text or Select.NULL
