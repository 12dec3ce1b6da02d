"""The workbench: the claims, and for the highlighted one its evidence on both sides.

Data flows one way: a key becomes a call of the workspace, `show_case` shows what came of it, and the widgets
are given what they show. What a widget wants done it says by a message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.getters import query_one
from textual.widget import Widget

from factcheck.case.records import Claim, Excerpt, Stance
from factcheck.quotes import State
from factcheck.settings import Settings
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.controllers.comparisons import COMPARED_AT_MOST, Compared
from factcheck.tui.controllers.editing import Editing
from factcheck.tui.controllers.export_and_copy import TakingAlong
from factcheck.tui.controllers.navigation import FindingEvidence
from factcheck.tui.controllers.quote_checks import Anchored
from factcheck.tui.controllers.taking_in import TakingIn
from factcheck.tui.controllers.verdicts import Deciding
from factcheck.tui.controllers.waivers import Waiving
from factcheck.tui.render.records import MUTED
from factcheck.tui.runtime import gc
from factcheck.tui.runtime.key_queue import Loaded
from factcheck.tui.runtime.load_progress import Reading
from factcheck.tui.state.claim_listing import Order
from factcheck.tui.widgets.bars import StatusLine, TopBar, VerdictBar
from factcheck.tui.widgets.claim_list import ClaimList
from factcheck.tui.widgets.claim_view import ClaimView
from factcheck.tui.widgets.claims_panel import ClaimsPanel
from factcheck.tui.widgets.evidence import EvidencePane, Side
from factcheck.tui.widgets.key_line import KeyLine
from factcheck.tui.widgets.virtual_list import LineList
from factcheck.workspace.workspace import Workspace


class Area(Container):
    """A part of the screen that its panes cover: nothing of itself is ever drawn."""

    BLANK = True


class Workbench(Deciding, Anchored, Compared, Editing, Waiving, TakingAlong, FindingEvidence, TakingIn):
    """Read a claim against its sources, decide with one key, go on."""

    AUTO_FOCUS = "#claims"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.WORKBENCH, *keys.EDITING, *keys.LENS, *keys.ANYWHERE]

    top_bar = query_one(TopBar)
    claim_list = query_one("#claims", ClaimList)
    claim_view = query_one("#claim", ClaimView)
    claims_panel = query_one("#claims-panel", ClaimsPanel)
    verdict_bar = query_one("#verdicts", VerdictBar)
    supports = query_one("#side-supports", Side)
    contradicts = query_one("#side-contradicts", Side)
    context = query_one("#side-context", Side)

    def __init__(self, workspace: Workspace | None, *, settings: Settings, keymap: Mapping[str, str]) -> None:
        """Work in `workspace` as the settings have it, but with the keys of `keymap`."""
        super().__init__(workspace, keymap)
        self.settings = settings
        self._shown: Claim | None = None
        self._resting = False

    def compose(self) -> ComposeResult:
        """Build the panes."""
        yield TopBar()
        with Area(id="main"):
            yield ClaimsPanel(id="claims-panel")
            with Area(id="claim-panel"):
                yield ClaimView(id="claim")
                with Area(id="sides"):
                    yield Side(Stance.SUPPORTS)
                    yield Side(Stance.CONTRADICTS)
                yield Side(Stance.CONTEXT)
        yield VerdictBar(id="verdicts")
        yield StatusLine()
        yield KeyLine()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Give the evidence the room of the claims while it is read, where there is little of it."""
        self.claims_panel.set_class(isinstance(event.widget, EvidencePane), "-behind")

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.claim_list, "cursor", self._walking, init=False)
        self.set_interval(gc.REST, self._rest)

    def begin(self, workspace: Workspace) -> None:
        """Begin at the first claim that is left; say what a crash left and the journal gave back."""
        super().begin(workspace)
        workspace.drafts.use_state_directory()
        from factcheck.workspace.library import Library

        self.library = Library(workspace)
        self.claims_panel.anchor_of = workspace.quote_checks.known_of
        if not workspace.case.claims:
            self._say_how_to_begin()
        left = (claim for claim in workspace.case.index.order() if claim not in workspace.case.index.checked)
        self.show_case(None if self.claims_panel.walked else next(left, None))
        if workspace.read_only:
            self.status_line.say(Content.styled(f" read-only: {visible_line(workspace.read_only)}", "$text-warning"))
        if workspace.recovered:
            count = workspace.recovered
            self.status_line.saved(f"recovered {count} change{'s' * (count > 1)} from the journal", "")
        if workspace.lost:
            self.status_line.problem(workspace.lost)
        self.post_message(Loaded())

    @property
    def loaded(self) -> bool:
        """Whether the case is read."""
        return self.ready

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before the case is read: to move among the claims, to get help, to quit."""
        if active is None or active.node is self.claim_list:
            return active is not None and bool(self.claim_list.items)
        return active.node is self.app or active.binding.action in {binding.action for binding in keys.ANYWHERE}

    def _say_how_to_begin(self) -> None:
        """Say how an empty case gets its first claim, and its documents."""
        add, sources = self.key("edit.add"), self.key("case.sources")
        self.claims_panel.hint = (
            f"No claims yet. {add} adds one; {sources} opens the library: bring documents in there."
        )
        hints = ((add, "adds a claim"), (sources, "library: bring documents in"), (self.key("app.help"), "all keys"))
        parts = [part for key, words in hints for part in ((f" {key}", "bold"), (f" {words} ", MUTED))]
        self.status_line.say(Content.assemble(*parts))

    @on(Reading)
    def _read_so_far(self, event: Reading) -> None:
        """Show the claims while the evidence is still being read."""
        if self.ready:
            return
        self.top_bar.show_reading(event.share)
        if event.case is not None:
            self.claims_panel.show(event.case)

    @property
    def claim(self) -> Claim | None:
        """The highlighted claim."""
        return self.claim_list.current

    @property
    def only(self) -> str:
        """The filter that the claims in the list have passed."""
        return self.claims_panel.listing.only

    @property
    def disorder(self) -> str:
        """Why the list has not the order of the case; empty where it has."""
        listing = self.claims_panel.listing
        if listing.order is not Order.CASE:
            return f"this is not the order of the case ({self.key('claims.order')} changes it)"
        way = "pane.back" if listing.words else "claims.view"
        return f"not all claims are listed ({self.key(way)} changes it)" if self.only else ""

    def following(self) -> Claim | None:
        """Return the next unchecked claim of the list, where the settings want to go on."""
        place = self.claim_list.next_unchecked(1) if self.settings.advance else None
        return None if place is None else self.claim_list.items[place]

    @property
    def sides(self) -> tuple[Side, ...]:
        """The panes of the highlighted claim's excerpts, each in its frame."""
        return self.supports, self.contradicts, self.context

    @property
    def listed(self) -> Sequence[str]:
        """The ids of the claims in the list."""
        return self.claim_list.ids

    def go_to_claim(self, claim_id: str) -> None:
        """Put the cursor on a claim; where the view or the filter hides it, all are shown."""
        if claim_id not in self.claim_list.ids:
            self.claims_panel.show_all()
        self.show_case(claim_id)

    # Showing

    def show_case(self, wanted: str | None = None) -> None:
        """Show the case as it is now, with the cursor on the claim with the id `wanted`, else where it was."""
        self.claims_panel.show(self.workspace.case, wanted)
        self._show_claim()
        self.top_bar.show(self.workspace.case, self.workspace.read_only)

    def _show_claim(self) -> None:
        if not self.ready:
            return
        claim, case = self.claim, self.workspace.case
        self._shown = claim
        excerpts = case.excerpts_of(claim.id) if claim else []
        self.claim_view.show(self.workspace, claim, excerpts, self.key("claim.waive"), self._values(claim, excerpts))
        for side in self.sides:
            side.show_claim(case, claim, excerpts, self.library.anchoring.known, self.comparisons.known)
        self.look_for(excerpts)
        self.compare_soon(claim, excerpts)
        verdict = case.verdict_of(claim.id) if claim else None
        self.verdict_bar.show(case, verdict.label if verdict else None, self.key)
        focused = self.focused
        if focused is self.claim_view or (isinstance(focused, EvidencePane) and not focused.items):
            self.claim_list.focus()
        self._resting = False
        self.call_after_refresh(gc.tidy)

    def _values(self, claim: Claim | None, excerpts: Sequence[Excerpt]) -> Sequence[str]:
        return (self.comparisons.known_values(claim, excerpts[:COMPARED_AT_MOST]) or ()) if claim else ()

    def show_comparisons(self) -> None:
        """Show how the excerpts of the highlighted claim stand to it, and its sources to each other."""
        for side in self.sides:
            side.pane.redraw()
        if self.claim is not None:
            self.claim_view.show_values(self._values(self.claim, self.workspace.case.excerpts_of(self.claim.id)))

    def show_anchors(self) -> None:
        """Show how the excerpts of the highlighted claim stand to their sources."""
        for side in self.sides:
            side.pane.redraw()
        if self._shown is not None:
            self.claim_view.warn(self.workspace, self._shown)

    def show_counts(self, counts: Counter[State]) -> None:
        """Show how many excerpts of the case stand how."""
        self.top_bar.show_quotes(counts)
        self.top_bar.show(self.workspace.case, self.workspace.read_only)

    def _rest(self) -> None:
        if self._resting:
            gc.tidy_up()
        self._resting = True

    def _walking(self) -> None:
        """Show the claim that is walked to in one picture with the list, unless keys come faster than pictures."""
        if not self.app.message_queue_size and not self.message_queue_size:
            self._show_claim()

    @on(LineList.Moved)
    def _walked(self, event: LineList.Moved) -> None:
        """Show the claim that was walked to, unless the cursor went on meanwhile: where to is told next."""
        if event.sender is self.claim_list and event.index == self.claim_list.cursor and self._shown != self.claim:
            self._show_claim()

    # Walking

    def action_unchecked(self, step: int) -> None:
        """Go on to the next unchecked claim."""
        place = self.claim_list.next_unchecked(step)
        if place is None:
            self.status_line.say(Content(" Every claim in this list is checked."))
        else:
            self.claim_list.move_to(place)

    def action_view(self) -> None:
        """Show all claims, the unchecked, the checked, in turn."""
        self.claims_panel.wish(self.claims_panel.listing.next_view())

    def action_order(self) -> None:
        """Order the claims otherwise."""
        self.claims_panel.wish(self.claims_panel.listing.next_order())

    def action_filter(self) -> None:
        """Go to the filter."""
        self.claims_panel.focus_filter()

    def action_back(self) -> None:
        """Go back to the claims; when there already, clear the filter."""
        self.claims_panel.step_back()

    @on(ClaimsPanel.Listed)
    def _listed(self, event: ClaimsPanel.Listed) -> None:
        self._show_claim()
        if event.asked and self.ready:
            count, total = len(self.claim_list.items), len(self.workspace.case.claims)
            hits = f" {count} of {total} claims pass" if event.listing.words else ""
            self.status_line.say(Content.styled(hits, MUTED))

    @on(ClaimsPanel.Refused)
    def _refused(self, event: ClaimsPanel.Refused) -> None:
        self.status_line.problem(event.why)

    def action_pane(self, step: int) -> None:
        """Go on to the next pane with something in it, round the end; from the filter to the claims."""
        claim = [self.claim_view] if self.claim_view.allow_focus() else []
        panes: list[Widget] = [self.claim_list, *claim, *(side.pane for side in self.sides if side.pane.items)]
        place = panes.index(self.focused) + step if self.focused in panes else 0
        panes[place % len(panes)].focus()
