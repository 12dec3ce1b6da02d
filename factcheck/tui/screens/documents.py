"""Importing documents: they are read one after the other in the background, with the outcome of each in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Label, Static

from factcheck.documents.formats import DOCX
from factcheck.documents.loader import Location
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui.render.styles import MUTED
from factcheck.tui.screens.base import Dialog
from factcheck.tui.state.document_consent import DocumentConsent
from factcheck.tui.state.document_tasks import AddDraft, DocumentTask, OutcomeKind, TaskOutcome
from factcheck.tui.widgets.form_fields import PathField
from factcheck.tui.widgets.result_lists import OutcomeList
from factcheck.workspace.import_documents import DocumentImport, LoadedDocument
from factcheck.workspace.results import DraftResult
from factcheck.workspace.workspace import Workspace

R = TypeVar("R")

BAR = 24
"""Cells of the bar that shows how many documents were read."""

NAMED_AT_MOST = 12
"""Names that are shown where a path can be completed in several ways."""


class DocumentsScreen(Dialog[R], Generic[R]):
    """Reads documents for a task, and returns its result. What is done stays done when it is stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close"),
        Binding("ctrl+o", "original", show=False, tooltip="Read it before its tracked changes, or with them"),
    ]
    field = query_one("#place", PathField)
    outcomes = query_one(OutcomeList)
    progress = query_one("#progress", Static)
    hint = query_one("#hint", Static)

    def __init__(self, workspace: Workspace, task: DocumentTask[R]) -> None:
        """Read documents for `task`, into the case in `workspace`."""
        super().__init__()
        self._purpose = task
        self._outcomes: list[TaskOutcome] = []
        self._stopped = Event()
        self._index_new = workspace.index_new
        self._service = DocumentImport(workspace.documents, self._stopped.is_set, consent="it was not asked")
        self._busy = False
        self._words = ""
        self._consent = DocumentConsent()
        self._is_word = False

    def compose(self) -> ComposeResult:
        """Build the field, and what is said below it."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(visible_line(self._purpose.title))
            with Horizontal(classes="row"):
                yield Label("From")
                yield PathField(placeholder=self._purpose.placeholder, id="place", compact=True)
            yield Static(id="progress")
            yield OutcomeList(id="outcomes")
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Begin in the field; at once where the address is known."""
        self.outcomes.display = self.progress.display = False
        self._say_keys()
        self.field.focus()
        if self._purpose.address:
            self.field.value = visible_line(self._purpose.address)
            self.begin(self._purpose.address)

    # In the background

    @on(Input.Submitted, "#place")
    def _entered(self, event: Input.Submitted) -> None:
        words = event.value if self._consent.wants_password else event.value.strip()
        if self._busy:
            return
        if not words:
            self.say("Give a file, a directory, or an address that begins with https://", "bold $text-warning")
            return
        self.begin(self._consent.answer(words))

    @on(Input.Changed, "#place")
    def _named(self) -> None:
        """Say how a Word document can be read once one is named, and no more if another file is."""
        if DOCX.fits(self.field.value.strip()) is not self._is_word:
            self._say_keys()

    def _say_keys(self) -> None:
        """Say which keys work; of a Word document, also how it is read before its tracked changes."""
        original, self._is_word = "", DOCX.fits(self.field.value.strip())
        if self._is_word:
            way = "with them again" if self._consent.options.original else "before its tracked changes"
            original = f"ctrl+o reads it {way} · "
        if not self._busy and not self._consent.question:
            self.say(f"enter adds it · {original}esc closes")

    def action_original(self) -> None:
        """Read Word documents as they were before their tracked changes, or with them again."""
        if not self._busy:
            self._consent.options = replace(self._consent.options, original=not self._consent.options.original)
            self._say_keys()

    @on(PathField.Fitting)
    def _show_names(self, event: PathField.Fitting) -> None:
        """Show which names go on as what is typed does."""
        shown = " · ".join(event.names[:NAMED_AT_MOST]) + " …" * (len(event.names) > NAMED_AT_MOST)
        self.say(shown or "No matching path")

    def begin(self, words: str) -> None:
        """Read what is named in the background."""
        self._words = words
        self._service.options = self._consent.options
        if self.field.password:
            self.field.password = False
            self.field.value = visible_line(words)
        self._busy = True
        self._stopped.clear()
        self._outcomes = []
        self._list()
        self.say("esc stops it; what is done stays done")
        self._read_all(words)

    @work(thread=True, group="bring", exit_on_error=False)
    def _read_all(self, words: str) -> None:
        """Read what is named, document by document; each is taken where the screens are drawn."""
        call = self.app.call_from_thread
        try:
            places = self._purpose.plan(self._service, words)
        except (FactcheckError, OSError, ValueError, RuntimeError) as error:  # a zero in it, nobody's home
            call(self._tell, TaskOutcome(OutcomeKind.FAILED, str(error)))
            places = []
        for number, place in enumerate(places):
            if self._stopped.is_set():
                break
            self._read_one(place, partial(call, self._show_progress, number, len(places)))
            self._index_new()
        call(self._finished)

    def _read_one(self, place: Location, begin: Callable[[str], None]) -> None:
        call = self.app.call_from_thread
        try:
            loaded = self._service.load(place, begin, allow_private=self._consent.allows_private(self._words))
            documents = [loaded, *self._purpose.parts(self._service, loaded)]
        except FactcheckError as error:
            if not self._stopped.is_set():
                call(self._refuse, error)
        else:
            for each in documents:
                call(self._take, each)

    def _refuse(self, error: FactcheckError) -> None:
        self._consent.ask(error, self._words)
        self._tell(TaskOutcome(OutcomeKind.FAILED, str(error)))

    def _take(self, loaded: LoadedDocument) -> None:
        if self._stopped.is_set():
            return
        try:
            self._tell(self._purpose.take(self._service, loaded))
        except FactcheckError as error:
            self._refuse(error)

    def _finished(self) -> None:
        self._busy = False
        if self.is_attached:
            self.progress.display = False
            why_open = self._purpose.finish(self._outcomes, is_stopped=self._stopped.is_set())
            if why_open:
                self.say(f"{why_open} · esc closes", "bold $text-warning")
            else:
                self.close()
            if (question := self._consent.question) and self.is_current:
                self.say(question, "bold $text-warning")
                if self._consent.wants_password:
                    self.field.password, self.field.value = True, ""

    # What is said

    def say(self, words: str, style: str = MUTED) -> None:
        """Say something on the last line."""
        self.hint.update(Content.styled(visible_line(words), style))

    def _tell(self, outcome: TaskOutcome) -> None:
        self._outcomes.append(outcome)
        if self.is_attached:
            self._list()

    def _list(self) -> None:
        self.outcomes.display = bool(self._outcomes)
        self.outcomes.styles.height = min(2 * len(self._outcomes) + 1, 12)
        self.outcomes.show(list(self._outcomes), len(self._outcomes) - 1)

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
            self.close()

    def close(self) -> None:
        """Close, once, with the result of the task."""
        if self.is_current:
            self.dismiss(self._purpose.result)

    def on_unmount(self) -> None:
        """Let nothing go on when the whole program is left."""
        self._stopped.set()


def for_draft(workspace: Workspace) -> DocumentsScreen[DraftResult]:
    """Return the dialog that adds a document as a draft."""
    return DocumentsScreen(workspace, AddDraft(workspace.draft_texts))
