"""Choosing among the sentences that are proposed as claims: they are ticked, dropped and edited, and then added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.content import Content

from factcheck.case.statistics import known_tags
from factcheck.text import visible_line
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.form_screens import FormResult, OpenClaimForm
from factcheck.tui.render.styles import MUTED
from factcheck.tui.state.drafts import FormDraft
from factcheck.tui.state.proposals import ProposalChoices
from factcheck.tui.widgets.result_lists import ProposalList


class ProposalChoosing:
    """The keys that choose among the proposals of a source, and add what is ticked."""

    def __init__(
        self,
        host: Host,
        changes: Changes,
        source_id: str,
        proposals: ProposalList,
        choices: Callable[[], ProposalChoices],
        show: Callable[[], object],
    ) -> None:
        """Act on the proposal under the cursor of `proposals`; the claim of `host` is the claim that it is already.

        `choices` returns what was chosen so far, once the text was read; `show` shows it as it is now.
        """
        self._host = host
        self._changes = changes
        self._source_id = source_id
        self._proposals = proposals
        self._choices = choices
        self._show = show

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            "proposal.tick": self._tick,
            "proposal.edit": self._edit,
            "proposal.take": self._take,
            "proposal.drop": self._drop,
            "proposal.tick-all": self._tick_all,
            "proposal.saying": self._change_saying,
            "proposal.name": self._change_name,
            "proposal.order": self._change_order,
        }

    def _choosable_number(self) -> int:
        """Return the number of the proposal under the cursor; 0, and say so, if it is a claim already."""
        if self._host.claim is not None:
            self._host.status_line.say(Content(f" This is {visible_line(self._host.claim.ref)} already."))
            return 0
        return self._proposals.current.number if self._proposals.current else 0

    def _tick(self) -> None:
        """Tick the proposal under the cursor, or untick it, and go on."""
        if number := self._choosable_number():
            self._choices().toggle_ticked(number)
            self._go_on()

    def _drop(self) -> None:
        """Drop the proposal under the cursor, or bring it back, and go on."""
        if number := self._choosable_number():
            self._choices().toggle_dropped(number)
            self._go_on()

    def _go_on(self) -> None:
        self._show()
        self._proposals.move_to(self._proposals.cursor + 1)

    def _tick_all(self) -> None:
        """Tick all that are left; none, if they are ticked."""
        self._choices().toggle_all()
        self._show()

    def _change_saying(self) -> None:
        """Check what was said, or that it was said."""
        self._change(self._choices().toggle_saying, "This sentence reports nothing: there is no saying to check.")

    def _change_name(self) -> None:
        """Take the name that is suggested for "he", or leave it."""
        self._change(self._choices().toggle_name, "No name is suggested for the beginning of this sentence.")

    def _change(self, toggle: Callable[[int], bool], nothing: str) -> None:
        """Change what the proposal under the cursor says; say `nothing` if it has only one reading."""
        if number := self._choosable_number():
            if toggle(number):
                self._show()
            else:
                self._host.status_line.say(Content(f" {nothing}"))

    def _change_order(self) -> None:
        """List as in the text, or the most worth checking first."""
        choices = self._choices()
        choices.best_first = not choices.best_first
        self._show()
        order = "the most worth checking first" if choices.best_first else "as in the text"
        self._host.status_line.say(Content.styled(f" Listed {order}.", MUTED))

    def _edit(self) -> None:
        """Edit the proposal under the cursor; it is ticked then."""
        if number := self._choosable_number():
            workspace, fields = self._host.workspace, self._choices().fields(number)
            draft = FormDraft(workspace, f"sentence {number} of {self._source_id}", fields)
            tags, then = known_tags(workspace.case), partial(self._was_edited, number)
            self._host.post_message(OpenClaimForm("Edit before adding", fields, tags, draft=draft, then=then))

    def _was_edited(self, number: int, result: FormResult | None) -> None:
        if result is not None and result.values is not None:
            self._choices().edit(number, result.values)
            self._show()
            take = self._host.key("proposal.take")
            self._host.status_line.say(Content(f" Edited and ticked; {take} adds what is ticked."))

    def _take(self) -> None:
        """Add what is ticked as claims, in one change."""
        choices = self._choices()
        if not self._changes.may_write():
            return
        if not choices.ticked:
            tick = self._host.key("proposal.tick")
            self._host.status_line.problem(f"Nothing is ticked: {tick} ticks a sentence")
        elif self._changes.attempt(choices.add_ticked, nothing="They are claims already."):
            self._host.show_case()
