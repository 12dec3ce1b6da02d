"""What a check of the whole case found: a summary, and findings of which enter goes to one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.controllers.quote_checks import CHECKING
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.line_list import LineList
from factcheck.workspace.text_reports import ReportRow, TextReport, coverage_report, verify_report

_INDENT = 4


class FindingList(LineList[ReportRow]):
    """Findings, each with its words and what it is about."""

    def lines(self, item: ReportRow, width: int) -> list[Content]:
        """Return a finding as lines."""
        style = "bold $text-error" if item.is_alarm else ""
        room = max(width - _INDENT - 1, 1)
        words = Content.styled(visible_line(item.words), style).wrap(room) or [Content()]
        about = Content.styled(visible_line(item.about), MUTED).wrap(room) if item.about else []
        head = Content.styled(f"  {visible_line(item.sign) or ' '} ", style or MUTED)
        below = [Content.assemble(" " * _INDENT, line) for line in (*words[1:], *about)]
        return [Content.assemble(head, words[0]), *below]


def report_screen(session: Session, title: str, source_id: str) -> ReportScreen:
    """Return the screen of what no claim covers of a source's text; without one, of how all quotes compare."""
    workspace = session.workspace
    make = partial(coverage_report, workspace, source_id) if source_id else partial(verify_report, workspace)
    return ReportScreen(title, make)


class ReportScreen(Dialog[ReportRow]):
    """Shows a report once it is made, in the background. Returns the finding to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING, Binding("enter", "take", "Go to it", show=False)]

    summary = query_one("#summary", Static)
    findings = query_one(FindingList)

    def __init__(self, title: str, make: Callable[[], TextReport]) -> None:
        """Show what `make` returns, which is called in a thread."""
        super().__init__()
        self._title = title
        self._make = make

    def compose(self) -> ComposeResult:
        """Build the summary and the list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(visible_line(self._title))
            dialog.border_subtitle = "enter goes there · esc closes"
            yield Static(Content.styled("The texts are being read …", MUTED), id="summary")
            yield FindingList()

    def on_mount(self) -> None:
        """Begin to read."""
        self.findings.focus()
        self._read()

    @work(thread=True, group="report", exit_on_error=False)
    def _read(self) -> None:
        try:
            with CHECKING:
                report = self._make()
        except FactcheckError as error:
            report = TextReport(str(error), ())
        self.app.call_from_thread(self._show, report)

    def _show(self, report: TextReport) -> None:
        if self.is_attached:
            self.summary.update(Content.styled(visible_line(report.summary), "bold"))
            self.findings.show(report.rows)

    def action_take(self) -> None:
        """Go to the finding under the cursor."""
        if self.findings.current is not None:
            self.dismiss(self.findings.current)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
