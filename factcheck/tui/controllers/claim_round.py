"""Going through the claims: putting one off to the end of the round, and marking several to change them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.content import Content

from factcheck.text import counted, visible_line
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.widgets.claims_panel import ClaimList


class ClaimRound:
    """The keys that put a claim off, and mark it."""

    def __init__(self, host: Host, claim_list: Callable[[], ClaimList], next_claim: Callable[[], object]) -> None:
        """Work on the claims of a list; `next_claim` goes to the next unchecked one."""
        self._host = host
        self._list = claim_list
        self._next_claim = next_claim

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"claim.put-off": self.put_off, "claim.mark": self.mark}

    def put_off(self) -> None:
        """Put the selected claim off to the end of the round and go on; on one that is put off, take that back."""
        claim, listed = self._host.claim, self._list()
        if claim is None:
            return
        ref, key = visible_line(claim.ref), self._host.key("claim.put-off")
        if claim.id in self._host.workspace.case.index.checked:
            self._host.status_line.say(Content(f" {ref} is checked already"))
        elif listed.round.put_off(claim.id):
            listed.redraw()
            self._next_claim()
            self._host.status_line.say(Content(f" {ref} put off to the end of the round · {key} on it takes that back"))
        else:
            listed.redraw()
            self._host.status_line.say(Content(f" {ref} is in its place of the round again"))

    def mark(self) -> None:
        """Mark the selected claim, or take its mark away, and go to the next line."""
        claim, listed = self._host.claim, self._list()
        if claim is None:
            return
        listed.marked ^= {claim.id}
        listed.redraw()
        listed.move_to(listed.cursor + 1)
        host, count = self._host, counted(len(listed.marked_ids), "claim")
        keys = (("edit.tags", "tags"), ("claim.flag", "flag"), ("edit.remove", "remove"), ("pane.back", "clear"))
        hints = " · ".join(f"{host.key(name)} {words}" for name, words in keys)
        host.status_line.say(Content(f" {count} marked · {hints}"))
