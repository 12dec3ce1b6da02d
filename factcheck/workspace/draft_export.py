"""A draft with the states of its sentences, as the exports of drafts are given it."""

from __future__ import annotations

from contextlib import suppress

from factcheck.case.document import ORIGINAL
from factcheck.case.records import Source
from factcheck.evidence.claims.coverage import PartKind
from factcheck.evidence.claims.kinds import UnitKind
from factcheck.exports.draft.records import MarkedDraft, MarkedSentence
from factcheck.workspace.draft_sentences import SIGNS
from factcheck.workspace.drafts import Drafts
from factcheck.workspace.open_case import Named
from factcheck.workspace.source_library import Library


def marked_draft(library: Library, name: Named = "") -> MarkedDraft:
    """Return a draft as it is now; "" is the only one. Raises UnknownError, InvalidError, UnreadableError."""
    drafts = Drafts(library)
    text, source = drafts.text(name), drafts.find(name)
    covered = text.coverage()
    open_parts = [(part.start, part.end) for part in covered.open if part.kind is not PartKind.SENTENCE]
    sentences = [
        MarkedSentence(
            each.number,
            each.unit.begin,
            each.unit.end,
            each.unit.place,
            each.state.value,
            SIGNS[each.state].strip(),
            each.claims,
            each.notes,
            each.unit.kind is UnitKind.HEADLINE,
            each.unit.kind.checkable,
        )
        for each in text.sentences(covered)
    ]
    entries = [entry for entry in text.all_entries() if not entry.closed]
    spans = {claim.id: text.place_of(claim) for claim in library.case.made_from(source.id)}
    places = {key: span for key, span in spans.items() if span is not None}
    document = text.document
    data = _data(library, source)
    return MarkedDraft(
        source,
        document.body,
        sentences,
        open_parts,
        covered.line,
        entries,
        places,
        data,
        document.media_type,
        document.revisions == ORIGINAL,
    )


def _data(library: Library, source: Source) -> bytes | None:
    """Return the bytes of the document of a source; None if they are not here or cannot be read."""
    path = library.open_case.texts.bytes_path(source.sha256)
    with suppress(OSError):
        return path.read_bytes() if path is not None else None
    return None
