"""A source gets its text: from a file that somebody has, or by another look at its address."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.case.records import Source
from factcheck.documents.loader import Place
from factcheck.errors import InvalidError
from factcheck.tui.screens.bringing import Bringing
from factcheck.tui.widgets.outcome_list import How, Outcome
from factcheck.workspace.import_documents import LoadedDocument
from factcheck.workspace.library import Library
from factcheck.workspace.results import AttachResult, RefreshResult


class AttachScreen(Bringing):
    """Brings a source its text. One that is not what was quoted from is taken at a second enter only."""

    PLACEHOLDER = "the file that it is, or https://… · tab completes a path"

    def __init__(self, library: Library, source: Source) -> None:
        """Bring the text of `source`."""
        super().__init__(library)
        self.source = source
        self.attached: AttachResult | None = None
        self._words = ""
        self._refused = ""

    @property
    def headline(self) -> str:
        """Say for which source."""
        return f"The text of {self.source.ref} · {self.source.title or self.source.file}"

    def wish(self, words: str) -> Sequence[Place]:
        """Return the one document that is named."""
        self._words = words
        return [self.importing.plan_one(words)]

    def take(self, loaded: LoadedDocument) -> Outcome:
        """Attach the document, if it may be."""
        replace, self._refused = self._refused == self._words, ""
        try:
            self.attached = self.importing.attach(self.source, loaded, replace=replace)
        except InvalidError:
            self._refused = self._words
            raise
        self.found = [self.source.id]
        return Outcome(How.WELL, self.attached.line)

    def finish(self, *, stopped: bool) -> None:
        """Close where the text is there; else say how to go on."""
        if self.attached is not None:
            self.close(self.found)
        elif self._refused:
            self.say("enter again takes it all the same · esc closes", "bold $text-warning")
        else:
            self.say("stopped · esc closes" if stopped else "name another, or esc closes", "bold $text-warning")


class RefetchScreen(Bringing):
    """Fetches a source from its address again. `again` is what came of it."""

    def __init__(self, library: Library, source: Source) -> None:
        """Fetch `source`."""
        super().__init__(library)
        self.source = source
        self.again: RefreshResult | None = None

    @property
    def headline(self) -> str:
        """Say which source is fetched."""
        return f"Fetching {self.source.ref} again"

    def on_mount(self) -> None:
        """Begin at once: where it is, is known."""
        self.field.value = self.source.url
        self.begin(self.source.url)

    def take(self, loaded: LoadedDocument) -> Outcome:
        """Take the document as it is now."""
        self.again = self.importing.refresh(self.source, loaded)
        self.found = [self.source.id]
        return Outcome(How.WELL, self.again.line)

    def finish(self, *, stopped: bool) -> None:
        """Close where it came; else say how to go on."""
        if self.again is not None:
            self.close(self.found)
        else:
            self.say("stopped · esc closes" if stopped else "enter tries again · esc closes", "bold $text-warning")
