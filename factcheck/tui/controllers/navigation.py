"""From the selected claim to its sources, the library, suggestions, search and matrix, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from textual.content import Content

from factcheck.case.adjudication import agreed, claims_to_settle
from factcheck.case.records import Excerpt, Source
from factcheck.text import visible_line
from factcheck.tui.case_screens import (
    Destination,
    OpenAdjudication,
    OpenAtClaim,
    OpenEntries,
    OpenLibrary,
    OpenMatrix,
    OpenSearch,
    OpenSuggestions,
)
from factcheck.tui.controllers.addresses import Addresses
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.drafts import DraftOpening
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.dialogs import ChooseSource, OpenAgreement
from factcheck.tui.router import Open
from factcheck.tui.widgets.sheet import Sheet


class Navigation:
    """The keys of the workbench that open another screen on the evidence."""

    def __init__(
        self,
        host: Host,
        changes: Changes,
        sheet: Sheet,
        listed: Callable[[], Sequence[str]],
        go_to_claim: Callable[[str], object],
        came_back: Callable[[], object],
    ) -> None:
        """Navigate from the claim of `host`.

        `listed` returns the ids of the listed claims, `go_to_claim` selects one whatever hides it, and `came_back` is
        called after the library, where texts may have been added.
        """
        self._host = host
        self._changes = changes
        self._sheet = sheet
        self._listed = listed
        self._go_to_claim = go_to_claim
        self._addresses = Addresses(host)
        self._came_back = came_back
        self.reading = SourceReading(host, changes, self.go_to)
        self._drafts = DraftOpening(host, changes, self._back_from_draft)

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "excerpt.read": self.read,
            "source.open": self.open_address,
            "case.sources": self.open_library,
            "claim.suggest": self.open_suggestions,
            "case.search": partial(self._open_at_claim, OpenSearch),
            "case.matrix": partial(self._open_at_claim, OpenMatrix),
            "case.adjudicate": self.open_adjudication,
            "case.agreement": self.open_agreement,
            "case.entries": partial(self._open_at_claim, OpenEntries),
            **self._drafts.commands,
        }

    # Sources

    def read(self) -> None:
        """Read the selected excerpt in its source, or the first of the claim; without any, a source to be chosen."""
        excerpt = self._sheet.selected or self._sheet.first
        case, claim = self._host.workspace.case, self._host.claim
        if excerpt is not None:
            self.reading.read(case.sources[excerpt.source], excerpt)
        elif not case.sources:
            library, add = self._host.key("case.sources"), self._host.key("edit.add")
            self._host.status_line.problem(f"No sources yet: {library} opens the library, {add} adds documents there")
        else:
            nothing = f"{visible_line(claim.ref)} has no excerpts yet. " if claim else ""
            title = Content(f"{nothing}Read which source?")
            self._host.post_message(ChooseSource(self._host.session, title, then=self._chosen))

    def open_address(self) -> None:
        """Open the address of the source of the selected excerpt or passage, or of the claim's first excerpt."""
        excerpt, passage = self._sheet.selected or self._sheet.first, self._sheet.passage
        source_id = passage.source_id if passage else excerpt.source if excerpt else ""
        self._addresses.open(self._host.workspace.case.sources.get(source_id))

    def _chosen(self, source: Source | None) -> None:
        if source is not None:
            self.reading.read(source)

    def open_library(self) -> None:
        """Show the sources."""
        self._open_at_claim(OpenLibrary, then=self._back_from_library)

    def _back_from_library(self, destination: Destination | None) -> None:
        self._host.show_case()
        self._came_back()
        if not self._host.workspace.read_only:
            self._changes.fold_when_idle()
        if destination is not None and destination.excerpt is not None:
            self.go_to(destination.excerpt)

    def _back_from_draft(self, destination: Destination | None) -> None:
        self._host.show_case()
        self._came_back()
        if destination is not None and destination.claim_id in self._host.workspace.case.claims:
            self._go_to_claim(destination.claim_id)

    # Evidence

    def open_suggestions(self) -> None:
        """Show the best passages of every source for the claim."""
        if self._host.claim is not None:
            self._open(OpenSuggestions(self._host.session, self._listed(), self._host.claim.id))

    def _open_at_claim(
        self, message: type[OpenAtClaim], then: Callable[[Destination | None], object] | None = None
    ) -> None:
        """Open a screen at the claim; when it is left, `then` is called, or the claim that it returns is gone to."""
        self._open(message(self._host.session, self._host.claim.id if self._host.claim else "", then=then))

    def open_adjudication(self) -> None:
        """Show the claims whose checkers differ, to settle them; say so if there is none."""
        case = self._host.workspace.case
        if claims_to_settle(case) or agreed(case):
            self._open_at_claim(OpenAdjudication)
        else:
            self._host.status_line.say(Content(" Nothing to settle: no claim has verdicts of several checkers"))

    def open_agreement(self) -> None:
        """Show how far the checkers agree."""
        self._host.post_message(OpenAgreement(self._host.session))

    def _open(self, screen: Open[Destination]) -> None:
        screen.then = screen.then or partial(self._back, len(self._host.workspace.case.history))
        self._host.post_message(screen)

    def _back(self, length: int, destination: Destination | None) -> None:
        """Show what was changed; go to the claim or the excerpt that was chosen."""
        host, case = self._host, self._host.workspace.case
        is_changed = len(case.history) != length
        if is_changed:
            self._changes.fold_when_idle()
        destination = destination or Destination()
        if destination.claim_id in case.claims and case.claims[destination.claim_id] != host.claim:
            self._go_to_claim(destination.claim_id)
        elif is_changed:
            host.show_case()
        if destination.excerpt is not None and destination.excerpt.id in case.excerpts:
            self.go_to(case.excerpts[destination.excerpt.id])

    def go_to(self, excerpt: Excerpt) -> None:
        """Select an excerpt, whatever hides its claim."""
        self._go_to_claim(excerpt.claim)
        self._sheet.select(excerpt.id)
