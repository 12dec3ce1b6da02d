"""The screens on a case, each a message for the router: the reader, the library, the matrix and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.case.records import Excerpt, Source
from factcheck.tui.router import Open

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


class OpenAtClaim(Open[Destination]):
    """Opens a screen on the case that begins at a claim, or reads and files for it."""

    session: Session
    claim_id: str = ""


class OpenReader(Open[Destination], screen="reader:ReaderScreen"):
    """Read a source for a claim, at an excerpt or a passage."""

    session: Session
    source: Source
    document: Document
    claim_id: str = ""
    excerpt: Excerpt | None = None
    passage: Span | None = None


class OpenDraft(Open[Destination], screen="draft:DraftScreen"):
    """Show a draft: its text with the states of its sentences, and the claims of one, at a claim if one is given."""

    session: Session
    source: Source
    document: Document
    claim_id: str = ""


class OpenMissingText(Open[Destination], screen="missing_text:MissingTextScreen"):
    """Show what is quoted from a source whose text is not here."""

    session: Session
    source: Source
    excerpt: Excerpt | None = None


class OpenLibrary(OpenAtClaim, screen="source_library:LibraryScreen"):
    """Show the sources; they are read for a claim."""


class OpenSuggestions(Open[Destination], screen="suggestions:SuggestionsScreen"):
    """Show the best passages for a claim; `listed` are the claims to go through."""

    session: Session
    listed: Sequence[str]
    claim_id: str


class OpenSearch(OpenAtClaim, screen="search:SearchScreen"):
    """Search all sources; passages are filed for a claim."""


class OpenMatrix(OpenAtClaim, screen="matrix:MatrixScreen"):
    """Show claims by sources, beginning at a claim."""


class OpenEntries(OpenAtClaim, screen="entries:EntriesScreen"):
    """Show the entries, beginning at one that is about the claim."""


class OpenAdjudication(OpenAtClaim, screen="adjudication:AdjudicationScreen"):
    """Settle what checkers differ on, beginning at a claim."""


class OpenExtraction(Open[str], screen="extraction:ExtractionScreen"):
    """Propose claims from the text of a source; return what to say where that was stopped."""

    session: Session
    source_id: str
