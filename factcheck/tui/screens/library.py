"""The library: every source of the case, whether its text is here, and how many excerpts quote it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from factcheck.case.changes import Batch
from factcheck.case.origins import chain_words, checked_details, detail_words
from factcheck.case.records import Claim, Role, Source
from factcheck.case.statistics import SourceLoad, source_loads
from factcheck.text import folded, visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.controllers.host import Command
from factcheck.tui.controllers.notes import Notes
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.dialogs import OpenDocuments, OpenSourceDiff, OpenSourceForm
from factcheck.tui.render.notes import note_lines
from factcheck.tui.render.styles import MUTED
from factcheck.tui.router import Destination
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.document_tasks import AddDocuments, AddedDocuments, AttachText, RefreshSource
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.header import Header
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.source_list import SourceList, TextState
from factcheck.workspace.results import AttachResult, RefreshResult
from factcheck.workspace.source_details import web_details


class LibraryScreen(CaseScreen[Destination]):
    """Read, add, edit and remove sources. Returns the excerpt to go to, where one was chosen."""

    AUTO_FOCUS = "#sources"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["library"].bindings]

    header = query_one(Header)
    panel = query_one("#library", Vertical)
    filter_input = query_one("#filter", Input)
    sources = query_one(SourceList)
    detail = query_one("#detail", Static)

    def __init__(self, session: Session, claim_id: str = "") -> None:
        """Show the sources of the case; they are read for a claim."""
        super().__init__(session)
        self._claim_id = claim_id
        self.changes = Changes(self, shown=self._show_sources_of)
        self.forms = Forms(self, self.changes)
        self.notes = Notes(self, self.changes, lambda: self.source)
        self.reading = SourceReading(self, self.changes, lambda excerpt: self.leave(Destination(excerpt=excerpt)))

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.changes.commands,
            **self.notes.commands,
            "excerpt.read": self._read,
            "source.open": lambda: self.addresses.open(self.source),
            "edit.add": self._add_documents,
            "edit.edit": self._edit,
            "edit.remove": self._remove,
            "source.attach": self._attach_text,
            "source.refetch": self._refresh_source,
            "source.role": self._switch_role,
            "case.sources": lambda: self.leave(Destination()),
            "claims.filter": self._focus_filter,
            "pane.back": self._back,
        }

    def compose(self) -> ComposeResult:
        """Build the list."""
        yield Header()
        with Vertical(id="library"):
            yield Field(placeholder="/ filter: words of title, publisher, author", id="filter", compact=True)
            yield SourceList(self._text_state, self._notes_of, id="sources")
            yield Static(id="detail")
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
        case, words = self.workspace.case, folded(self.filter_input.value).split()
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

    # The filter

    def _focus_filter(self) -> None:
        self.panel.set_class(True, "-filtering")
        self.filter_input.focus()

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self.show_case()

    @on(Input.Submitted, "#filter")
    @on(Input.Blurred, "#filter")
    def _left(self) -> None:
        self.panel.set_class(bool(self.filter_input.value), "-filtering")
        self.sources.focus()

    def _back(self) -> None:
        """Leave the filter; clear it; go back to the claims."""
        if self.filter_input.has_focus:
            self.sources.focus()
        elif self.filter_input.value:
            self.filter_input.value = ""
            self.panel.set_class(False, "-filtering")
        else:
            self.leave(Destination())

    # Sources

    def _read(self) -> None:
        """Read the selected source; where its text is not here, what is quoted from it."""
        if self.source is not None:
            self.reading.read(self.source)

    def _edit(self) -> None:
        """Edit what is known of the selected source."""
        source = self.source
        if source is None or not self.changes.may_write():
            return
        role = Role.DRAFT if self.workspace.case.is_draft(source.id) else Role.EVIDENCE
        repeated = self.workspace.case.sources.get(source.repeats)
        repeats = repeated.ref if repeated else ""
        draft = self.forms.draft(f"source {source.id}", {**source.to_row(), "repeats": repeats})
        check = partial(checked_details, self.workspace.case, source.id)
        form = OpenSourceForm(source, role, partial(self._save, source, role), draft, repeats, check)
        self.forms.open(form, "edit.edit", self._show_sources_of)

    def _save(self, source: Source, role: Role, values: dict[str, Any]) -> Batch:
        """Save what was typed. The role is stated if it was changed, or if claims were taken from the source."""
        if values.get("role") == role and source.id not in self.workspace.case.index.roles.undecided():
            values = {name: value for name, value in values.items() if name != "role"}
        return self.forms.save("sources", source.id, values)

    def _switch_role(self) -> None:
        """Make the selected source a draft, or evidence again."""
        source = self.source
        if source is None or not self.changes.may_write():
            return
        is_draft = self.workspace.case.is_draft(source.id)
        role = Role.EVIDENCE if is_draft else Role.DRAFT
        words = f"{source.ref} is {'evidence' if is_draft else 'a draft: no evidence'}"
        if self.changes.attempt(lambda: self.forms.save("sources", source.id, {"role": role.value}), words=words):
            self.show_case(source.id)

    def _remove(self) -> None:
        """Remove the selected source, unless it is quoted."""
        source = self.source
        if source is None or not self.changes.may_write():
            return
        if self.changes.attempt(lambda: self.workspace.remove("sources", source.id)):
            self.show_case()

    # Documents

    def _add_documents(self) -> None:
        """Add documents as sources."""
        if self.changes.may_write():
            self.post_message(OpenDocuments(self.workspace, AddDocuments(), then=self._added))

    def _added(self, result: AddedDocuments | None) -> None:
        if result is None or not (result.added or result.known):
            self._say_keys()
            return
        ids = [*result.added, *result.known]
        self.show_case((result.added or ids)[-1])
        self._say_done(result.summary if len(ids) > 1 else self._words_of_one(result), len(result.added))

    def _words_of_one(self, result: AddedDocuments) -> str:
        """Return what became of the one document that was added."""
        (source_id,) = (*result.added, *result.known)
        source = self.workspace.case.sources[source_id]
        done = "added" if result.added else "is already a source"
        return f"{source.ref} {source.title} {done}{'; its text is here now' if result.given_text else ''}"

    def _attach_text(self) -> None:
        """Attach the text of the selected source."""
        if self.source is not None and self.changes.may_write():
            self.post_message(OpenDocuments(self.workspace, AttachText(self.source), then=self._attached))

    def _attached(self, attached: AttachResult | None) -> None:
        if attached is not None:
            self.show_case(attached.source.id)
            self._say_done(attached.line, 0 if attached.same else 1)

    def _refresh_source(self) -> None:
        """Fetch the selected source again."""
        source = self.source
        if source is None or not self.changes.may_write():
            return
        if not source.url:
            self.status_line.problem(f"{source.ref} has no address; {self.key('edit.edit')} gives it one")
            return
        self.post_message(OpenDocuments(self.workspace, RefreshSource(source), then=self._refreshed))

    def _refreshed(self, refreshed: RefreshResult | None) -> None:
        if refreshed is None:
            return
        self.show_case(refreshed.source.id)
        self._say_done(refreshed.line)
        if refreshed.passages:
            self.post_message(OpenSourceDiff(refreshed))

    def _say_done(self, words: str, changes: int = 1) -> None:
        """Say what was saved while a dialog was open, by how many changes."""
        if not changes:
            self.status_line.say(Content(f" {visible_line(words)}"))
            return
        self.status_line.saved(words, f"{self.key('case.undo')} undo{' all' if changes > 1 else ''}")
        self.changes.fold_when_idle()


def _ref_order(ref: str) -> tuple[int, str]:
    return len(ref), ref


def _matches(load: SourceLoad, words: list[str]) -> bool:
    """Tell whether a source has all these words, folded."""
    source = load.source
    known = (source.ref, source.title, source.publisher, source.author, source.published, source.url, source.file)
    text = folded(" ".join((*known, source.note)))
    return all(word in text for word in words)
