"""What a checker decides on the highlighted claim: label, confidence, rationale, the stance of an excerpt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, verdict_key
from factcheck.text import visible_line
from factcheck.tui.render.records import confidence_step
from factcheck.tui.screens.base import WorkspaceScreen
from factcheck.tui.widgets.bars import VerdictBar
from factcheck.tui.widgets.evidence import EvidencePane


class Deciding(WorkspaceScreen):
    """The keys by which a verdict is given, and what is said then."""

    def following(self) -> Claim | None:
        """Return the claim to go on to after a decision; None to stay."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the digits that no label of the scale has."""
        if action != "decide" or not self.ready:
            return super().check_action(action, parameters)
        return str(parameters[0]) in {label.key for label in self.workspace.case.scale.labels}

    def action_decide(self, digit: int) -> None:
        """Give the highlighted claim the label with this key, and go on."""
        label = next((label for label in self.workspace.case.scale.labels if label.key == str(digit)), None)
        claim = self.claim
        if claim is None or label is None:
            return
        goal = self.following() or claim
        words, draft = f"{claim.ref} {label.glyph} {label.name}", self.workspace.drafts.of(claim.id)
        own = self.workspace.case.verdicts.get(verdict_key(claim.id, self.workspace.checker))
        again = " confirmed" if own and own.label == label.id else ""
        batch = self.attempt(
            lambda: self.workspace.decide(claim.id, label.id),
            words=f"{words}{again}",
            nothing=f"{words}: it was so already",
        )
        if batch is not None:
            self.show_case(goal.id)
        if self.workspace.drafts.of(claim.id) != draft:
            back = f"{self.key('case.undo')} takes it back"
            self.status_line.saved(f"{words}; the reason for the other label is kept as a draft", back)

    @on(VerdictBar.Chosen)
    def _decide(self, event: VerdictBar.Chosen) -> None:
        if self.ready:
            self.action_decide(event.digit)

    def action_withdraw(self) -> None:
        """Take the own verdict on the highlighted claim back."""
        self._judge(lambda claim: self.workspace.withdraw(claim.id), "There is no verdict of yours to withdraw.")

    def action_confidence(self, step: int) -> None:
        """Raise or lower the confidence of the own verdict."""

        def change(claim: Claim) -> Batch:
            verdict = self.workspace.case.verdicts.get(verdict_key(claim.id, self.workspace.checker))
            return self.workspace.set_confidence(
                claim.id, confidence_step(verdict.confidence if verdict else None, step)
            )

        self._judge(change, f"Already at the {'highest' if step > 0 else 'lowest'} confidence")

    def action_rationale(self) -> None:
        """Write the rationale of the own verdict."""
        from factcheck.tui.screens.rationale import RationaleScreen

        claim = self.claim
        if self.workspace.read_only:
            self.ask_again()
            self.status_line.problem(f"Nothing can be written: the case is read-only, {self.workspace.read_only}")
        elif claim is not None:
            self.app.push_screen(RationaleScreen(self.workspace, claim), partial(self._written, claim))

    def _written(self, claim: Claim, batch: Batch | None) -> None:
        if batch is not None:
            self.attempt(lambda: batch, nothing="The rationale is as it was.")
        elif self.workspace.drafts.of(claim.id) is not None:
            self.status_line.say(
                Content(f" {visible_line(claim.ref)}: draft kept · {self.key('verdict.rationale')} goes on with it")
            )
        else:
            self.status_line.say(Content(f" {visible_line(claim.ref)}: no draft is kept"))
        self.show_case(claim.id)

    @on(EvidencePane.Filed)
    def _file(self, event: EvidencePane.Filed) -> None:
        nothing = f"{event.excerpt.ref}: it is filed there already"
        if self.attempt(lambda: self.workspace.set_stance(event.excerpt.id, event.stance), nothing=nothing):
            self.show_case(event.excerpt.claim)

    def _judge(self, wish: Callable[[Claim], Batch], nothing: str) -> None:
        claim = self.claim
        if claim is not None and self.attempt(lambda: wish(claim), nothing=nothing):
            self.show_case(claim.id)
