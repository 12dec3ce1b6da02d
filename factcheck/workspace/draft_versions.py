"""A new version of a draft: its sentences are aligned with the old ones, and what was said about these follows.

Claims, notes and excerpts of sentences that read as before move with them, and verdicts stay as they are. Where a
sentence changed, its claims are to be looked at again, and it is no longer set aside. Where one is gone, its claims
have no place in the text any more; they are listed. All this is planned as edits, which are saved as one change
set with the new text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from factcheck.case import edits
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.document import Document
from factcheck.case.records import GONE, Claim, Entry, Excerpt
from factcheck.case.staleness import outdated
from factcheck.diff.versions import Fate, alike
from factcheck.quotes.selectors import locator, position_fields
from factcheck.workspace.draft_moves import MovedPassages
from factcheck.workspace.draft_places import DraftPlaces
from factcheck.workspace.draft_text import DraftText, needs_look
from factcheck.workspace.entries import ASIDE
from factcheck.workspace.extraction import PLACE, units_of
from factcheck.workspace.source_library import Library
from factcheck.workspace.version_changes import SentenceChange, VersionChanges


class NewVersion:
    """A new text of a source. What was said about a draft moves to it; about another source nothing moves.

    `changes` says what differs, once the edits were asked for.
    """

    def __init__(self, library: Library, source_id: str, document: Document) -> None:
        """Take `document` as the new text of a source."""
        self._library, self._source_id, self._document = library, source_id, document
        self.changes: VersionChanges | None = None

    def edits(self, sha256: str) -> list[Edit]:
        """Return the edits; `sha256` is the hash of the new document."""
        before = self._library.document(self._source_id) if self._library.case.is_draft(self._source_id) else None
        if before is None:
            return []
        planned = VersionEdits(DraftText(self._library, self._source_id, before), self._document, sha256)
        self.changes = planned.changes
        return planned.edits()

    def settled(self) -> VersionChanges | None:
        """Return what differs, once it is saved: then it shows which claims need another look."""
        if self.changes is None:
            return None
        case = self._library.case
        settled = (ref for ref in self.changes.again if not needs_look(case, case.claim(ref)))
        return self.changes._replace(settled=frozenset(settled))


class VersionEdits:
    """The edits that move what was said about a draft to a new version of its text."""

    def __init__(self, text: DraftText, new: Document, sha256: str) -> None:
        """Plan for the draft that reads `text` now, and becomes `new`, of a document with the hash `sha256`."""
        self._text, self._old, self._new, self._sha256 = text, text.document, new, sha256
        self._case = text.open_case.case
        self._source = self._case.sources[text.source_id]
        self._before, self._after = text.units, units_of(new, text.language)
        self._old_places, self._new_places = DraftPlaces(self._old, self._before), DraftPlaces(new, self._after)
        self._passages = MovedPassages(self._old, self._before, new, self._after)
        self._changed_claims: set[str] = set()

    # What changed

    @cached_property
    def changes(self) -> VersionChanges:
        """What differs between the versions."""
        claims = [(claim, self._passages.units_of(claim)) for claim in self._claims]
        covering = self._covering()
        found = []
        for match in self._passages.matches:
            if match.fate is Fate.SAME:
                continue
            made = tuple(claim.ref for claim, numbers in claims if set(numbers) & set(match.old))
            old = " ".join(self._passages.old_words[number] for number in match.old)
            new = " ".join(self._passages.new_words[number] for number in match.new)
            refs = (ref for number in match.old for ref in covering.get(number, ()) if ref not in made)
            found.append(SentenceChange(match.fate, old, new, made, tuple(dict.fromkeys(refs))))
        return VersionChanges(sum(match.fate is Fate.SAME for match in self._passages.matches), tuple(found))

    def _covering(self) -> dict[int, tuple[str, ...]]:
        """Return the refs of the claims that cover the sentences whose words changed or are gone, by their index."""
        changed = [match for match in self._passages.matches if not match.fate.keeps_words]
        numbers = [number for match in changed for number in match.old]
        return dict(zip(numbers, self._text.covering([self._before[number] for number in numbers]), strict=True))

    @cached_property
    def _claims(self) -> list[Claim]:
        """The claims that were made from the draft, with their places in the old version.

        Of some, only the origin says that they are.
        """
        mark = f"{self._source.ref} "
        from_here = (claim for claim in self._case.in_order() if not claim.draft and claim.origin.startswith(mark))
        return [*map(self._old_places.placed, self._case.made_from(self._source.id)), *from_here]

    # The edits

    def edits(self) -> list[Edit]:
        """Return the edits; those of verdicts come last."""
        planned = [edit for claim in self._claims for edit in self._claim_edits(claim)]
        entries = map(self._old_places.placed, self._case.entries_of(self._source.id))
        planned += [edit for entry in entries for edit in self._entry_edits(entry)]
        planned += [edit for key in self._case.quoting(self._source.id) for edit in self._excerpt_edits(key)]
        return [*planned, *self._verdict_edits()]

    def _claim_edits(self, claim: Claim) -> list[Edit]:
        if claim.draft and claim.start is None:
            return self._edit("claims", claim.id, self._found_again(claim))
        if not self._passages.units_of(claim):
            return []
        place = self._passages.place(claim)
        if place is None:
            gone = {"draft": self._source.id, "start": None, "end": None, "sentence": self._sentence(claim)}
            return self._edit("claims", claim.id, {**gone, "origin": _without_place(claim.origin)})
        values: dict[str, Any] = {
            "draft": self._source.id,
            "start": place.start,
            "end": place.end,
            "sentence": place.sentence,
            "origin": self._origin(claim, place.place),
        }
        if place.changed:
            self._changed_claims.add(claim.id)
            was = claim.was or self._sentence(claim)
            values["was"] = "" if alike(was) == alike(place.sentence) else was
        elif claim.was:
            values["sentence"] = claim.sentence  # a verdict may be based on it as it reads
        return self._edit("claims", claim.id, values)

    def _found_again(self, claim: Claim) -> dict[str, Any]:
        """Return the place of a claim that is not in the old version; none if it is not in the new one either."""
        span, origin = self._new_places.span(claim), _without_place(claim.origin)
        if span is None:
            return {"start": None, "end": None, "origin": origin}
        place = next(unit.place for unit in self._after if span[0] < unit.end)
        origin = f"{origin.removesuffix(GONE)}{place}" if origin.endswith(GONE) else origin
        return {"start": span[0], "end": span[1], "origin": origin}

    def _sentence(self, claim: Claim) -> str:
        """Return the sentence in which a claim stands in the old version."""
        return claim.sentence or " ".join(self._passages.old_words[number] for number in self._passages.units_of(claim))

    def _origin(self, claim: Claim, place: str) -> str:
        """Return the origin of a claim with its place in the new version."""
        numbers = self._passages.units_of(claim)
        before = self._before[numbers[0]].place
        return f"{claim.origin.removesuffix(before)}{place}" if claim.origin.endswith(f", {before}") else claim.origin

    def _entry_edits(self, entry: Entry) -> list[Edit]:
        if entry.start is None:
            return []
        place = self._passages.place(entry)
        if entry.kind == ASIDE and (place is None or place.changed):
            return edits.remove(self._case, "entries", entry.id)
        if place is None:
            return self._edit("entries", entry.id, {"start": None, "end": None})
        values = {"start": place.start, "end": place.end, "sentence": place.sentence}
        return self._edit("entries", entry.id, values)

    def _excerpt_edits(self, key: str) -> list[Edit]:
        excerpt = self._case.excerpts[key]
        place = self._passages.place(excerpt) if self._reads(excerpt) else None
        if place is None or place.changed:
            self._changed_claims.add(excerpt.claim)
            return []
        start = self._new.text.find(excerpt.quote, max(0, place.start - len(excerpt.quote)))
        if start < 0:
            return []
        values = position_fields(self._new.text, start, start + len(excerpt.quote))
        return self._edit("excerpts", key, {**values, "locator": locator(self._new, start)})

    def _reads(self, excerpt: Excerpt) -> bool:
        """Tell whether an excerpt stands in the old text where it is recorded."""
        return excerpt.start is not None and self._old.text[excerpt.start : excerpt.end] == excerpt.quote

    def _verdict_edits(self) -> Iterator[Edit]:
        """Yield the edits that keep the verdicts of unchanged claims, whose basis has the hash of the draft's text."""
        quoted = dict.fromkeys(self._case.excerpts[key].claim for key in self._case.quoting(self._source.id))
        for claim_id in quoted:
            if claim_id in self._changed_claims:
                continue
            basis = self._case.basis_with(claim_id, {self._source.id: self._sha256})
            for verdict in self._case.verdicts_of(claim_id):
                if verdict.label and verdict.basis and not outdated(self._case, verdict) and verdict.basis != basis:
                    target = f"verdicts/{verdict.key}"
                    yield Edit(ChangeKind.EDIT, target, {"basis": verdict.basis}, {"basis": basis})

    def _edit(self, table: str, key: str, values: Mapping[str, Any]) -> list[Edit]:
        return edits.edit(self._case, table, key, **values)


def _without_place(origin: str) -> str:
    """Return the origin of a claim that is gone, which says so instead of naming a sentence that is another's now."""
    return PLACE.sub(GONE, origin)
