"""The claims with the filter above them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input

from factcheck.case.case import Case
from factcheck.errors import FactcheckError
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.tui.state.claim_listing import ClaimScope, ClaimSearch, Listing
from factcheck.tui.widgets.claim_list import PATIENCE, TURN, ClaimList
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.scope_tabs import ScopeTabs
from factcheck.workspace.claim_counts import ClaimCounts
from factcheck.workspace.claim_facts import ClaimFacts, MarksLookup
from factcheck.workspace.warned_claims import WarnedClaims


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
