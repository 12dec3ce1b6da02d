"""A search of all sources: hits are found as one types, read in their sources, and filed for the claim."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Input, Static

from factcheck.case.records import Claim
from factcheck.text import counted, visible_line
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.evidence_search import PassageSearch
from factcheck.tui.controllers.host import Command
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.result_lists import PassageItem, PassageList

MOST = 100
"""Passages that are listed at most."""

REST = 0.15
"""Seconds without a key after which the words are searched for."""


class SearchScreen(CaseScreen[Destination]):
    """Search the sources. Returns the claim that hits were filed for, or the excerpt to go to."""

    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [
        *SCREENS["search"].bindings,
        Binding("down", "to_hits", show=False),
    ]

    words = query_one("#words", Input)
    missing = query_one("#missing", Static)
    for_claim = query_one("#for-claim", Static)

    def __init__(self, session: Session, claim_id: str = "") -> None:
        """Search; what is filed is filed for the claim with the id `claim_id`."""
        super().__init__(session)
        self.claim_id = claim_id
        self.passages = PassageList(id="passages")
        self.search = PassageSearch(self, self.passages, self._find, self._ask, self._show, self.leave)
        self.changes = self.search.changes
        self._soon: Timer | None = None

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.search.commands,
            "claims.filter": self.words.focus,
            "pane.next": self._switch_pane,
            "pane.previous": self._switch_pane,
            "pane.back": self._back,
        }

    @property
    def loaded(self) -> bool:
        """Whether the passages that are wanted now are listed."""
        return self.search.shows(self.words.value if self.words.value.strip() else "")

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before that."""
        return self.search.takes(active)

    def compose(self) -> ComposeResult:
        """Build the field, the list, and the claim below it."""
        yield Field(placeholder="words in all sources (finds word forms)", id="words", compact=True)
        yield self.passages
        yield Static(id="missing")
        yield Static(id="for-claim")
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Say what to press, and search."""
        super().begin()
        self.search.prepare()
        self._show_claim()
        words = " type · ↓ or tab to the hits · enter reads one · there s x c file it"
        self.status_line.say(Content.styled(f"{words} · {self.key('pane.back')} back", MUTED))

    @property
    def claim(self) -> Claim | None:
        """The claim that hits are filed for."""
        return self.workspace.case.claims.get(self.claim_id)

    def _show_claim(self) -> None:
        claim = self.claim
        words = Content.styled(" No claim selected", MUTED)
        if claim is not None:
            words = Content.assemble(
                (" for ", MUTED), (f"{visible_line(claim.ref)}: ", "bold"), visible_line(claim.text)
            )
        self.for_claim.update(words.truncate(max(self.size.width, 1), ellipsis=True), layout=False)

    def show_case(self, wanted: str | None = None) -> None:
        """Search again: a hit was filed, or that was undone."""
        if wanted is not None and wanted in self.workspace.case.claims:
            self.claim_id = wanted
        self._show_claim()
        self._ask()

    def on_resize(self) -> None:
        """Show as much of the claim as there is room for."""
        if self.is_mounted:
            self._show_claim()

    # Searching

    @on(Input.Changed, "#words")
    def _typed(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(REST, self._ask)

    def _ask(self) -> None:
        """Search for the words, unless the index is still being made: then that is done first."""
        if not self.search.is_ready:
            return
        if self.words.value.strip():
            self.search.ask(self.words.value)
        else:
            self._show("", [])

    def _find(self, query: str) -> list[PassageItem]:
        """Return the passages with the words of a query; in a thread."""
        claim, sources = self.claim, self.workspace.case.sources
        return [
            PassageItem(
                passage, sources[passage.source_id], None, self.search.excerpt_of(passage, claim) if claim else None
            )
            for passage in self.workspace.search.search(query, MOST)
        ]

    def _show(self, query: str, offers: list[PassageItem]) -> None:
        if query != self.words.value and query:
            return
        nothing = f"No passage has a word of “{visible_line(query)}”." if query else "Type words to search all sources."
        self.passages.show_passages(offers, self.search.nothing_words(nothing))
        if query:
            count = counted(len(offers), "passage")
            some = f"{MOST} or more passages, the best first" if len(offers) == MOST else count
            self.status_line.say(Content.styled(f" {some} · ↓ goes there · enter reads", MUTED))
        words = self.search.missing_words()
        self.missing.update(words)
        self.missing.display = bool(words) and self.workspace.search.searchable

    # Moving

    @on(Input.Submitted, "#words")
    def _entered(self) -> None:
        """Read the selected hit: the best one, while words are typed."""
        self.search.read()

    def action_to_hits(self) -> None:
        """Go from the words to the list."""
        if self.passages.items:
            self.passages.focus()

    def _switch_pane(self) -> None:
        if self.words.has_focus:
            self.action_to_hits()
        else:
            self.words.focus()

    def _back(self) -> None:
        """Go back to the words; from there to the claims."""
        if self.passages.has_focus:
            self.words.focus()
        else:
            self.leave(Destination(self.claim_id))
