"""Bringing documents in: read one after the other in the background, with what became of each in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar
from urllib.parse import urlsplit

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from factcheck.documents.loader import Place
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui.render.records import MUTED
from factcheck.tui.widgets.outcome_list import How, Outcome, OutcomeList
from factcheck.tui.widgets.path_field import PathField
from factcheck.workspace.import_documents import DocumentImport, LoadedDocument
from factcheck.workspace.library import Library

BAR = 24
"""Cells of the bar that shows how many documents were read."""

NAMED_AT_MOST = 12
"""Names that are shown where a path can be completed in several ways."""


class Bringing(ModalScreen[list[str]]):
    """Returns the ids of the sources that came, or changed. What is done stays done when it is stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Close")]
    TITLE = ""
    PLACEHOLDER = "a file, a directory or https://… · tab completes a path"

    field = query_one("#place", PathField)
    outcomes = query_one(OutcomeList)
    progress = query_one("#progress", Static)
    hint = query_one("#hint", Static)

    def __init__(self, library: Library) -> None:
        """Bring documents into `library`."""
        super().__init__()
        self.library = library
        self._stopped = Event()
        self.importing = DocumentImport(library.workspace, self._stopped.is_set, consent="it was not asked")
        self.found: list[str] = []
        self._told: list[Outcome] = []
        self._busy = False
        self._words = ""
        self._allowed: set[str] = set()
        self._private = ""

    def compose(self) -> ComposeResult:
        """Build the field, and what is said below it."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(visible_line(self.headline))
            with Horizontal(classes="row"):
                yield Label("From")
                yield PathField(placeholder=self.PLACEHOLDER, id="place", compact=True)
            yield Static(id="progress")
            yield OutcomeList(id="outcomes")
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Begin in the field."""
        self.outcomes.display = self.progress.display = False
        self.say("enter adds it · esc closes")
        self.field.focus()

    @property
    def headline(self) -> str:
        """What the window is for."""
        return "Add documents"

    # What becomes of a document

    def wish(self, words: str) -> Sequence[Place]:
        """Return the places that are named; called in the background. Raises FactcheckError."""
        return self.importing.plan([words])

    def take(self, loaded: LoadedDocument) -> Outcome:
        """Take a document that was loaded, and return what became of it. Raises FactcheckError."""
        raise NotImplementedError

    def finish(self, *, stopped: bool) -> None:
        """Say what became of all, or close where there is nothing to read."""
        raise NotImplementedError

    # In the background

    @on(Input.Submitted, "#place")
    def _entered(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        if self._busy:
            return
        if not words:
            self.say("Give a file, a directory, or an address that begins with https://", "bold $text-warning")
            return
        self.begin(words)

    @on(PathField.Fitting)
    def _show_names(self, event: PathField.Fitting) -> None:
        """Show which names go on as what is typed does."""
        shown = " · ".join(event.names[:NAMED_AT_MOST]) + " …" * (len(event.names) > NAMED_AT_MOST)
        self.say(shown or "nothing there begins so")

    def begin(self, words: str) -> None:
        """Read what is named in the background."""
        if words and words == self._private:
            self._allowed.add(words)
        self._words, self._private = words, ""
        self._busy = True
        self._stopped.clear()
        self._told = []
        self._list()
        self.say("esc stops it; what is done stays done")
        self._read_all(words)

    @work(thread=True, group="bring", exit_on_error=False)
    def _read_all(self, words: str) -> None:
        """Read what is named, document by document; each is taken where the screens are drawn."""
        call = self.app.call_from_thread
        try:
            found = self.wish(words)
        except (FactcheckError, OSError, ValueError, RuntimeError) as error:  # a zero in it, nobody's home
            call(self._tell, Outcome(How.BADLY, str(error)))
            found = []
        for number, place in enumerate(found):
            if self._stopped.is_set():
                break
            self._read_one(place, partial(call, self._show_progress, number, len(found)))
            self.library.index_new()
        call(self._finished)

    def _read_one(self, place: Place, begin: Callable[[str], None]) -> None:
        call = self.app.call_from_thread
        try:
            loaded = self.importing.load(place, begin, allow_private=self._words in self._allowed)
        except FactcheckError as error:
            if not self._stopped.is_set():
                call(self._refuse, error)
        else:
            call(self._take, loaded)

    def _refuse(self, error: FactcheckError) -> None:
        from factcheck.documents.web import PrivateAddressError

        if isinstance(error, PrivateAddressError):
            self._private = self._words
        self._tell(Outcome(How.BADLY, str(error)))

    def _take(self, loaded: LoadedDocument) -> None:
        if self._stopped.is_set():
            return
        try:
            self._tell(self.take(loaded))
        except FactcheckError as error:
            self._tell(Outcome(How.BADLY, str(error)))

    def _finished(self) -> None:
        self._busy = False
        if self.is_attached:
            self.progress.display = False
            self.finish(stopped=self._stopped.is_set())
            if self._private and self.is_current:
                host = urlsplit(self._private).hostname or self._private
                asks = f"{host} is an address of this machine or network; enter again asks it all the same · esc closes"
                self.say(asks, "bold $text-warning")

    # What is said

    def say(self, words: str, style: str = MUTED) -> None:
        """Say something on the last line."""
        self.hint.update(Content.styled(visible_line(words), style))

    @property
    def told(self) -> Sequence[Outcome]:
        """What became of the documents so far."""
        return self._told

    def _tell(self, outcome: Outcome) -> None:
        self._told.append(outcome)
        if self.is_attached:
            self._list()

    def _list(self) -> None:
        self.outcomes.display = bool(self._told)
        self.outcomes.styles.height = min(2 * len(self._told) + 1, 12)
        self.outcomes.show(list(self._told), len(self._told) - 1)

    def _show_progress(self, done: int, total: int, place: str) -> None:
        if not self.is_attached:
            return
        self.progress.display = True
        name = place if "://" in place else Path(place).name
        full = BAR * done // total
        bar = Content.assemble(("━" * full, "$success"), ("─" * (BAR - full), MUTED))
        count = f"{done + 1} of {total} · " if total > 1 else "reading "
        self.progress.update(Content.assemble(bar, f" {count}{visible_line(name)}"))

    def action_leave(self) -> None:
        """Stop; when nothing goes on, close."""
        if self._busy and not self._stopped.is_set():
            self._stopped.set()
            self.say("stopping …")
        elif not self._busy:
            self.close(self.found)

    def close(self, found: list[str]) -> None:
        """Close, once."""
        if self.is_current:
            self.dismiss(found)

    def on_unmount(self) -> None:
        """Let nothing go on when the whole program is left."""
        self._stopped.set()


class AddScreen(Bringing):
    """Adds documents as sources, in one batch: each is saved as it comes, and they are taken back together."""

    def __init__(self, library: Library) -> None:
        """Add documents to `library`."""
        super().__init__(library)
        self.came: list[str] = []
        self.given: list[str] = []

    def take(self, loaded: LoadedDocument) -> Outcome:
        """Add a document, or say which source it is already."""
        result = self.importing.add(loaded)
        self.found.append(result.id)
        self.came += [] if result.known else [result.id]
        self.given += [result.id] if result.attached else []
        if not result.alike:
            return Outcome(How.WELL, result.words)
        alike = ", ".join(other.ref for other in result.alike)
        return Outcome(How.DOUBT, f"{result.words}; it may be {alike}: if so, remove this and attach it there")

    def finish(self, *, stopped: bool) -> None:
        """Close where all came in; else stay, so that it can be read why not."""
        failed = sum(outcome.how is How.BADLY for outcome in self.told)
        if not stopped and all(outcome.how is How.WELL for outcome in self.told):
            self.close(self.found)
            return
        parts = [self.counted("came in"), f"{failed} did not" * bool(failed), "the rest was left" * stopped]
        self.say(f"{'; '.join(filter(None, parts))} · esc closes", "bold $text-warning")

    def counted(self, verb: str = "brought in") -> str:
        """Return how many documents came in, by this verb, and how many were there before."""
        known = len(self.found) - len(self.came)
        parts = [f"{len(self.came)} {verb}", f"{known} there already" * bool(known)]
        parts.append(f"{len(self.given)} of them {'has its' if len(self.given) == 1 else 'have their'} text now")
        return ", ".join(filter(None, parts if self.given else parts[:2]))
