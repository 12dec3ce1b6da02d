"""A source gets its text: from a file that somebody has, or by another look at its address."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.case.document import Document
from factcheck.case.records import Source
from factcheck.documents.loader import Incoming, Place
from factcheck.errors import InvalidError
from factcheck.tui.screens.bringing import Bringing
from factcheck.tui.widgets.outcome_list import How, Outcome
from factcheck.workspace.library import Library
from factcheck.workspace.results import Attached, Refetched


class AttachScreen(Bringing):
    """Brings a source its text. One that is not what was quoted from is taken at a second enter only."""

    PLACEHOLDER = "the file that it is, or https://… · tab completes a path"

    def __init__(self, library: Library, source: Source) -> None:
        """Bring the text of `source`."""
        super().__init__(library)
        self.source = source
        self.attached: Attached | None = None
        self._words = ""
        self._refused = ""

    @property
    def headline(self) -> str:
        """Say for which source."""
        return f"The text of {self.source.ref} · {self.source.title or self.source.file}"

    def wish(self, words: str) -> Sequence[Place]:
        """Return the one document that is named."""
        self._words, found = words, super().wish(words)
        if len(found) != 1:
            raise InvalidError(f"{words}: is a directory; which document of it?")
        return found

    def take(self, place: Place, incoming: Incoming, document: Document) -> Outcome:
        """Attach the document, if it may be."""
        replace, self._refused = self._refused == self._words, ""
        try:
            self.attached = self.library.attach(self.source.id, incoming.data, incoming.name, document, replace=replace)
        except InvalidError:
            self._refused = self._words
            raise
        self.found = [self.source.id]
        return Outcome(How.WELL, attached_words(self.attached))

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
        self.again: Refetched | None = None

    @property
    def headline(self) -> str:
        """Say which source is fetched."""
        return f"Fetching {self.source.ref} again"

    def on_mount(self) -> None:
        """Begin at once: where it is, is known."""
        self.field.value = self.source.url
        self.begin(self.source.url)

    def take(self, place: Place, incoming: Incoming, document: Document) -> Outcome:
        """Take the document as it is now."""
        self.again = self.library.refetch(
            self.source.id, incoming.data, document, accessed=incoming.accessed, name=incoming.name
        )
        self.found = [self.source.id]
        return Outcome(How.WELL, refetched_words(self.again))

    def finish(self, *, stopped: bool) -> None:
        """Close where it came; else say how to go on."""
        if self.again is not None:
            self.close(self.found)
        else:
            self.say("stopped · esc closes" if stopped else "enter tries again · esc closes", "bold $text-warning")


def attached_words(attached: Attached) -> str:
    """Return what came of an attached text, in words."""
    standing = f"{attached.standing} of its {attached.quoted} excerpts stand in it"
    if attached.same:
        return f"{attached.source.ref} has its text, the very document that was quoted from; {standing}"
    if attached.before:
        return f"{attached.source.ref} has a text that is NOT the document that was quoted from; {standing}"
    return f"{attached.source.ref} has its text; {standing}"


def refetched_words(again: Refetched) -> str:
    """Return what came of another look at a source, in words."""
    ref = again.source.ref
    if not again.compared:
        return f"{ref} has its text; there was none before to compare it with"
    if not again.changed:
        return f"{ref} has not changed"
    count, gone = len(again.passages), ", ".join(excerpt.ref for excerpt in again.gone)
    stand = "stand" if ", " in gone else "stands"
    lost = f"{gone} no longer {stand} in it" if gone else "every excerpt that stood still does"
    return f"{ref} has changed in {count} place{'' if count == 1 else 's'}; {lost}; the version before is kept"
