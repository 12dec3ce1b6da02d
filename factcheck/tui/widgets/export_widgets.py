"""The parts of the export screen: formats, options, lint issues, preview and progress bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Label, Static

from factcheck.case.case import Case
from factcheck.exports import FormatSummary, find
from factcheck.exports.lint import LintGroup
from factcheck.text import visible, visible_line
from factcheck.tui.render.styles import MUTED
from factcheck.tui.state.document_tasks import OutcomeKind, TaskOutcome
from factcheck.tui.state.export_request import TEMPLATE
from factcheck.tui.widgets.form_fields import FieldSpec, field_of, text_of
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.result_lists import OutcomeList
from factcheck.tui.widgets.scrolling import Scroller
from factcheck.workspace.progress import Progress

_NAME = 13


class FormatList(LineList[FormatSummary]):
    """The export formats, a line each: name and description."""

    def lines(self, item: FormatSummary, width: int) -> list[Content]:
        """Return the line of a format, cut where there is no room for all of it."""
        line = Content.assemble(" ", item.name.ljust(_NAME), (item.about, MUTED))
        return [line.truncate(width, ellipsis=True)]


_PLACEHOLDERS = {TEMPLATE: "Jinja2 template (optional)"}


class OptionRows(Vertical):
    """The options of one format."""

    def __init__(self, format_name: str, given: Mapping[str, str]) -> None:
        """Make the fields for the options of a format, with the values `given`."""
        super().__init__(classes="options")
        chosen = find(format_name)
        self._words = chosen.options
        self._choices = chosen.choices
        self._given = given
        self._fields = {name: self._field(format_name, name, given.get(name, "")) for name in self._words}

    def compose(self) -> ComposeResult:
        """Yield a row per option; a choice has its description beside it, a text field as placeholder."""
        for name, field in self._fields.items():
            with Horizontal(classes="row"):
                yield Label(name)
                yield field
                if name in self._choices:
                    yield Static(Content.styled(visible_line(self._words[name]), MUTED), classes="words")

    @property
    def values(self) -> dict[str, str]:
        """The options that differ from their defaults."""
        texts = {name: self._text(name) for name in self._fields}
        return {name: text for name, text in texts.items() if text and text != self._default(name)}

    def _text(self, name: str) -> str:
        """Return the value of a field; for a choice that is not mounted yet, its initial value."""
        text, choices = text_of(self._fields[name]).strip(), self._choices.get(name)
        if not choices or text in choices:
            return text
        given = self._given.get(name, "")
        return given if given in choices else ""

    def _default(self, name: str) -> str:
        return next(iter(self._choices.get(name, ())), "")

    def _field(self, format_name: str, name: str, value: str) -> Widget:
        choices = [(word, word) for word in self._choices.get(name, ())]
        placeholder = "" if choices else _PLACEHOLDERS.get(name, self._words[name])
        return field_of(FieldSpec(f"{format_name}-{name}", name, value, placeholder, choices=choices))


_MOST_LINES = 5


class LintList(OutcomeList):
    """The lint issues of an export, a line for each group."""

    lasting_cursor = False

    def allow_focus(self) -> bool:
        """Return whether there is anything to scroll, so that tab skips it otherwise."""
        return self._height(self.size.width) > self.size.height > 0

    def wait(self) -> None:
        """Show that the check is running."""
        self.show([])
        self.display = True
        self.refresh(layout=True)

    def empty_lines(self, width: int) -> list[Content]:
        """Return the line for a running check."""
        return [Content.styled(" … checking what the format requires", MUTED)]

    def tell(self, case: Case, lacks: Sequence[LintGroup] | None, *, wrong: bool) -> None:
        """Show the lint issues; hide the list if there are none because something else is wrong."""
        if lacks is not None:
            self.show([_outcome(case, group) for group in lacks] or [TaskOutcome(OutcomeKind.OK, "Ready to export")])
        self.display = bool(self.items) or not wrong
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of all items, up to a maximum."""
        return max(1, min(self._height(width), _MOST_LINES))

    def _height(self, width: int) -> int:
        """Return the height of the first items, enough to tell whether they exceed the maximum."""
        return sum(len(self.lines(item, max(1, width - 1))) for item in self.items[: _MOST_LINES + 1])


def _outcome(case: Case, group: LintGroup) -> TaskOutcome:
    kind, word = (OutcomeKind.FAILED, "required") if group.required else (OutcomeKind.WARNING, "advised")
    return TaskOutcome(kind, f"{word} · {group.describe(case)}")


class ExportPreview(Scroller):
    """The first lines of an export as they will be in the file, with control characters made visible."""

    page = query_one(Static)

    def compose(self) -> ComposeResult:
        """Build the page."""
        yield Static()

    def on_mount(self) -> None:
        """Set the title."""
        self.border_title = "Preview"

    def wait(self) -> None:
        """Show that the preview is loading."""
        self.page.update(Content.styled("loading …", MUTED))

    def tell(self, lines: Sequence[str] | None, *, wrong: bool) -> None:
        """Show lines; clear the preview if something is wrong."""
        if lines is None:
            self.page.update(Content() if wrong else self.page.content)
            return
        self.page.update(Content("\n".join(visible(line.expandtabs(4)) for line in lines) or "an empty file"))
        self.scroll_home(animate=False)


BAR = 24
_TIMES_A_SECOND = 10
_KB, _MB = 1_000, 1_000_000


class ExportBar(Static):
    """A progress bar with the number of claims and bytes written; hidden while nothing is written."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Start hidden."""
        super().__init__(id=id)
        self._progress: Progress | None = None
        self._timer: Timer | None = None
        self.display = False

    def follow(self, progress: Progress | None) -> None:
        """Show `progress` and update it regularly; hide with None."""
        self._progress, self.display = progress, progress is not None
        self._draw()
        if self._timer is None:
            self._timer = self.set_interval(1 / _TIMES_A_SECOND, self._draw)

    def _draw(self) -> None:
        if self._progress is not None:
            self.update(drawn(self._progress))


def drawn(progress: Progress) -> Content:
    """Return the bar and the numbers."""
    done, total = progress.done, progress.total
    if not total and not progress.size:
        return Content.styled("selecting the claims …", MUTED)
    full = BAR * done // total if total else BAR
    bar = Content.assemble(("━" * full, "$success"), ("─" * (BAR - full), MUTED))
    return Content.assemble(bar, f" {done:,} of {total:,} claims · {_size(progress.size)}")


def _size(count: int) -> str:
    if count < _KB:
        return f"{count} bytes"
    return f"{count / _KB:,.0f} kB" if count < _MB else f"{count / _MB:,.1f} MB"
