"""The highlighted claim in full."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from textual.app import ComposeResult
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from factcheck.case.records import Claim, Excerpt
from factcheck.evidence import Figure
from factcheck.tui.render.excerpts import figures_at_odds
from factcheck.tui.render.records import MUTED, claim_detail, claim_title
from factcheck.tui.render.warnings import changed_since, warnings_about
from factcheck.tui.widgets.scrolling import Scroller
from factcheck.workspace.workspace import Workspace


class ClaimRenderer(Protocol):
    """Renders a claim with figures highlighted, and the values that sources give for them."""

    def __call__(self, *, figures: set[Figure], values: Sequence[str]) -> Content:
        """Return the text."""


COMPARED_AT_MOST = 50
"""Maximum number of excerpts whose figures are compared with the claim."""

AT_ONCE = 8
"""Excerpts that are compared at a time; the next batch follows after a pause."""

REST = 0.1
"""Length of that pause in seconds."""


class ClaimPane(Scroller):
    """Text, speaker, date and tags of a claim; its verdict with who, when and why."""

    text = query_one("#claim-text", Static)

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """Show no claim yet."""
        super().__init__(id=id)
        self._detail: ClaimRenderer | None = None
        self._figures: set[Figure] = set()
        self._values: Sequence[str] = ()
        self._excerpts: Sequence[Excerpt] = ()
        self._waive = ""
        self._warnings: list[Content] = []

    def compose(self) -> ComposeResult:
        """Build the one text."""
        yield Static(id="claim-text")

    def show(
        self,
        workspace: Workspace,
        claim: Claim | None,
        excerpts: Sequence[Excerpt],
        waive: str,
        values: Sequence[str] = (),
    ) -> None:
        """Show a claim, with the figures highlighted that its excerpts contradict.

        `waive` is the key that dismisses a warning; `values` are the values that sources give for figures, if known.
        """
        self._values = values
        if claim is None:
            self._detail = self.border_title = None
            self._update(Content.styled("No claim is highlighted.", MUTED))
            return
        self.border_title = claim_title(claim)
        self._excerpts, self._waive = excerpts[:COMPARED_AT_MOST], waive
        self._warnings = warnings_about(workspace.case, claim, waive, workspace.quote_checks.known_of)
        self._show_detail(workspace, claim)
        self.scroll_home(animate=False)

    def warn(self, workspace: Workspace, claim: Claim) -> None:
        """Update the warnings about the claim if they have changed."""
        found = warnings_about(workspace.case, claim, self._waive, workspace.quote_checks.known_of)
        if self._detail is not None and found != self._warnings:
            self._warnings = found
            self._show_detail(workspace, claim)

    def _show_detail(self, workspace: Workspace, claim: Claim) -> None:
        draft, now = workspace.drafts.of(claim.id) is not None, workspace.clock()
        doubts = changed_since(workspace.case, claim), self._warnings
        self._detail = partial(
            claim_detail, workspace.case, claim, checker=workspace.checker, draft=draft, now=now, doubts=doubts
        )
        self._compare(self._detail, claim, self._excerpts, None)

    def _compare(
        self, detail: ClaimRenderer, claim: Claim, excerpts: Sequence[Excerpt], before: set[Figure] | None
    ) -> None:
        """Highlight the figures that excerpts contradict, unless another claim is shown meanwhile."""
        if detail is not self._detail:
            return
        figures = figures_at_odds(claim, excerpts[:AT_ONCE]) | (before or set())
        if figures != before:
            self._figures = figures
            self._update(detail(figures=figures, values=self._values))
        if len(excerpts) > AT_ONCE:
            self.set_timer(REST, partial(self._compare, detail, claim, excerpts[AT_ONCE:], figures))

    def show_values(self, values: Sequence[str]) -> None:
        """Show the values by source of the figures on which sources disagree."""
        if self._detail is not None and values != self._values:
            self._values = values
            self._update(self._detail(figures=self._figures, values=values))

    def _update(self, content: Content) -> None:
        """Update the text; lay out the panes around it only if its height changed."""
        self.text.update(content, layout=False)
        if self.text.get_content_height(self.size, self.size, self.text.size.width) != self.text.size.height:
            self.text.refresh(layout=True)
