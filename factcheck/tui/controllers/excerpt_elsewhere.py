"""An excerpt that is not in the text that was opened for it: where it is, and opening it there."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.case.records import Excerpt, Source
from factcheck.errors import FactcheckError
from factcheck.quotes import Anchor, Span, State
from factcheck.tui.case_screens import Destination, OpenReader
from factcheck.tui.controllers.host import Host
from factcheck.tui.controllers.marked_text import MarkedText
from factcheck.tui.widgets.prose.prose import Prose


class ExcerptElsewhere:
    """Says that an excerpt is in another source, or in none, and opens it in that source."""

    def __init__(
        self,
        host: Host,
        prose: Prose,
        marked: MarkedText,
        source: Source,
        excerpt: Excerpt | None,
        back: Callable[[Destination | None], object],
    ) -> None:
        """Act on the excerpt for which `prose` was opened, the text of `source`.

        `back` is called when the source in which it was opened is left.
        """
        self._host = host
        self._prose = prose
        self._marked = marked
        self._source = source
        self._excerpt = excerpt
        self._back = back
        self._offered_at: Span | None = None
        """What was selected when it was offered to open the excerpt."""

    def tell(self) -> bool:
        """Say where the excerpt is if it is not in this text, and what can be done; return whether it is not."""
        anchor = self._marked.anchor(self._excerpt) if self._excerpt else None
        if self._excerpt is None or anchor is None or anchor.state not in {State.NOT_FOUND, State.ELSEWHERE}:
            return False
        self._host.status_line.problem(self._words(self._excerpt, anchor))
        return True

    def _words(self, excerpt: Excerpt, anchor: Anchor) -> str:
        sources, edit = self._host.workspace.case.sources, self._host.key("edit.edit")
        if anchor.source == self._source.id and excerpt.source != self._source.id:
            filed = sources[excerpt.source].ref
            return f"{excerpt.ref} is in this text, but filed under {filed}: {edit} on the excerpt changes its source"
        if anchor.source not in sources:
            return f"{excerpt.ref} was not found in this text."
        self._offered_at = self._prose.selection.span
        there, enter = sources[anchor.source].ref, self._host.key("reader.claims")
        opens = f"It is in {there}: {enter} opens it there"
        return f"{excerpt.ref} was not found in this text. {opens}, {edit} on the excerpt changes its source."

    def is_offered(self, is_quoted: bool) -> bool:
        """Return whether it was offered to open it, and the selection is where it was then, or not quoted."""
        return self._offered_at is not None and (not is_quoted or self._offered_at == self._prose.selection.span)

    def open(self) -> None:
        """Open the excerpt in the source in which it stands; from there one comes back here."""
        host, excerpt = self._host, self._excerpt
        case = host.workspace.case
        anchor = self._marked.anchor(excerpt) if excerpt is not None and excerpt.id in case.excerpts else None
        source = case.sources.get(anchor.source) if anchor else None
        try:
            document = host.workspace.documents.document(source.id) if source else None
        except FactcheckError as error:
            host.status_line.problem(str(error))
            return
        if source is None or document is None:
            host.status_line.problem("It is no longer known where the excerpt stands.")
            return
        claim_id = host.claim.id if host.claim else ""
        host.post_message(OpenReader(host.session, source, document, claim_id, excerpt, then=self._back))
