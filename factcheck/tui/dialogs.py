"""The windows that open in front of a screen: dialogs, choices and documents, each a message for the router."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, Entry, Excerpt, Source
from factcheck.case.scale import Label
from factcheck.tui.router import Open

if TYPE_CHECKING:
    from factcheck.evidence.warnings import VerdictWarning
    from factcheck.tui.state.document_tasks import DocumentTask
    from factcheck.tui.state.export_request import ExportResult  # noqa: F401 (named in a string below)
    from factcheck.tui.state.import_offer import Taken  # noqa: F401 (named in a string below)
    from factcheck.tui.state.session import Session
    from factcheck.workspace.results import DraftResult, RefreshResult  # noqa: F401 (named in a string below)
    from factcheck.workspace.shared_file import FileState
    from factcheck.workspace.text_reports import ReportRow
    from factcheck.workspace.workspace import Workspace

R = TypeVar("R")


class OpenHelp(Open[None], screen="help:HelpScreen"):
    """Show all keys, those with the ids `here` first, and what the labels mean."""

    keymap: Mapping[str, str]
    here: Sequence[str] = ()
    labels: Sequence[Label] = ()


class OpenHistory(Open[None], screen="history:HistoryScreen"):
    """Show the changes of a claim."""

    session: Session
    claim: Claim


class OpenRationale(Open[Batch], screen="rationale:RationaleScreen"):
    """Write the rationale of the own verdict."""

    workspace: Workspace
    claim: Claim


class OpenWarnings(Open[Batch], screen="waiver:WarningsScreen"):
    """Show the warnings about a verdict, to dismiss one."""

    workspace: Workspace
    claim: Claim
    warnings: Sequence[VerdictWarning]


@dataclass(frozen=True)
class ReportEnd:
    """How a report was left: for the place of a finding, or stopped before it was made."""

    row: ReportRow | None = None
    is_stopped: bool = False


class OpenReport(Open[ReportEnd], screen="report:report_screen"):
    """Show how all quotes compare with their sources, or what no claim covers of a source's text."""

    session: Session
    title: str
    source_id: str = ""


class OpenFileState(Open[str], screen="conflict:FileStateScreen"):
    """Ask what to do about a file that is not what it was."""

    workspace: Workspace
    state: FileState


class OpenManual(Open[None], screen="manual:ManualScreen"):
    """Show the pages of the manual."""


class OpenAgreement(Open[None], screen="agreement:AgreementScreen"):
    """Show how far the checkers agree."""

    session: Session


class OpenExport(Open["ExportResult"], screen="export:ExportScreen"):
    """Export the claims that the filter `only` shows, or begin with a format of the draft with the ref `draft`."""

    workspace: Workspace
    only: str
    draft: str = ""


class OpenInBrowser(Open[bool], screen="browser:BrowserScreen"):
    """Ask whether `address`, shown as `shown`, is to be opened in the browser."""

    title: str
    shown: str
    address: str
    note: str


class OpenImport(Open["Taken"], screen="import_:ImportScreen"):
    """Import a file, or merge a copy of the case."""

    workspace: Workspace


class OpenConsent(Open[bool], screen="consent:ConsentScreen"):
    """Ask whether something may be sent to another machine: to whom, what, and what else is to be known."""

    whom: str
    question: str
    more: str


# Choices


class ChooseClaim(Open[str], screen="chooser:ClaimChooser"):
    """Choose a claim, beginning at the one with the id `current`."""

    session: Session
    current: str


class ChooseSource(Open[Source], screen="chooser:source_chooser"):
    """Choose one of `sources`; of all of them if there are none."""

    session: Session
    title: Content
    sources: Sequence[Source] = ()


class ChooseQuotingClaim(Open[Excerpt], screen="chooser:quoting_claim_chooser"):
    """Choose among the claims for which excerpts were quoted."""

    session: Session
    excerpts: Sequence[Excerpt]


class ChooseNote(Open[Entry], screen="chooser:note_chooser"):
    """Choose one of several open notes."""

    session: Session
    entries: Sequence[Entry]


# Documents


class OpenDocuments(Open[R], screen="documents:DocumentsScreen"):
    """Read documents for a task, and return its result."""

    workspace: Workspace
    task: DocumentTask[R]


class OpenFirstDraft(Open["DraftResult"], screen="documents:for_draft"):
    """Add a document as a draft, and return how that went."""

    workspace: Workspace


class OpenSourceDiff(Open[None], screen="source_diff:SourceDiffScreen"):
    """Show what changed in a source."""

    refreshed: RefreshResult
