"""The list of claims: each on one or two lines with its marks."""

from __future__ import annotations

from time import monotonic

from textual.content import Content
from textual.timer import Timer

from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.case.table import Records
from factcheck.evidence.readiness import is_prepared
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.tui.render.claims import claim_rows
from factcheck.tui.render.styles import DIFFER, LOOK_AGAIN, MUTED, PUT_OFF
from factcheck.tui.render.warnings import WARNING
from factcheck.tui.state.colleagues import Colleagues
from factcheck.tui.state.round import Either, Round
from factcheck.tui.widgets.panes import PaneList
from factcheck.workspace.claim_facts import ClaimFacts

PATIENCE, TURN = 0.008, 0.004
"""Seconds that a search runs at a time, and that it pauses so that key presses are handled."""


REST = 0.25
"""Seconds without another claim under the cursor after which claims are marked."""


class ClaimList(PaneList[str]):
    """Claims by their ids, each on one or two lines; one that was removed meanwhile is empty until the next `show`."""

    margin = 2

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """List no claims yet."""
        super().__init__(id=id)
        self.divider = True
        self._facts = ClaimFacts(Case())
        self._anchor_of: AnchorLookup = no_anchor
        self._hint = ""
        self.round = Round()
        self.colleagues = Colleagues()
        self._marking: Timer | None = None
        self._moved_at = 0.0
        self.marked: set[str] = set()
        """The ids of the claims that are marked, to be changed together."""

    def lines(self, item: str, width: int) -> list[Content]:
        """Return the one or two lines of a claim."""
        facts = self._facts
        claim = facts.case.claims.get(item)
        if claim is None:
            return [Content()]
        if facts.case.partial:
            return claim_rows(facts.case, claim, width)
        marks = LOOK_AGAIN if facts.is_stale(item) else ""
        marks += DIFFER if facts.known_to_differ(item) else ""
        marks += WARNING if item in facts.case.index.checked and facts.is_warned(item, self._anchor_of) else ""
        marks += PUT_OFF if self.round.is_put_off(item) else ""
        person = self.colleagues.initial(item)
        is_marked = item in self.marked
        return claim_rows(facts.case, claim, width, marks, checker=facts.checker, is_marked=is_marked, person=person)

    def watch_cursor(self, cursor: int) -> None:
        """Put off to mark claims while keys move the cursor."""
        super().watch_cursor(cursor)
        self._moved_at = monotonic()

    @property
    def is_marked(self) -> bool:
        """Whether it is known of all visible claims whether they are to be marked."""
        return not self._unmarked()

    def _unmarked(self) -> list[str]:
        facts, shown = self._facts, [self.items[index] for index in self.in_view]
        return [claim for claim in shown if claim in facts.case.claims and facts.known_to_differ(claim) is None]

    def mark(self) -> None:
        """Work out for a moment which visible claims have excerpts that differ, and mark them; the rest follows."""
        if self._marking is not None:
            self._marking.stop()
            self._marking = None
        facts, now, is_new = self._facts, monotonic(), False
        until = now + PATIENCE
        if facts.case.partial or not is_prepared() or now < self._moved_at + REST:
            return  # not all excerpts are there yet, or nothing that compares them, or keys come first
        for claim in self._unmarked():
            differs = facts.differs_within(claim, until)
            is_new |= bool(differs)
            if differs is None or monotonic() > until:
                self._marking = self.set_timer(TURN, self.mark)  # keys and pictures come in between
                break
        if is_new:
            self.redraw_in_place()

    @property
    def claim(self) -> Claim | None:
        """The claim under the cursor; None if there is none, or if it was removed meanwhile."""
        return self._facts.case.claims.get(self.current or "")

    def empty_lines(self, width: int) -> list[Content]:
        """Return the reason for the empty list and what to do."""
        return Content.styled(self._hint, MUTED).wrap(max(width, 1))

    def show_claims(
        self, facts: ClaimFacts, anchor_of: AnchorLookup, claims: Records[Claim], wanted: str | None, hint: str
    ) -> None:
        """List `claims`, with the cursor on the id `wanted`, else where it was; show `hint` if there are none.

        `facts` and `anchor_of` say which of them are marked.
        """
        self._facts, self._anchor_of, self._hint = facts, anchor_of, hint
        try:
            place = claims.keys.index(wanted or "")
        except ValueError:
            place = self.cursor
        self.show(claims.keys, place)

    def follow_claims(self, facts: ClaimFacts, anchor_of: AnchorLookup, claims: Records[Claim], hint: str) -> None:
        """List `claims` without moving what is seen; the one under the cursor stays listed while it exists."""
        self._facts, self._anchor_of, self._hint = facts, anchor_of, hint
        keys, current = claims.keys, self.current or ""
        if current in facts.case.claims and current not in keys:
            listed = set(keys)
            before = next((key for key in reversed(self.items[: self.cursor]) if key in listed), None)
            place = 0 if before is None else keys.index(before) + 1
            keys = [*keys[:place], current, *keys[place:]]
        self.show_in_place(keys, keys.index(current) if current in keys else self.cursor)

    def next_unchecked(self, step: int) -> int | None:
        """Return the index of the next unchecked claim, wrapping around; None if all are checked.

        One at which a colleague is comes after the others.
        """
        checked, at = self._facts.checked, self.colleagues.at
        if step > 0 and (chosen := self._given_out()) is not None:
            return chosen
        free = self.round.next(self.items, self.cursor, step, Either(checked, lambda claim: bool(at(claim))))
        return self.round.next(self.items, self.cursor, step, checked) if free is None else free

    def _given_out(self) -> int | None:
        """Return the index of the claim that the server of the team gave out to be the next."""
        claim = self.colleagues.next_from(self.current or "")
        is_open = claim in self._facts.case.claims and claim not in self._facts.checked
        return self.items.index(claim) if is_open and claim in self.items else None

    @property
    def marked_ids(self) -> list[str]:
        """The ids of the marked claims that still exist, in the order of the case."""
        return [claim for claim in self._facts.case.index.order() if claim in self.marked] if self.marked else []
