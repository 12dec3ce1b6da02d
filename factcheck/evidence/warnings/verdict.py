"""What a guard looks at: a claim with the verdict that stands, and the excerpts that bear it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.quotes import AnchorOf, unanchored

_BEARING = {
    LabelKind.FOR: {Stance.SUPPORTS},
    LabelKind.AGAINST: {Stance.CONTRADICTS},
    LabelKind.MIXED: {Stance.SUPPORTS, Stance.CONTRADICTS},
    LabelKind.OPEN: set[Stance](),
}
"""The stances of the excerpts on which a verdict rests; one that settles nothing rests on none."""
_NAMED = 6


class TextOverlap(Protocol):
    """Knows how much the texts of sources have in common."""

    def between(self, source: str, other: str) -> float:
        """Return the share of two sources' texts that is the same, 0 to 1, by the ids of the sources."""


class CheckedClaim(NamedTuple):
    """A claim under a verdict: its excerpts on each side, those on which the verdict rests, and their sources.

    All stand by their refs. `shares` knows the texts of sources, where there are any; `anchor_of` how excerpts stand
    to them.
    """

    case: Case
    claim: Claim
    verdict: Verdict
    label: Label
    supports: list[Excerpt]
    contradicts: list[Excerpt]
    bearing: list[Excerpt]
    origins: list[Source]
    shares: TextOverlap | None
    anchor_of: AnchorOf

    @property
    def sides(self) -> list[Excerpt]:
        """The excerpts on both sides."""
        return [*self.supports, *self.contradicts]

    def sources(self, excerpts: Iterable[Excerpt]) -> list[Source]:
        """Return the sources of some excerpts, each once."""
        return sources_of(self.case, excerpts)


WarningCheck: TypeAlias = Callable[[CheckedClaim], str]
"""Returns what is to be warned of, in one line with the refs in it; empty where there is nothing."""


def checked_claim(
    case: Case, claim_id: str, shares: TextOverlap | None = None, anchor_of: AnchorOf = unanchored
) -> CheckedClaim | None:
    """Return what guards look at; None for a claim without a verdict."""
    verdict = case.verdict_of(claim_id)
    label = next((label for label in case.scale.labels if verdict and label.id == verdict.label), None)
    if verdict is None or label is None:
        return None
    excerpts = case.excerpts_of(claim_id)
    supports, contradicts = (
        [excerpt for excerpt in excerpts if excerpt.stance is stance]
        for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)
    )
    bearing = [excerpt for excerpt in (*supports, *contradicts) if excerpt.stance in _BEARING[label.kind]]
    origins = sources_of(case, bearing)
    claim = case.claims[claim_id]
    return CheckedClaim(case, claim, verdict, label, supports, contradicts, bearing, origins, shares, anchor_of)


def sources_of(case: Case, excerpts: Iterable[Excerpt]) -> list[Source]:
    """Return the sources of some excerpts, each once, by their refs."""
    found = {excerpt.source: case.sources[excerpt.source] for excerpt in excerpts}
    return sorted(found.values(), key=lambda source: (len(source.ref), source.ref))


def join_refs(records: Sequence[Excerpt | Source]) -> str:
    """Return the refs of some records, one at least: "E1, E4 and E7"; of very many only the first."""
    names = [record.ref for record in records]
    if len(names) > _NAMED:
        names[_NAMED - 1 :] = [f"{len(names) - _NAMED + 1} more"]
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def verb_form(deed: str, doing: Sequence[object]) -> str:
    """Return a verb as it stands behind one or behind several: "supports", "support"."""
    return deed if len(doing) == 1 else deed.removesuffix("s")
