"""What may be asked of a format, a row each: a choice where an option takes a few words, else a field."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label, Static

from factcheck.exports import ExportFormat
from factcheck.text import visible_line
from factcheck.tui.render.records import MUTED
from factcheck.tui.state.export_request import TEMPLATE
from factcheck.tui.widgets.form_fields import Entry, field_of, text_of

_PLACEHOLDERS = {TEMPLATE: "the file of a template of your own, in the language of Jinja2"}


class OptionRows(Vertical):
    """The options of one format."""

    def __init__(self, chosen: ExportFormat, given: Mapping[str, str]) -> None:
        """Ask for the options of a format; `given` is what they were the last time."""
        super().__init__(classes="options")
        self._words = chosen.options
        self._choices = chosen.choices
        self._given = given
        self._fields = {name: self._field(chosen, name, given.get(name, "")) for name in self._words}

    def compose(self) -> ComposeResult:
        """Build the rows; beside a choice stands what it is for, in a field until something is in it."""
        for name, field in self._fields.items():
            with Horizontal(classes="row"):
                yield Label(name)
                yield field
                if name in self._choices:
                    yield Static(Content.styled(visible_line(self._words[name]), MUTED), classes="words")

    @property
    def values(self) -> dict[str, str]:
        """What is asked for; what is as it is by itself is left out."""
        texts = {name: self._text(name) for name in self._fields}
        return {name: text for name, text in texts.items() if text and text != self._default(name)}

    def _text(self, name: str) -> str:
        """Return what stands in a field; of a choice that is not on the screen yet, what it will be."""
        text, choices = text_of(self._fields[name]).strip(), self._choices.get(name)
        if not choices or text in choices:
            return text
        given = self._given.get(name, "")
        return given if given in choices else ""

    def _default(self, name: str) -> str:
        return next(iter(self._choices.get(name, ())), "")

    def _field(self, chosen: ExportFormat, name: str, value: str) -> Widget:
        choices = [(word, word) for word in self._choices.get(name, ())]
        placeholder = "" if choices else _PLACEHOLDERS.get(name, self._words[name])
        return field_of(Entry(f"{chosen.name}-{name}", name, value, placeholder, choices=choices))
