"""The marks of claims: figures, names, quotations and words that the sources of a case do not have, or have otherwise.

They are worked out when they are first asked for, and again when a claim, a text or a role has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from factcheck.case.records import Claim, Source
from factcheck.case.waivers import waivers
from factcheck.errors import UnreadableError
from factcheck.evidence.comparison import claim_text, passage_text
from factcheck.evidence.marks.assessment import ClaimAssessment
from factcheck.evidence.marks.corpus import CorpusSource, assess_near
from factcheck.evidence.marks.facts import SourceFacts, read_facts
from factcheck.workspace.search import EvidenceSearch

_Key: TypeAlias = tuple[str, str, str, int, frozenset[str]]
"""What the marks of a claim depend on: its text, date and language, the texts of sources, and the drafts among them."""


class ClaimMarks:
    """Assesses the claims of a case against all its texts that are evidence. One thread at a time may assess."""

    def __init__(self, search: EvidenceSearch) -> None:
        """Look at the texts that `search` searches."""
        self._search = search
        self._known: dict[str, tuple[_Key, ClaimAssessment]] = {}

    def of(self, claim_id: str) -> ClaimAssessment:
        """Return the assessment of a claim, with the marks that were waived set apart. This may take long at first."""
        self._search.prepare()
        known = self.known(claim_id)
        if known is not None:
            return known
        claim = self._search.case.claims[claim_id]
        key = self._key(claim)
        self._known[claim_id] = key, self._assess(claim)
        return self._without_waived(claim, self._known[claim_id][1])

    def known(self, claim_id: str) -> ClaimAssessment | None:
        """Return what is known of a claim; None if it was not assessed yet. Fast enough for a key press."""
        claim = self._search.case.claims[claim_id]
        known = self._known.get(claim_id)
        return self._without_waived(claim, known[1]) if known and known[0] == self._key(claim) else None

    def _key(self, claim: Claim) -> _Key:
        return claim.text, claim.date, claim.language, self._search.generation, self._search.case.index.drafts

    def _without_waived(self, claim: Claim, assessment: ClaimAssessment) -> ClaimAssessment:
        if not claim.waived or not assessment.marks:
            return assessment
        return assessment.without({name: waiver.reason for name, waiver in waivers(self._search.case, claim).items()})

    def _assess(self, claim: Claim) -> ClaimAssessment:
        case = self._search.case
        missing = {source.id for source, _ in self._search.missing}
        evidence = {key: source for key, source in case.sources.items() if not case.is_draft(key)}
        texts = _Texts(self._search, {key: source for key, source in evidence.items() if key not in missing})
        return assess_near(claim_text(claim), texts, self._search.ranker, _Facts(texts), len(evidence) - len(texts))


@dataclass(frozen=True)
class _Texts(Mapping[str, CorpusSource]):
    """The texts of sources, by the ids of the sources, each read when it is asked for."""

    search: EvidenceSearch
    sources: Mapping[str, Source]

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)

    def __contains__(self, key: object) -> bool:
        return key in self.sources

    def __getitem__(self, key: str) -> CorpusSource:
        source, document = self.sources[key], self.search.document(key)
        about = passage_text(source, "")
        return CorpusSource(source.ref, document.text if document else "", about.language, source.title, about.dated)


@dataclass(frozen=True)
class _Facts(Mapping[str, SourceFacts]):
    """The facts of the texts, by the ids of the sources, each read when it is asked for."""

    texts: _Texts

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, key: str) -> SourceFacts:
        try:
            return self.texts.search.facts(key)
        except UnreadableError:
            return read_facts("", "en")
