"""Changing the case: what was saved is said, undo and redo, and folding the journal when nothing happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from textual.content import Content
from textual.timer import Timer

from factcheck.case.changes import Batch
from factcheck.case.describe import claim_of, describe
from factcheck.errors import FactcheckError, ForeignError
from factcheck.text import visible_line
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.render.styles import MUTED

IDLE = 2.0
"""Seconds without a change after which the journal is folded into db.json."""


class Changes:
    """Makes changes for a screen and its controllers, and says in the status line what came of them."""

    def __init__(
        self,
        host: Host,
        *,
        changed: Callable[[Batch], object] = lambda _: None,
        shown: Callable[[Batch], object] | None = None,
        lock: AbstractContextManager[object] | None = None,
    ) -> None:
        """Change the case of `host`, under `lock` where a thread reads the case meanwhile.

        `changed` is told every change; `shown` shows what undo or redo has touched, by default its claim.
        """
        self._host = host
        self._changed = changed
        self._shown = shown or self._show_claim
        self._lock = lock or nullcontext()
        self._idle: Timer | None = None

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        return {"case.undo": self.undo, "case.redo": self.redo}

    def may_write(self) -> bool:
        """Tell whether the case can be changed; say why if not."""
        read_only = self._host.workspace.read_only
        if read_only:
            self._host.file_watch.ask_again()
            self._host.status_line.problem(f"Nothing can be changed: the case is read-only, {read_only}")
        return not read_only

    def attempt(
        self, change: Callable[[], Batch], *, words: str = "", nothing: str = "", also: str = ""
    ) -> Batch | None:
        """Make a change and say so: `words` or what the batch did, `nothing` if it changed nothing; `also` as below.

        Returns None when it could not be made; the status line says why.
        """
        host = self._host
        try:
            with self._lock:
                batch = change()
        except FactcheckError as error:
            host.status_line.problem(str(error))
            host.file_watch.ask_again()
            return None
        if batch:
            self.say_saved(words or describe(host.workspace.case, batch), also=also)
            self.fold_when_idle()
            self._changed(batch)
        else:
            host.status_line.say(Content.styled(f" {visible_line(nothing)}", MUTED))
        return batch

    def say_saved(self, words: str, *, also: str = "") -> None:
        """Say what was saved and which key undoes it; `also` names a further key, "r why"."""
        self._host.status_line.saved(words, " · ".join(filter(None, (also, f"{self._host.key('case.undo')} undo"))))

    def undo(self, by: str = "") -> None:
        """Undo the last change of a checker, by default one's own, and go to where it was."""
        workspace, case = self._host.workspace, self._host.workspace.case
        by = by or workspace.checker
        whose = "" if by == workspace.checker else f" (by {by})"
        words = f"{describe(case, case.history.undoable_by(by))}{whose}"
        batch = self.attempt(lambda: workspace.undo(by), words=words, nothing=self._nothing_to_undo())
        if batch:
            self._shown(batch)
            self._host.status_line.saved(words, f"{self._host.key('case.redo')} redo", done="Undone:")

    def redo(self) -> None:
        """Redo what the checker has undone last, and go to where it is."""
        case = self._host.workspace.case
        batch = self.attempt(self._host.workspace.redo, nothing="Nothing to redo.")
        if batch:
            self._shown(batch)
            words = describe(case, case.history.undoable)
            self._host.status_line.saved(words, f"{self._host.key('case.undo')} undo", done="Redone:")

    def _nothing_to_undo(self) -> str:
        """Return that the checker has nothing to undo, and whose the last change is, if there is one."""
        case = self._host.workspace.case
        last = case.history.undoable
        if not last:
            return "Nothing to undo."
        return f"Nothing of yours to undo. ctrl+p undoes {last[0].by}'s: {describe(case, last)}"

    def _show_claim(self, batch: Batch) -> None:
        self._host.show_case(claim_of(self._host.workspace.case, batch[0]))

    # Folding

    def fold_when_idle(self) -> None:
        """Fold the journal once nothing has been changed for a while."""
        if self._idle is not None:
            self._idle.stop()
        fold = partial(self._host.run_worker, self._fold, group="fold", exit_on_error=False, thread=True)
        self._idle = self._host.set_timer(IDLE, fold)

    def _fold(self) -> None:
        host = self._host
        try:
            host.workspace.store.fold()
        except FactcheckError as error:
            host.app.call_from_thread(host.status_line.problem, str(error))
            if isinstance(error, ForeignError):
                host.file_watch.look_now()
