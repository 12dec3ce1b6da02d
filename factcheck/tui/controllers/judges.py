"""Asking judges about the passages on the screen: in a thread, which can be stopped, and only where the user agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from threading import Lock

from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from factcheck.case.records import Claim
from factcheck.evidence.comparison import claim_text
from factcheck.evidence.judges import Judge, JudgingError, judges, limit_words, opinions
from factcheck.evidence.judges.judge import RulesJudge
from factcheck.text import visible_line
from factcheck.tui.controllers.host import Host
from factcheck.tui.dialogs import OpenConsent
from factcheck.tui.render.styles import MUTED
from factcheck.tui.widgets.result_lists import PassageItem, PassageList
from factcheck.workspace.search import BEFORE, Hit

_SENT = (
    f"With each passage goes its source\u2019s title and up to {BEFORE} characters before it; nothing else of the case."
)
UNNAMED = "No judge is named: [judge] in the settings takes nli = a model's folder, or endpoint = an address and model"


class JudgeOpinions:
    """Shows below the passages what judges suggest, with their names. It files nothing, and changes no stance."""

    _judging = Lock()

    def __init__(self, host: Host, passages: PassageList, progress: Static, search_lock: Lock) -> None:
        """Ask about `passages`; show on `progress` how far it is. The sources are read under `search_lock`."""
        self._host = host
        self._passages = passages
        self._progress = progress
        self._search_lock = search_lock
        self._worker: Worker[list[str]] | None = None
        self._limit = ""

    @property
    def judges(self) -> Sequence[Judge]:
        """The judges that the settings name; what the rules suggest is shown without asking."""
        session = self._host.session
        if session.judges is None:
            session.judges = [judge for judge in judges(session.settings) if not isinstance(judge, RulesJudge)]
        return session.judges

    @property
    def is_asking(self) -> bool:
        """Whether judges are being asked."""
        return self._worker is not None and not self._worker.is_finished

    def ask(self) -> None:
        """Ask the judges about the passages; before the first time, whether they may be sent them."""
        without_consent = next((judge for judge in self.judges if judge.consent), None)
        if not self.judges:
            self._host.status_line.problem(UNNAMED)
        elif self.is_asking:
            self._say(f"They are being asked already; {self._host.key('pane.back')} stops")
        elif without_consent is None:
            self._begin(self.judges)
        elif self._passages.items:
            judge = without_consent
            self._host.post_message(OpenConsent(judge.name, judge.consent, _SENT, then=partial(self._answered, judge)))

    def _answered(self, judge: Judge, agreed: bool | None) -> None:
        self._say("" if agreed else f"Nothing is sent to {judge.name}")
        if agreed:
            try:
                judge.agree()
            except JudgingError as error:
                self._host.status_line.problem(str(error))
        if allowed := [each for each in self.judges if not each.consent]:
            self._begin(allowed)

    def _begin(self, asked: Sequence[Judge]) -> None:
        """Ask about the passages that they have not judged yet."""
        claim, passages = self._host.claim, [offer.found for offer in self._passages.items]
        if claim is None or not passages:
            return
        cache = self._host.session.opinions
        wanted = [(judge, cache.without(claim, passages, judge)) for judge in asked]
        names = ", ".join(judge.name for judge, left in wanted if left)
        if not names:
            self._say("They have given their opinions on these passages")
            return
        words = f"Asking {names} about {claim.ref}"
        self._limit = limit_words(judge for judge, left in wanted if left)
        self._show_progress(words)
        self._progress.display = True
        work: Callable[[], list[str]] = partial(self._ask, claim, wanted, words)
        self._worker = self._host.run_worker(work, thread=True, group="judging", exit_on_error=False)

    # In a thread

    def _ask(self, claim: Claim, wanted: Sequence[tuple[Judge, Sequence[Hit]]], words: str) -> list[str]:
        """Ask one judge after the other; return the problems of those that did not answer."""
        session = self._host.session
        worker, problems = get_current_worker(), []
        done, total = 0, sum(len(passages) for _, passages in wanted)
        with self._judging:
            for judge, passages in wanted:
                with self._search_lock:
                    texts = [session.workspace.search.as_text(passage) for passage in passages]
                answers = opinions(judge, claim_text(claim), texts, cancelled=lambda: worker.is_cancelled)
                try:
                    for passage, opinion in zip(passages, answers, strict=False):
                        session.opinions.keep(claim, passage, judge, opinion)
                        done += 1
                        self._passages.call_later(self._show_answer, f"{words}: {done} of {total}")
                except JudgingError as error:
                    problems.append(str(error))
        return problems

    # Back from the thread

    def _show_answer(self, words: str) -> None:
        self._show_progress(words)
        self._show_opinions()

    def worker_changed(self, event: Worker.StateChanged) -> None:
        """Show how the asking ended."""
        worker = self._worker
        if worker is None or event.worker is not worker or self.is_asking:
            return
        self._progress.display = False
        self._show_opinions()
        if event.state is WorkerState.ERROR:
            self._host.status_line.problem(f"The judges could not be asked: {worker.error}")
        elif worker.result:
            self._host.status_line.problem("; ".join(worker.result))
        elif event.state is WorkerState.SUCCESS:
            self._say("Their suggestions are below the passages; you decide")

    def with_opinions(self, offers: Sequence[PassageItem]) -> list[PassageItem]:
        """Return passages with the opinions of judges about them."""
        claim, cache = self._host.claim, self._host.session.opinions
        if claim is None:
            return list(offers)
        return [replace(offer, opinions=cache.of(claim, offer.found, self.judges)) for offer in offers]

    def _show_opinions(self) -> None:
        self._passages.show_passages(self.with_opinions(self._passages.items), self._passages.hint)

    def stop(self) -> bool:
        """Stop asking; tell whether anybody was being asked."""
        if self._worker is None or not self.is_asking:
            return False
        self._worker.cancel()
        self._say("Stopped; the opinions given so far are kept")
        return True

    def _show_progress(self, words: str) -> None:
        parts = (visible_line(words), self._limit, f"{self._host.key('pane.back')} stops")
        self._progress.update(Content.styled(f" {' · '.join(filter(None, parts))}", "bold"))

    def _say(self, words: str) -> None:
        self._host.status_line.say(Content.styled(f" {visible_line(words)}", MUTED))
