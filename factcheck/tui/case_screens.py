"""The screens on a case, each a message for the router: the reader, the library, the matrix and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.case.records import Excerpt, Source
from factcheck.tui.router import Open, opens

if TYPE_CHECKING:
    from factcheck.case.document import Document
    from factcheck.quotes import Span
    from factcheck.tui.state.session import Session
    from factcheck.workspace.results import AttachResult


@dataclass(frozen=True)
class Destination:
    """Where to go when a screen is left: to a claim, to an excerpt, to a text that has just been attached."""

    claim_id: str = ""
    excerpt: Excerpt | None = None
    attached: AttachResult | None = None


@opens
class OpenReader(Open[Destination]):
    """Read a source for a claim, at an excerpt or a passage."""

    screen = "reader:ReaderScreen"
    session: Session
    source: Source
    document: Document
    claim_id: str = ""
    excerpt: Excerpt | None = None
    passage: Span | None = None


@opens
class OpenDraft(Open[Destination]):
    """Show a draft: its text with the states of its sentences, and the claims of one, at a claim if one is given."""

    screen = "draft:DraftScreen"
    session: Session
    source: Source
    document: Document
    claim_id: str = ""


@opens
class OpenMissingText(Open[Destination]):
    """Show what is quoted from a source whose text is not here."""

    screen = "missing_text:MissingTextScreen"
    session: Session
    source: Source
    excerpt: Excerpt | None = None


@opens
class OpenLibrary(Open[Destination]):
    """Show the sources; they are read for a claim."""

    screen = "source_library:LibraryScreen"
    session: Session
    claim_id: str = ""


@opens
class OpenSuggestions(Open[Destination]):
    """Show the best passages for a claim; `listed` are the claims to go through."""

    screen = "suggestions:SuggestionsScreen"
    session: Session
    listed: Sequence[str]
    claim_id: str


@opens
class OpenSearch(Open[Destination]):
    """Search all sources; passages are filed for a claim."""

    screen = "search:SearchScreen"
    session: Session
    claim_id: str = ""


@opens
class OpenMatrix(Open[Destination]):
    """Show claims by sources, beginning at a claim."""

    screen = "matrix:MatrixScreen"
    session: Session
    claim_id: str = ""


@opens
class OpenEntries(Open[Destination]):
    """Show the entries, beginning at one that is about the claim."""

    screen = "entries:EntriesScreen"
    session: Session
    claim_id: str = ""


@opens
class OpenAdjudication(Open[Destination]):
    """Settle what checkers differ on, beginning at a claim."""

    screen = "adjudication:AdjudicationScreen"
    session: Session
    claim_id: str = ""


@opens
class OpenExtraction(Open[str]):
    """Propose claims from the text of a source; return what to say where that was stopped."""

    screen = "extraction:ExtractionScreen"
    session: Session
    source_id: str
