"""A search over all sources: hits are found as one types, read in their sources, and filed for the claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Input, Static

from factcheck.case.records import Claim
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.controllers.evidence_search import Looking
from factcheck.tui.render.records import MUTED
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.fields import Field
from factcheck.tui.widgets.key_line import KeyLine
from factcheck.tui.widgets.passage_list import Offer, PassageList
from factcheck.workspace.search import EvidenceSearch
from factcheck.workspace.workspace import Workspace

REST = 0.15
"""Seconds without another sign after which the words are sought."""

MOST = 100
"""Passages that are shown."""

_SHARED = ("case.undo", "case.redo", "claims.filter", "pane.next", "pane.previous", "pane.back")


class SearchScreen(Looking):
    """Words in all sources."""

    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.STANCES,
        keys.READ,
        *(replace(keys.SHARED[name], show=name == "case.undo") for name in _SHARED),
        Binding("down", "to_hits", show=False),
        *keys.ANYWHERE,
    ]

    words = query_one("#words", Input)
    missing = query_one("#missing", Static)
    for_claim = query_one("#for-claim", Static)
    passages = query_one("#passages", PassageList)

    def __init__(self, workspace: Workspace, keymap: Mapping[str, str], finding: EvidenceSearch, claim_id: str) -> None:
        """Search the sources; what is filed is filed for the claim with the id `claim_id`."""
        super().__init__(workspace, keymap, finding)
        self.claim_id = claim_id
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        """Build the field, the list, and the claim below it."""
        yield Field(placeholder="words in all sources, in whatever form", id="words", compact=True)
        yield PassageList(id="passages")
        yield Static(id="missing")
        yield Static(id="for-claim")
        yield StatusLine()
        yield KeyLine()

    def begin(self, workspace: Workspace) -> None:
        """Say what to press, and look."""
        super().begin(workspace)
        self.show_claim()
        words = " type · ↓ or tab to the hits · enter reads one · there s x c file it"
        self.status_line.say(Content.styled(f"{words} · {self.key('pane.back')} back", MUTED))

    @property
    def claim(self) -> Claim | None:
        """The claim that hits are filed for."""
        return self.workspace.case.claims.get(self.claim_id)

    def show_claim(self) -> None:
        """Show for which claim hits are filed."""
        claim = self.claim
        words = Content.styled(" for no claim", MUTED)
        if claim is not None:
            words = Content.assemble(
                (" for ", MUTED), (f"{visible_line(claim.ref)}: ", "bold"), visible_line(claim.text)
            )
        self.for_claim.update(words.truncate(max(self.size.width, 1), ellipsis=True), layout=False)

    def show_case(self, wanted: str | None = None) -> None:
        """Look again: something was filed or taken back."""
        if wanted is not None and wanted in self.workspace.case.claims:
            self.claim_id = wanted
        self.show_claim()
        if self.prepared:
            self.ask()

    def on_resize(self) -> None:
        """Show the claim anew, as much of it as there is room for."""
        if self.ready and self.is_mounted:
            self.show_claim()

    # Looking

    @property
    def looked_for(self) -> str:
        """The words that are typed."""
        return self.words.value if self.words.value.strip() else ""

    @on(Input.Changed, "#words")
    def _typed(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(REST, self.ask)

    def ask(self) -> None:
        """Look for the words, unless the index is still being made: then that is done first."""
        if not self.prepared:
            return
        if self.words.value.strip():
            self.look(self.words.value)
        else:
            self._show("", [])

    def find(self, asked: str) -> list[Offer]:
        """Return the passages with the words `asked`."""
        claim = self.claim
        return [
            Offer(
                found, self.workspace.case.sources[found.source_id], None, self.quoted(found, claim) if claim else None
            )
            for found in self.finding.search(asked, MOST)
        ]

    @on(Looking.Answer)
    def _answered(self, event: Looking.Answer) -> None:
        if event.asked == self.words.value:
            self._show(event.asked, event.offers)

    def _show(self, asked: str, offers: list[Offer]) -> None:
        nothing = f"No passage has a word of “{visible_line(asked)}”." if asked else "Type words to search all sources."
        self.passages.show_offers(offers, self.nothing_words(nothing))
        if asked:
            some = (
                f"{MOST} or more passages, the best first"
                if len(offers) == MOST
                else f"{len(offers)} passage{'s' * (len(offers) != 1)}"
            )
            self.status_line.say(Content.styled(f" {some} · ↓ goes there · enter reads", MUTED))
        words = self.missing_words()
        self.missing.update(words)
        self.missing.display = bool(words) and self.finding.searchable

    # Going

    @on(Input.Submitted, "#words")
    def _entered(self) -> None:
        """Read what is under the cursor of the list: the best one, while words are typed."""
        self.action_read()

    def action_to_hits(self) -> None:
        """Go to the list, from the words."""
        if self.passages.items:
            self.passages.focus()

    def action_filter(self) -> None:
        """Go to the words."""
        self.words.focus()

    def action_pane(self, _step: int) -> None:
        """Go from the words to the hits, and back."""
        if self.words.has_focus:
            self.action_to_hits()
        else:
            self.words.focus()

    def action_back(self) -> None:
        """Go back to the words; from there to the claims."""
        if self.passages.has_focus:
            self.words.focus()
        else:
            self.leave()
