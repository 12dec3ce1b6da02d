"""The text of a draft: every sentence with its kind, its claims and its state, and what was looked at.

A draft is a source with the role "draft". What is said about a sentence is stored with where it stands: a claim that
was made from it, a note on it (an entry), and that it was set aside as no matter of fact (an entry of the kind
"aside"). `draft_versions` moves all that to the next version of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import Batch, ChangeSet
from factcheck.case.document import Document
from factcheck.case.ids import new_id
from factcheck.case.input import require
from factcheck.case.records import Claim, Entry
from factcheck.case.staleness import is_stale
from factcheck.errors import InvalidError, UnknownError
from factcheck.evidence.claims.claim_index import Span
from factcheck.evidence.claims.units import TextUnit
from factcheck.text import clean, clean_line
from factcheck.workspace.draft_places import DraftPlaces
from factcheck.workspace.draft_sentences import overlaps
from factcheck.workspace.entries import ASIDE, NOTE, entry_fields
from factcheck.workspace.extraction import Extraction
from factcheck.workspace.progress import Progress
from factcheck.workspace.source_library import Library


class DraftText(Extraction):
    """The text of a source of the case, as it is now. For a large text making it takes seconds: do it in a thread."""

    def __init__(self, library: Library, source_id: str, document: Document, progress: Progress | None = None) -> None:
        """Look through `document`, the text of a source; `progress` can stop that, with StoppedError."""
        source = library.open_case.case.sources[source_id]
        self._library = library
        self.source_id = source_id
        name = f"{source.ref} {source.title or source.file}".strip()
        super().__init__(
            library.open_case, document, name, f"{source.ref} ", source.published, source.language, progress
        )
        self._places = DraftPlaces(document, self.units)

    # Reading

    @property
    def gone(self) -> list[Claim]:
        """The claims that were made from the text, and whose sentence is no longer in it."""
        return [claim for claim in self._made() if claim.start is None]

    def is_changed(self, claim: Claim) -> bool:
        """Tell whether a claim is to be looked at again: it is stale, or its sentence changed before any verdict."""
        if claim.draft != self.source_id:
            return super().is_changed(claim)
        return needs_look(self.open_case.case, claim)

    def made_here(self) -> list[tuple[Span, str]]:
        """Return the passages of the text from which claims were made, with the claims' refs."""
        return [
            ((claim.start, claim.end), claim.ref)
            for claim in self._made()
            if claim.start is not None and claim.end is not None
        ]

    def _made(self) -> list[Claim]:
        """Return the claims that were made from the text, each with its place in it as it is now."""
        return [self._places.placed(claim) for claim in self.open_case.case.made_from(self.source_id)]

    def place_of(self, claim: Claim) -> Span | None:
        """Return the passage of the text from which a claim was made; None if it was not, or is not there any more."""
        return self._places.span(claim) if claim.draft == self.source_id else None

    def entries(self) -> list[Entry]:
        """Return the entries about sentences of the text: notes, and what sets sentences aside."""
        return [entry for entry in self.all_entries() if entry.start is not None]

    def all_entries(self) -> list[Entry]:
        """Return the entries about the text and its sentences, each with its place in it as it is now."""
        return [self._places.placed(entry) for entry in self.open_case.case.entries_of(self.source_id)]

    def quoted(self) -> Mapping[str, list[Span]]:
        """Return the spans of the text from which claims were made or that they quote, by the ids of the claims."""
        case, found = self.open_case.case, dict[str, list[Span]]()
        for claim in self._made():
            if claim.start is not None and claim.end is not None:
                found.setdefault(claim.id, []).append((claim.start, claim.end))
        for key, anchor in self._library.quote_checks.anchors(case.quoting(self.source_id)):
            if not anchor.source:
                found.setdefault(case.excerpts[key].claim, []).extend(anchor.parts)
        return found

    def noted(self) -> list[Span]:
        """Return the spans of the text that were set aside, or that open notes ask about."""
        entries = (entry for entry in self.entries() if entry.kind == ASIDE or not entry.closed)
        return [(entry.start, entry.end) for entry in entries if entry.start is not None and entry.end is not None]

    def taken(self, claim: Claim) -> str:
        """Return the place of the sentence from which a claim was made, in words; "" if it was not made from here."""
        return "" if claim.draft else super().taken(claim)

    def entries_on(self, number: int) -> list[Entry]:
        """Return the entries about a sentence, by its number. Raises UnknownError."""
        unit = self._numbered(number)
        return [entry for entry in self.entries() if overlaps(entry, unit.start, unit.end)]

    # Changing

    def sentence_at(self, position: int) -> TextUnit | None:
        """Return the sentence at a code point of the text, or None between two."""
        return next((unit for unit in self.units if unit.start <= position < unit.end), None)

    def claim_of(self, start: int, end: int, text: str = "", **fields: Any) -> ChangeSet:
        """Make a claim of a passage of the text, from `start` to `end` in code points: a sentence or a part of one.

        Its text is the passage, or `text`; `fields` are as in Claim. Raises InvalidError, NotSavedError.
        """
        passage = " ".join(self.document.text[start:end].split())
        units = self._over(start, end)
        require(passage and units, "nothing is selected that could be a claim")
        row = {"text": clean_line(text) or passage, "origin": f"{self.name}, {units[0].place}", **fields}
        return ChangeSet(self._add([{**row, **self._placing_of(start, end)}]))

    def set_aside(self, numbers: Iterable[int], reason: str = "") -> ChangeSet:
        """Set sentences aside, by number, as no matter of fact, as one change set; `reason` says why.

        Raises UnknownError, NotSavedError.
        """
        units = [self._numbered(number) for number in dict.fromkeys(numbers)]
        aside = [(entry.start, entry.end) for entry in self.entries() if entry.kind == ASIDE]
        new = [unit for unit in units if (unit.start, unit.end) not in aside]
        now = self.open_case.now()
        return self._note(new, kind=ASIDE, words=clean(reason), closed=now)

    def take_back(self, numbers: Iterable[int]) -> ChangeSet:
        """Take sentences back that were set aside, by number. Raises UnknownError, NotSavedError."""
        units = [self._numbered(number) for number in dict.fromkeys(numbers)]
        gone = [
            entry.id
            for entry in self.entries()
            if entry.kind == ASIDE and any(overlaps(entry, unit.start, unit.end) for unit in units)
        ]
        return self.open_case.remove("entries", *gone)

    def note(
        self, number: int, words: str, *, to: str = "", kind: str = NOTE, via: str = "", due: str = ""
    ) -> ChangeSet:
        """Write a note on a sentence, by number, open until it is closed; a query to the author, say.

        `via` and `due` are as in `Entries.add`. Raises UnknownError, InvalidError if it has no words, NotSavedError.
        """
        fields = entry_fields(words, self.open_case.clock(), to=to, kind=kind, via=via, due=due)
        return self._note([self._numbered(number)], **fields)

    def _note(self, units: Iterable[TextUnit], **fields: Any) -> ChangeSet:
        open_case = self.open_case
        entries = [
            Entry(
                id=new_id(),
                on=self.source_id,
                by=open_case.checker,
                at=open_case.now(),
                start=unit.start,
                end=unit.end,
                sentence=unit.words(self.document.text),
                **fields,
            )
            for unit in units
        ]
        return open_case.add("entries", *entries)

    def _numbered(self, number: int) -> TextUnit:
        if not 1 <= number <= len(self.units):
            raise UnknownError(f"no sentence {number} in {self.name}: there are {len(self.units)}")
        return self.units[number - 1]

    def _over(self, start: int, end: int) -> list[TextUnit]:
        return [unit for unit in self.units if unit.start < end and start < unit.end]

    def _placing(self, number: int) -> dict[str, Any]:
        found = self.proposals[number - 1]
        return self._placing_of(found.start, found.end)

    def _placing_of(self, start: int, end: int) -> dict[str, Any]:
        sentence = " ".join(unit.words(self.document.text) for unit in self._over(start, end))
        return {"draft": self.source_id, "start": start, "end": end, "sentence": sentence}

    def _add(self, rows: Iterable[Mapping[str, Any]]) -> Batch:
        """Add claims; what they are taken from is stated to be a draft, unless it is quoted as evidence already.

        Both are undone as one.
        """
        added = self.open_case.add_claims(rows)
        case = self.open_case.case
        drafts = [self.source_id] if case.is_draft(self.source_id) else []
        stated = self.open_case.commit(edits.state_drafts(case, drafts), joins=added[0].batch if added else "")
        return (*added, *stated)


def needs_look(case: Case, claim: Claim) -> bool:
    """Tell whether a claim of a draft is to be looked at again: it is stale, or changed before any verdict."""
    return is_stale(case, claim.id) or (bool(claim.was) and claim.id not in case.index.checked)


def text_of_source(library: Library, source_id: str, progress: Progress | None = None) -> DraftText:
    """Look through the text of a source. Raises InvalidError if it has none, UnreadableError, StoppedError."""
    document, source = library.document(source_id), library.open_case.case.sources[source_id]
    if document is None:
        raise InvalidError(f"no text for {source.ref}; `factcheck source attach {source.ref} FILE` attaches it")
    return DraftText(library, source_id, document, progress)
