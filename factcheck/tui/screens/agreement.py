"""How far the checkers agree: on all claims, and on those of each tag."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.widget import Widget

from factcheck.case.scale import Scale
from factcheck.evidence.agreement.report import AgreementReport, agreement
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.render.agreement import agreement_content
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.scrolling import Scroller

_ALL = "All claims"


class TagList(LineList[str]):
    """All claims, and the tags of some."""

    def lines(self, item: str, width: int) -> list[Content]:
        """Return a tag."""
        return [Content(f" #{visible_line(item)}" if item else f" {_ALL}").truncate(width, ellipsis=True)]


class AgreementScreen(Dialog[None]):
    """The tags of the case, and beside them the agreement on the claims of the selected one."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING, Binding("enter", "read", show=False)]

    tags = query_one(TagList)
    scroller = query_one(Scroller)

    def __init__(self, session: Session) -> None:
        """Measure the agreement of the checkers of a case."""
        super().__init__()
        self._case = session.workspace.case
        self._reports: dict[str, AgreementReport] = {}

    def compose(self) -> ComposeResult:
        """Build the list of tags and the page."""
        with Horizontal(id="dialog") as dialog:
            dialog.border_title = "Agreement"
            dialog.border_subtitle = "j k move · tab page · esc closes"
            yield TagList()
            with Scroller():
                yield AgreementPage()

    def on_mount(self) -> None:
        """List the tags and focus them."""
        tags = sorted({tag for claim in self._case.claims.values() for tag in claim.tags})
        self.tags.show(["", *tags])
        self.tags.focus()
        self.show_selected()

    @on(LineList.Moved)
    def show_selected(self) -> None:
        """Show the agreement on the claims of the selected tag, once it is measured."""
        tag = self.tags.current or ""
        report = self._reports.get(tag)
        self.query_one(AgreementPage).show(report, self._case.scale)
        self.scroller.scroll_home(animate=False)
        if report is None:
            self._measure(tag)

    @work(thread=True, group="agreement", exclusive=True, exit_on_error=False)
    def _measure(self, tag: str) -> None:
        case = self._case
        claims = [claim.id for claim in case.in_order() if not tag or tag in claim.tags]
        self.app.call_from_thread(self._measured, tag, agreement(case, claims))

    def _measured(self, tag: str, report: AgreementReport) -> None:
        self._reports[tag] = report
        if self.is_attached and (self.tags.current or "") == tag:
            self.query_one(AgreementPage).show(report, self._case.scale)

    def action_read(self) -> None:
        """Focus the page."""
        self.scroller.focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


class AgreementPage(Widget):
    """A report, drawn for the width there is."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        super().__init__()
        self._report: AgreementReport | None = None
        self._scale: Scale | None = None

    def show(self, report: AgreementReport | None, scale: Scale) -> None:
        """Show a report; None while it is being made."""
        self._report, self._scale = report, scale
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the page as wide as there is room."""
        return self._content(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the page has at this width."""
        return len(self._content(width).plain.split("\n"))

    def _content(self, width: int) -> Content:
        if self._report is None or self._scale is None:
            return Content.styled("measuring …", MUTED)
        return agreement_content(self._report, self._scale, max(width, 1))
