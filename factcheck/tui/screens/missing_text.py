"""A source whose text is not here: how it is attached, and what is quoted from it all the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.case.records import Claim, Excerpt, Source
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.controllers.forms import Writing
from factcheck.tui.render.records import MUTED
from factcheck.tui.render.source import title_words
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.key_line import KeyLine
from factcheck.tui.widgets.source_lists import QuotingList
from factcheck.workspace.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.tui.screens.documents import AttachScreen
    from factcheck.workspace.library import Library
    from factcheck.workspace.results import AttachResult

_KEYS = [binding for binding in keys.READING if binding.id in {"reader.claims", "reader.back"}]
_KEYS += [binding for binding in keys.LIBRARY if binding.id == "source.attach"]


class AbsentScreen(Writing):
    """The excerpts of a source without a text. Once it is left, `goal` is the excerpt to go to, if any.

    `attached` is what came of it where the text was brought here: the source is read then.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*_KEYS, *keys.TAKING_BACK, *keys.ANYWHERE]

    quoting = query_one(QuotingList)

    def __init__(
        self, workspace: Workspace, keymap: Mapping[str, str], library: Library, source: Source, opened: Excerpt | None
    ) -> None:
        """Show what is quoted from `source`, beginning at `opened`."""
        super().__init__(workspace, keymap)
        self.library = library
        self.source = source
        self.opened = opened
        self.goal: Excerpt | None = None
        self.attached: AttachResult | None = None

    def compose(self) -> ComposeResult:
        """Build the list of excerpts, with what is missing above it."""
        yield Static(id="head")
        yield Static(id="absent")
        yield QuotingList(self.workspace.case, with_quote=True)
        yield StatusLine()
        yield KeyLine()

    def begin(self, workspace: Workspace) -> None:
        """Say what is missing."""
        super().begin(workspace)
        ref = visible_line(self.source.ref)
        words = f"The text of {ref} is not here, so nothing can be read around its excerpts."
        key = self.key("source.attach")
        how = f"{key} brings it: a file or an address. The same on the command line:"
        command = f"factcheck source attach {ref} {visible_line(self.source.file) or 'FILE'}"
        self.query_one("#absent", Static).update(Content.assemble(words, "\n", how, "\n  ", (command, "bold")))
        hint = f" {key} brings its text, {self.key('reader.claims')} goes to the claim, {self.key('reader.back')} back"
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
        case, current = self.workspace.case, self.quoting.current or self.opened
        self.query_one("#head", Static).update(title_words(self.source, None, self.size.width))
        excerpts = [case.excerpts[key] for key in case.quoting(self.source.id)]
        excerpts.sort(key=lambda excerpt: (len(excerpt.ref), excerpt.ref))
        ids = [excerpt.id for excerpt in excerpts]
        self.quoting.show(excerpts, ids.index(current.id) if current and current.id in ids else 0)

    def action_attach(self) -> None:
        """Bring the text; it is read then."""
        from factcheck.tui.screens.documents import AttachScreen

        if self.may_write():
            screen = AttachScreen(self.library, self.source)
            self.app.push_screen(screen, lambda _: self._attached(screen))

    def _attached(self, screen: AttachScreen) -> None:
        self.attached = screen.attached
        if self.attached is not None:
            self.action_back()

    def action_quoting(self) -> None:
        """Go to the claim of the excerpt under the cursor."""
        self.goal = self.quoting.current
        self.action_back()

    def action_back(self) -> None:
        """Go back to where one was."""
        if self.is_current:
            self.dismiss(None)
