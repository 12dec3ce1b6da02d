"""A screen on which a case is worked on: wishes go to the workspace, answers come back as words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual import work
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from factcheck.case.changes import Batch
from factcheck.case.describe import claim_of, describe
from factcheck.case.records import Claim
from factcheck.errors import FactcheckError, ForeignError
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.controllers.file_watch import LOOK, FileWatch
from factcheck.tui.render.records import MUTED
from factcheck.tui.runtime import gc
from factcheck.tui.widgets.bars import StatusLine
from factcheck.workspace.file_state import Observation
from factcheck.workspace.workspace import Workspace

IDLE = 2.0
"""Seconds without a change after which the journal is folded into db.json."""


class WorkspaceScreen(Screen[None]):
    """Tells what was saved, takes back and makes again, and folds the journal when things are quiet."""

    status_line = query_one(StatusLine)

    @dataclass
    class Waiting(Message):
        """The screen stands, and there is no workspace yet."""

        sender: WorkspaceScreen

    def __init__(self, workspace: Workspace | None, keymap: Mapping[str, str]) -> None:
        """Work in `workspace`, or wait for one, with the keys of `keymap` in the place of the defaults."""
        super().__init__()
        self._keys = {**keys.DEFAULTS, **keymap}
        self._workspace = workspace
        self._idle: Timer | None = None
        self._watch: FileWatch | None = None
        self._announced: Observation | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace; see `ready`."""
        if self._workspace is None:
            raise LookupError("the case is still being read")
        return self._workspace

    @property
    def ready(self) -> bool:
        """Whether there is a workspace."""
        return self._workspace is not None

    def on_mount(self) -> None:
        """Begin, or ask for a workspace once the screen was drawn."""
        if self._workspace is None:
            self.call_after_refresh(self.post_message, self.Waiting(self))
        else:
            self.begin(self._workspace)

    def begin(self, workspace: Workspace) -> None:
        """Begin to work in a workspace."""
        self._workspace = workspace
        self._watch = FileWatch(self, workspace, self._file_changed)
        self.set_interval(LOOK, self._look_at_file)
        gc.keep_all()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the screen's own keys work once there is a case."""
        return self.ready

    @property
    def keymap(self) -> Mapping[str, str]:
        """The keys of all actions, by their ids."""
        return self._keys

    def key(self, name: str) -> str:
        """Return the key of an action as people write it, by the action's id."""
        return keys.shown(self._keys[name])

    @property
    def claim(self) -> Claim | None:
        """The claim that keys act upon."""
        raise NotImplementedError

    def show_case(self, wanted: str | None = None) -> None:
        """Show the case as it is now, with the cursor on the claim with the id `wanted`."""
        raise NotImplementedError

    def attempt(self, wish: Callable[[], Batch], *, words: str = "", nothing: str = "") -> Batch | None:
        """Do what is wished and say so: `words` or what the batch did, `nothing` if it changed nothing.

        Returns None when it could not be done; the status line says why.
        """
        try:
            batch = wish()
        except FactcheckError as error:
            self.status_line.problem(str(error))
            self.ask_again()
            return None
        if batch:
            self.status_line.saved(
                words or describe(self.workspace.case, batch), f"{self.key('case.undo')} takes it back"
            )
            self._fold_when_idle()
        else:
            self.status_line.say(Content.styled(f" {visible_line(nothing)}", MUTED))
        return batch

    def action_undo(self) -> None:
        """Undo the checker's last change, and go where it was."""
        self.undo(self.workspace.checker)

    def undo(self, by: str) -> None:
        """Undo the last change of a checker, and go where it was."""
        case, whose = self.workspace.case, self._whose(by)
        words = f"took back: {describe(case, case.history.undoable_by(by))}{whose}"
        batch = self.attempt(lambda: self.workspace.undo(by), words=words, nothing=self._nothing_to_undo())
        if batch:
            self.show_case(claim_of(case, batch[0]))
            self.status_line.saved(words, f"{self.key('case.redo')} makes it again")

    def action_redo(self) -> None:
        """Redo what the checker has undone last, and go where it is."""
        case = self.workspace.case
        batch = self.attempt(self.workspace.redo, nothing="There is nothing to make again.")
        if batch:
            self.show_case(claim_of(case, batch[0]))
            self.status_line.saved(
                f"made again: {describe(case, case.history.undoable)}", f"{self.key('case.undo')} takes it back"
            )

    def _whose(self, by: str) -> str:
        return "" if by == self.workspace.checker else f" (by {by})"

    def _nothing_to_undo(self) -> str:
        """Return that the checker has nothing to undo, and whose the last change is, if there is one."""
        case = self.workspace.case
        last = case.history.undoable
        if not last:
            return "There is nothing to take back."
        return f"Nothing of yours to undo. ctrl+p undoes {last[0].by}'s: {describe(case, last)}"

    def _fold_when_idle(self) -> None:
        if self._idle is not None:
            self._idle.stop()
        self._idle = self.set_timer(IDLE, self._fold)

    @work(thread=True, group="fold", exit_on_error=False)
    def _fold(self) -> None:
        try:
            self.workspace.fold()
        except FactcheckError as error:
            self.app.call_from_thread(self.status_line.problem, str(error))
            if isinstance(error, ForeignError) and self._watch is not None:
                self._watch.look_now()

    # When another program has changed the file, or the one who had it open has left

    def ask_again(self) -> None:
        """Ask again what is to become of a file that is not what it was: something was refused because of that."""
        if self._watch is not None:
            self._watch.ask_again()

    def _look_at_file(self) -> None:
        """Look at the file, where no other screen of the case is in front of this one."""
        in_front = next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, WorkspaceScreen))
        if self._watch is not None and in_front is self:
            self._watch.look()

    def _file_changed(self, seen: Observation) -> bool:
        """Ask what is to become of the file; where something is written just now, only say that it changed."""
        if self.is_active:
            from factcheck.tui.screens.conflict import FileStateScreen

            self.app.push_screen(FileStateScreen(self.workspace, seen.state), self._agreed)
            return True
        if seen != self._announced:
            self._announced = seen
            name, state = self.workspace.path.name, seen.state.value
            words = visible_line(f"{name} {state}. You are asked about it when this window is closed.")
            self.notify(words, title="The case", severity="warning", markup=False, timeout=10)
        return False

    def _agreed(self, done: str | None) -> None:
        if done is not None:
            self.show_case()
            self.status_line.saved(done, "")
