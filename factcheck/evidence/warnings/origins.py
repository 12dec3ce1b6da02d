"""Warnings that the sources of a verdict are not independent of each other, or of the claim.

All evidence is from one source, from one publisher, or copied from one text; or it comes from where the claim was made.
Texts are compared by their shingles, runs of five words (Broder, On the resemblance and containment of documents,
1997): the share of the shorter text's shingles that occur in the other as well. Reports of one event that were written
independently share a hundredth of them; a reprint shares nearly all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from typing import TypeAlias
from zlib import crc32

from factcheck.case.records import Claim, Source, Stance
from factcheck.evidence.warnings.verdict import CheckedClaim, join_refs, verb_form
from factcheck.text import folded

_SEVERAL = 2


def one_source(judged: CheckedClaim) -> str:
    """Warn where one source is all there is."""
    bearing, sources = judged.bearing, judged.origins
    if len(sources) != 1:
        return ""
    return f"{join_refs(bearing)} {'is all there is, from' if len(bearing) == 1 else 'are all from'} {sources[0].ref}"


def one_publisher(judged: CheckedClaim) -> str:
    """Warn where several sources have one publisher. Of a source whose publisher is not known nothing is said."""
    sources = judged.origins
    publishers = {_name(source.publisher) for source in sources} if len(sources) > 1 else set()
    if len(publishers) != 1 or "" in publishers:
        return ""
    return f"{join_refs(sources)} are all published by {sources[0].publisher}"


def one_origin(judged: CheckedClaim) -> str:
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


def _link(judged: CheckedClaim, one: Source, other: Source) -> str:
    """Return why two sources are no two witnesses; empty when nothing tells so."""
    if _name(one.publisher) and _name(one.publisher) == _name(other.publisher):
        return f"are both published by {one.publisher}"
    share = judged.shares.between(one.id, other.id) if judged.shares else 0.0
    if share >= COPIED:
        return f"have {share:.0%} of their text in common"
    ours, theirs = (
        [excerpt.quote for excerpt in judged.bearing if excerpt.source == source.id] for source in (one, other)
    )
    return "are quoted word for word alike" if quoted_identically(ours, theirs) else ""


def _name(publisher: str) -> str:
    return " ".join(folded(publisher).split())


_ADDRESS = re.compile(r"^[a-z]+://(www\.)?|[/#?]+$")
_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


def own_origin(judged: CheckedClaim) -> str:
    """Warn where an excerpt that supports the claim, and bears the verdict, is from where the claim was made."""
    if not (judged.claim.origin or judged.claim.speaker):
        return ""
    support = [excerpt for excerpt in judged.bearing if excerpt.stance is Stance.SUPPORTS]
    own = [source for source in judged.sources(support) if is_origin(judged.claim, source)]
    if not own:
        return ""
    ids = {source.id for source in own}
    quoted = [excerpt for excerpt in support if excerpt.source in ids]
    return f"{join_refs(quoted)} {verb_form('comes', quoted)} from {join_refs(own)}, as {judged.claim.ref} itself does"


def is_origin(claim: Claim, source: Source) -> bool:
    """Tell whether a claim says that it comes from a source: by its ref, title, address, publisher or author."""
    origin, speaker = _plain(claim.origin), _plain(claim.speaker)
    names = (source.ref, source.title, source.publisher)
    if any(_names(origin, _plain(name)) for name in names):
        return True
    address = _ADDRESS.sub("", _plain(source.url))
    if address and address in origin:
        return True
    return bool(speaker) and speaker in {_plain(source.author), *_AUTHORS.split(_plain(source.author))}


def _names(origin: str, name: str) -> bool:
    """Tell whether a name stands in an origin as whole words."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", origin) is not None


def _plain(text: str) -> str:
    return " ".join(folded(text).split())


TextOf: TypeAlias = Callable[[str], str | None]
"""Returns the text of the source with an id; None where it is not here."""

COPIED = 0.2
"""The share of common shingles from which on two texts are taken for one."""
QUOTED_ALIKE = 8
"""Words from which on the same quote in two sources tells that they have it from one place."""
_RUN = 5
_FEWEST = 20
_READ = 1_000_000
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a text, without case, accents and punctuation."""
    return _WORD.findall(folded(text))


def quoted_identically(quotes: list[str], others: list[str]) -> bool:
    """Tell whether some quote of one source stands word for word in one of another, if it is long enough."""
    ours, theirs = ([f" {' '.join(found)} " for found in map(words, texts) if len(found) >= QUOTED_ALIKE]
                    for texts in (quotes, others))  # fmt: skip
    return any(one in other or other in one for one in ours for other in theirs)


class SharedText:
    """The shares that texts have in each other; each text is read once, each pair compared once."""

    def __init__(self, text_of: TextOf) -> None:
        """Take texts from `text_of`, when they are first asked for."""
        self._text_of = text_of
        self._shingles: dict[str, frozenset[int]] = {}
        self._shares: dict[tuple[str, str], float] = {}

    def between(self, source: str, other: str) -> float:
        """Return the share of common shingles, 0 to 1, of two sources; 0 where a text is not here or too short."""
        pair = (min(source, other), max(source, other))
        if pair not in self._shares:
            ours, theirs = map(self._of, pair)
            fewest = min(len(ours), len(theirs))
            self._shares[pair] = len(ours & theirs) / fewest if fewest >= _FEWEST else 0.0
        return self._shares[pair]

    def _of(self, source: str) -> frozenset[int]:
        if source not in self._shingles:
            found = words((self._text_of(source) or "")[:_READ])
            runs = (" ".join(found[place : place + _RUN]) for place in range(len(found) - _RUN + 1))
            self._shingles[source] = frozenset(crc32(run.encode("utf-8", "surrogatepass")) for run in runs)
        return self._shingles[source]
