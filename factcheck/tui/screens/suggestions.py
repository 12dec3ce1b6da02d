"""Suggestions: the best passages of each source for a claim, to be filed or dismissed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static
from textual.worker import Worker

from factcheck.case.records import Claim, Stance
from factcheck.evidence.comparison import assess_passage, claim_text
from factcheck.text import visible_line
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.evidence_search import PassageSearch
from factcheck.tui.controllers.host import Command
from factcheck.tui.controllers.judges import JudgeOpinions
from factcheck.tui.controllers.verdicts import Verdicts
from factcheck.tui.render.styles import MUTED, STANCE_NAMES, plain
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.result_lists import PassageItem, PassageList
from factcheck.workspace.search import Suggestion


class SuggestionsScreen(CaseScreen[Destination]):
    """Evidence for one claim. Returns the claim that was gone to, or the excerpt."""

    AUTO_FOCUS = "#passages"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["suggestions"].bindings]

    heading = query_one("#asked", Static)
    missing = query_one("#missing", Static)

    def __init__(self, session: Session, listed: Sequence[str], claim_id: str) -> None:
        """Suggest evidence for the claim with the id `claim_id`; `listed` are the claims to go through."""
        super().__init__(session)
        self._listed = listed
        self.claim_id = claim_id
        self.passages = PassageList(id="passages")
        self.judging = Static(id="judging")
        self.search = PassageSearch(self, self.passages, self._suggest, self._ask, self._show, self.leave)
        self.changes = self.search.changes
        self.judges = JudgeOpinions(self, self.passages, self.judging, self.search.lock)
        self.verdicts = Verdicts(self, self.changes, self._next_claim)
        self._has_said_keys = False

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {
            **self.search.commands,
            **self.verdicts.commands,
            "lens.dismiss": self._dismiss_passage,
            "suggest.judge": self.judges.ask,
            "claim.next-unchecked": partial(self._go_to_unchecked, 1),
            "claim.previous-unchecked": partial(self._go_to_unchecked, -1),
            "pane.back": self._back,
        }

    def enables(self, name: str) -> bool:
        """Tell whether a key works now: a digit needs a label of the scale."""
        return self.ready and self.session.enables(name)

    @property
    def loaded(self) -> bool:
        """Whether the passages that are wanted now are listed."""
        return self.search.shows(self.claim_id)

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before that."""
        return self.search.takes(active)

    def compose(self) -> ComposeResult:
        """Build the list, with the claim above it."""
        yield Static(id="asked")
        yield self.passages
        yield Static(id="missing")
        yield self.judging
        yield StatusLine()
        yield KeyLine()

    def begin(self) -> None:
        """Show the claim, and search."""
        super().begin()
        self.search.prepare()
        self._show_claim()
        self.status_line.say("")

    def _say_keys(self) -> None:
        stances = " ".join(self.key(f"excerpt.{stance}") for stance in Stance)
        hints = [
            (stances, "file it"),
            (self.key("lens.dismiss"), "dismiss it"),
            (self.key("excerpt.read"), "read around it"),
            (self.key("claim.next-unchecked").split()[0], "next claim"),
            (self.key("pane.back"), "back"),
        ]
        self.status_line.say_keys(hints)

    @property
    def claim(self) -> Claim | None:
        """The claim that evidence is suggested for."""
        return self.workspace.case.claims.get(self.claim_id)

    def show_case(self, wanted: str | None = None) -> None:
        """Search again: a passage was filed or dismissed, or that was undone."""
        if wanted is not None and wanted in self.workspace.case.claims and wanted != self.claim_id:
            self.claim_id = wanted
            self.passages.say("Reading the sources …")
        if self.claim is None:
            self.leave(Destination())
            return
        self._show_claim()
        if self.search.is_ready:
            self._ask()

    def _show_claim(self) -> None:
        claim, case = self.claim, self.workspace.case
        if claim is None:
            return
        counts = [(stance, case.count(claim.id, stance)) for stance in Stance]
        filed = " · ".join(f"{STANCE_NAMES[stance].lower()} {count}" for stance, count in counts if count)
        head = Content.assemble(
            (" Evidence for ", MUTED),
            (f" {visible_line(claim.ref)} ", "bold reverse"),
            (f"  {filed or 'no excerpts yet'}", MUTED),
        )
        self.heading.update(Content.assemble(head, "\n ", (plain(claim.text), "bold")))
        self.show_labels()

    # Searching

    def _ask(self) -> None:
        self.search.ask(self.claim_id)

    def _suggest(self, claim_id: str) -> list[PassageItem]:
        """Return the best passages of every source for a claim; in a thread."""
        claim = self.workspace.case.claims.get(claim_id)
        if claim is None:
            return []
        passages = self.workspace.search.suggest(claim_id)
        return [self._offer(claim, each, before) for before, each in zip([None, *passages], passages, strict=False)]

    def _offer(self, claim: Claim, passage: Suggestion, previous: Suggestion | None) -> PassageItem:
        source = self.workspace.case.sources[passage.source_id]
        text = claim_text(claim, plain(claim.text))
        assessment = assess_passage(text, source, plain(passage.text), self.workspace.search.before(passage))
        is_first = previous is None or previous.source_id != passage.source_id
        excerpt = self.search.excerpt_of(passage, claim) if passage.known else None
        return PassageItem(passage, source, assessment, excerpt, is_first)

    def _show(self, claim_id: str, offers: list[PassageItem]) -> None:
        if claim_id != self.claim_id:
            return
        if offers and not self._has_said_keys:
            self._has_said_keys = True
            self._say_keys()
        nothing = self.search.nothing_words("No passage of any source has a word of this claim.")
        self.passages.show_passages(self.judges.with_opinions(offers), nothing)
        words = self.search.missing_words()
        self.missing.update(words)
        self.missing.display = bool(words) and self.workspace.search.searchable

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        self.judges.worker_changed(event)

    # Deciding

    def _dismiss_passage(self) -> None:
        """Do not suggest the selected passage for this claim again."""
        offer, claim = self.passages.current, self.claim
        if offer is None or claim is None:
            return
        if (excerpt := self.search.excerpt_of(offer.found, claim)) is not None:
            self.status_line.problem(f"{excerpt.ref} quotes it: remove it on the workbench, or change its stance")
            return
        words = f"{offer.source.ref}, {offer.found.place}: dismissed for {claim.ref}"
        nothing = f"{offer.source.ref}: dismissed already"
        evidence = self.workspace.search
        if self.changes.attempt(lambda: evidence.dismiss(claim.id, offer.found), words=words, nothing=nothing):
            self.show_case(claim.id)

    # Moving

    def _next_claim(self) -> Claim | None:
        """Return the next unchecked claim, where the settings want to advance."""
        return self._next_unchecked(1) if self.session.settings.advance else None

    def _next_unchecked(self, step: int) -> Claim | None:
        """Return the next unchecked claim of the list; None if every other one is checked."""
        listed, checked = self._listed, self.workspace.case.index.checked_by(self.workspace.checker)
        start = listed.index(self.claim_id) if self.claim_id in listed else -1
        goal = self.session.round.next(listed, start, step, checked)
        return None if goal is None else self.workspace.case.claims.get(listed[goal])

    def _go_to_unchecked(self, step: int) -> None:
        """Go to the next unchecked claim of the list."""
        goal = self._next_unchecked(step)
        if goal is None:
            self.status_line.say(Content.styled(" Every claim in this list is checked.", MUTED))
            return
        self.show_case(goal.id)

    def _back(self) -> None:
        """Stop the judges; else go back to the claims."""
        if not self.judges.stop():
            self.leave(Destination(self.claim_id))
