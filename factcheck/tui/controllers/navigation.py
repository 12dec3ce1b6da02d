"""The keys that look through the sources: for evidence, for words, and for where the sources disagree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from factcheck.case.records import Claim, Excerpt
from factcheck.settings import Settings
from factcheck.tui.controllers.to_sources import ToSources

if TYPE_CHECKING:
    from factcheck.tui.screens.base import WorkspaceScreen
    from factcheck.tui.state.opinion_cache import Counsel
    from factcheck.workspace.search import EvidenceSearch


class FindingEvidence(ToSources):
    """Opens what finds evidence, and comes back to the claim that one went on to there."""

    settings = Settings()
    """What the user has set: who may judge stands there."""

    @property
    def listed(self) -> Sequence[str]:
        """The ids of the claims that are listed, in their order."""
        raise NotImplementedError

    @cached_property
    def finding(self) -> EvidenceSearch:
        """What finds passages in the sources; it knows their index from the first use on."""
        from factcheck.workspace.search import EvidenceSearch

        return EvidenceSearch(self.library)

    @cached_property
    def counsel(self) -> Counsel:
        """The judges that the settings name; what the rules suggest is shown without."""
        from factcheck.evidence.judges import judges
        from factcheck.evidence.judges.rules import RulesJudge
        from factcheck.tui.state.opinion_cache import Counsel

        return Counsel([judge for judge in judges(self.settings) if not isinstance(judge, RulesJudge)])

    def action_suggest(self) -> None:
        """Show the best passages of every source for the claim."""
        from factcheck.tui.screens.suggestions import SuggestScreen

        claim = self.claim
        if claim is not None:
            screen = SuggestScreen(self.workspace, self._keys, self.finding, self.counsel, self.listed, claim.id)
            self._open(screen)

    def action_search(self) -> None:
        """Search all sources."""
        from factcheck.tui.screens.search import SearchScreen

        self._open(SearchScreen(self.workspace, self._keys, self.finding, self.claim.id if self.claim else ""))

    def action_matrix(self) -> None:
        """Show the claims by sources."""
        from factcheck.tui.screens.matrix import MatrixScreen

        self._open(MatrixScreen(self.workspace, self._keys, self.library, self.claim.id if self.claim else ""))

    def _open(self, screen: WorkspaceScreen) -> None:
        self.app.push_screen(screen, partial(self._back_from_lens, screen, len(self.workspace.case.history)))

    def _back_from_lens(self, screen: WorkspaceScreen, changes: int, _result: None) -> None:
        """Go to the claim that one went on to, or to the excerpt; show what was changed."""
        goal: Excerpt | None = getattr(screen, "goal", None)
        claim: Claim | None = screen.claim
        changed = len(self.workspace.case.history) != changes
        if changed:
            self._fold_when_idle()
        if claim is not None and claim.id in self.workspace.case.claims and claim != self.claim:
            self.go_to_claim(claim.id)
        elif changed:
            self.show_case(self.claim.id if self.claim else None)
        if goal is not None and goal.id in self.workspace.case.excerpts:
            self._go_to(self.workspace.case.excerpts[goal.id])
