"""The list of claims with the filter above it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from time import monotonic

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.case.table import Records
from factcheck.errors import FactcheckError
from factcheck.evidence.readiness import is_prepared
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.tui.render.claims import claim_rows
from factcheck.tui.render.styles import DIFFER, LOOK_AGAIN, MUTED, PUT_OFF
from factcheck.tui.render.warnings import WARNING
from factcheck.tui.state.claim_listing import ClaimScope, ClaimSearch, Listing
from factcheck.tui.state.colleagues import Colleagues
from factcheck.tui.state.round import Either, Round
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.panes import PaneList
from factcheck.tui.widgets.scope_tabs import ScopeTabs
from factcheck.workspace.claim_counts import ClaimCounts
from factcheck.workspace.claim_facts import ClaimFacts, MarksLookup
from factcheck.workspace.warned_claims import WarnedClaims

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


class ClaimsPanel(Vertical):
    """The list of claims with its filter; holds the listing (view, order, filter words)."""

    claim_list = query_one(ClaimList)
    filter_input = query_one("#filter", Input)

    @dataclass
    class Listed(Message):
        """The listed claims or their order changed; `asked` if the user requested it.

        With `in_place` the selected claim is the same, where it is still there, and nothing that is seen moved.
        """

        listing: Listing
        asked: bool
        in_place: bool = False

    @dataclass
    class Refused(Message):
        """The filter is invalid; the listed claims did not change."""

        why: str

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """List no claims yet."""
        super().__init__(id=id)
        self._facts = ClaimFacts(Case())
        self.counts = ClaimCounts(self._facts.case)
        """How many claims of the case have each label, and how many are disputed."""
        self.warned = WarnedClaims(self._facts, no_anchor)
        """The claims of the case that have warnings."""
        self._search: ClaimSearch | None = None  # one that goes on
        self.listing = Listing()
        self.hint = "No claims yet."
        self.anchor_of: AnchorLookup = no_anchor
        self.marks_of: MarksLookup | None = None
        self.always_warn: Collection[str] = ()
        self.checker = ""
        """For whom claims are unchecked; empty for everybody."""
        self._words_before = ""  # those of the filter when the typing began
        self._selected: str | None = None  # the id of the selected claim, which a filter may hide for a while

    def compose(self) -> ComposeResult:
        """Build the filter and the list."""
        yield ScopeTabs()
        yield Field(placeholder="/ filter: words, is:unchecked …", id="filter", compact=True)
        yield ClaimList(id="claims")

    @property
    def has_selection(self) -> bool:
        """Whether a claim was selected, by the user or by `show`."""
        return self._selected is not None

    def show(self, case: Case, wanted: str | None = None) -> None:
        """List the claims of `case`, with the cursor on the id `wanted`, else where it was.

        A large case is searched in the background; `Listed` is posted when it is done.
        """
        self._take(case)
        self._selected = wanted or self._selected
        self._search_again(in_place=False)

    def follow(self, case: Case) -> None:
        """List the claims of `case` after others have changed it: the selected claim stays, and where it is.

        It stays also where the filter does not match it any more, until something else is asked for.
        """
        self._take(case)
        if self._search is None:
            self._search_again(in_place=True)
        else:  # one that was asked for goes on, in the case as it is now
            self._search = self.listing.search(self._facts, self.anchor_of)
            self.call_later(self._go_on, self._search, self.Listed(self.listing, asked=True))

    def _take(self, case: Case) -> None:
        if self._facts.case is not case:
            self._facts = ClaimFacts(case, self.marks_of, self.always_warn, self.checker)
            self.counts = ClaimCounts(case)
            self.warned = WarnedClaims(self._facts, self.anchor_of)

    def _search_again(self, *, in_place: bool) -> None:
        search = self._search = self.listing.search(self._facts, self.anchor_of)
        if search.advance(PATIENCE):
            self._list(search, in_place=in_place)
        else:
            self.call_later(self._wait, search, self.Listed(self.listing, asked=False, in_place=in_place))

    def apply(self, listing: Listing) -> None:
        """Apply a listing, or post `Refused` if its filter is invalid."""
        try:
            self._search = listing.search(self._facts, self.anchor_of)
        except FactcheckError as error:
            self.post_message(self.Refused(str(error)))
        else:
            self.listing = listing
            self._go_on(self._search, self.Listed(listing, asked=True))

    def _go_on(self, search: ClaimSearch, listed: Listed) -> None:
        """Continue a search for a moment, unless a newer one has started."""
        if search is not self._search:
            return
        if search.advance(PATIENCE):
            self._list(search, in_place=listed.in_place)
            self.post_message(listed)
        else:
            self.call_later(self._wait, search, listed)

    async def _wait(self, search: ClaimSearch, listed: Listed) -> None:
        await asyncio.sleep(TURN)
        self._go_on(search, listed)

    def _list(self, search: ClaimSearch, *, in_place: bool = False) -> None:
        self._search = None
        shown = self.claim_list
        if in_place:
            shown.follow_claims(self._facts, self.anchor_of, search.claims, self._hint())
        else:
            shown.show_claims(self._facts, self.anchor_of, search.claims, self._selected, self._hint())
        self._show_titles()

    def focus_filter(self) -> None:
        """Focus the filter."""
        self.set_class(True, "-filtering")
        self.filter_input.focus()

    def show_all(self) -> None:
        """Show all claims: reset the view and the filter."""
        self.listing = self.listing._replace(view=ClaimScope.ALL, words="")
        self.filter_input.value = ""

    def step_back(self) -> None:
        """Focus the claims and restore the previous filter; if they have it already, clear marks, then the filter."""
        if self.filter_input.has_focus:
            self.refilter(self._words_before)
        elif self.claim_list.has_keys and self.claim_list.marked:
            self.claim_list.marked.clear()
            self.claim_list.redraw()
        elif self.claim_list.has_keys:
            self.filter_input.value = ""
        self.claim_list.enter()

    def refilter(self, words: str) -> None:
        """List the claims that match a filter, and show it in its field."""
        self.filter_input.value = words
        self.apply(self.listing._replace(words=words))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember the filter before the user edits it."""
        if event.widget is self.filter_input:
            self._words_before = self.listing.words

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._selected = self.claim_list.current

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        words = self.filter_input.value.strip()  # the event may tell of one that there was
        if words != self.listing.words:
            self.apply(self.listing._replace(words=words))

    @on(Input.Submitted, "#filter")
    def _entered(self, event: Input.Submitted) -> None:
        if event.value.strip() == self.listing.words:
            self.claim_list.enter()

    @on(Input.Blurred, "#filter")
    def _left(self) -> None:
        """Restore the active filter if the typed one is invalid."""
        if self.filter_input.value.strip() != self.listing.words:
            self.filter_input.value = self.listing.words
        self._show_titles()

    def _show_titles(self) -> None:
        self.query_one(ScopeTabs).show(self.listing, self._scope_counts(), len(self.claim_list.items))
        self.set_class(self.listing != Listing()._replace(words=self.listing.words), "-scoped")
        self.set_class(bool(self.listing.words) or self.filter_input.has_focus, "-filtering")

    def _scope_counts(self) -> dict[ClaimScope, int]:
        case, disputed = self._facts.case, self.counts.disputed
        counts = {
            ClaimScope.ALL: len(case.claims),
            ClaimScope.UNCHECKED: len(case.claims) - len(self._facts.checked),
            ClaimScope.FLAGGED: len(case.index.flagged),
        }
        return counts if disputed is None else {**counts, ClaimScope.DISPUTED: disputed}

    @on(ScopeTabs.Chosen)
    def _choose_scope(self, event: ScopeTabs.Chosen) -> None:
        self.apply(self.listing._replace(view=event.scope))

    def _hint(self) -> str:
        if not self._facts.case.claims:
            return self.hint
        if self.listing.words:
            return "No claim matches this filter. Escape clears it, v changes the view."
        return f"No claim is {self.listing.view}. v shows the others."
