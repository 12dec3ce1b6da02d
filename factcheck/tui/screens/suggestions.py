"""The evidence that the sources may hold for a claim: the best passages of each, to be filed or dismissed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.case.records import Claim, Stance
from factcheck.evidence.comparison import assess_passage, claim_text
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.controllers.evidence_search import Looking
from factcheck.tui.controllers.judges import Judging
from factcheck.tui.render.records import MUTED, STANCE_NAMES, plain
from factcheck.tui.state.opinion_cache import Counsel
from factcheck.tui.widgets.bars import StatusLine
from factcheck.tui.widgets.key_line import KeyLine
from factcheck.tui.widgets.passage_list import Offer, PassageList
from factcheck.workspace.search import EvidenceSearch, Suggestion
from factcheck.workspace.workspace import Workspace

_SHARED = ("case.undo", "case.redo", "claim.next-unchecked", "claim.previous-unchecked", "pane.back")


class SuggestScreen(Judging):
    """Evidence for one claim; once it is left, `claim` is the one that it went on to."""

    AUTO_FOCUS = "#passages"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.STANCES,
        keys.DISMISS,
        keys.READ,
        keys.JUDGE,
        *(replace(keys.SHARED[name], show=name == "case.undo") for name in _SHARED),
        *keys.ANYWHERE,
    ]

    asked = query_one("#asked", Static)
    missing = query_one("#missing", Static)
    passages = query_one("#passages", PassageList)

    def __init__(
        self,
        workspace: Workspace,
        keymap: Mapping[str, str],
        finding: EvidenceSearch,
        counsel: Counsel,
        claims: Sequence[str],
        claim_id: str,
    ) -> None:
        """Show what may be evidence for the claim with the id `claim_id`; `claims` are walked through."""
        super().__init__(workspace, keymap, finding, counsel)
        self._claims = claims
        self.claim_id = claim_id

    def compose(self) -> ComposeResult:
        """Build the list, with the claim above it."""
        yield Static(id="asked")
        yield PassageList(id="passages")
        yield Static(id="missing")
        yield Static(id="judging")
        yield StatusLine()
        yield KeyLine()

    def begin(self, workspace: Workspace) -> None:
        """Show the claim, and look."""
        super().begin(workspace)
        self._show_claim()
        self.status_line.say("")

    def _say_first(self) -> None:
        stances = " ".join(self.key(f"excerpt.{stance}") for stance in Stance)
        ways = [
            f"{stances} file a passage",
            f"{self.key('lens.dismiss')} dismisses it",
            f"{self.key('excerpt.read')} reads around it",
            f"{self.key('claim.next-unchecked')} next claim",
            f"{self.key('pane.back')} back",
        ]
        self.status_line.say(Content.styled(f" {' · '.join(ways)}", MUTED))

    @property
    def claim(self) -> Claim | None:
        """The claim that evidence is sought for."""
        return self.workspace.case.claims.get(self.claim_id)

    def show_case(self, wanted: str | None = None) -> None:
        """Look again: something was filed, dismissed, or taken back."""
        if wanted in self.workspace.case.claims and wanted is not None:
            self.claim_id = wanted
        if self.claim is None:
            self.leave()
            return
        self._show_claim()
        if self.prepared:
            self.ask()

    def _show_claim(self) -> None:
        claim, case = self.claim, self.workspace.case
        if claim is None:
            return
        counts = [(stance, case.count(claim.id, stance)) for stance in Stance]
        filed = " · ".join(f"{STANCE_NAMES[stance].lower()} {count}" for stance, count in counts if count)
        head = Content.assemble(
            (" Evidence for ", MUTED),
            (f" {visible_line(claim.ref)} ", "bold reverse"),
            (f"  {filed or 'nothing is filed yet'}", MUTED),
        )
        self.asked.update(Content.assemble(head, "\n ", (plain(claim.text), "bold")))

    # Looking

    @property
    def looked_for(self) -> str:
        """The id of the claim that passages are wanted for."""
        return self.claim_id

    def ask(self) -> None:
        """Look for passages for the claim."""
        self.look(self.claim_id)

    def find(self, asked: str) -> list[Offer]:
        """Return the best passages of every source for the claim with the id `asked`."""
        claim = self.workspace.case.claims.get(asked)
        if claim is None:
            return []
        found = self.finding.suggest(asked)
        return [self._offer(claim, each, before) for before, each in zip([None, *found], found, strict=False)]

    def _offer(self, claim: Claim, found: Suggestion, previous: Suggestion | None) -> Offer:
        source = self.workspace.case.sources[found.source_id]
        text = claim_text(claim, plain(claim.text))
        finding = assess_passage(text, source, plain(found.text), self.finding.before(found))
        head = previous is None or previous.source_id != found.source_id
        return Offer(found, source, finding, self.quoted(found, claim) if found.known else None, head)

    @on(Looking.Answer)
    def _answered(self, event: Looking.Answer) -> None:
        if event.asked != self.claim_id:
            return
        if event.offers and not self.passages.items:
            self._say_first()
        self.passages.show_offers(
            self.with_opinions(event.offers), self.nothing_words("No passage of any source has a word of this claim.")
        )
        words = self.missing_words()
        self.missing.update(words)
        self.missing.display = bool(words) and self.finding.searchable

    # Deciding what becomes of a passage

    def action_dismiss_passage(self) -> None:
        """Do not show the passage under the cursor for this claim again."""
        offer, claim = self.passages.current, self.claim
        if offer is None or claim is None:
            return
        if (quoted := self.quoted(offer.found, claim)) is not None:
            self.status_line.problem(f"{quoted.ref} quotes it: remove that on the workbench, or file it otherwise")
            return
        words = f"{offer.source.ref}, {offer.found.place}: dismissed for {claim.ref}"
        nothing = f"{offer.source.ref}: dismissed already"
        if self.attempt(lambda: self.finding.dismiss(claim.id, offer.found), words=words, nothing=nothing):
            self.show_case(claim.id)

    # Walking

    def action_unchecked(self, step: int) -> None:
        """Go on to the next claim that is unchecked."""
        count, checked = len(self._claims), self.workspace.case.index.checked
        here = self._claims.index(self.claim_id) if self.claim_id in self._claims else -1
        places = ((here + step * distance) % count for distance in range(1, count + 1))
        goal = next((self._claims[place] for place in places if self._claims[place] not in checked), None)
        if goal is None or goal not in self.workspace.case.claims:
            self.status_line.say(Content.styled(" Every claim in this list is checked.", MUTED))
            return
        self.claim_id = goal
        self.passages.say("Looking into the sources …")
        self.show_case(goal)

    def action_back(self) -> None:
        """Go back to the claims; while judges are asked, stop that."""
        if not self.stop_judging():
            self.leave()
