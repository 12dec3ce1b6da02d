"""Looking through the text of a draft in the background: its sentences, what is covered, and who says what."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.case.records import Source
from factcheck.errors import FactcheckError, GoneError
from factcheck.tui.controllers.host import Host
from factcheck.tui.runtime.yielding import yielding_often
from factcheck.tui.state.draft_view import DraftView, MeasuredCoverage


class DraftLooking:
    """Has the view of a draft once it was looked through, and keeps it up with the case."""

    def __init__(
        self, host: Host, source: Source, looked: Callable[[DraftView], object], measured: Callable[[], object]
    ) -> None:
        """Look through the draft `source`: `looked` is given its view, `measured` is called after it was renewed."""
        self._host = host
        self._source = source
        self._looked = looked
        self._measured = measured
        self.view: DraftView | None = None
        self.is_done = False
        """Whether the text was looked through, or cannot be."""
        self.is_prepared = False
        """Whether it is known who says what in the text."""
        self._is_measuring = False
        self._waiting: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Begin to look through the text."""
        self._run(self._look)

    def _run(self, work: Callable[[], object]) -> None:
        self._host.run_worker(work, group="draft", exit_on_error=False, thread=True)

    def _look(self) -> None:
        call = self._host.app.call_from_thread
        with yielding_often():
            try:
                view = DraftView(self._host.workspace.draft(self._source))
            except FactcheckError as error:
                call(self._fail, str(error))
            else:
                call(self._take, view)
                view.text.prepare()
                call(self._prepared)

    def _fail(self, words: str) -> None:
        self.is_done = True
        self._host.status_line.problem(words)

    def _take(self, view: DraftView) -> None:
        self.view, self.is_done = view, True
        self._looked(view)

    def update(self) -> None:
        """Tell the states again; where more was changed than verdicts, measure again what is covered."""
        if self.view is None:
            return
        self.view.update()
        if self.view.is_outdated and not self._is_measuring:
            self._is_measuring = True
            self._run(self._measure)

    def _measure(self) -> None:
        if self.view is None:
            return
        try:
            with yielding_often():
                measured = self.view.measure()
        except (GoneError, RuntimeError):  # a claim was removed, or a table grew, while the case was read
            measured = None
        self._host.app.call_from_thread(self._renew, measured)

    def _renew(self, measured: MeasuredCoverage | None) -> None:
        self._is_measuring = False
        if self.view is not None:
            if measured is not None:
                self.view.take(measured)
            self._measured()

    # Who says what

    def when_prepared(self, action: Callable[[], None]) -> None:
        """Call `action` once it is known who says what in the text: at once, if it is known."""
        if self.is_prepared:
            action()
        else:
            self._waiting.append(action)
            self._host.status_line.say(" Finding out who says what in the text …")

    def _prepared(self) -> None:
        self.is_prepared = True
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            action()
