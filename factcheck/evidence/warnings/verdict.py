"""A claim with its verdict and the excerpts that it is based on, and warnings that these do not fit together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.quotes import AnchorLookup, State, no_anchor

_BASIS = {
    LabelKind.FOR: {Stance.SUPPORTS},
    LabelKind.AGAINST: {Stance.CONTRADICTS},
    LabelKind.MIXED: {Stance.SUPPORTS, Stance.CONTRADICTS},
    LabelKind.OPEN: set[Stance](),
}
"""The stances of the excerpts that a verdict is based on; an undecided one is based on none."""
_MAX_REFS = 6


class TextOverlap(Protocol):
    """Knows how much the texts of sources have in common."""

    def between(self, source: str, other: str) -> float:
        """Return the share of two sources' texts that is the same, 0 to 1, by the ids of the sources."""


class JudgedClaim(NamedTuple):
    """A claim with its verdict, its excerpts on each side, those that the verdict is based on, and their sources.

    Excerpts from drafts are no evidence: those on the side of the verdict are `circular`, and in no other list. All
    are in the order of their refs. `overlap` compares the texts of sources, if there are any; `anchor_of` tells how
    an excerpt relates to the text of its source.
    """

    case: Case
    claim: Claim
    verdict: Verdict
    label: Label
    supports: list[Excerpt]
    contradicts: list[Excerpt]
    basis: list[Excerpt]
    sources: list[Source]
    overlap: TextOverlap | None
    anchor_of: AnchorLookup
    circular: list[Excerpt]
    always: Collection[str] = ()
    """The names of the warnings that are given under all circumstances."""

    def asks(self, name: str) -> bool:
        """Tell whether the settings or the case ask for a warning."""
        return name in self.always or name in self.case.info.warn

    @property
    def sides(self) -> list[Excerpt]:
        """The excerpts on both sides."""
        return [*self.supports, *self.contradicts]

    def sources_of(self, excerpts: Iterable[Excerpt]) -> list[Source]:
        """Return the sources of some excerpts, each once."""
        return _sources_of(self.case, excerpts)


WarningCheck: TypeAlias = Callable[[JudgedClaim], str]
"""Returns a warning in one line with the refs in it, "" for none."""


def checked_claim(
    case: Case,
    claim_id: str,
    overlap: TextOverlap | None = None,
    anchor_of: AnchorLookup = no_anchor,
    always: Collection[str] = (),
) -> JudgedClaim | None:
    """Return a claim with its verdict, None for a claim without one."""
    verdict = case.verdict_of(claim_id)
    label = next((label for label in case.scale.labels if verdict and label.id == verdict.label), None)
    if verdict is None or label is None:
        return None
    excerpts = case.evidence_of(claim_id)
    drafts = [excerpt for excerpt in case.excerpts_of(claim_id) if case.is_draft(excerpt.source)]
    circular = [excerpt for excerpt in drafts if excerpt.stance in _BASIS[label.kind]]
    supports, contradicts = (
        [excerpt for excerpt in excerpts if excerpt.stance is stance]
        for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)
    )
    basis = [excerpt for excerpt in (*supports, *contradicts) if excerpt.stance in _BASIS[label.kind]]
    sources = _sources_of(case, basis)
    claim = case.claims[claim_id]
    return JudgedClaim(
        case, claim, verdict, label, supports, contradicts, basis, sources, overlap, anchor_of, circular, always
    )


def _sources_of(case: Case, excerpts: Iterable[Excerpt]) -> list[Source]:
    sources = {excerpt.source: case.sources[excerpt.source] for excerpt in excerpts}
    return sorted(sources.values(), key=lambda source: (len(source.ref), source.ref))


def join_refs(records: Sequence[Excerpt | Source]) -> str:
    """Return the refs of one or more records: "E1, E4 and E7"; of many only the first."""
    refs = [record.ref for record in records]
    if len(refs) > _MAX_REFS:
        refs[_MAX_REFS - 1 :] = [f"{len(refs) - _MAX_REFS + 1} more"]
    *most, last = refs
    return f"{', '.join(most)} and {last}" if most else last


def verb_form(verb: str, subjects: Sequence[object]) -> str:
    """Return a verb in the singular or plural: "supports", "support"."""
    return verb if len(subjects) == 1 else verb.removesuffix("s")


_WORDS = {
    State.ALTERED: "{} {is} altered",
    State.ELSEWHERE: "{} {is} in another source",
    State.NOT_FOUND: "{} {is} not found in {its} source",
    State.ELIDED: "the gap in {} hides a negation",
}


def misquoted(checked: JudgedClaim) -> str:
    """Warn if a verdict is based on quotes that are altered, elsewhere or not found, or that hide a negation.

    Quotes that were not checked, and quotes from sources without text, are left out.
    """
    excerpts: dict[State, list[Excerpt]] = {}
    for excerpt in checked.basis:
        anchor = checked.anchor_of(excerpt.id)
        if anchor is not None and anchor.misquotes:
            excerpts.setdefault(anchor.state, []).append(excerpt)
    return "; ".join(_describe(state, excerpts[state]) for state in _WORDS if state in excerpts)


def _describe(state: State, excerpts: list[Excerpt]) -> str:
    one = len(excerpts) == 1
    return _WORDS[state].format(join_refs(excerpts), **{"is": "is" if one else "are", "its": "its" if one else "their"})


def no_evidence(checked: JudgedClaim) -> str:
    """Warn if there is no excerpt on the side that the label takes, or on any side if it takes both."""
    if checked.basis or checked.label.kind is LabelKind.OPEN:
        return ""
    verbs = {LabelKind.FOR: "supports", LabelKind.AGAINST: "contradicts"}
    return f"no excerpt {verbs.get(checked.label.kind, 'supports or contradicts')} {checked.claim.ref}"


def one_sided(checked: JudgedClaim) -> str:
    """Warn if the label says that the evidence is divided, but all excerpts are on one side."""
    if checked.label.kind is not LabelKind.MIXED or bool(checked.supports) == bool(checked.contradicts):
        return ""
    present, missing = ("supports", "contradicts") if checked.supports else ("contradicts", "supports")
    return (
        f"{join_refs(checked.sides)} {verb_form(present, checked.sides)} {checked.claim.ref}, and nothing {missing} it"
    )


def both_sides(checked: JudgedClaim) -> str:
    """Warn if the label takes one side, and there are excerpts on the other side."""
    if checked.label.kind is LabelKind.FOR and checked.contradicts:
        return f"{join_refs(checked.contradicts)} {verb_form('contradicts', checked.contradicts)} {checked.claim.ref}"
    if checked.label.kind is LabelKind.AGAINST and checked.supports:
        return f"{join_refs(checked.supports)} {verb_form('supports', checked.supports)} {checked.claim.ref}"
    return ""
