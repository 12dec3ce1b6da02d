"""The evidence of a claim in a draft: read in its source, found, filed from the sheet, given another stance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from factcheck.case.records import Excerpt, Stance
from factcheck.text import visible_line
from factcheck.tui.case_screens import Destination, OpenSuggestions
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.controllers.unfiled import UnfiledPassages
from factcheck.tui.render.styles import STANCE_NAMES
from factcheck.tui.widgets.sheet import Sheet


class DraftEvidence:
    """The keys on the evidence of the claim that is shown."""

    def __init__(self, host: Host, changes: Changes, sheet: Sheet, set_aside: Command) -> None:
        """Act on the excerpt or the passage of `sheet`; where there is no passage, `d` calls `set_aside`."""
        self._host = host
        self._changes = changes
        self._sheet = sheet
        self._set_aside = set_aside
        self._reading = SourceReading(host, changes, self._go_to)
        self._unfiled = UnfiledPassages(host, changes, sheet, self._reading)

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        stances: dict[str, Command] = {f"excerpt.{stance}": partial(self._set_stance, stance) for stance in Stance}
        others = {**stances, "excerpt.read": self._read, "edit.remove": self._set_aside}
        filing = dict(self._unfiled.commands(others))
        return {"draft.aside": filing.pop("edit.remove"), **filing, "claim.suggest": self._suggest}

    def _read(self) -> None:
        """Read the selected excerpt in its source, or the first one of the claim."""
        excerpt = self._sheet.selected or self._sheet.first
        if excerpt is None:
            find = self._host.key("claim.suggest")
            self._host.status_line.problem(f"No excerpt to read: {find} finds passages for the claim")
        else:
            self._reading.read(self._host.workspace.case.sources[excerpt.source], excerpt)

    def _go_to(self, excerpt: Excerpt) -> None:
        self._host.show_case(excerpt.claim)
        self._sheet.select(excerpt.id)

    def _set_stance(self, stance: Stance) -> None:
        """Give the selected excerpt another stance."""
        excerpt, tab = self._sheet.selected, self._host.key("pane.next")
        if excerpt is None:
            self._host.status_line.problem(f"No excerpt or passage is selected: {tab} goes to the evidence")
            return
        nothing = f"{visible_line(excerpt.ref)} {STANCE_NAMES[stance].lower()} the claim already"
        if self._changes.attempt(lambda: self._host.workspace.set_stance(excerpt.id, stance), nothing=nothing):
            self._host.show_case(excerpt.claim)

    def _suggest(self) -> None:
        """Show the best passages of every source for the claim."""
        claim = self._host.claim
        if claim is None:
            makes = self._host.key("draft.claim")
            self._host.status_line.problem(f"No claim here yet: {makes} makes one of the sentence")
        else:
            self._host.post_message(OpenSuggestions(self._host.session, [claim.id], claim.id, then=self._back))

    def _back(self, destination: Destination | None) -> None:
        self._host.show_case(destination.claim_id if destination else None)
