"""Claims out of a text: its sentences that are worth checking, and which of them are claims of the case already.

They are proposals: those that a checker accepts, edited or not, are added as claims in one change set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

from factcheck.case import edits
from factcheck.case.changes import Batch
from factcheck.case.document import Document
from factcheck.errors import InvalidError, UnknownError
from factcheck.evidence.claims.checkworthy import Proposal, proposals
from factcheck.evidence.claims.coverage import ClaimIndex, Coverage, CoveringClaim, Span, coverage
from factcheck.quotes.selectors import locator
from factcheck.text import clean_line, folded
from factcheck.workspace.library import Library
from factcheck.workspace.open_case import OpenCase

_PLACE = re.compile(r"(?:page \d{1,9}, )?paragraph \d{1,9}, sentence \d{1,9}$")


class Extraction:
    """The sentences of one text that are worth checking, by number from 1, and the claims of a case that cover them.

    For a large text this takes seconds: make it in a thread. What depends on the case is computed at each call.
    """

    def __init__(self, open_case: OpenCase, document: Document, name: str, mark: str = "", dated: str = "") -> None:
        """Look through `document`, whose name for people is `name`.

        The origins of claims from it begin with `mark`, or else with the name; `dated` is its ISO 8601 date.
        """
        self.open_case = open_case
        self.document = document
        self.name = clean_line(name)
        self._mark = mark or f"{self.name},"
        self._dated = dated or document.published
        found = proposals(document.body, document.language, self._dated)
        self.proposals = [self._on_its_page(proposal) for proposal in found] if document.pages else found

    def _on_its_page(self, found: Proposal) -> Proposal:
        return replace(found, place=f"{locator(self.document, found.start)}, {found.place.rpartition(', ')[2]}")

    def origin(self, number: int) -> str:
        """Return the origin of a proposal, as its claim will have it: "S3 A report, paragraph 2, sentence 1"."""
        return f"{self.name}, {self.proposals[number - 1].place}"

    def sentence(self, number: int) -> str:
        """Return the sentence of a proposal as it is in the text, on one line."""
        found = self.proposals[number - 1]
        return " ".join(self.document.text[found.start : found.end].split())

    # The claims of the case

    def already(self) -> dict[int, str]:
        """Return which proposals are claims already, by number, with the claim's ref.

        The claim says the same, or was taken from that very place and still has a third of its words from there.
        """
        case = self.open_case.case
        refs = {_wording(claim.text): claim.ref for claim in case.in_order()}
        taken = {known.taken: known for known in self._known() if known.taken}
        found = {}
        for number, (proposal, wordings) in enumerate(zip(self.proposals, self._wordings, strict=True), 1):
            ref = next((refs[wording] for wording in wordings if wording in refs), "")
            own = taken.get(proposal.place)
            if ref or (own and self._still_of(own, self.sentence(number))):
                found[number] = ref or (own.ref if own else "")
        return found

    @cached_property
    def _wordings(self) -> list[tuple[str, str]]:
        """The words of each proposal, and of its sentence in the text."""
        numbered = enumerate(self.proposals, 1)
        return [(_wording(proposal.text), _wording(self.sentence(number))) for number, proposal in numbered]

    def _still_of(self, known: CoveringClaim, whole: str) -> bool:
        claims = ClaimIndex([known], self.document.language, self._dated)
        words = claims.words(known.text)
        return len(words & claims.words(whole)) * 3 >= len(words)

    def coverage(self) -> Coverage:
        """Return how much of the text the claims of the case cover."""
        known = self._known(self.quoted())
        return coverage(self.document.body, self.proposals, known, self.document.language, self._dated)

    def quoted(self) -> Mapping[str, list[Span]]:
        """Return the spans of the excerpts in the text, by the ids of their claims; none for a draft."""
        return {}

    def _known(self, quoted: Mapping[str, list[Span]] | None = None) -> list[CoveringClaim]:
        return [
            CoveringClaim(
                claim.ref, claim.text, claim.speaker, self._taken(claim.origin), tuple((quoted or {}).get(claim.id, ()))
            )
            for claim in self.open_case.case.in_order()
        ]

    def _taken(self, origin: str) -> str:
        place = _PLACE.search(origin) if origin.startswith(self._mark) else None
        return place[0] if place else ""

    # Adding

    def fields(self, number: int) -> dict[str, Any]:
        """Return the fields of the claim that a proposal would be. Raises UnknownError."""
        if not 1 <= number <= len(self.proposals):
            raise UnknownError(f"no proposal {number} in {self.name}: there are {len(self.proposals)}")
        found = self.proposals[number - 1]
        return {"text": found.text, "speaker": found.speaker, "origin": self.origin(number)}

    def take(self, numbers: Iterable[int], edited: Mapping[int, Mapping[str, Any]] | None = None) -> Batch:
        """Add proposals as claims, in one change set; `edited` has other values for their fields, by number.

        Those that are claims already are not added. Raises UnknownError, InvalidError, ReadOnlyError, NotSavedError.
        """
        already = self.already()
        rows: dict[str, dict[str, Any]] = {}
        for number in sorted(set(numbers)):
            row = {**self.fields(number), **(edited or {}).get(number, {})}
            if not clean_line(row["text"]):
                raise InvalidError(f"proposal {number} has no text: a claim needs one")
            if number not in already:
                rows.setdefault(_wording(row["text"]), row)
        return self._add(rows.values()) if rows else ()

    def _add(self, rows: Iterable[Mapping[str, Any]]) -> Batch:
        """Add claims, as one change set."""
        return self.open_case.add_claims(rows)


class SourceExtraction(Extraction):
    """The sentences of a source of the case, which excerpts cover as well as claims."""

    def __init__(self, library: Library, source_id: str, document: Document) -> None:
        """Look through `document`, the text of a source."""
        source = library.open_case.case.sources[source_id]
        self._library = library
        self._source_id = source_id
        name = f"{source.ref} {source.title or source.file}".strip()
        super().__init__(library.open_case, document, name, f"{source.ref} ", source.published)

    def quoted(self) -> Mapping[str, list[Span]]:
        """Return the spans of the excerpts in the text, by the ids of their claims."""
        case, found = self.open_case.case, dict[str, list[Span]]()
        for key, anchor in self._library.quote_checks.anchors(case.quoting(self._source_id)):
            if not anchor.source:
                found.setdefault(case.excerpts[key].claim, []).extend(anchor.parts)
        return found

    def _add(self, rows: Iterable[Mapping[str, Any]]) -> Batch:
        """Add claims; what they are taken from is stated to be a draft, unless it is quoted as evidence already.

        Both are undone as one.
        """
        added = self.open_case.add_claims(rows)
        case = self.open_case.case
        drafts = [self._source_id] if case.is_draft(self._source_id) else []
        stated = self.open_case.commit(edits.state_drafts(case, drafts), joins=added[0].batch if added else "")
        return (*added, *stated)


def of_source(library: Library, source_id: str) -> SourceExtraction:
    """Look through the text of a source. Raises InvalidError if it has none, UnreadableError."""
    document, source = library.document(source_id), library.open_case.case.sources[source_id]
    if document is None:
        raise InvalidError(f"no text for {source.ref}; `factcheck source attach {source.ref} FILE` attaches it")
    return SourceExtraction(library, source_id, document)


@lru_cache(1 << 15)
def _wording(text: str) -> str:
    """Return the words of a text, by which two texts are compared."""
    return " ".join(re.findall(r"\w+", folded(text)))
