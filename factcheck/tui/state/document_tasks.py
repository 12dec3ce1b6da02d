"""Tasks of the dialog for documents: add sources, attach a text, or fetch a source again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from factcheck.case.records import Source
from factcheck.documents.attachments import count_not_read
from factcheck.documents.loader import Location
from factcheck.errors import InvalidError
from factcheck.workspace.drafts import Drafts
from factcheck.workspace.import_documents import DocumentImport, LoadedDocument, split_names
from factcheck.workspace.results import AttachResult, DraftResult, RefreshResult

R_co = TypeVar("R_co", covariant=True)


class OutcomeKind(StrEnum):
    """The kind of an outcome, and its symbol."""

    OK = "✓"
    WARNING = "▲"
    FAILED = "✗"


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """The outcome for a document, and the message."""

    kind: OutcomeKind
    words: str


class DocumentTask(Protocol[R_co]):
    """What the dialog for documents asks of a task."""

    @property
    def title(self) -> str:
        """The title of the dialog."""

    @property
    def placeholder(self) -> str:
        """What the field takes."""

    @property
    def address(self) -> str:
        """The address to read immediately; empty if the user enters one."""

    @property
    def result(self) -> R_co | None:
        """The result of the task; None if there is none yet."""

    def plan(self, service: DocumentImport, words: str) -> Sequence[Location]:
        """Return the documents that are named; in a thread. Raises FactcheckError."""

    def parts(self, service: DocumentImport, loaded: LoadedDocument) -> Sequence[LoadedDocument]:
        """Return what is taken with a document, such as its attachments; in a thread. Raises FactcheckError."""

    def take(self, service: DocumentImport, loaded: LoadedDocument) -> TaskOutcome:
        """Take a document that was read, and return what became of it. Raises FactcheckError."""

    def finish(self, outcomes: Sequence[TaskOutcome], *, is_stopped: bool) -> str:
        """Return why the dialog stays open, or nothing if it closes."""


@dataclass
class AddedDocuments:
    """Sources that documents became: the ids of new ones, of those known before, of those that got their text."""

    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    given_text: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """How many documents were added, and how many were sources before."""
        given = len(self.given_text)
        parts = [
            f"{len(self.added)} added",
            f"{len(self.known)} already {'a source' if len(self.known) == 1 else 'sources'}" * bool(self.known),
        ]
        parts.append(f"{given} of them {'has its' if given == 1 else 'have their'} text now" * bool(given))
        return ", ".join(filter(None, parts))


class AddDocuments:
    """Adds documents as sources, in one batch: each is saved as it comes, and they are undone together."""

    title = "Add documents"
    placeholder = "files, a directory or https://… · tab completes a path"
    address = ""

    def __init__(self) -> None:
        """Begin with no document added."""
        self.result = AddedDocuments()
        self._words = ""
        self._attached = 0
        self._adds_attached = False

    def plan(self, service: DocumentImport, words: str) -> Sequence[Location]:
        """Return the documents that are named. If they were named just before, their attachments are added too."""
        self._adds_attached = bool(self._attached) and words == self._words
        self._words, self._attached = words, 0
        return service.plan(split_names(words))

    def parts(self, service: DocumentImport, loaded: LoadedDocument) -> Sequence[LoadedDocument]:
        """Return the attachments of an e-mail, if the user asked for them. Raises FactcheckError."""
        count = count_not_read(loaded.document.remarks) if loaded.document else 0
        if not self._adds_attached:
            self._attached += count
        return service.attachments(loaded) if count and self._adds_attached else ()

    def take(self, service: DocumentImport, loaded: LoadedDocument) -> TaskOutcome:
        """Add a document, or say which source it is already."""
        added = service.add(loaded)
        (self.result.known if added.known else self.result.added).append(added.id)
        self.result.given_text += [added.id] if added.attached else []
        if not added.alike:
            is_doubtful = bool(added.remarks or (added.source.doubt and not added.known))
            return TaskOutcome(OutcomeKind.WARNING if is_doubtful else OutcomeKind.OK, added.words)
        alike = ", ".join(other.ref for other in added.alike)
        return TaskOutcome(
            OutcomeKind.WARNING, f"{added.words}; it may be {alike}: if so, remove this and attach it there"
        )

    def finish(self, outcomes: Sequence[TaskOutcome], *, is_stopped: bool) -> str:
        """Return how many documents failed, and whether there are attachments; nothing if all were added."""
        if self._attached and not is_stopped:
            count = "1 attachment is" if self._attached == 1 else f"{self._attached} attachments are"
            return f"{count} not added; enter again adds {'it' if self._attached == 1 else 'them'}"
        if not is_stopped and all(outcome.kind is OutcomeKind.OK for outcome in outcomes):
            return ""
        failed = sum(outcome.kind is OutcomeKind.FAILED for outcome in outcomes)
        parts = [self.result.summary, f"{failed} failed" * bool(failed), "the rest was not read" * is_stopped]
        return "; ".join(filter(None, parts))


class AddDraft:
    """Adds a document as a draft, or takes it as the new version of one."""

    placeholder = "a file or https://… · tab completes a path"
    address = ""

    def __init__(self, drafts: Drafts, source: Source | None = None) -> None:
        """Add to `drafts`; with `source` it is the new version of that draft."""
        self._drafts = drafts
        self._source = source
        self.title = f"New version of {source.ref} · {source.title or source.file}" if source else "Check a draft"
        self.result: DraftResult | None = None

    def plan(self, service: DocumentImport, words: str) -> Sequence[Location]:
        """Return the one document that is named. Raises FactcheckError."""
        return [service.plan_one(words)]

    def parts(self, _service: DocumentImport, _loaded: LoadedDocument) -> Sequence[LoadedDocument]:
        """Return nothing: one document is a draft."""
        return ()

    def take(self, service: DocumentImport, loaded: LoadedDocument) -> TaskOutcome:
        """Take the document, and say what became of it."""
        if self._source is None:
            self.result = self._drafts.add(service, loaded)
        else:
            self.result = self._drafts.add_version(service, loaded, self._source)
        return TaskOutcome(OutcomeKind.OK, self.result.words)

    def finish(self, outcomes: Sequence[TaskOutcome], *, is_stopped: bool) -> str:
        """Return how to go on; nothing if there is a draft."""
        if self.result is not None:
            return ""
        return "stopped" if is_stopped else "choose another document"


class AttachText:
    """Attaches the text of a source. A text that does not contain the quotes needs a second enter."""

    placeholder = "the file that it is, or https://… · tab completes a path"
    address = ""

    def __init__(self, source: Source) -> None:
        """Attach the text of `source`."""
        self._source = source
        self._words = ""
        self._refused = ""
        self.title = f"The text of {source.ref} · {source.title or source.file}"
        self.result: AttachResult | None = None

    def plan(self, service: DocumentImport, words: str) -> Sequence[Location]:
        """Return the one document that is named. Raises FactcheckError."""
        self._words = words
        return [service.plan_one(words)]

    def parts(self, _service: DocumentImport, _loaded: LoadedDocument) -> Sequence[LoadedDocument]:
        """Return nothing: one document is attached."""
        return ()

    def take(self, service: DocumentImport, loaded: LoadedDocument) -> TaskOutcome:
        """Attach the document. Raises InvalidError if it needs confirmation."""
        replace, self._refused = self._refused == self._words, ""
        try:
            self.result = service.attach(self._source, loaded, replace=replace)
        except InvalidError:
            self._refused = self._words
            raise
        return TaskOutcome(OutcomeKind.OK, self.result.line)

    def finish(self, outcomes: Sequence[TaskOutcome], *, is_stopped: bool) -> str:
        """Return how to go on; nothing if the text is attached."""
        if self.result is not None:
            return ""
        if self._refused:
            return "press enter again to attach it anyway"
        return "stopped" if is_stopped else "choose another document"


class RefreshSource:
    """Fetches a source again from its address."""

    placeholder = ""

    def __init__(self, source: Source) -> None:
        """Fetch `source`."""
        self._source = source
        self.title = f"Fetching {source.ref} again"
        self.address = source.url
        self.result: RefreshResult | None = None

    def plan(self, service: DocumentImport, words: str) -> Sequence[Location]:
        """Return the address."""
        return service.plan([words])

    def parts(self, _service: DocumentImport, _loaded: LoadedDocument) -> Sequence[LoadedDocument]:
        """Return nothing: one document is fetched."""
        return ()

    def take(self, service: DocumentImport, loaded: LoadedDocument) -> TaskOutcome:
        """Take the document as it is now."""
        self.result = service.refresh(self._source, loaded)
        return TaskOutcome(OutcomeKind.OK, self.result.line)

    def finish(self, outcomes: Sequence[TaskOutcome], *, is_stopped: bool) -> str:
        """Return how to go on; nothing if it was fetched."""
        if self.result is not None:
            return ""
        return "stopped" if is_stopped else "enter tries again"
