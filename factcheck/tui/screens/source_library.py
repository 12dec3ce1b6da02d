"""The library: every source of the case, whether its text is here, and how many excerpts quote it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from factcheck.case.changes import Batch
from factcheck.case.origins import chain_words, detail_words
from factcheck.case.records import Claim, Source
from factcheck.case.statistics import SourceLoad, source_loads
from factcheck.text import folded, visible_line
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command
from factcheck.tui.controllers.notes import Notes
from factcheck.tui.controllers.source_archiving import SourceArchiving
from factcheck.tui.controllers.source_documents import SourceDocuments
from factcheck.tui.controllers.source_editing import SourceEditing
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.render.notes import note_lines
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.filter_panel import FilterPanel
from factcheck.tui.widgets.header import Header
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.source_list import SourceList, TextState
from factcheck.workspace.source_details import web_details


class LibraryScreen(CaseScreen[Destination]):
    """Read, add, edit and remove sources. Returns the excerpt to go to, where one was chosen."""

    AUTO_FOCUS = "#sources"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["library"].bindings]

    header = query_one(Header)
    panel = query_one(FilterPanel)
    sources = query_one(SourceList)
    detail = query_one("#detail", Static)

    def __init__(self, session: Session, claim_id: str = "") -> None:
        """Show the sources of the case; they are read for a claim."""
        super().__init__(session)
        self._claim_id = claim_id
        self.changes = Changes(self, shown=self._show_sources_of)
        self.editing = SourceEditing(self, self.changes, lambda: self.source, self._show_sources_of)
        self.documents = SourceDocuments(self, self.changes, lambda: self.source, self._say_keys)
        self.archiving = SourceArchiving(self, self.changes, lambda: self.source)
        self.notes = Notes(self, self.changes, lambda: self.source)
        self.reading = SourceReading(self, self.changes, lambda excerpt: self.leave(Destination(excerpt=excerpt)))

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.changes.commands,
            **self.notes.commands,
            **self.editing.commands,
            **self.documents.commands,
            **self.archiving.commands,
            "excerpt.read": self._read,
            "source.open": lambda: self.addresses.open(self.source),
            "case.sources": lambda: self.leave(Destination()),
            "claims.filter": self.panel.edit,
            "pane.back": self._back,
        }

    def compose(self) -> ComposeResult:
        """Build the list."""
        yield Header()
        listed = SourceList(self._text_state, self._notes_of, id="sources")
        words = "/ filter: words of title, publisher, author"
        yield FilterPanel(listed, Static(id="detail"), placeholder=words, id="library")
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Show the sources, and say what to press first."""
        super().begin()
        self.show_case()
        self.call_after_refresh(self._say_keys)

    def _say_keys(self) -> None:
        words = {"edit.add": "add documents", "edit.edit": "edit", "source.attach": "attach text"}
        words |= {"source.refetch": "fetch again", "source.role": "role", "case.sources": "back"}
        self.status_line.say_keys((self.key(name), does) for name, does in words.items())

    @property
    def claim(self) -> Claim | None:
        """The claim that sources are read for; the keys of the library act upon sources."""
        return self.workspace.case.claims.get(self._claim_id)

    @property
    def source(self) -> Source | None:
        """The selected source."""
        return self.sources.current.source if self.sources.current else None

    # Showing

    def _text_state(self, source_id: str) -> TextState:
        """Return whether a text is here, and which excerpts are known not to stand in it as they are quoted."""
        known, excerpts = self.workspace.quote_checks.known, self.workspace.case.excerpts
        checks = ((excerpts[key].ref, known(excerpts[key])) for key in self.workspace.case.quoting(source_id))
        faults = [ref for ref, check in checks if check is not None and check.anchor.state.is_mismatch]
        return TextState(self.workspace.documents.has_text(source_id), tuple(sorted(faults, key=_ref_order)))

    def _notes_of(self, source_id: str) -> list[Content]:
        """Return the open notes on a source, a line each."""
        notes = (note for note in self.workspace.case.entries_of(source_id) if not note.closed)
        return note_lines(notes, self.workspace.clock())

    def show_case(self, wanted: str | None = None) -> None:
        """Show the sources as they are now, with the cursor on the one with the id `wanted`, else where it was."""
        case, words = self.workspace.case, folded(self.panel.words).split()
        loads = {load.source.id: load for load in source_loads(case)}
        listed = [loads[key] for key in case.sources if _matches(loads[key], words)]
        hint = "No source matches this filter. Escape clears it."
        if not case.sources:
            hint = f"No sources yet. {self.key('edit.add')} adds documents: files, a directory, an address."
        selected = self.source.id if self.source else None
        self.sources.show_sources(listed, wanted or selected, hint)
        self.detail.display = any(self._details(each.source) for each in listed)  # not at a key: no line moves
        self._show_detail()
        self.header.show(case, self.workspace.checker, self.workspace.read_only)
        here = sum(self.workspace.documents.has_text(key) for key in case.sources)
        counts = f" · {len(listed)} of {len(case.sources)} · {here} with text"
        self.panel.border_title = Content.assemble(("Library", "bold"), (counts, MUTED))

    def _details(self, source: Source) -> list[tuple[str, str]]:
        """Return what is known of a source beside its line, each as a name and its value."""
        words = (detail_words(source), chain_words(self.workspace.case, source.id))
        return [*(("", each) for each in words if each), *web_details(source)]

    @on(LineList.Moved)
    def _show_detail(self) -> None:
        """Show below the list what is known of the selected source beside its line, if there is anything."""
        known = self._details(self.source) if self.source is not None else []
        parts = (Content.assemble((f"{name} " if name else "", MUTED), visible_line(value)) for name, value in known)
        self.detail.update(Content(" · ").join(parts), layout=False)

    def _show_sources_of(self, batch: Batch) -> None:
        """Show the sources with the cursor on one that a change has touched, if it is there."""
        sources = self.workspace.case.sources
        touched = (change.key for change in batch if change.table == "sources" and change.key in sources)
        self.show_case(next(touched, None))

    # Keys

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self.show_case()

    def _back(self) -> None:
        """Leave the filter; clear it; go back to the claims."""
        if self.panel.leave_filter():
            return
        if self.panel.words:
            self.panel.set_words("")
        else:
            self.leave(Destination())

    def _read(self) -> None:
        """Read the selected source; where its text is not here, what is quoted from it."""
        if self.source is not None:
            self.reading.read(self.source)


def _ref_order(ref: str) -> tuple[int, str]:
    return len(ref), ref


def _matches(load: SourceLoad, words: list[str]) -> bool:
    """Tell whether a source has all these words, folded."""
    source = load.source
    known = (source.ref, source.title, source.publisher, source.author, source.published, source.url, source.file)
    text = folded(" ".join((*known, source.note)))
    return all(word in text for word in words)
