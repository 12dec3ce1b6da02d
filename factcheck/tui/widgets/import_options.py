"""How a file is to be imported: format, header, sheet, encoding, delimiter, dates, checker, columns and labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label, Select

from factcheck.case.scale import Scale
from factcheck.imports import FORMATS
from factcheck.imports.columns import NONE, SPELLINGS
from factcheck.imports.dates import ORDERS
from factcheck.imports.formats.csv import DELIMITERS
from factcheck.imports.label_mapping import MappedLabel
from factcheck.imports.layout import TableColumn, TableLayout
from factcheck.imports.plan import Scope
from factcheck.text import counted, visible_line
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.form_fields import Choice

_ENCODINGS = (
    *("utf-8", "utf-16", "cp1252", "iso8859-15", "mac-roman", "cp437", "cp850", "cp1250", "iso8859-2", "cp852"),
    *("cp1251", "koi8-r", "cp866", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "shift_jis", "euc-jp"),
    *("gb18030", "big5", "euc-kr", "cp874"),
)
FIELD_NAMES: Mapping[str, str] = {
    "text": "claim",
    "url": "source address",
    "title": "source title",
    "published": "source date",
    "author": "source author",
    "publisher": "source publisher",
    "label": "verdict",
    "at": "checked on",
    "external_id": "external id",
}
"""The fields of a column whose names are not the words for them."""
_SCOPES = {Scope.ALL: "everything", Scope.EVIDENCE: "no verdicts", Scope.CLAIMS: "only claims"}
_MOST_LABELS = 30

Options = Iterable[tuple[str, str]]
"""Words and values."""


class ImportOptions(VerticalScroll):
    """The options of an import. The columns and labels are those of the file that `tell` was called for."""

    can_focus = False

    def __init__(self, scale: Scale, checker: str) -> None:
        """Offer the labels of `scale`; verdicts without a checker are `checker`'s if no other is named."""
        super().__init__()
        self._scale = scale
        self._choices = {
            "dates": _choice([("by the column", ""), *((name, name) for name in ORDERS)]),
            "header": _choice([("found", "")]),
            "sheet": _choice([("all that fit", "")]),
            "encoding": _choice([("detected", ""), *((name, name) for name in _ENCODINGS)]),
            "delimiter": _choice([("detected", ""), *((name, name) for name in DELIMITERS)]),
            "format_name": _choice([("detected", ""), *((name, name) for name in FORMATS)]),
            "only": _choice([(words, scope.value) for scope, words in _SCOPES.items()]),
        }
        self.checker = Field(placeholder=checker, compact=True)
        """Whose the verdicts are that name no checker."""
        self._rows: dict[str, _Mapping] = {"columns": _Mapping(), "labels": _Mapping()}
        self._sheets: tuple[str, ...] = ()
        self._lines: tuple[tuple[int, str], ...] = ()

    def compose(self) -> ComposeResult:
        """Build two options a line, and below them the columns and the labels of the file."""
        names = ("Dates", "Header", "Sheet", "Encoding", "Delimiter", "Format", "Import")
        pairs = [*zip(names, self._choices.values(), strict=True), ("Checker", self.checker)]
        for number in range(0, len(pairs), 2):
            with Horizontal(classes="pair"):
                for name, field in pairs[number : number + 2]:
                    yield Label(name)
                    yield field
        yield from self._rows.values()

    @property
    def values(self) -> dict[str, Any]:
        """The options as `plan_file` takes them."""
        chosen: dict[str, Any] = {name: choice.chosen for name, choice in self._choices.items()}
        chosen["header"] = int(chosen["header"]) if chosen["header"] else None
        mapped = {name: dict(row.chosen) for name, row in self._rows.items()}
        return {**chosen, **mapped, "credit": self.checker.value.strip()}

    @property
    def first(self) -> Choice:
        """The first option: how dates are read."""
        return self._choices["dates"]

    def forget(self) -> None:
        """Forget what was chosen for another file, but not whose verdicts they are."""
        for choice in self._choices.values():
            choice.value = next(iter(_SCOPES)).value if choice is self._choices["only"] else ""
        for row in self._rows.values():
            row.chosen.clear()

    def tell(self, layout: TableLayout, labels: Sequence[MappedLabel]) -> None:
        """Offer the sheets, rows, columns and labels of a file, of which what was chosen stays chosen."""
        if layout.sheets != self._sheets:
            self._sheets = layout.sheets
            self._offer("sheet", [("all that fit", ""), *((name, name) for name in layout.sheets)])
        if layout.rows != self._lines:
            self._lines = layout.rows
            lines = [(f"line {line}: {words}", str(line)) for line, words in layout.rows if line]
            self._offer("header", [("found", ""), ("none", "0"), *lines])
        fields = [("left out", NONE), *((FIELD_NAMES.get(field, field), field) for field in SPELLINGS)]
        self._rows["columns"].offer([_column(column) for column in layout.columns], fields)
        named = [(label.id, label.name) for label in self._scale.labels]
        ids = {name: key for key, name in named}
        found = [
            (each.words, each.words, ids.get(each.label or "", ""), counted(each.times, "verdict")) for each in labels
        ]
        self._rows["labels"].offer(found[:_MOST_LABELS], [("no label", ""), *((name, key) for key, name in named)])

    def _offer(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        choice = self._choices[name]
        chosen = choice.chosen
        choice.set_options([(Content(visible_line(words)), value) for words, value in options])
        choice.value = chosen if chosen in {value for _, value in options} else ""


class _Mapping(Vertical):
    """Names of the file, a choice of what each means; `chosen` holds what is chosen otherwise than it was read."""

    def __init__(self) -> None:
        super().__init__(classes="mapping")
        self.chosen: dict[str, str] = {}
        self._read: dict[str, str] = {}
        self._fields: dict[str, Choice] = {}
        self._names: tuple[object, ...] = ()

    def offer(self, found: Sequence[tuple[str, str, str, str]], options: Sequence[tuple[str, str]]) -> None:
        """Show a choice of `options` for each name that was found: its key, its words, what it is, an example."""
        self._read = {key: value for key, _, value, _ in found if key not in self.chosen}
        if self._names != (names := tuple((key, words, sample) for key, words, _, sample in found)):
            self._names = names
            self._fields = {key: _choice(options, self.chosen.get(key, value)) for key, _, value, _ in found}
            self.remove_children()
            self.mount(*(_line(words, self._fields[key], sample) for key, words, _, sample in found))
        for key, field in self._fields.items():
            wanted = self.chosen.get(key, self._read.get(key, ""))
            if field.chosen != wanted:
                field.value = wanted

    @on(Select.Changed)
    def _choose(self, event: Select.Changed) -> None:
        key = next((key for key, field in self._fields.items() if field is event.select), None)
        if key is None:
            event.stop()
        elif (value := str(event.value)) == self._read.get(key):
            self.chosen.pop(key, None)
        elif value:
            self.chosen[key] = value


def _column(column: TableColumn) -> tuple[str, str, str, str]:
    return column.name, column.shown, column.field, column.sample


def _choice(options: Iterable[tuple[str, str]], value: str | None = None) -> Choice:
    listed = list(options)
    first = listed[0][1] if value is None else value
    shown = [(Content(visible_line(words)), each) for words, each in listed]
    return Choice(shown, value=first, allow_blank=False, compact=True)


def _line(words: str, field: Choice, sample: str) -> Widget:
    return Horizontal(
        Label(Content(visible_line(words))),
        field,
        Label(Content(visible_line(sample)), classes="sample"),
        classes="pair",
    )
