"""The forms, each a message for the router; what they save, and what they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, Entry, Excerpt, Role, Source, Stance
from factcheck.tui.router import Open

if TYPE_CHECKING:
    from factcheck.tui.state.drafts import FormDraft
    from factcheck.workspace.workspace import Workspace

Save = Callable[[dict[str, Any]], Batch]
"""Makes a change of the values of a form. Raises FactcheckError."""


@dataclass(frozen=True)
class FormResult:
    """What a form was closed with: its values if they were saved, the change, and whether a draft is kept."""

    values: dict[str, Any] | None = None
    batch: Batch = ()
    draft_kept: bool = False


class OpenPlaceForm(Open[FormResult], screen="place_form:PlaceForm"):
    """Ask where the case is to be kept, and write it there."""

    workspace: Workspace


class OpenClaimForm(Open[FormResult], screen="claim_form:ClaimForm"):
    """Write or edit a claim; `values` are what is known of it."""

    title: str
    values: Mapping[str, Any]
    known_tags: Sequence[str] = ()
    save: Save | None = None
    draft: FormDraft | None = None
    known: Callable[[Sequence[str]], str] | None = None
    """Where several claims may be added, says which of these texts are in the case already."""


class OpenTagsForm(Open[FormResult], screen="claim_form:TagsForm"):
    """Edit the tags of a claim."""

    claim: Claim
    known_tags: Sequence[str]
    save: Save
    draft: FormDraft


class OpenMarkedTagsForm(Open[FormResult], screen="claim_form:MarkedTagsForm"):
    """Add and remove tags of `count` claims."""

    count: int
    known_tags: Sequence[str]
    save: Save


class OpenNoteForm(Open[FormResult], screen="note_form:NoteForm"):
    """Write an entry that begins as `entry`; `about` is what it is on, `today` the day it is."""

    title: str
    about: str
    save: Save
    draft: FormDraft
    today: date
    entry: Entry = Entry(id="")


class OpenExcerptForm(Open[FormResult], screen="excerpt_form:ExcerptForm"):
    """Write or edit an excerpt."""

    claim: Claim
    sources: Sequence[Source]
    save: Save
    draft: FormDraft
    excerpt: Excerpt | None = None
    stance: Stance | None = None
    places: Callable[[str], Sequence[str]] | None = None


class OpenSourceForm(Open[FormResult], screen="source_form:SourceForm"):
    """Edit what is known of a source."""

    source: Source
    role: Role
    save: Save
    draft: FormDraft
    repeats: str = ""
    check: Callable[[dict[str, Any]], object] = bool
    """Raises FactcheckError for details that cannot be saved."""
