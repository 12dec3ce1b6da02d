"""Adding documents as sources, attaching a text to a source, and fetching a source again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.content import Content

from factcheck.case.records import Source
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import OpenDocuments, OpenSourceDiff
from factcheck.tui.state.document_tasks import AddDocuments, AddedDocuments, AttachText, RefreshSource
from factcheck.workspace.results import AttachResult, RefreshResult


class SourceDocuments:
    """The keys that bring in documents, each with a dialog."""

    def __init__(
        self,
        host: Host,
        changes: Changes,
        selected: Callable[[], Source | None],
        nothing_added: Callable[[], object],
    ) -> None:
        """Attach to, or fetch again, the source that `selected` returns.

        `nothing_added` is called when the dialog that adds documents is left without any.
        """
        self._host = host
        self._changes = changes
        self._selected = selected
        self._nothing_added = nothing_added

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"edit.add": self.add, "source.attach": self.attach, "source.refetch": self.refresh}

    def add(self) -> None:
        """Add documents as sources."""
        if self._changes.may_write():
            self._host.post_message(OpenDocuments(self._host.workspace, AddDocuments(), then=self._added))

    def _added(self, result: AddedDocuments | None) -> None:
        if result is None or not (result.added or result.known):
            self._nothing_added()
            return
        ids = [*result.added, *result.known]
        self._host.show_case((result.added or ids)[-1])
        self._say_done(result.summary if len(ids) > 1 else self._words_of_one(result), len(result.added))

    def _words_of_one(self, result: AddedDocuments) -> str:
        """Return what became of the one document that was added."""
        (source_id,) = (*result.added, *result.known)
        source = self._host.workspace.case.sources[source_id]
        done = "added" if result.added else "is already a source"
        return f"{source.ref} {source.title} {done}{'; its text is here now' if result.given_text else ''}"

    def attach(self) -> None:
        """Attach the text of the selected source."""
        source = self._selected()
        if source is not None and self._changes.may_write():
            self._host.post_message(OpenDocuments(self._host.workspace, AttachText(source), then=self._attached))

    def _attached(self, attached: AttachResult | None) -> None:
        if attached is not None:
            self._host.show_case(attached.source.id)
            self._say_done(attached.line, 0 if attached.same else 1)

    def refresh(self) -> None:
        """Fetch the selected source again."""
        source = self._selected()
        if source is None or not self._changes.may_write():
            return
        if source.url:
            self._host.post_message(OpenDocuments(self._host.workspace, RefreshSource(source), then=self._refreshed))
        else:
            gives = self._host.key("edit.edit")
            self._host.status_line.problem(f"{source.ref} has no address; {gives} gives it one")

    def _refreshed(self, refreshed: RefreshResult | None) -> None:
        if refreshed is None:
            return
        self._host.show_case(refreshed.source.id)
        self._say_done(refreshed.line)
        if refreshed.passages:
            self._host.post_message(OpenSourceDiff(refreshed))

    def _say_done(self, words: str, changes: int = 1) -> None:
        """Say what was saved while a dialog was open, by how many changes."""
        if not changes:
            self._host.status_line.say(Content(f" {visible_line(words)}"))
            return
        self._host.status_line.saved(words, f"{self._host.key('case.undo')} undo{' all' if changes > 1 else ''}")
        self._changes.fold_when_idle()
