"""The export dialog: which format, which claims, which file; a preview, and what the case lacks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Button, Input, Label, Select, Static
from textual.worker import Worker

from factcheck.exports import summaries
from factcheck.text import visible_line
from factcheck.tui.controllers.export_work import ExportWork
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.export_defaults import ExportDefaults
from factcheck.tui.state.export_request import ExportOutlook, ExportRequest, ExportResult
from factcheck.tui.widgets.export_widgets import ExportBar, ExportPreview, FormatList, LintList, OptionRows
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.form_fields import Choice
from factcheck.workspace.export_job import file_name
from factcheck.workspace.workspace import Workspace

ALL, LISTED, TYPED = "all", "listed", "typed"
_PAUSE = 0.15
"""Seconds without another change after which the request is looked at."""


class ExportScreen(Dialog[ExportResult | None]):
    """Returns what was written, or None. A file that is there is only overwritten at a second enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("enter", "write", "Write", show=False),
    ]
    AUTO_FOCUS = "FormatList"

    formats = query_one(FormatList)
    scope = query_one("#scope", Select)
    only_input = query_one("#only", Input)
    name_input = query_one("#name", Input)
    lacking = query_one(LintList)
    preview = query_one(ExportPreview)
    bar = query_one(ExportBar)
    hint = query_one("#hint", Static)

    def __init__(self, workspace: Workspace, only: str, draft: str = "") -> None:
        """Export from `workspace`, by default what the filter `only` lets pass, and as the last time.

        With `draft`, the ref of one, the formats of drafts are of that, and one of them is chosen first.
        """
        super().__init__()
        self._workspace = workspace
        self.work = ExportWork(self, workspace, show=self._show, written=self._written, refused=self._refused)
        self._only = only
        self._defaults = ExportDefaults(workspace.path, draft)
        self._summaries = summaries()
        last = (summary for summary in self._summaries if summary.name == self._defaults.format)
        self._format = next(last, self._summaries[0])
        self._options: dict[str, OptionRows] = {}
        self._directory = self._defaults.directory
        self._looked_at: ExportRequest | None = None
        self._outlook = ExportOutlook()
        self._asked: Path | None = None
        self._refusal = ""
        self._pausing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Build the list of formats, the rows below it, and what is known of the export."""
        with Vertical(id="dialog", classes="export") as dialog:
            dialog.border_title = f"Export to {self._format.name}"
            with VerticalScroll(id="fields", can_focus=False):
                yield FormatList(id="formats")
                with Horizontal(classes="row"):
                    yield Label("Claims")
                    yield Choice(self._scopes(), allow_blank=False, id="scope", compact=True)
                    yield Static(Content.styled(visible_line(self._only), MUTED), id="listed", classes="words")
                    yield Field(self._only, placeholder="a filter: is:refuted source:S4", id="only", compact=True)
                with Horizontal(classes="row"):
                    yield Label("File")
                    name = str(self._directory / file_name(self._workspace.case, self._format.name))
                    yield Field(visible_line(name), id="name", compact=True, select_on_focus=False)
                yield LintList(id="lacking")
                yield ExportPreview(id="preview")
            yield ExportBar(id="bar")
            with Horizontal(id="buttons"):
                yield Button("Write (enter)", id="write", variant="primary", compact=True)
                yield Button("Close (esc)", id="close", compact=True)
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Begin with the format of the last time."""
        self.scope.value = LISTED if self._only else ALL
        self.formats.show(self._summaries, self._summaries.index(self._format))
        self._lay_out()
        self._consider()

    def on_unmount(self) -> None:
        """Stop all when the screen or the whole program is left."""
        self.work.stop()

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        self.work.worker_changed(event)

    # What is asked for

    @property
    def only(self) -> str:
        """The filter of the claims that are wanted."""
        return {ALL: "", LISTED: self._only}.get(str(self.scope.value), self.only_input.value)

    @property
    def request(self) -> ExportRequest:
        """What is asked for now."""
        return ExportRequest(self._format.name, self.only, self._rows.values)

    @property
    def _rows(self) -> OptionRows:
        """The options of the format, made when it is first chosen."""
        rows = self._options.get(self._format.name)
        if rows is None:
            given = self._defaults.options(self._format.name)
            rows = self._options[self._format.name] = OptionRows(self._format.name, given)
        return rows

    @property
    def path(self) -> Path:
        """The file that is named. Raises RuntimeError for the home of nobody."""
        typed, shown = self.name_input.value.strip(), visible_line(f"{self._directory}{os.sep}")
        if typed.startswith(shown):  # a directory may have a name that is not to be drawn
            return self._directory / typed.removeprefix(shown)
        return Path(typed).expanduser()

    @on(FormatList.Moved)
    def _choose(self, event: FormatList.Moved) -> None:
        """Take another format; the name of the file goes with it as long as it ends as the format has it."""
        event.stop()
        before, self._format = self._format, self._summaries[event.index]
        name = self.name_input.value
        if name.endswith(before.suffix):
            self.name_input.value = name.removesuffix(before.suffix) + self._format.suffix
        self.preview.wait()  # what was said of another format is not said of this one
        self.lacking.wait()
        self._lay_out()
        self._changed()

    @on(Select.Changed, "#scope")
    def _choose_scope(self) -> None:
        self._lay_out()
        if self.scope.value == TYPED and self.scope.has_focus:
            self.only_input.focus()

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self) -> None:
        """Look at what is asked for once the typing has stopped."""
        if not self.is_current or self.work.writing is not None:  # a letter that was typed as the window closed
            return
        self._asked, self._refusal = None, ""
        self._say_what_is_known()
        if self._pausing is not None:
            self._pausing.stop()
        self._pausing = self.set_timer(_PAUSE, self._consider)

    def _consider(self) -> None:
        if self.work.writing is None and self.request != self._looked_at:
            self._looked_at, self._outlook = self.request, ExportOutlook()
            self._say_what_is_known()
            self.preview.wait()
            self.lacking.wait()
            self.work.look(self._looked_at)

    def _show(self, outlook: ExportOutlook) -> None:
        self._outlook = outlook
        self.preview.tell(outlook.lines, wrong=bool(outlook.wrong))
        self.lacking.tell(self._workspace.case, outlook.lacks, wrong=bool(outlook.wrong))
        self._say_what_is_known()

    def _say_what_is_known(self) -> None:
        """Say why it was not written or cannot be; else how much it is."""
        outlook = self._outlook
        if wrong := self._refusal or outlook.wrong:
            self.hint.update(Content.styled(visible_line(wrong), "bold $text-warning"))
        else:
            self.say(self._of(outlook))

    def _of(self, outlook: ExportOutlook) -> str:
        if outlook.count is None:
            return ""
        claims = f"{outlook.count:,} of {len(self._workspace.case.claims):,} claims"
        required = sum(group.count for group in outlook.lacks or () if group.required)
        return f"{claims} · {self._format.name} requires {required:,} that the case lacks" if required else claims

    # Writing

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def action_write(self) -> None:
        """Write; a file that is there only when asked twice."""
        if not self.is_current or self.work.writing is not None:
            return
        try:
            path = self.path
            there = os.path.lexists(path)
        except (ValueError, RuntimeError) as error:  # a zero in it, nobody's home
            self.problem(f"{self.name_input.value}: {error}")
            return
        again = self._asked == path
        if not path.name:
            self.problem("The export needs a file name.")
        elif there and not again:
            self._ask(path)
        else:
            self.work.write(self.request, path, overwrite=again)
            self._begin_to_wait()

    def _ask(self, path: Path) -> None:
        self._asked = path
        self.problem(f"{path.name} is there already. Enter again overwrites it; or give another name.")

    def _begin_to_wait(self) -> None:
        self.say("")
        self.bar.follow(self.work.writing)
        self.query_one("#close", Button).label = "Stop (esc)"

    def _refused(self, why: str, *, exists: bool = False) -> None:
        self._end_waiting()
        if exists:
            self._ask(self.path)
        else:
            self.problem(why or "Stopped: nothing was written.")
        if self.work.known is None:  # a look that was cut short
            self._looked_at = None
        self._consider()

    def _end_waiting(self) -> None:
        self.bar.follow(None)
        self.query_one("#close", Button).label = "Close (esc)"

    def _written(self, delivered: ExportResult) -> None:
        self._end_waiting()
        if self.is_current:
            options = {name: rows.values for name, rows in self._options.items()}
            self._defaults.keep(self._format.name, options, delivered.path.parent)
            self.dismiss(delivered)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Stop writing, or go back without an export."""
        if self.work.writing is not None:
            self.work.writing.stop()
            self.say("stopping …")
        elif self.is_current:
            self.dismiss(None)

    # What is seen

    def _scopes(self) -> list[tuple[Content, str]]:
        listed = [(Content("as listed"), LISTED)] if self._only else []
        return [(Content("all"), ALL), *listed, (Content("a filter"), TYPED)]

    def _lay_out(self) -> None:
        self.query_one("#dialog").border_title = f"Export to {self._format.name}"
        self.only_input.display = self.scope.value == TYPED
        self.query_one("#listed").display = self.scope.value == LISTED
        chosen = self._rows
        if not chosen.is_attached:
            self.query_one("#fields").mount(chosen, before=self.lacking)
        for rows in self._options.values():
            rows.display = rows is chosen

    def say(self, words: str) -> None:
        """Say something on the last line."""
        self.hint.update(Content.styled(visible_line(words), MUTED))

    def problem(self, words: str) -> None:
        """Say what is in the way, until something else is asked for."""
        self._refusal = words
        self._say_what_is_known()
