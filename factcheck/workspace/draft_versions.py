"""A new version of a draft: its sentences are aligned with the old ones, and what was said about these follows.

Claims, notes and excerpts of sentences that read as before move with them, and verdicts stay as they are. Where a
sentence changed, its claims are to be looked at again, and it is no longer set aside. Where one is gone, its claims
have no place in the text any more; they are listed. `Following` plans all this as edits, which are saved as one change
set with the new text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import ChangeKind, Edit
from factcheck.case.document import Document
from factcheck.case.records import GONE, Claim, Entry, Excerpt, Source
from factcheck.case.staleness import outdated
from factcheck.diff.versions import Fate, align, alike
from factcheck.evidence.claims.units import Unit
from factcheck.quotes.selectors import locator, position_fields
from factcheck.workspace.draft_places import DraftPlaces
from factcheck.workspace.entries import ASIDE
from factcheck.workspace.extraction import PLACE, language_of, units_of
from factcheck.workspace.version_changes import SentenceChange, VersionChanges


class _Place(NamedTuple):
    """Where a passage of the old version stands in the new one: its span, its sentence, and whether that changed."""

    start: int
    end: int
    sentence: str
    place: str
    changed: bool


class Following:
    """The edits that move what was said about a draft to a new version of its text."""

    def __init__(
        self,
        case: Case,
        source: Source,
        old: Document,
        new: Document,
        sha256: str,
        covered: Sequence[Sequence[str]] = (),
    ) -> None:
        """Plan for the draft `source`, whose text becomes `new`, of a document with the hash `sha256`.

        `covered` has the refs of the claims that cover each sentence of the old text.
        """
        self._covered = covered
        self._case, self._source, self._old, self._new, self._sha256 = case, source, old, new, sha256
        language = source.language or language_of(old)
        self._before, self._after = units_of(old, language), units_of(new, language)
        self._old_places, self._new_places = DraftPlaces(old, self._before), DraftPlaces(new, self._after)
        words = [[unit.words(doc.text) for unit in found] for doc, found in ((old, self._before), (new, self._after))]
        self._old_words, self._new_words = words
        self._matches = align(*words)
        self._to = {number: match for match in self._matches for number in match.old}
        self._changed_claims: set[str] = set()

    # What changed

    @cached_property
    def changes(self) -> VersionChanges:
        """What differs between the versions."""
        claims = [(claim, self._old_units(claim)) for claim in self._claims]
        found = []
        for match in self._matches:
            if match.fate is Fate.SAME:
                continue
            made = tuple(claim.ref for claim, numbers in claims if set(numbers) & set(match.old))
            old = " ".join(self._old_words[number] for number in match.old)
            new = " ".join(self._new_words[number] for number in match.new)
            covering = (ref for number in match.old for refs in self._covered[number : number + 1] for ref in refs)
            others = tuple(dict.fromkeys(ref for ref in covering if ref not in made))
            by_wording = () if match.fate.keeps_words else others
            found.append(SentenceChange(match.fate, old, new, made, by_wording))
        return VersionChanges(sum(match.fate is Fate.SAME for match in self._matches), tuple(found))

    @cached_property
    def _claims(self) -> list[Claim]:
        """The claims that were made from the draft, with their places in the old version.

        Of some, only the origin says that they are.
        """
        mark = f"{self._source.ref} "
        from_here = (claim for claim in self._case.in_order() if not claim.draft and claim.origin.startswith(mark))
        return [*map(self._old_places.placed, self._case.made_from(self._source.id)), *from_here]

    def _old_units(self, record: Claim | Entry | Excerpt) -> list[int]:
        """Return the sentences of the old version over which a record stands, by index."""
        if record.start is None or record.end is None:
            if isinstance(record, Claim) and not record.draft:
                return [number for number, unit in enumerate(self._before) if record.origin.endswith(f", {unit.place}")]
            return []
        return [
            number for number, unit in enumerate(self._before) if unit.start < record.end and record.start < unit.end
        ]

    # Where it stands now

    def _place(self, record: Claim | Entry | Excerpt) -> _Place | None:
        """Return where the passage of a record stands in the new version, or None if it is gone."""
        numbers = self._old_units(record)
        matches = list(dict.fromkeys(self._to[number] for number in numbers))
        partners = sorted({new for match in matches for new in match.new})
        if not partners:
            return None
        changed = not all(match.fate.keeps_words for match in matches) or partners[-1] - partners[0] >= len(partners)
        first, last = self._before[numbers[0]], self._before[numbers[-1]]
        start = first.begin if record.start is None else record.start
        end = last.end if record.end is None else record.end
        passage = self._old.text[start:end]
        if any(match.fate is Fate.SPLIT for match in matches) and len(partners) > 1:
            partners = [self._part_with(record.text if isinstance(record, Claim) else passage, partners)]
        opening, closing = self._after[partners[0]], self._after[partners[-1]]
        sentence = " ".join(self._new_words[partners[0] : partners[-1] + 1])
        whole = start <= first.begin and end >= last.end
        span = (opening.begin if start >= first.begin else opening.start, closing.end)
        if not whole:
            span = self._span_within(passage, start - first.start, opening, closing)
        return _Place(*span, sentence, opening.place, changed)

    def _part_with(self, words: str, partners: Sequence[int]) -> int:
        """Return the part of a split sentence that has the words of a claim."""
        choices = {number: self._new_words[number] for number in partners}
        best = process.extractOne(words, choices, scorer=fuzz.token_set_ratio)
        return partners[0] if best is None else int(best[2])

    def _span_within(self, passage: str, offset: int, opening: Unit, closing: Unit) -> tuple[int, int]:
        """Return the span of a part of a sentence in its new wording: the same words, else the most similar ones."""
        text = self._new.text[opening.start : closing.end]
        at = min(_occurrences(passage, text), key=lambda found: abs(found - offset), default=-1)
        if at >= 0:
            return opening.start + at, opening.start + at + len(passage)
        found = fuzz.partial_ratio_alignment(passage, text)
        if found is None:
            return opening.begin, closing.end
        start, end = _to_words(text, found.dest_start, found.dest_end)
        return opening.start + start, opening.start + end

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
        if not self._old_units(claim):
            return []
        place = self._place(claim)
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
        return claim.sentence or " ".join(self._old_words[number] for number in self._old_units(claim))

    def _origin(self, claim: Claim, place: str) -> str:
        """Return the origin of a claim with its place in the new version."""
        numbers = self._old_units(claim)
        before = self._before[numbers[0]].place
        return f"{claim.origin.removesuffix(before)}{place}" if claim.origin.endswith(f", {before}") else claim.origin

    def _entry_edits(self, entry: Entry) -> list[Edit]:
        if entry.start is None:
            return []
        place = self._place(entry)
        if entry.kind == ASIDE and (place is None or place.changed):
            return edits.remove(self._case, "entries", entry.id)
        if place is None:
            return self._edit("entries", entry.id, {"start": None, "end": None})
        values = {"start": place.start, "end": place.end, "sentence": place.sentence}
        return self._edit("entries", entry.id, values)

    def _excerpt_edits(self, key: str) -> list[Edit]:
        excerpt = self._case.excerpts[key]
        place = self._place(excerpt) if self._reads(excerpt) else None
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


def _occurrences(passage: str, text: str) -> Iterable[int]:
    at = text.find(passage)
    while at >= 0:
        yield at
        at = text.find(passage, at + 1)


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span that begins and ends with a word."""
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
        end += 1
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
