"""The entries of the case in one list: notes, queries, contacts and tasks, with a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, Entry, Outcome, Source
from factcheck.errors import FactcheckError
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command
from factcheck.tui.controllers.notes import Notes
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.entries_place import VIEWS
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.entry_list import EntryList
from factcheck.tui.widgets.filter_panel import FilterPanel
from factcheck.tui.widgets.header import Header
from factcheck.tui.widgets.line_list import LineList


class EntriesScreen(CaseScreen[Destination]):
    """Go through the entries, and close them with an outcome. Returns the claim to go to, where one was chosen."""

    AUTO_FOCUS = "#entries"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["entries"].bindings]

    header = query_one(Header)
    panel = query_one(FilterPanel)
    listed = query_one(EntryList)

    def __init__(self, session: Session, claim_id: str = "") -> None:
        """Show the entries of the case, beginning at one that is about the claim with the id `claim_id`."""
        super().__init__(session)
        self._claim_id = claim_id
        self._place = session.entries
        self.changes = Changes(self, shown=self._show_changed)
        self.notes = Notes(self, self.changes, lambda: self.subject)
        self.reading = SourceReading(self, self.changes, lambda excerpt: self.leave(Destination(excerpt=excerpt)))

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.changes.commands,
            **self.notes.commands,
            **{f"entry.{outcome}": partial(self._close, outcome) for outcome in Outcome},
            "note.close": partial(self._close, ""),
            "entry.reopen": self._reopen,
            "entry.edit": lambda: self.notes.edit(self.entry),
            "entry.remove": self._remove,
            "entry.go": self._go,
            "entry.view": self._next_view,
            "case.entries": lambda: self.leave(Destination()),
            "claims.filter": self.panel.edit,
            "pane.back": self._back,
        }

    def compose(self) -> ComposeResult:
        """Build the list."""
        yield Header()
        hint = "/ filter: is:open due:<friday kind:query"
        yield FilterPanel(EntryList(id="entries"), placeholder=hint, words=self._place.words, id="entries-panel")
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Show the entries, and say what to press first."""
        super().begin()
        self.show_case()
        self.call_after_refresh(self._say_keys)

    def _say_keys(self) -> None:
        words = {"entry.go": "go there", "note.add": "write", "entry.edit": "edit", "entry.reopen": "open again"}
        words |= {"entry.view": "view", "case.entries": "back"}
        self.status_line.say_keys((self.key(name), does) for name, does in words.items())

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.listed.current

    @property
    def subject(self) -> Claim | Source | None:
        """What that entry is about; without one, the claim from which the list was opened."""
        case = self.workspace.case
        return case.subject(self.entry.on) if self.entry else case.claims.get(self._claim_id)

    @property
    def claim(self) -> Claim | None:
        """The claim that the entry is about."""
        return self.subject if isinstance(self.subject, Claim) else None

    # Showing

    def show_case(self, wanted: str | None = None) -> None:
        """Show the entries as they are now, with the cursor on the one with the id `wanted`, else where it was."""
        case, entries = self.workspace.case, self.workspace.entries
        try:
            found = entries.select(self.panel.words)
        except FactcheckError as error:
            self.status_line.problem(str(error))
            return
        hint = "No entry matches this filter. Escape clears it."
        if not case.entries:
            hint = f"No entries yet. {self.key('note.add')} on a claim writes one, {self.key('note.case')} on the case."
        new = [entry.id for entry in found if wanted and wanted in {entry.id, entry.on}]
        at = new[-1] if new else self._first(found)
        self.listed.show_entries(case, found, entries.today(), at, hint)
        self._remember()
        self.header.show(case, self.workspace.checker, self.workspace.read_only)
        still_open = sum(not entry.closed for entry in case.entries.values())
        counts = f" · {len(found)} of {len(case.entries)} · {still_open} open"
        self.panel.border_title = Content.assemble(("Entries", "bold"), (counts, MUTED))

    def _first(self, found: Sequence[Entry]) -> str:
        """Return the entry to begin at: where one was, if that is about the claim; else the first that is."""
        if self.entry is not None:
            return self.entry.id
        last = self.workspace.case.entries.get(self._place.entry)
        about = [entry.id for entry in found if entry.on == self._claim_id]
        return last.id if last and (last.id in about or not about) else next(iter(about), "")

    def _remember(self) -> None:
        self._place.words = self.panel.words
        self._place.entry = self.entry.id if self.entry else ""

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._remember()

    def _show_changed(self, batch: Batch) -> None:
        """Show the entries with the cursor on one that a change has touched."""
        self.show_case(next((change.key for change in batch if change.table == "entries"), None))

    # The filter

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self.show_case()

    def _next_view(self) -> None:
        self.panel.set_words(self._place.next_view())

    def _back(self) -> None:
        """Leave the filter; go back to the open entries; then to the claims."""
        if self.panel.leave_filter():
            return
        if self.panel.words not in VIEWS:
            self.panel.set_words(VIEWS[0])
        else:
            self.leave(Destination())

    # Entries

    def _go(self) -> None:
        """Go to what the entry is about: a claim, or the text of a source."""
        subject = self.subject if self.entry else None
        if isinstance(subject, Claim):
            self._remember()
            self.leave(Destination(subject.id))
        elif subject is not None:
            self.reading.read(subject)
        elif self.entry is not None:
            self.status_line.problem(f"{self.entry.ref} is about the case, not about a claim or a source")

    def _close(self, outcome: str) -> None:
        entry = self.entry
        if entry is None or not self.changes.may_write():
            return
        nothing = f"{entry.ref} is closed already{f': {entry.outcome}' if entry.outcome else ''}"
        if self.changes.attempt(lambda: self.workspace.entries.close(entry.id, outcome=outcome), nothing=nothing):
            self.show_case()

    def _reopen(self) -> None:
        entry = self.entry
        if entry is None or not self.changes.may_write():
            return
        if self.changes.attempt(lambda: self.workspace.entries.reopen(entry.id), nothing=f"{entry.ref} is open"):
            self.show_case()

    def _remove(self) -> None:
        entry = self.entry
        if entry is None or not self.changes.may_write():
            return
        if self.changes.attempt(lambda: self.workspace.remove("entries", entry.id)):
            self.show_case()
