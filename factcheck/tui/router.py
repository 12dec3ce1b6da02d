"""Opening screens: a screen posts a message that names another one, and the app opens it.

So no screen imports another, and a screen is loaded when it is first opened. The fields of a message are the
arguments of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from factcheck.case.changes import Batch
from factcheck.case.document import Document
from factcheck.case.records import Claim, Excerpt, Source, Stance

if TYPE_CHECKING:
    from factcheck.evidence.judges import Judge
    from factcheck.evidence.warnings import VerdictWarning
    from factcheck.quotes import Span
    from factcheck.tui.state.document_tasks import DocumentTask
    from factcheck.tui.state.drafts import FormDraft
    from factcheck.tui.state.export_request import ExportResult  # noqa: F401 (named in a string below)
    from factcheck.tui.state.session import Session
    from factcheck.workspace.results import AttachResult, RefreshResult
    from factcheck.workspace.shared_file import FileState
    from factcheck.workspace.workspace import Workspace


R = TypeVar("R")

Save = Callable[[dict[str, Any]], Batch]
"""Makes a change of the values of a form. Raises FactcheckError."""


@dataclass(frozen=True)
class Destination:
    """Where to go when a screen is left: to a claim, to an excerpt, to a text that has just been attached."""

    claim_id: str = ""
    excerpt: Excerpt | None = None
    attached: AttachResult | None = None


@dataclass(frozen=True)
class FormResult:
    """What a form was closed with: its values if they were saved, the change, and whether a draft is kept."""

    values: dict[str, Any] | None = None
    batch: Batch = ()
    draft_kept: bool = False


@dataclass
class Open(Message, Generic[R]):
    """Asks the app to open a screen; `then` is called with what the screen returns."""

    screen: ClassVar[str]
    """What makes the screen, its class or a function: "module:name"."""

    then: Callable[[R | None], object] | None = field(default=None, kw_only=True)

    def returned(self, result: R | None) -> None:
        """Hand over what the screen returned."""
        if self.then is not None:
            self.then(result)

    def build(self) -> Screen[R]:
        """Return the screen, with the fields of this message as its arguments."""
        make: Callable[..., Screen[R]] = resolve_name(f"factcheck.tui.screens.{self.screen}")
        return make(**{each.name: getattr(self, each.name) for each in fields(self) if each.name != "then"})


# Screens of their own


@dataclass
class OpenReader(Open[Destination]):
    """Read a source for a claim, at an excerpt or a passage."""

    screen = "reader:ReaderScreen"
    session: Session
    source: Source
    document: Document
    claim_id: str = ""
    excerpt: Excerpt | None = None
    passage: Span | None = None


@dataclass
class OpenMissingText(Open[Destination]):
    """Show what is quoted from a source whose text is not here."""

    screen = "missing_text:MissingTextScreen"
    session: Session
    source: Source
    excerpt: Excerpt | None = None


@dataclass
class OpenLibrary(Open[Destination]):
    """Show the sources; they are read for a claim."""

    screen = "library:LibraryScreen"
    session: Session
    claim_id: str = ""


@dataclass
class OpenSuggestions(Open[Destination]):
    """Show the best passages for a claim; `listed` are the claims to go through."""

    screen = "suggestions:SuggestionsScreen"
    session: Session
    listed: Sequence[str]
    claim_id: str


@dataclass
class OpenSearch(Open[Destination]):
    """Search all sources; passages are filed for a claim."""

    screen = "search:SearchScreen"
    session: Session
    claim_id: str = ""


@dataclass
class OpenMatrix(Open[Destination]):
    """Show claims by sources, beginning at a claim."""

    screen = "matrix:MatrixScreen"
    session: Session
    claim_id: str = ""


@dataclass
class OpenExtraction(Open[None]):
    """Propose claims from the text of a source."""

    screen = "extraction:ExtractionScreen"
    session: Session
    source_id: str


# Dialogs


@dataclass
class OpenHelp(Open[None]):
    """Show all keys."""

    screen = "help:HelpScreen"
    keymap: Mapping[str, str]


@dataclass
class OpenHistory(Open[None]):
    """Show the changes of a claim."""

    screen = "history:HistoryScreen"
    session: Session
    claim: Claim


@dataclass
class OpenRationale(Open[Batch]):
    """Write the rationale of the own verdict."""

    screen = "rationale:RationaleScreen"
    workspace: Workspace
    claim: Claim


@dataclass
class OpenWarnings(Open[Batch]):
    """Show the warnings about a verdict, to dismiss one."""

    screen = "waiver:WarningsScreen"
    workspace: Workspace
    claim: Claim
    warnings: Sequence[VerdictWarning]


@dataclass
class OpenFileState(Open[str]):
    """Ask what to do about a file that is not what it was."""

    screen = "conflict:FileStateScreen"
    workspace: Workspace
    state: FileState


@dataclass
class OpenPlaceForm(Open[FormResult]):
    """Ask where the case is to be kept, and write it there."""

    screen = "place_form:PlaceForm"
    workspace: Workspace


@dataclass
class OpenManual(Open[None]):
    """Show the pages of the manual."""

    screen = "manual:ManualScreen"


@dataclass
class OpenExport(Open["ExportResult"]):
    """Export the claims that the filter `only` shows."""

    screen = "export:ExportScreen"
    workspace: Workspace
    only: str


@dataclass
class OpenWritten(Open[None]):
    """Offer to look at a page that was written."""

    screen = "written:WrittenScreen"
    path: Path


@dataclass
class OpenImport(Open[Batch]):
    """Import a file."""

    screen = "import_:ImportScreen"
    workspace: Workspace


@dataclass
class OpenConsent(Open[bool]):
    """Ask whether a judge may be sent claims and passages."""

    screen = "consent:ConsentScreen"
    judge: Judge


# Choices


@dataclass
class ChooseClaim(Open[str]):
    """Choose a claim, beginning at the one with the id `current`."""

    screen = "chooser:ClaimChooser"
    session: Session
    current: str


@dataclass
class ChooseSource(Open[Source]):
    """Choose a source."""

    screen = "chooser:source_chooser"
    session: Session
    title: Content


@dataclass
class ChooseQuotingClaim(Open[Excerpt]):
    """Choose among the claims for which excerpts were quoted."""

    screen = "chooser:quoting_claim_chooser"
    session: Session
    excerpts: Sequence[Excerpt]


# Documents


@dataclass
class OpenDocuments(Open[R]):
    """Read documents for a task, and return its result."""

    screen = "documents:DocumentsScreen"
    workspace: Workspace
    task: DocumentTask[R]


@dataclass
class OpenSourceDiff(Open[None]):
    """Show what changed in a source."""

    screen = "source_diff:SourceDiffScreen"
    refreshed: RefreshResult


# Forms


@dataclass
class OpenClaimForm(Open[FormResult]):
    """Write or edit a claim; `values` are what is known of it."""

    screen = "claim_form:ClaimForm"
    title: str
    values: Mapping[str, Any]
    known_tags: Sequence[str] = ()
    save: Save | None = None
    draft: FormDraft | None = None


@dataclass
class OpenTagsForm(Open[FormResult]):
    """Edit the tags of a claim."""

    screen = "claim_form:TagsForm"
    claim: Claim
    known_tags: Sequence[str]
    save: Save
    draft: FormDraft


@dataclass
class OpenExcerptForm(Open[FormResult]):
    """Write or edit an excerpt."""

    screen = "excerpt_form:ExcerptForm"
    claim: Claim
    sources: Sequence[Source]
    save: Save
    draft: FormDraft
    excerpt: Excerpt | None = None
    stance: Stance | None = None
    places: Callable[[str], Sequence[str]] | None = None


@dataclass
class OpenSourceForm(Open[FormResult]):
    """Edit what is known of a source."""

    screen = "source_form:SourceForm"
    source: Source
    save: Save
    draft: FormDraft
