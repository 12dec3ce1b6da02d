"""What a checker decides on the selected claim: label, confidence, rationale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, confidence_step, verdict_key
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.dialogs import OpenRationale


class Verdicts:
    """The keys that give and withdraw a verdict, and say why and how sure one is."""

    def __init__(self, host: Host, changes: Changes, next_claim: Callable[[], Claim | None]) -> None:
        """Decide on the claim of `host`; `next_claim` returns the claim to go to after a decision, None to stay."""
        self._host = host
        self._changes = changes
        self._next_claim = next_claim
        self._decided: tuple[str, str] | None = None  # the claim that was just decided, and the one gone to

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **{f"verdict.{digit}": partial(self.decide, digit) for digit in range(1, 10)},
            "verdict.withdraw": self.withdraw,
            "verdict.more-sure": partial(self.change_confidence, 1),
            "verdict.less-sure": partial(self.change_confidence, -1),
            "verdict.rationale": self.write_rationale,
        }

    @property
    def claim(self) -> Claim | None:
        """The claim that a reason or a confidence is about: until the cursor is moved, the one just decided."""
        claim, case = self._host.claim, self._host.workspace.case
        if self._decided and claim and claim.id == self._decided[1]:
            return case.claims.get(self._decided[0], claim)
        return claim

    def moved(self) -> None:
        """Note that the cursor was moved by hand."""
        self._decided = None

    def decide(self, digit: int) -> None:
        """Give the selected claim the label with this digit, and go to the next claim."""
        workspace, claim = self._host.workspace, self._host.claim
        label = next((label for label in workspace.case.scale.labels if label.key == str(digit)), None)
        if claim is None:
            self._host.status_line.problem("No claim is selected to decide on.")
        if claim is None or label is None:
            return
        goal = self._next_claim() or claim
        words, draft = f"{claim.ref} {label.glyph} {label.name}", workspace.unsaved.of(claim.id)
        own = workspace.case.verdicts.get(verdict_key(claim.id, workspace.checker))
        again = " confirmed" if own and own.label == label.id else ""
        also = f"{self._host.key('verdict.rationale')} why"
        batch = self._changes.attempt(
            lambda: workspace.decide(claim.id, label.id),
            words=f"{words}{again}",
            nothing=f"{words}: already so",
            also=also,
        )
        if batch is None:
            return
        self._decided = claim.id, goal.id
        self._host.show_case(goal.id)
        if workspace.unsaved.of(claim.id) != draft:
            self._changes.say_saved(f"{words}; the reason for the other label is kept as a draft", also=also)

    def withdraw(self) -> None:
        """Withdraw the own verdict."""
        nothing = "You have no verdict on this claim"
        self._change(self._host.claim, lambda claim: self._host.workspace.withdraw(claim.id), nothing)

    def change_confidence(self, step: int) -> None:
        """Raise or lower the confidence of the own verdict."""
        workspace = self._host.workspace

        def change(claim: Claim) -> Batch:
            verdict = workspace.case.verdicts.get(verdict_key(claim.id, workspace.checker))
            return workspace.set_confidence(claim.id, confidence_step(verdict.confidence if verdict else None, step))

        self._change(self.claim, change, f"Already at the {'highest' if step > 0 else 'lowest'} confidence")

    def write_rationale(self) -> None:
        """Write the rationale of the own verdict."""
        claim, back_to = self.claim, self._host.claim
        if claim is None or back_to is None or not self._changes.may_write():
            return
        if claim.id != back_to.id:
            self._host.show_case(claim.id)  # its evidence is what one writes about
        self._host.post_message(OpenRationale(self._host.workspace, claim, then=partial(self._written, claim, back_to)))

    def _written(self, claim: Claim, back_to: Claim, batch: Batch | None) -> None:
        ref, status_line = visible_line(claim.ref), self._host.status_line
        if batch is not None:
            self._changes.attempt(lambda: batch, nothing="The rationale is unchanged.")
        elif self._host.workspace.unsaved.of(claim.id) is not None:
            status_line.say(Content(f" {ref}: draft kept · {self._host.key('verdict.rationale')} resumes it"))
        else:
            status_line.say(Content(f" {ref}: no draft is kept"))
        self._host.show_case(back_to.id)

    def _change(self, claim: Claim | None, change: Callable[[Claim], Batch], nothing: str) -> None:
        stay_at = self._host.claim
        if claim is not None and stay_at is not None and self._changes.attempt(lambda: change(claim), nothing=nothing):
            self._host.show_case(stay_at.id)
