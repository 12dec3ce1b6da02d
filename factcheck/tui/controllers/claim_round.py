"""Going through the unchecked claims, and putting one off to the end of the round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.content import Content

from factcheck.case.records import Claim
from factcheck.text import visible_line
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.widgets.claim_list import ClaimList


class ClaimRound:
    """The keys that go to the next unchecked claim, and put one off."""

    def __init__(self, host: Host, claim_list: Callable[[], ClaimList]) -> None:
        """Go through the claims of a list."""
        self._host = host
        self._list = claim_list

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "claim.next-unchecked": partial(self.go_to_unchecked, 1),
            "claim.previous-unchecked": partial(self.go_to_unchecked, -1),
            "claim.put-off": self.put_off,
        }

    def claim_after_decision(self) -> Claim | None:
        """Return the next unchecked claim; None if there is none, or if the settings want to stay."""
        listed, session = self._list(), self._host.session
        position = listed.next_unchecked(1) if session.settings.advance else None
        return None if position is None else session.workspace.case.claims[listed.items[position]]

    def go_to_unchecked(self, step: int) -> None:
        """Go to the next unchecked claim, or the previous one."""
        position = self._list().next_unchecked(step)
        if position is None:
            self._host.status_line.say(Content(" Every claim in this list is checked."))
        else:
            self._list().move_to(position)

    def put_off(self) -> None:
        """Put the selected claim off to the end of the round and go on; on one that is put off, take that back."""
        claim, listed = self._host.claim, self._list()
        if claim is None:
            return
        ref, key = visible_line(claim.ref), self._host.key("claim.put-off")
        if claim.id in self._host.workspace.case.index.checked_by(self._host.workspace.checker):
            self._host.status_line.say(Content(f" {ref} is checked already"))
        elif self._host.session.round.put_off(claim.id):
            listed.redraw()
            self.go_to_unchecked(1)
            self._host.status_line.say(Content(f" {ref} put off to the end of the round · {key} on {ref} puts it back"))
        else:
            listed.redraw()
            self._host.status_line.say(Content(f" {ref} is no longer put off"))
