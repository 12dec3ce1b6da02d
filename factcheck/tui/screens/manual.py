"""The pages of the manual."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.widget import Widget

from factcheck import manual
from factcheck.tui import keys
from factcheck.tui.render.markdown import markdown_content
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.scrolling import Scroller


class TopicList(LineList[str]):
    """The topics of the manual."""

    def lines(self, item: str, width: int) -> list[Content]:
        """Return the name of a topic."""
        return [Content(f" {item}")]


class ManualScreen(Dialog[None]):
    """The topics, and beside them the page of the selected one."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CLOSING, Binding("enter", "read", show=False)]

    topics = query_one(TopicList)
    scroller = query_one(Scroller)

    def compose(self) -> ComposeResult:
        """Build the list of topics and the first page."""
        with Horizontal(id="dialog") as dialog:
            dialog.border_title = "Manual"
            dialog.border_subtitle = "j k move · tab page · esc closes"
            yield TopicList()
            with Scroller():
                yield ManualPage()

    def on_mount(self) -> None:
        """List the topics and focus them."""
        self.topics.show(manual.TOPICS)
        self.topics.focus()
        self.show_page()

    @on(LineList.Moved)
    def show_page(self) -> None:
        """Show the page of the selected topic from its start."""
        if (topic := self.topics.current) is not None:
            self.query_one(ManualPage).show(manual.page(topic))
            self.scroller.scroll_home(animate=False)

    def action_read(self) -> None:
        """Focus the page."""
        self.scroller.focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


class ManualPage(Widget):
    """A page, drawn for the width there is."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        super().__init__()
        self._text = ""

    def show(self, text: str) -> None:
        """Show another page."""
        self._text = text
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the page as wide as there is room."""
        return markdown_content(self._text, self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the page has at this width."""
        return len(markdown_content(self._text, width).plain.split("\n"))
