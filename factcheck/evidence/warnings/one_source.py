"""All that a verdict rests on is from one source, from one publisher, or goes back to one text."""

from __future__ import annotations

from itertools import combinations

from factcheck.case.records import Source
from factcheck.evidence.warnings.similarity import COPIED, quoted_alike
from factcheck.evidence.warnings.verdict import Judged, refs
from factcheck.text import folded

_SEVERAL = 2


def one_source(judged: Judged) -> str:
    """Warn where one source is all there is."""
    bearing, sources = judged.bearing, judged.origins
    if len(sources) != 1:
        return ""
    return f"{refs(bearing)} {'is all there is, from' if len(bearing) == 1 else 'are all from'} {sources[0].ref}"


def one_publisher(judged: Judged) -> str:
    """Warn where several sources have one publisher. Of a source whose publisher is not known nothing is said."""
    sources = judged.origins
    publishers = {_name(source.publisher) for source in sources} if len(sources) > 1 else set()
    if len(publishers) != 1 or "" in publishers:
        return ""
    return f"{refs(sources)} are all published by {sources[0].publisher}"


def one_origin(judged: Judged) -> str:
    """Warn where several sources, not all of one publisher, are linked each to the next by copying or by publisher."""
    sources = judged.origins
    if len(sources) < _SEVERAL or one_publisher(judged):
        return ""
    groups = {source.id: {source.id} for source in sources}
    reasons = []
    for one, other in combinations(sources, 2):
        why = "" if groups[one.id] is groups[other.id] else _link(judged, one, other)
        if why:
            reasons.append(f"{one.ref} and {other.ref} {why}")
            joined = groups[one.id] | groups[other.id]
            groups.update(dict.fromkeys(joined, joined))
    return "; ".join(reasons) if len(reasons) == len(sources) - 1 else ""


def _link(judged: Judged, one: Source, other: Source) -> str:
    """Return why two sources are no two witnesses; empty when nothing tells so."""
    if _name(one.publisher) and _name(one.publisher) == _name(other.publisher):
        return f"are both published by {one.publisher}"
    share = judged.shares.between(one.id, other.id) if judged.shares else 0.0
    if share >= COPIED:
        return f"have {share:.0%} of their text in common"
    ours, theirs = (
        [excerpt.quote for excerpt in judged.bearing if excerpt.source == source.id] for source in (one, other)
    )
    return "are quoted word for word alike" if quoted_alike(ours, theirs) else ""


def _name(publisher: str) -> str:
    return " ".join(folded(publisher).split())
