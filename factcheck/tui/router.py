"""Opening screens: a screen posts a message that names another one, and the app opens it.

So no screen imports another, and a screen is loaded when it is first opened. The fields of a message are the
arguments of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, dataclass_transform

from textual.message import Message
from textual.screen import Screen

from factcheck.case.changes import Batch
from factcheck.case.document import Document
from factcheck.case.records import Excerpt, Source
from factcheck.evidence.parts import IMPORTING

if TYPE_CHECKING:
    from factcheck.quotes import Span
    from factcheck.tui.state.export_request import ExportResult  # noqa: F401 (named in a string below)
    from factcheck.tui.state.session import Session
    from factcheck.workspace.results import AttachResult


R = TypeVar("R")
M = TypeVar("M")


def load_screen(place: str) -> Callable[..., Screen[Any]]:
    """Return what makes a screen, its class or a function: "module:name" below `screens`. It is imported now."""
    with IMPORTING:
        make: Callable[..., Screen[Any]] = resolve_name(f"factcheck.tui.screens.{place}")
    return make


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


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def opens(message: type[M]) -> type[M]:
    """Give a message that opens a screen an initializer of its fields.

    `dataclass` alone also writes comparisons and more, for some thirty of them: a tenth of the time until the first
    picture.
    """
    return dataclass(eq=False, repr=False, match_args=False)(message)


@opens
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
        arguments = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "then"}
        return load_screen(self.screen)(**arguments)


# Screens of their own


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

    screen = "library:LibraryScreen"
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
class OpenExtraction(Open[None]):
    """Propose claims from the text of a source."""

    screen = "extraction:ExtractionScreen"
    session: Session
    source_id: str
