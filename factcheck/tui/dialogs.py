"""The windows that open in front of a screen: dialogs, choices, documents and forms, each a message for the router."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, Entry, Excerpt, Role, Source, Stance
from factcheck.case.scale import Label
from factcheck.tui.router import Open, opens

if TYPE_CHECKING:
    from factcheck.evidence.warnings import VerdictWarning
    from factcheck.tui.state.document_tasks import DocumentTask
    from factcheck.tui.state.drafts import FormDraft
    from factcheck.tui.state.export_request import ExportResult  # noqa: F401 (named in a string below)
    from factcheck.tui.state.import_offer import Taken  # noqa: F401 (named in a string below)
    from factcheck.tui.state.session import Session
    from factcheck.workspace.results import DraftResult, RefreshResult  # noqa: F401 (named in a string below)
    from factcheck.workspace.shared_file import FileState
    from factcheck.workspace.text_reports import ReportRow
    from factcheck.workspace.workspace import Workspace

R = TypeVar("R")

Save = Callable[[dict[str, Any]], Batch]
"""Makes a change of the values of a form. Raises FactcheckError."""


@dataclass(frozen=True)
class FormResult:
    """What a form was closed with: its values if they were saved, the change, and whether a draft is kept."""

    values: dict[str, Any] | None = None
    batch: Batch = ()
    draft_kept: bool = False


@opens
class OpenHelp(Open[None]):
    """Show all keys, those with the ids `here` first, and what the labels mean."""

    screen = "help:HelpScreen"
    keymap: Mapping[str, str]
    here: Sequence[str] = ()
    labels: Sequence[Label] = ()


@opens
class OpenHistory(Open[None]):
    """Show the changes of a claim."""

    screen = "history:HistoryScreen"
    session: Session
    claim: Claim


@opens
class OpenRationale(Open[Batch]):
    """Write the rationale of the own verdict."""

    screen = "rationale:RationaleScreen"
    workspace: Workspace
    claim: Claim


@opens
class OpenWarnings(Open[Batch]):
    """Show the warnings about a verdict, to dismiss one."""

    screen = "waiver:WarningsScreen"
    workspace: Workspace
    claim: Claim
    warnings: Sequence[VerdictWarning]


@dataclass(frozen=True)
class ReportEnd:
    """How a report was left: for the place of a finding, or stopped before it was made."""

    row: ReportRow | None = None
    is_stopped: bool = False


@opens
class OpenReport(Open[ReportEnd]):
    """Show how all quotes compare with their sources, or what no claim covers of a source's text."""

    screen = "report:report_screen"
    session: Session
    title: str
    source_id: str = ""


@opens
class OpenFileState(Open[str]):
    """Ask what to do about a file that is not what it was."""

    screen = "conflict:FileStateScreen"
    workspace: Workspace
    state: FileState


@opens
class OpenPlaceForm(Open[FormResult]):
    """Ask where the case is to be kept, and write it there."""

    screen = "place_form:PlaceForm"
    workspace: Workspace


@opens
class OpenManual(Open[None]):
    """Show the pages of the manual."""

    screen = "manual:ManualScreen"


@opens
class OpenAgreement(Open[None]):
    """Show how far the checkers agree."""

    screen = "agreement:AgreementScreen"
    session: Session


@opens
class OpenExport(Open["ExportResult"]):
    """Export the claims that the filter `only` shows, or begin with a format of the draft with the ref `draft`."""

    screen = "export:ExportScreen"
    workspace: Workspace
    only: str
    draft: str = ""


@opens
class OpenInBrowser(Open[bool]):
    """Ask whether `address`, shown as `shown`, is to be opened in the browser."""

    screen = "browser:BrowserScreen"
    title: str
    shown: str
    address: str
    note: str


@opens
class OpenImport(Open["Taken"]):
    """Import a file, or merge a copy of the case."""

    screen = "import_:ImportScreen"
    workspace: Workspace


@opens
class OpenConsent(Open[bool]):
    """Ask whether something may be sent to another machine: to whom, what, and what else is to be known."""

    screen = "consent:ConsentScreen"
    whom: str
    question: str
    more: str


# Choices


@opens
class ChooseClaim(Open[str]):
    """Choose a claim, beginning at the one with the id `current`."""

    screen = "chooser:ClaimChooser"
    session: Session
    current: str


@opens
class ChooseSource(Open[Source]):
    """Choose one of `sources`; of all of them if there are none."""

    screen = "chooser:source_chooser"
    session: Session
    title: Content
    sources: Sequence[Source] = ()


@opens
class ChooseQuotingClaim(Open[Excerpt]):
    """Choose among the claims for which excerpts were quoted."""

    screen = "chooser:quoting_claim_chooser"
    session: Session
    excerpts: Sequence[Excerpt]


@opens
class ChooseNote(Open[Entry]):
    """Choose one of several open notes."""

    screen = "chooser:note_chooser"
    session: Session
    entries: Sequence[Entry]


# Documents


@opens
class OpenDocuments(Open[R]):
    """Read documents for a task, and return its result."""

    screen = "documents:DocumentsScreen"
    workspace: Workspace
    task: DocumentTask[R]


@opens
class OpenFirstDraft(Open["DraftResult"]):
    """Add a document as a draft, and return how that went."""

    screen = "documents:for_draft"
    workspace: Workspace


@opens
class OpenSourceDiff(Open[None]):
    """Show what changed in a source."""

    screen = "source_diff:SourceDiffScreen"
    refreshed: RefreshResult


# Forms


@opens
class OpenClaimForm(Open[FormResult]):
    """Write or edit a claim; `values` are what is known of it."""

    screen = "claim_form:ClaimForm"
    title: str
    values: Mapping[str, Any]
    known_tags: Sequence[str] = ()
    save: Save | None = None
    draft: FormDraft | None = None
    known: Callable[[Sequence[str]], str] | None = None
    """Where several claims may be added, says which of these texts are in the case already."""


@opens
class OpenTagsForm(Open[FormResult]):
    """Edit the tags of a claim."""

    screen = "claim_form:TagsForm"
    claim: Claim
    known_tags: Sequence[str]
    save: Save
    draft: FormDraft


@opens
class OpenMarkedTagsForm(Open[FormResult]):
    """Add and remove tags of `count` claims."""

    screen = "claim_form:MarkedTagsForm"
    count: int
    known_tags: Sequence[str]
    save: Save


@opens
class OpenNoteForm(Open[FormResult]):
    """Write an entry that begins as `entry`; `about` is what it is on, `today` the day it is."""

    screen = "note_form:NoteForm"
    title: str
    about: str
    save: Save
    draft: FormDraft
    today: date
    entry: Entry = Entry(id="")


@opens
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


@opens
class OpenSourceForm(Open[FormResult]):
    """Edit what is known of a source."""

    screen = "source_form:SourceForm"
    source: Source
    role: Role
    save: Save
    draft: FormDraft
    repeats: str = ""
    check: Callable[[dict[str, Any]], object] = bool
    """Raises FactcheckError for details that cannot be saved."""
