"""The library on the screen: every source of the case, whether its text is here, and how much rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.case.statistics import SourceLoad, source_loads
from factcheck.text import folded, visible_line
from factcheck.tui import keys
from factcheck.tui.controllers.forms import Writing
from factcheck.tui.controllers.to_sources import ToSources
from factcheck.tui.render.records import MUTED
from factcheck.tui.widgets.bars import StatusLine, TopBar
from factcheck.tui.widgets.fields import Field
from factcheck.tui.widgets.key_line import KeyLine
from factcheck.tui.widgets.source_list import SourceList, TextState
from factcheck.workspace.library import Library
from factcheck.workspace.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.tui.screens.bringing import AddScreen
    from factcheck.tui.screens.documents import AttachScreen, RefetchScreen

_SHARED = {"case.undo", "case.redo", "claims.filter", "pane.back"}
_KEYS = [binding for binding in keys.WORKBENCH if binding.id in _SHARED]


class LibraryScreen(Writing, ToSources):
    """Read, add, edit and remove sources. Once it is left, `goal` is the excerpt to go to, where one was chosen."""

    AUTO_FOCUS = "#sources"
    BINDINGS: ClassVar[list[BindingType]] = [keys.READ, *keys.LIBRARY, *keys.LIBRARY_EDITING, *_KEYS, *keys.ANYWHERE]

    top_bar = query_one(TopBar)
    panel = query_one("#library", Vertical)
    filter_input = query_one("#filter", Input)
    sources = query_one(SourceList)

    def __init__(self, library: Library, keymap: Mapping[str, str], claim: Claim | None = None) -> None:
        """Look after the sources in `library`, with the keys of `keymap`; they are read for `claim`."""
        super().__init__(library.workspace, keymap)
        self.library = library
        self.goal: Excerpt | None = None
        self._claim = claim

    def compose(self) -> ComposeResult:
        """Build the list."""
        yield TopBar()
        with Vertical(id="library"):
            yield Field(placeholder="/ filter: words of title, publisher, author", id="filter", compact=True)
            yield SourceList(self._state, id="sources")
        yield StatusLine()
        yield KeyLine()

    def begin(self, workspace: Workspace) -> None:
        """Show what there is, and say what to press first."""
        self.refresh_bindings()
        self.show_case()
        self.call_after_refresh(self._say_first)

    def _say_first(self) -> None:
        words = {"edit.add": "adds documents", "edit.edit": "edits", "source.attach": "brings a text"}
        words |= {"source.refetch": "fetches again", "case.sources": "goes back"}
        hints = (((f" {self.key(name)}", "bold"), (f" {does} ", MUTED)) for name, does in words.items())
        self.status_line.say(Content.assemble(*(part for hint in hints for part in hint)))

    @property
    def claim(self) -> Claim | None:
        """The claim that sources are read for; the keys of the library act upon sources."""
        return self._claim

    @property
    def source(self) -> Source | None:
        """The source under the cursor."""
        return self.sources.current.source if self.sources.current else None

    # Showing

    def _state(self, source_id: str) -> TextState:
        """Return whether a text is here, and which excerpts are known by now not to stand in it as they are quoted."""
        known, excerpts = self.library.anchoring.known, self.workspace.case.excerpts
        standings = ((excerpts[key].ref, known(excerpts[key])) for key in self.workspace.case.quoting(source_id))
        faults = [ref for ref, standing in standings if standing is not None and standing.anchor.state.fault]
        return TextState(self.library.has_text(source_id), tuple(sorted(faults, key=lambda ref: (len(ref), ref))))

    def show_case(self, wanted: str | None = None) -> None:
        """Show the sources as they are now, with the cursor on the one with the id `wanted`, else where it was."""
        case, words = self.workspace.case, folded(self.filter_input.value).split()
        loads = {load.source.id: load for load in source_loads(case)}
        listed = [loads[key] for key in case.sources if _passes(loads[key], words)]
        hint = "No source passes this filter. Escape clears it."
        if not case.sources:
            hint = f"No sources yet. {self.key('edit.add')} adds documents: files, a directory, an address."
        stood = self.source.id if self.source else None
        self.sources.show_sources(listed, wanted or stood, hint)
        self.top_bar.show(case, self.workspace.read_only)
        here = sum(self.library.has_text(key) for key in case.sources)
        counts = f" · {len(listed)} of {len(case.sources)} · {here} with text"
        self.panel.border_title = Content.assemble(("Library", "bold"), (counts, MUTED))

    def _show_sources_of(self, batch: Batch) -> None:
        """Show the sources with the cursor on one that a batch has touched, if it is there."""
        touched = (
            change.key for change in batch if change.table == "sources" and change.key in self.workspace.case.sources
        )
        self.show_case(next(touched, None))

    def undo(self, by: str) -> None:
        """Undo the last change of a checker, and go where it was."""
        batch = self.workspace.case.history.undoable_by(by)
        super().undo(by)
        self._show_sources_of(batch)

    def action_redo(self) -> None:
        """Redo what the checker has undone last, and go where it is."""
        batch = self.workspace.case.history.redoable_by(self.workspace.checker)
        super().action_redo()
        self._show_sources_of(batch)

    # Walking

    def action_filter(self) -> None:
        """Go to the filter."""
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

    def action_back(self) -> None:
        """Leave the filter; clear it; go back to the claims."""
        if self.filter_input.has_focus:
            self.sources.focus()
        elif self.filter_input.value:
            self.filter_input.value = ""
            self.panel.set_class(False, "-filtering")
        else:
            self.action_library()

    def action_library(self) -> None:
        """Go back to the claims."""
        if self.is_current:
            self.dismiss(None)

    def action_read(self) -> None:
        """Read the source under the cursor; where its text is not here, what is quoted from it."""
        if self.source is not None:
            self.read_source(self.source)

    def _go_to(self, excerpt: Excerpt) -> None:
        self.goal = excerpt
        self.action_library()

    # Writing

    def action_add(self) -> None:
        """Bring documents in as sources."""
        from factcheck.tui.screens.bringing import AddScreen

        if self.may_write():
            screen = AddScreen(self.library)
            self.app.push_screen(screen, lambda _: self._added(screen))

    def _added(self, screen: AddScreen) -> None:
        if not screen.found:
            self._say_first()
            return
        self.show_case((screen.came or screen.found)[-1])
        first = self.workspace.case.sources[screen.found[0]]
        words = f"{first.ref} {first.title} brought in"
        if len(screen.found) > 1:
            words = screen.counted()
        elif not screen.came:
            words = f"{first.ref} {first.title} is there already{'; its text is here now' if screen.given else ''}"
        self._tell(words, len(screen.came))

    def action_edit(self) -> None:
        """Edit what is known of the source under the cursor."""
        from factcheck.tui.screens.source_form import SourceForm

        source = self.source
        if source is None or not self.may_write():
            return
        draft = self.draft(f"source {source.id}", source.to_row())
        form = SourceForm(source, save=lambda values: self.write("sources", source.id, values), draft=draft)
        self.fill(form, "edit.edit", self._show_sources_of)

    def action_remove(self) -> None:
        """Remove the source under the cursor, unless it is quoted."""
        source = self.source
        if (
            source is not None
            and self.may_write()
            and self.attempt(lambda: self.workspace.remove("sources", source.id))
        ):
            self.show_case()

    def action_attach(self) -> None:
        """Bring the source under the cursor its text."""
        from factcheck.tui.screens.documents import AttachScreen

        if self.source is not None and self.may_write():
            screen = AttachScreen(self.library, self.source)
            self.app.push_screen(screen, lambda _: self._attached(screen))

    def _attached(self, screen: AttachScreen) -> None:
        if screen.attached is not None:
            self.show_case(screen.source.id)
            self._tell(screen.attached.line, 0 if screen.attached.same else 1)

    def action_refetch(self) -> None:
        """Fetch the source under the cursor again."""
        from factcheck.tui.screens.documents import RefetchScreen

        source = self.source
        if source is None or not self.may_write():
            return
        if not source.url:
            self.status_line.problem(f"{source.ref} has no address; {self.key('edit.edit')} gives it one")
            return
        screen = RefetchScreen(self.library, source)
        self.app.push_screen(screen, lambda _: self._refetched(screen))

    def _refetched(self, screen: RefetchScreen) -> None:
        from factcheck.tui.screens.source_diff import RevisionScreen

        if screen.again is None:
            return
        self.show_case(screen.source.id)
        self._tell(screen.again.line)
        if screen.again.passages:
            self.app.push_screen(RevisionScreen(screen.again))

    def _tell(self, words: str, changes: int = 1) -> None:
        """Say what was saved while another screen was in front, by how many changes."""
        if not changes:
            self.status_line.say(Content(f" {visible_line(words)}"))
            return
        self.status_line.saved(words, f"{self.key('case.undo')} takes {'it' if changes == 1 else 'them all'} back")
        self._fold_when_idle()


def _passes(load: SourceLoad, words: list[str]) -> bool:
    """Tell whether a source has all these words, folded."""
    source = load.source
    known = (source.ref, source.title, source.publisher, source.author, source.published, source.url, source.file)
    text = folded(" ".join((*known, source.note)))
    return all(word in text for word in words)
