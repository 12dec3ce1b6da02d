"""Filing a passage that a search has found as an excerpt of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.case.records import Claim, Stance
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.circular import CircularQuestion
from factcheck.tui.controllers.host import Host
from factcheck.tui.render.styles import STANCE_NAMES

if TYPE_CHECKING:
    from factcheck.workspace.search import Hit


class HitFiling:
    """Files passages for claims; a passage of a draft only once the user has confirmed it."""

    def __init__(self, host: Host, changes: Changes) -> None:
        """File them in the case of `host`."""
        self._host = host
        self._changes = changes
        self._asked = CircularQuestion(host)

    def file(self, claim: Claim, hit: Hit, stance: Stance) -> None:
        """File a passage for a claim with a stance, and show the claim."""
        workspace = self._host.workspace
        if not self._changes.may_write() or not self._asked.may_file(claim.id, hit.source_id, stance, hit.start):
            return
        stands = STANCE_NAMES[stance].lower()
        ref, source = workspace.case.next_ref("excerpts"), workspace.case.sources[hit.source_id]
        batch = self._changes.attempt(
            lambda: workspace.search.accept(claim.id, hit, stance),
            words=f"{ref} {stands} {claim.ref}: {source.ref}, {hit.place}",
            nothing=f"{claim.ref} already has this quote as {stands}",
        )
        if batch:
            self._host.show_case(claim.id)
