"""Reading a source for the claim of a screen, and what follows when the user comes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.content import Content

from factcheck.case.records import Excerpt, Source
from factcheck.errors import FactcheckError
from factcheck.quotes import Span
from factcheck.text import visible_line
from factcheck.tui.case_screens import Destination, OpenMissingText, OpenReader
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Host


class SourceReading:
    """Opens the text of a source, and comes back from it."""

    def __init__(self, host: Host, changes: Changes, go_to: Callable[[Excerpt], object]) -> None:
        """Read for the claim of `host`; `go_to` goes to an excerpt that was chosen while reading."""
        self._host = host
        self._changes = changes
        self._go_to = go_to

    def read(self, source: Source, excerpt: Excerpt | None = None, *, passage: Span | None = None) -> None:
        """Open a source at an excerpt from it, at a passage, or at its beginning.

        Where its text is not here, what is quoted from it is shown.
        """
        host, then = self._host, partial(self._back, len(self._host.workspace.case.history), excerpt)
        try:
            document = host.workspace.documents.document(source.id)
        except FactcheckError as error:
            host.status_line.problem(str(error))
            return
        if document is None:
            host.post_message(OpenMissingText(host.session, source, excerpt, then=then))
        else:
            claim_id = host.claim.id if host.claim else ""
            host.post_message(OpenReader(host.session, source, document, claim_id, excerpt, passage, then=then))

    def _back(self, length: int, excerpt: Excerpt | None, destination: Destination | None) -> None:
        """Show what was changed meanwhile; go to where was asked for, else stay."""
        host, case = self._host, self._host.workspace.case
        if len(case.history) != length:
            host.show_case()
            self._changes.fold_when_idle()
        if destination is None:
            return
        if destination.attached is not None:
            host.show_case()
            host.status_line.say(Content(f" {visible_line(destination.attached.line)}"))
            self.read(destination.attached.source, excerpt)
        elif destination.excerpt is not None and destination.excerpt.id in case.excerpts:
            self._go_to(case.excerpts[destination.excerpt.id])
