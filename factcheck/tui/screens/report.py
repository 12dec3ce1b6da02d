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
from factcheck.tui.dialogs import ReportEnd
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.line_list import LineList
from factcheck.workspace.progress import Progress, StoppedError
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


class ReportScreen(Dialog[ReportEnd]):
    """Shows a report once it is made, in the background. Returns the finding to go to, or that it was stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.CLOSING,
        Binding("ctrl+c", "stop", "Stop", show=False),
        Binding("enter", "take", "Go to it", show=False),
    ]

    summary = query_one("#summary", Static)
    findings = query_one(FindingList)

    def __init__(self, title: str, make: Callable[[Progress], TextReport]) -> None:
        """Show what `make` returns, which is called in a thread."""
        super().__init__()
        self._title = title
        self._make = make
        self._progress = Progress()
        self._is_made = False

    def compose(self) -> ComposeResult:
        """Build the summary and the list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(visible_line(self._title))
            dialog.border_subtitle = "esc stops"
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
                self._progress.check()
                report = self._make(self._progress)
        except StoppedError:
            return
        except FactcheckError as error:
            report = TextReport(str(error), ())
        self.app.call_from_thread(self._show, report)

    def _show(self, report: TextReport) -> None:
        self._is_made = True
        if self.is_attached:
            self.query_one("#dialog").border_subtitle = "enter goes there · esc closes"
            self.summary.update(Content.styled(visible_line(report.summary), "bold"))
            self.findings.show(report.rows)

    def action_take(self) -> None:
        """Go to the finding under the cursor."""
        if self.findings.current is not None:
            self.dismiss(ReportEnd(self.findings.current))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let it be stopped until it is made."""
        return not self._is_made if action == "stop" else super().check_action(action, parameters)

    def action_stop(self) -> None:
        """Stop, and go back."""
        self.action_close()

    def action_close(self) -> None:
        """Go back; if the report is still being made, stop that."""
        self._progress.stop()
        self.dismiss(None if self._is_made else ReportEnd(is_stopped=True))

    def on_unmount(self) -> None:
        """Stop: the program is left."""
        self._progress.stop()
