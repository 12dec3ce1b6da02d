"""A source whose text is not here: how to attach it, and what is quoted from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.case.records import Claim, Excerpt, Source
from factcheck.text import visible_line
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command
from factcheck.tui.dialogs import OpenDocuments
from factcheck.tui.render.passages import title_words
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.document_tasks import AttachText
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.source_list import ExcerptList
from factcheck.workspace.results import AttachResult


class MissingTextScreen(CaseScreen[Destination]):
    """The excerpts of a source without a text. Returns the excerpt to go to, or the text that was attached."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["missing text"].bindings]

    quoting = query_one(ExcerptList)

    def __init__(self, session: Session, source: Source, excerpt: Excerpt | None = None) -> None:
        """Show what is quoted from `source`, beginning at `excerpt`."""
        super().__init__(session)
        self.source = source
        self.changes = Changes(self)
        self._excerpt = excerpt

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.changes.commands,
            "source.attach": self._attach_text,
            "source.open": lambda: self.addresses.open(self.source),
            "reader.claims": lambda: self.leave(Destination(excerpt=self.quoting.current)),
            "reader.back": lambda: self.leave(Destination()),
        }

    def compose(self) -> ComposeResult:
        """Build the list of excerpts, with what is missing above it."""
        yield Static(id="head")
        yield Static(id="absent")
        yield ExcerptList(self.workspace.case, with_quote=True)
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Say what is missing."""
        super().begin()
        ref = visible_line(self.source.ref)
        words = f"The text of {ref} is not here, so nothing can be read around its excerpts."
        key = self.key("source.attach")
        how = f"{key} attaches it: a file or an address. The same on the command line:"
        command = f"factcheck source attach {ref} {visible_line(self.source.file) or 'FILE'}"
        self.query_one("#absent", Static).update(Content.assemble(words, "\n", how, "\n  ", (command, "bold")))
        hint = f" {key} attach the text, {self.key('reader.claims')} go to the claim, {self.key('reader.back')} back"
        self.status_line.say(Content.styled(hint, MUTED))
        self.show_case()
        self.quoting.focus()

    @property
    def claim(self) -> Claim | None:
        """The claim of the excerpt under the cursor."""
        current = self.quoting.current
        return self.workspace.case.claims[current.claim] if current else None

    def show_case(self, wanted: str | None = None) -> None:
        """Show the excerpts as they are now."""
        case, current = self.workspace.case, self.quoting.current or self._excerpt
        self.query_one("#head", Static).update(title_words(self.source, None, self.size.width))
        excerpts = [case.excerpts[key] for key in case.quoting(self.source.id)]
        excerpts.sort(key=lambda excerpt: (len(excerpt.ref), excerpt.ref))
        ids = [excerpt.id for excerpt in excerpts]
        self.quoting.show(excerpts, ids.index(current.id) if current and current.id in ids else 0)

    def _attach_text(self) -> None:
        """Attach the text; it is read then."""
        if self.changes.may_write():
            self.post_message(OpenDocuments(self.workspace, AttachText(self.source), then=self._attached))

    def _attached(self, attached: AttachResult | None) -> None:
        if attached is not None:
            self.leave(Destination(attached=attached))
