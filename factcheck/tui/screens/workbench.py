"""The workbench: the list of claims, and a sheet with all that belongs to the selected one.

Data flows one way: a key runs a command of a controller, `show_case` shows what came of it, and the widgets are
given what they show. What a widget wants done it says by a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message

from factcheck.case.records import Claim
from factcheck.tui import parts
from factcheck.tui.controllers.case_display import CaseDisplay
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.claim_round import ClaimRound
from factcheck.tui.controllers.first_message import say_first
from factcheck.tui.controllers.header_counts import HeaderCounts
from factcheck.tui.controllers.host import Command
from factcheck.tui.keys import ANYWHERE
from factcheck.tui.render.styles import MUTED
from factcheck.tui.runtime.gc import IdleCollector
from factcheck.tui.runtime.key_queue import Loaded
from factcheck.tui.runtime.load_progress import LoadProgress
from factcheck.tui.screen_keys import SCREENS
from factcheck.tui.screens.base import CaseScreen, read_styles
from factcheck.tui.state.claim_listing import Listing
from factcheck.tui.state.session import Session
from factcheck.tui.widgets.bars import KeyLine, StatusLine
from factcheck.tui.widgets.claim_list import ClaimList
from factcheck.tui.widgets.claims_panel import ClaimsPanel
from factcheck.tui.widgets.header import Header
from factcheck.tui.widgets.line_list import LineList
from factcheck.tui.widgets.panes import Panes
from factcheck.tui.widgets.sheet import Sheet

MARKED = 0.3
"""Seconds after which claims that came into view get their marks."""


class Workbench(CaseScreen[None]):
    """Read a claim against its sources, decide with one key, go on."""

    CSS_PATH = None
    AUTO_FOCUS = "#main"
    BINDINGS: ClassVar[list[BindingType]] = [*SCREENS["workbench"].bindings]

    header = query_one(Header)
    claim_list = query_one("#claims", ClaimList)
    claims_panel = query_one("#claims-panel", ClaimsPanel)
    key_line = query_one(KeyLine)
    panes = query_one(Panes)

    @dataclass
    class Waiting(Message):
        """The screen is drawn, and waits for a session."""

        sender: Workbench

    def __init__(self, session: Session | None = None) -> None:
        """Work in `session`, or ask the app for one once the screen is drawn."""
        super().__init__(session)
        sheet = self.sheet = Sheet(id="sheet")
        self.counts = HeaderCounts(self, lambda: self.header, lambda: self.claims_panel)
        self.case_display = CaseDisplay(self, lambda: self.claims_panel, sheet, self.counts, self._claim_shown)
        self.claim_sheet = self.case_display.claim_sheet
        self.changes = Changes(self, changed=self.claim_sheet.quote_checks.note)
        self.round = ClaimRound(self, lambda: self.claim_list)
        self._collector = IdleCollector(self)
        self._leave_team: Command = lambda: None

    @cached_property
    def verdicts(self) -> parts.Verdicts:
        """The keys that decide."""
        return parts.Verdicts(self, self.changes, self.round.claim_after_decision)

    @cached_property
    def editing(self) -> parts.Editing:
        """The keys that edit claims and excerpts."""
        return parts.Editing(self, self.changes, self.sheet, self._listing, self.marked)

    @cached_property
    def marked(self) -> parts.MarkedClaims:
        """The keys that mark claims, to change them together."""
        return parts.MarkedClaims(self, self.changes, lambda: self.claim_list)

    @cached_property
    def team(self) -> parts.TeamWork:
        """What keeps the case up with the server of a team."""
        return parts.TeamWork(
            self,
            self.changes,
            listed=self._listed_ids,
            show=self.case_display.show_others,
            show_people=self.case_display.show_people,
            documents_came=self.claim_sheet.quote_checks.check_again,
            header=lambda: self.header,
        )

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id, with what they need imported."""
        changes, sheet, checks = self.changes, self.sheet, self.claim_sheet.quote_checks
        navigation = parts.Navigation(self, changes, sheet, self._listed_ids, self.go_to_claim, checks.check_again)
        unfiled = parts.UnfiledPassages(self, changes, sheet, navigation.reading)
        return {
            **changes.commands,
            **self.counts.commands,
            **self.round.commands,
            **self.verdicts.commands,
            **self.marked.commands,
            **self.editing.commands,
            **parts.Waivers(self, changes).commands,
            **parts.Notes(self, changes, lambda: self.claim).commands,
            **parts.ExportAndCopy(self, changes, sheet, self._listing).commands,
            **navigation.commands,
            **parts.Reports(self, navigation.reading, navigation.go_to).commands,
            **unfiled.commands({**self.editing.commands, **navigation.commands}),
            "claims.view": lambda: self.claims_panel.apply(self._listing().next_view()),
            "claims.order": lambda: self.claims_panel.apply(self._listing().next_order()),
            "claims.filter": self.claims_panel.focus_filter,
            "pane.back": self.claims_panel.step_back,
            "pane.next": self._go_to_pane,
            "pane.previous": self._go_to_pane,
        }

    def enables(self, name: str) -> bool:
        """Tell whether a key works now: a digit needs a label of the scale."""
        return self.ready and self.session.enables(name)

    def compose(self) -> ComposeResult:
        """Yield the header, the list beside the sheet, and the lines at the bottom."""
        yield Header()
        with Panes(id="main"):
            yield ClaimsPanel(id="claims-panel")
            yield self.sheet
        yield StatusLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the cursor; ask for a session where there is none."""
        self.claim_list.enter()
        self.watch(self.claim_list, "cursor", self._cursor_moved, init=False)
        self._collector.start()
        self.set_interval(MARKED, self._mark)
        if not self.ready:
            self.call_after_refresh(self.post_message, self.Waiting(self))

    def start(self, session: Session) -> None:
        """Begin to work in a session that was opened meanwhile."""
        self._session = session
        self.begin()

    def begin(self) -> None:
        """Begin at the first unchecked claim; say what was recovered after a crash."""
        super().begin()
        self.workspace.unsaved.use_state_directory()
        self.case_display.begin()
        say_first(self)
        self.call_after_refresh(self._load, parts.load())
        self.post_message(Loaded())

    def _load(self, steps: Iterator[str]) -> None:
        """Import what the keys use, part by part, so that no key waits for all of it; then the rest."""
        if next(steps, None) is not None:
            self.call_later(self._load, steps)
        else:
            self.call_later(read_styles, self.app.stylesheet)
            self.claim_sheet.prepare_figures()
            self.call_later(self._join_team)

    def _join_team(self) -> None:
        self._leave_team = self.team.stop
        self.team.start()

    def on_unmount(self) -> None:
        """Share what was decided last."""
        self._leave_team()

    @property
    def loaded(self) -> bool:
        """Whether the case is read."""
        return self.ready

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before the case is read: to move among the claims, to get help, to quit."""
        if active is None or active.node is self.panes:
            return active is not None and bool(self.claim_list.items)
        return active.node is self.app or active.binding.id in {binding.id for binding in ANYWHERE}

    @on(LoadProgress)
    def _show_reading(self, event: LoadProgress) -> None:
        """Show the claims while the evidence is still being read."""
        if self.ready:
            return
        self.header.show_reading(event.share)
        if event.case is not None:
            self.claims_panel.show(event.case)

    @property
    def claim(self) -> Claim | None:
        """The selected claim."""
        return self.claim_list.claim

    def _listing(self) -> Listing:
        return self.claims_panel.listing

    def _listed_ids(self) -> Sequence[str]:
        return self.claim_list.items

    def go_to_claim(self, claim_id: str) -> None:
        """Select a claim; where the view or the filter hides it, all are shown."""
        if claim_id not in self.claim_list.items:
            self.claims_panel.show_all()
        self.show_case(claim_id)

    # Showing

    def show_case(self, wanted: str | None = None) -> None:
        """Show the case as it is now, with the cursor on the claim with the id `wanted`, else where it was."""
        self.case_display.show(wanted)

    def _mark(self) -> None:
        """Mark the claims that came into view, and go on counting those with warnings."""
        self.claim_list.mark()
        if self.ready:
            self.counts.go_on()

    def _show_claim(self) -> None:
        """Show the selected claim, once there is a session."""
        if self.ready:
            self.case_display.show_claim()

    def _claim_shown(self) -> None:
        """Show the label of the claim among the labels."""
        self.show_labels(names=True)
        self._collector.after_frame()

    # Moving

    def _cursor_moved(self) -> None:
        """Show the claim together with the list, unless keys come faster than frames."""
        if not self.app.message_queue_size and not self.message_queue_size:
            self._show_claim()

    @on(LineList.Moved)
    def _show_moved_to(self, event: LineList.Moved) -> None:
        """Show the claim that was moved to, unless the cursor went on meanwhile."""
        if event.sender is not self.claim_list:
            return
        self.verdicts.moved()
        if event.index == self.claim_list.cursor and self.claim_sheet.shown != self.claim:
            self._show_claim()

    def _go_to_pane(self) -> None:
        """Go from the claims to the sheet if there is anything to select there, else to the claims."""
        if self.claim_list.has_keys and self.sheet.can_enter:
            self.sheet.enter()
        else:
            self.claim_list.enter()

    # Messages

    @on(ClaimsPanel.Listed)
    def _listed(self, event: ClaimsPanel.Listed) -> None:
        if not event.in_place or self.claim != self.claim_sheet.shown:
            self._show_claim()
        if event.asked and self.ready:
            count, total = len(self.claim_list.items), len(self.workspace.case.claims)
            hits = f" {count} of {total} claims shown" if event.listing.words else ""
            self.status_line.say(Content.styled(hits, MUTED))

    @on(Header.Chosen)
    def _filter_by_count(self, event: Header.Chosen) -> None:
        self.claims_panel.refilter(event.words)

    @on(ClaimsPanel.Refused)
    def _refused(self, event: ClaimsPanel.Refused) -> None:
        self.status_line.problem(event.why)
