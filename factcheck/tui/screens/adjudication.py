"""Adjudication: the disputed claims one after the other, the evidence beside the verdicts, a key settles each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.case.adjudication import CAUSES, agreed
from factcheck.case.records import Claim
from factcheck.text import counted
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command
from factcheck.tui.render.disputes import dispute_head, evidence, opinions
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.workspace.adjudication import LETTERS, Adjudication, Dispute


class AdjudicationScreen(CaseScreen[Destination]):
    """Settles the disputed claims. Returns the claim that was shown last."""

    AUTO_FOCUS = "#evidence"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["adjudication"].bindings]

    heading = query_one("#asked", Static)

    def __init__(self, session: Session, claim_id: str = "") -> None:
        """Begin at the claim with the id `claim_id` if it is disputed, else at the most contested."""
        super().__init__(session)
        self.changes = Changes(self)
        self._desk = Adjudication(session.workspace)
        self._disputes: Sequence[Dispute] = ()
        self._place = 0
        self._wanted = claim_id
        self._names = False
        self._taken = ""
        self._cause = ""
        self._evidence, self._opinions = Static(id="evidence-text"), Static(id="opinions-text")

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.changes.commands,
            **{f"verdict.{digit}": partial(self._settle, str(digit)) for digit in range(1, 10)},
            "adjudicate.reasons": partial(self._take, LETTERS[0]),
            "adjudicate.next": partial(self._go, 1),
            "adjudicate.previous": partial(self._go, -1),
            "adjudicate.names": self._show_names,
            "adjudicate.cause": self._next_cause,
            "adjudicate.agreed": self._settle_agreed,
            "pane.back": self._back,
        }

    def enables(self, name: str) -> bool:
        """Tell whether a key works now: a digit needs a label of the scale."""
        if name.startswith("verdict."):
            return self.ready and any(label.key == name[-1] for label in self.workspace.case.scale.labels)
        return self.ready

    def compose(self) -> ComposeResult:
        """Build the claim, and below it the evidence beside the verdicts."""
        yield Static(id="asked")
        with Horizontal(id="dispute"):
            with VerticalScroll(id="evidence"):
                yield self._evidence
            with VerticalScroll(id="opinions"):
                yield self._opinions
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Show the first dispute."""
        super().begin()
        self.show_case(self._wanted or None)
        waiting = len(agreed(self.workspace.case))
        hints = [
            f"{self.key('adjudicate.reasons')} b c take reasons along",
            f"{self.key('adjudicate.cause')} cause",
            f"{self.key('adjudicate.names')} names",
            *([f"{self.key('adjudicate.agreed')} settles {counted(waiting, 'agreed claim')}"] if waiting else []),
        ]
        self.status_line.say(Content.styled(f" {' · '.join(hints)}", MUTED))

    @property
    def _dispute(self) -> Dispute | None:
        return self._disputes[self._place] if self._place < len(self._disputes) else None

    @property
    def claim(self) -> Claim | None:
        """The claim that is to be settled."""
        return self._dispute.claim if self._dispute else None

    def show_case(self, wanted: str | None = None) -> None:
        """Show the disputes as they are now, at the claim with the id `wanted` if it is one of them."""
        self._disputes = self._desk.disputes()
        places = {dispute.claim.id: place for place, dispute in enumerate(self._disputes)}
        self._place = places.get(wanted or "", min(self._place, max(len(self._disputes) - 1, 0)))
        self._taken, self._cause = "", ""
        self._draw()

    def _draw(self) -> None:
        dispute, case = self._dispute, self.workspace.case
        self.show_labels(names=True)
        if dispute is None:
            self.heading.update(Content.styled(" Nothing is left to settle.", "bold"))
            self._evidence.update("")
            self._opinions.update("")
            return
        self.heading.update(dispute_head(dispute, self._place + 1, len(self._disputes)))
        self._evidence.update(evidence(case, dispute.claim))
        self._opinions.update(
            opinions(case, dispute, names=self._names, taken=self._taken, cause=self._cause),
        )

    def _go(self, step: int) -> None:
        if self._disputes:
            self._place = (self._place + step) % len(self._disputes)
            self._taken, self._cause = "", ""
            self._draw()

    def on_key(self, event: events.Key) -> None:
        """Take the reasons under a letter along; a letter that is a key of something else does not come here."""
        dispute = self._dispute
        if dispute is not None and event.character in {each.letter for each in dispute.opinions}:
            event.stop()
            self._take(event.character or "")

    def _take(self, letter: str) -> None:
        dispute = self._dispute
        if dispute is None or letter not in {each.letter for each in dispute.opinions}:
            self.status_line.say(Content.styled(f" There is no verdict {letter.upper()} here.", MUTED))
            return
        self._taken = self._taken.replace(letter, "") if letter in self._taken else self._taken + letter
        self._draw()

    def _show_names(self) -> None:
        self._names = not self._names
        self._draw()

    def _next_cause(self) -> None:
        causes = ("", *CAUSES)
        self._cause = causes[(causes.index(self._cause) + 1) % len(causes)]
        self._draw()

    def _settle(self, digit: str) -> None:
        dispute = self._dispute
        if dispute is None:
            self.status_line.say(Content.styled(" Nothing is left to settle.", MUTED))
            return
        reasons_of = dispute.named(self._taken)
        changes = self.changes.attempt(
            lambda: self._desk.settle(dispute.claim, digit, reasons_of=reasons_of, cause=self._cause)
        )
        if changes:
            self.show_case()

    def _settle_agreed(self) -> None:
        if self.changes.attempt(self._desk.settle_agreed, nothing="Nothing is agreed and not settled yet."):
            self.show_case()

    def _back(self) -> None:
        claim = self.claim
        self.leave(Destination(claim.id if claim else ""))
