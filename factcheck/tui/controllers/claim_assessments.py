"""Assessing the selected claim against all texts in the background, and then the other claims, for the filter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Lock
from time import sleep
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from factcheck.case.records import Claim
from factcheck.tui.controllers.host import Host
from factcheck.tui.controllers.resting_work import RestingWork

if TYPE_CHECKING:
    from factcheck.evidence.marks.assessment import ClaimAssessment
    from factcheck.workspace.claim_marks import ClaimMarks

REST = 0.25
"""Seconds without another claim after which it is assessed."""
BREATH = 0.02
"""Seconds that other threads have the processor after each of the other claims."""
OTHERS = 2_000
"""Claims up to which the others are assessed, too."""


class BackgroundAssessments:
    """Assesses claims in a thread, and keeps the results."""

    _assessing = Lock()

    def __init__(self, host: Host, show: Callable[[], object], all_known: Callable[[], object]) -> None:
        """Assess claims of `host`; `show` shows what is known, `all_known` is called once all claims are assessed."""
        self._host = host
        self._show = show
        self._all_known = all_known
        self._work = RestingWork(host, "assessments", REST)
        self._marks: ClaimMarks | None = None
        """What finds the marks; loading it takes long, which is left to the thread."""

    def known(self, claim_id: str) -> ClaimAssessment | None:
        """Return what is known of a claim, None if it was not assessed yet."""
        return self._marks.known(claim_id) if self._marks else None

    def assess(self, claim: Claim | None) -> None:
        """Assess a claim soon, unless another one is shown by then."""
        has_texts = self._host.workspace.quote_checks.has_texts
        self._work.begin(partial(self._assess, claim.id) if claim and has_texts else None)

    def _assess(self, claim_id: str) -> None:
        worker, workspace = get_current_worker(), self._host.workspace
        call = self._host.app.call_from_thread
        with self._assessing:
            if worker.is_cancelled or not workspace.search.prepare_if_quick():
                return
            marks = self._marks = workspace.marks
            is_new = claim_id in workspace.case.claims and marks.known(claim_id) is None
            if is_new:
                marks.of(claim_id)
                call(self._show)
            others = [key for key in workspace.case.index.order()[:OTHERS] if marks.known(key) is None]
            for key in others:
                if worker.is_cancelled:
                    return
                if key in workspace.case.claims:
                    marks.of(key)
                sleep(BREATH)
            if is_new or others:
                call(self._all_known)
