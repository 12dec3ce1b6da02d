"""Asking judges what the passages on the screen say of the claim: in a thread, with a way out, and only who may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock

from textual import on, work
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from factcheck.case.records import Claim
from factcheck.evidence.comparison import claim_text
from factcheck.evidence.judges import Judge, JudgingError, limit_words, opinions
from factcheck.text import visible_line
from factcheck.tui.controllers.evidence_search import Looking
from factcheck.tui.render.records import MUTED
from factcheck.tui.state.opinion_cache import Counsel
from factcheck.tui.widgets.passage_list import Offer
from factcheck.workspace.search import EvidenceSearch, Hit
from factcheck.workspace.workspace import Workspace

UNNAMED = "No judge is named: [judge] in the settings takes nli = a model's folder, or endpoint = an address and model"


class Judging(Looking):
    """What judges suggest stands below the passages, with their names. It files nothing, and changes no stance."""

    judging = query_one("#judging", Static)
    _judging = Lock()

    @dataclass
    class Told(Message):
        """So many of the opinions that were asked for are there."""

        words: str

    def __init__(
        self, workspace: Workspace, keymap: Mapping[str, str], finding: EvidenceSearch, counsel: Counsel
    ) -> None:
        """Ask who is in `counsel`."""
        super().__init__(workspace, keymap, finding)
        self.counsel = counsel
        self._asked: Worker[list[str]] | None = None
        self._limit = ""

    def action_judge(self) -> None:
        """Ask the judges about the passages; before the first time, whether they may be sent what there is."""
        unasked = next((judge for judge in self.counsel.judges if judge.consent), None)
        if not self.counsel.judges:
            self.status_line.problem(UNNAMED)
        elif self.is_judging:
            self._say(f"They are being asked already; {self.key('pane.back')} stops it")
        elif unasked is None:
            self._begin(self.counsel.judges)
        elif self.passages.items:
            from factcheck.tui.screens.consent import ConsentScreen

            self.app.push_screen(ConsentScreen(unasked), partial(self._consented, unasked))

    def _consented(self, judge: Judge, agreed: bool | None) -> None:
        self._say("" if agreed else f"Nothing is sent to {judge.name}")
        if agreed:
            try:
                judge.agree()
            except JudgingError as error:
                self.status_line.problem(str(error))
        if may := [each for each in self.counsel.judges if not each.consent]:
            self._begin(may)

    def _begin(self, judges: Sequence[Judge]) -> None:
        """Ask about the passages that they have not judged yet."""
        claim, shown = self.claim, [offer.found for offer in self.passages.items]
        if claim is None or not shown:
            return
        wanted = [(judge, self.counsel.left(claim, shown, judge)) for judge in judges]
        names = ", ".join(judge.name for judge, left in wanted if left)
        if not names:
            self._say("They have said what they make of these passages")
            return
        words = f"Asking {names} about {claim.ref}"
        self._limit = limit_words(judge for judge, left in wanted if left)
        self._tell(words)
        self.judging.display = True
        self._asked = self._ask(claim, wanted, words)

    # In a thread

    @work(thread=True, group="judging", exit_on_error=False)
    def _ask(self, claim: Claim, wanted: Sequence[tuple[Judge, Sequence[Hit]]], words: str) -> list[str]:
        """Ask one judge after the other; return the problems of those that have no answer."""
        worker, problems = get_current_worker(), []
        done, of = 0, sum(len(found) for _, found in wanted)
        with self._judging:
            for judge, found in wanted:
                with self._asking:
                    texts = [self.finding.as_text(each) for each in found]
                said = opinions(judge, claim_text(claim), texts, cancelled=lambda: worker.is_cancelled)
                try:
                    for each, opinion in zip(found, said, strict=False):
                        self.counsel.note(claim, each, judge, opinion)
                        done += 1
                        self.post_message(self.Told(f"{words}: {done} of {of}"))
                except JudgingError as error:
                    problems.append(str(error))
        return problems

    # What they say

    @on(Told)
    def _told(self, event: Told) -> None:
        self._tell(event.words)
        self._show_opinions()

    @on(Worker.StateChanged)
    def _ended(self, event: Worker.StateChanged) -> None:
        if event.worker is not self._asked or self.is_judging:
            return
        self.judging.display = False
        self._show_opinions()
        if event.state is WorkerState.ERROR:
            self.status_line.problem(f"The judges could not be asked: {event.worker.error}")
        elif event.state is WorkerState.SUCCESS:
            if self._asked.result:
                self.status_line.problem("; ".join(self._asked.result))
            else:
                self._say("What they suggest stands below the passages; you decide")

    def with_opinions(self, offers: Sequence[Offer]) -> list[Offer]:
        """Return passages with what judges said of them."""
        claim = self.claim
        if claim is None:
            return list(offers)
        return [replace(offer, opinions=self.counsel.said(claim, offer.found)) for offer in offers]

    def _show_opinions(self) -> None:
        self.passages.show_offers(self.with_opinions(self.passages.items), self.passages.hint)

    @property
    def is_judging(self) -> bool:
        """Whether judges are being asked."""
        return self._asked is not None and not self._asked.is_finished

    def stop_judging(self) -> bool:
        """Ask no more; return whether anybody was being asked."""
        if self._asked is None or not self.is_judging:
            return False
        self._asked.cancel()
        self._say("Stopped; what was said stays")
        return True

    def _tell(self, words: str) -> None:
        parts = (visible_line(words), self._limit, f"{self.key('pane.back')} stops")
        self.judging.update(Content.styled(f" {' · '.join(filter(None, parts))}", "bold"))

    def _say(self, words: str) -> None:
        self.status_line.say(Content.styled(f" {visible_line(words)}", MUTED))
