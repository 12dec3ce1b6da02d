"""Showing the selected claim on the sheet: at once what is known, and later what takes longer to work out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from factcheck.case.records import Claim, Stance
from factcheck.evidence import parts
from factcheck.evidence.readiness import is_prepared
from factcheck.quotes import State
from factcheck.tui.controllers.claim_assessments import BackgroundAssessments
from factcheck.tui.controllers.comparisons import BackgroundComparisons
from factcheck.tui.controllers.host import Host
from factcheck.tui.controllers.passages import BackgroundPassages
from factcheck.tui.controllers.quote_checks import QuoteChecks
from factcheck.tui.render.claims import claim_detail
from factcheck.tui.render.notes import note_lines
from factcheck.tui.render.warnings import changed_since, warnings_about
from factcheck.tui.state.colleagues import presence_words
from factcheck.tui.widgets.sheet import Sheet, SheetView


class ClaimSheet:
    """Draws the claim of a screen on its sheet, and again when comparisons and quote checks are there."""

    def __init__(
        self,
        host: Host,
        sheet: Sheet,
        show_counts: Callable[[Counter[State]], object],
        all_assessed: Callable[[], object],
    ) -> None:
        """Show the claim of `host` on `sheet`.

        `show_counts` is given how many quotes of the case have which state; `all_assessed` is called once all claims
        are assessed.
        """
        self._host = host
        self._sheet = sheet
        self.quote_checks = QuoteChecks(host, self.draw_in_place, show_counts)
        self.comparisons = BackgroundComparisons(host, self.draw_in_place)
        self.assessments = BackgroundAssessments(host, self.draw_in_place, all_assessed)
        self.passages = BackgroundPassages(host, self.draw_in_place)
        self.shown: Claim | None = None
        """The claim that was shown last."""

    def prepare_figures(self) -> None:
        """Prepare the reading of figures in a thread, after which the sheet is drawn with what differs."""

        def work() -> None:
            parts.load()
            self._host.call_later(self.draw_in_place)

        if not is_prepared():
            self._host.run_worker(work, group="figures", exit_on_error=False, thread=True)

    def show(self, *, in_place: bool = False) -> None:
        """Show the claim, and begin to compare its excerpts and to check their quotes.

        With `in_place` what is seen of the claim stays where it is.
        """
        claim = self.shown = self._host.claim
        excerpts = self._host.workspace.case.excerpts_of(claim.id) if claim else []
        self._draw(in_place=in_place)
        self.quote_checks.check(excerpts)
        self.comparisons.compare(claim, excerpts)
        self.assessments.assess(claim)
        self.passages.look(claim)

    def draw_in_place(self) -> None:
        """Draw what is known of the claim by now; what is seen of it stays where it is."""
        self._draw(in_place=True)

    def _draw(self, *, in_place: bool) -> None:
        claim, workspace = self._host.claim, self._host.workspace
        if claim is None:
            self._sheet.show_claim(None)
            return
        case, excerpts = workspace.case, workspace.case.excerpts_of(claim.id)
        head = claim_detail(
            case,
            claim,
            figures=self.comparisons.at_odds(claim, excerpts),
            checker=workspace.checker,
            draft=workspace.unsaved.of(claim.id) is not None,
            now=workspace.clock(),
            changed=changed_since(case, claim),
            warned=warnings_about(
                case, claim, self._host.key("claim.waive"), workspace.quote_checks.known_of, workspace.always_warn
            ),
            values=self.comparisons.values(claim, excerpts),
            assessment=self.assessments.known(claim.id),
            notes=note_lines(case.entries_of(claim.id), workspace.clock()),
            presence=presence_words(self._host.session.colleagues.at(claim.id)),
            waive_key=self._host.key("claim.waive"),
        )
        known, assessed = workspace.quote_checks.known, self.comparisons.results.known
        keys = " ".join(self._host.key(f"excerpt.{stance}") for stance in Stance)
        passages = self.passages.known(claim)
        view = SheetView(case, claim, head, excerpts, known, assessed, passages, keys)
        self._sheet.show_claim(view, in_place=in_place)
