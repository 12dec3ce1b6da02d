"""The way from a claim to the sources of its excerpts, and back to where one was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from factcheck.case.records import Excerpt, Source
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui.screens.base import WorkspaceScreen
from factcheck.tui.widgets.evidence import EvidencePane, Side

if TYPE_CHECKING:
    from factcheck.workspace.library import Library
    from factcheck.workspace.results import AttachResult


class ToSources(WorkspaceScreen):
    """The key that opens the reader."""

    library: Library

    @property
    def sides(self) -> Sequence[Side]:
        """The panes of the excerpts."""
        raise NotImplementedError

    def go_to_claim(self, claim_id: str) -> None:
        """Put the cursor on a claim, whatever the filter hides."""
        raise NotImplementedError

    def action_read(self) -> None:
        """Read the excerpt in focus in its source, or the first of the claim; without any, a source of one's choice."""
        panes = [side.pane for side in self.sides]
        focused = [pane for pane in panes if pane.has_focus]
        excerpt = next((pane.current for pane in focused or panes if pane.current), None)
        if excerpt is not None:
            self.read_source(self.workspace.case.sources[excerpt.source], excerpt)
        else:
            self._choose_source()

    def _choose_source(self) -> None:
        from factcheck.tui.screens.chooser import ChooseSource

        if not self.workspace.case.sources:
            self.status_line.problem(f"There is no source to read yet: {self._adds_sources()}")
            return
        claim = self.claim
        nothing = f"Nothing is quoted for {visible_line(claim.ref)} yet. " if claim else ""
        title = Content(f"{nothing}Read which source?")
        self.app.push_screen(ChooseSource(self.workspace.case, title), self._chosen_source)

    def _adds_sources(self) -> str:
        return f"{self.key('case.sources')} opens the library, {self.key('edit.add')} brings documents in there"

    def _chosen_source(self, source: Source | None) -> None:
        if source is not None:
            self.read_source(source)

    def read_source(self, source: Source, excerpt: Excerpt | None = None) -> None:
        """Open a source at an excerpt from it, or at its beginning."""
        screen = source_screen(self, self.library, source, excerpt, self.claim.id if self.claim else "")
        if screen is not None:
            self.app.push_screen(screen, partial(self._back_from, screen, len(self.workspace.case.history)))

    def _back_from(self, screen: WorkspaceScreen, changes: int, _result: None) -> None:
        """Show what was changed meanwhile; go to where was asked for, else stay where one was."""
        goal: Excerpt | None = getattr(screen, "goal", None)
        attached: AttachResult | None = getattr(screen, "attached", None)
        if len(self.workspace.case.history) != changes:
            self.show_case(self.claim.id if self.claim else None)
            self._fold_when_idle()
        if attached is not None:
            self._text_came(attached, getattr(screen, "opened", None))
        elif goal is not None and goal.id in self.workspace.case.excerpts:
            self._go_to(self.workspace.case.excerpts[goal.id])

    def _text_came(self, attached: AttachResult, excerpt: Excerpt | None) -> None:
        """Show that a text is here, and read it."""
        self.show_case()
        self.status_line.say(Content(f" {visible_line(attached.line)}"))
        self.read_source(attached.source, excerpt)

    def _go_to(self, excerpt: Excerpt) -> None:
        self.go_to_claim(excerpt.claim)
        pane: EvidencePane = next(side.pane for side in self.sides if side.pane.stance is excerpt.stance)
        places = [shown.id for shown in pane.items]
        if excerpt.id in places:
            pane.move_to(places.index(excerpt.id))
            pane.focus()


def source_screen(
    screen: WorkspaceScreen, library: Library, source: Source, excerpt: Excerpt | None, claim_id: str
) -> WorkspaceScreen | None:
    """Return what shows a source at an excerpt, read for a claim; None where it cannot be read, which `screen` says."""
    from factcheck.tui.screens.missing_text import AbsentScreen
    from factcheck.tui.screens.reader import ReaderScreen

    try:
        document = library.document(source.id)
    except FactcheckError as error:
        screen.status_line.problem(str(error))
        return None
    if document is None:
        return AbsentScreen(screen.workspace, screen.keymap, library, source, excerpt)
    reader = ReaderScreen(screen.workspace, screen.keymap, library, source, document)
    reader.opened, reader.claim_id = excerpt, claim_id
    return reader
