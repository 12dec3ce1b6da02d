"""Claims out of a text: its sentences that state something, and which of them are claims of the case already.

They are proposals: those that a checker accepts, edited or not, are added as claims in one change set.
`draft_text` has the text of a source of the case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any, Self

from factcheck.case.changes import Batch
from factcheck.case.document import Document
from factcheck.case.records import Claim, Entry
from factcheck.case.staleness import is_stale
from factcheck.errors import InvalidError, UnknownError
from factcheck.evidence.claims.checkworthy import Proposal, proposals
from factcheck.evidence.claims.claim_index import ClaimIndex, ClaimReader, CoveringClaim, Span
from factcheck.evidence.claims.coverage import Coverage, coverage
from factcheck.evidence.claims.units import TextUnit, units
from factcheck.evidence.languages.recognition import recognise
from factcheck.quotes.selectors import locator
from factcheck.text import clean_line, folded
from factcheck.workspace.draft_sentences import DraftSentence, sentences_of
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.progress import CountingSequence, Progress

PLACE = re.compile(r"(?:page \d{1,9}, )?paragraph \d{1,9}, sentence \d{1,9}$")
"""The place of a sentence, at the end of the origin of its claim."""


def language_of(document: Document) -> str:
    """Return the language of a document that its text is recognised by, if the document does not say it."""
    return document.language or recognise(document.text)


def units_of(document: Document, language: str, check: Callable[[], object] = bool) -> list[TextUnit]:
    """Return the units of a document; if it has pages, with their places there: "page 2, paragraph 1, sentence 3".

    `check` is called for each line, and may raise.
    """
    found = units(document.body, language, check)
    if not document.pages:
        return found
    return [replace(unit, place=f"{locator(document, unit.start)}, {unit.place.rpartition(', ')[2]}") for unit in found]


class Extraction:
    """The sentences of one text that state something, by number from 1, and the claims of a case that cover them.

    For a large text this takes seconds: make it in a thread. What depends on the case is computed at each call.
    """

    def __init__(
        self,
        open_case: OpenCase,
        document: Document,
        name: str,
        mark: str = "",
        dated: str = "",
        language: str = "",
        progress: Progress | None = None,
    ) -> None:
        """Look through `document`, whose name for people is `name`; `progress` can stop that, with StoppedError.

        The origins of claims from it begin with `mark`, or else with the name; `dated` is its ISO 8601 date, `language`
        its ISO 639-1 code, without which it is recognised.
        """
        self.open_case = open_case
        self.document = document
        self.name = clean_line(name)
        self._mark = mark or f"{self.name},"
        self._dated = dated or document.published
        self.language = language or language_of(document)
        self._reader = ClaimReader(self.language, self._dated)
        self._progress = progress or Progress()
        self.units = units_of(document, self.language, self._progress.check)
        """The sentences and lines of the text; joined they are the text."""

    @cached_property
    def proposals(self) -> list[Proposal]:
        """The sentences that state something, as claims, found when they are first asked for."""
        return proposals(self.document.body, self.language, self._dated, self._counting())

    def _counting(self) -> Sequence[TextUnit]:
        return CountingSequence(self.units, self._progress)

    def prepare(self) -> Self:
        """Find the proposals now, which takes time."""
        self.proposals  # noqa: B018
        return self

    @property
    def unjudged(self) -> list[TextUnit]:
        """The sentences and lines that are not judged checkable: headlines, questions, opinions …"""
        return [unit for unit in self.units if not unit.kind.checkable]

    @property
    def whole_numbers(self) -> list[int]:
        """The numbers of the proposals that are whole sentences, not parts of one."""
        return [number for number, proposal in enumerate(self.proposals, 1) if not proposal.part_of]

    def proposals_in(self, unit: TextUnit) -> list[int]:
        """Return the numbers of the proposals from a sentence: itself, then its clauses."""
        found = enumerate(self.proposals, 1)
        return [number for number, each in found if unit.start <= each.start and each.end <= unit.end]

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

        The claim was made from that passage, or says the same, or has its place in its origin and still a third of its
        words from there.
        """
        made = self.made_here()
        case = self.open_case.case
        refs = {_wording(claim.text): claim.ref for claim in case.in_order()}
        taken = {known.taken: known for known in self._known() if known.taken}
        found = {}
        for number, (proposal, wordings) in enumerate(zip(self.proposals, self._wordings, strict=True), 1):
            ref = next((ref for (start, end), ref in made if start <= proposal.start and proposal.end <= end), "")
            ref = ref or next((refs[wording] for wording in wordings if wording in refs), "")
            own = taken.get(proposal.place)
            if ref or (own and self._still_of(own, self.sentence(number))):
                found[number] = ref or (own.ref if own else "")
        return found

    def made_here(self) -> list[tuple[Span, str]]:
        """Return the passages of the text from which claims were made, with the claims' refs."""
        return []

    @cached_property
    def _wordings(self) -> list[tuple[str, str]]:
        """The words of each proposal, and of its sentence in the text."""
        numbered = enumerate(self.proposals, 1)
        return [(_wording(proposal.text), _wording(self.sentence(number))) for number, proposal in numbered]

    def _still_of(self, known: CoveringClaim, whole: str) -> bool:
        words = self._reader.words(known.text)
        return len(words & self._reader.words(whole)) * 3 >= len(words)

    def coverage(self) -> Coverage:
        """Return how much of the text was looked at."""
        known = self._known(self.quoted())
        return coverage(self.document.body, self._counting(), known, self._reader, self.noted())

    def covering(self, some: Sequence[TextUnit]) -> list[tuple[str, ...]]:
        """Return the refs of the claims that cover each of some sentences; only these are read."""
        if not some:
            return []
        index, text = ClaimIndex(self._known(self.quoted()), self._reader), self.document.text
        return [index.refs(index.covering(unit, text[unit.start : unit.end])) for unit in some]

    def sentences(self, covered: Coverage | None = None) -> list[DraftSentence]:
        """Return all sentences and lines of the text with their states; `covered` is the coverage, if it is known."""
        units_covered = (covered or self.coverage()).units
        text = self.document.text
        return sentences_of(self.open_case.case, text, units_covered, self.entries(), self.is_changed)

    def is_changed(self, claim: Claim) -> bool:
        """Tell whether a claim is to be looked at again."""
        return is_stale(self.open_case.case, claim.id)

    def entries(self) -> list[Entry]:
        """Return the entries about sentences of the text."""
        return []

    def quoted(self) -> Mapping[str, list[Span]]:
        """Return the spans of the text from which claims were made or that they quote, by the ids of the claims."""
        return {}

    def noted(self) -> list[Span]:
        """Return the spans of the text that were set aside, or that open notes ask about."""
        return []

    def _known(self, quoted: Mapping[str, list[Span]] | None = None) -> list[CoveringClaim]:
        return [
            CoveringClaim(
                claim.ref, claim.text, claim.speaker, self.taken(claim), tuple((quoted or {}).get(claim.id, ()))
            )
            for claim in self.open_case.case.in_order()
        ]

    def taken(self, claim: Claim) -> str:
        """Return the place of the sentence from which a claim was made, in words; "" if it was not made from here."""
        place = PLACE.search(claim.origin) if claim.origin.startswith(self._mark) else None
        return place[0] if place else ""

    # Adding

    def fields(self, number: int, *, saying: bool | None = None, named: bool = False) -> dict[str, Any]:
        """Return the fields of the claim that a proposal would be: what is said, or with `saying` that it is said.

        None chooses as proposed. The saying has no speaker: it is the text that says so. With `named` a "he" at the
        beginning is replaced by the name that is suggested for it, if there is one. Raises UnknownError.
        """
        if not 1 <= number <= len(self.proposals):
            raise UnknownError(f"no proposal {number} in {self.name}: there are {len(self.proposals)}")
        found = self.proposals[number - 1]
        is_saying = found.doubted if saying is None else saying and found.saying != found.said
        text, speaker = (found.saying, "") if is_saying else (found.said, found.speaker)
        text = found.resolved if named and found.resolved and not is_saying else text
        return {"text": text, "speaker": speaker, "origin": self.origin(number), **self._placing(number)}

    def _placing(self, number: int) -> dict[str, Any]:
        """Return the fields of the claim that say where it stands in a draft."""
        del number
        return {}

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


@lru_cache(1 << 15)
def _wording(text: str) -> str:
    """Return the words of a text, by which two texts are compared."""
    return " ".join(re.findall(r"\w+", folded(text)))
