"""Opening a draft: the only one, one that is chosen, or one that is added first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.content import Content

from factcheck.case.records import Source
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui.case_screens import Destination, OpenDraft
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import ChooseSource, OpenFirstDraft
from factcheck.workspace.results import DraftResult


class DraftOpening:
    """Opens the drafts of the case, and adds them."""

    def __init__(self, host: Host, changes: Changes, back: Callable[[Destination | None], object]) -> None:
        """Open the drafts of the case of `host`; `back` is called when a draft is left."""
        self._host = host
        self._changes = changes
        self._back = back

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"case.draft": self.open}

    def open(self) -> None:
        """Open the draft of the case; ask which one where there are several, and for a document where there is none."""
        host = self._host
        found = host.workspace.drafts()
        if len(found) == 1:
            self.show(found[0])
        elif found:
            host.post_message(ChooseSource(host.session, Content("Which draft?"), found, then=self.show))
        else:
            self.add()

    def add(self) -> None:
        """Ask for a document, add it as a draft, and open it."""
        if self._changes.may_write():
            self._host.post_message(OpenFirstDraft(self._host.workspace, then=self.added))

    def added(self, result: DraftResult | None) -> None:
        """Say what became of a document, and open it."""
        if result is not None:
            self._changes.attempt(lambda: result.changes, words=result.words, nothing=result.words)
            self.show(result.source)

    def show(self, source: Source | None) -> None:
        """Open a draft; None was chosen if there is none."""
        host = self._host
        if source is None:
            return
        try:
            document = host.workspace.documents.document(source.id)
        except FactcheckError as error:
            host.status_line.problem(str(error))
            return
        if document is None:
            ref = visible_line(source.ref)
            attaches = f"{host.key('source.attach')} in the library attaches it"
            host.status_line.problem(f"The text of {ref} is not here: {attaches}")
            return
        claim_id = host.claim.id if host.claim else ""
        host.post_message(OpenDraft(host.session, source, document, claim_id, then=self._back))
