"""Warnings that the sources of a verdict are not independent of each other, or of the claim.

All evidence is from one source, from one publisher, or copied from one text; or from the source of the claim itself.
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

from factcheck.case.case import Case
from factcheck.case.origins import origin
from factcheck.case.records import Claim, Source, Stance
from factcheck.evidence.warnings.verdict import JudgedClaim, join_refs, verb_form
from factcheck.text import folded

_SEVERAL = 2
_ADDRESS = re.compile(r"^[a-z]+://(www\.)?|[/#?]+$")
_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")

TextOf: TypeAlias = Callable[[str], str | None]
"""Returns the text of the source with an id; None if it is not here."""

COPIED = 0.2
"""Texts with a larger share of common shingles count as copied."""
QUOTED_ALIKE = 8
"""Words from which on identical quotes in two sources show that these have a common origin."""
_SHINGLE = 5  # words
_MIN_SHINGLES = 20
_MAX_LENGTH = 1_000_000  # code points of a text that are read
_WORD = re.compile(r"\w+")


def one_source(checked: JudgedClaim) -> str:
    """Warn if all evidence is from one source, or from one that the others repeat, while none is from another.

    It is given while other sources, whose texts are here, are not quoted at all; where it is asked for, under all
    circumstances.
    """
    origins = {origin(checked.case, source.id) for source in checked.sources}
    if len(origins) != 1 or not (checked.asks("one-source") or _others_are_silent(checked)):
        return ""
    if len(checked.sources) == 1:
        return f"{join_refs(checked.basis)} ({checked.sources[0].ref})"
    return f"{join_refs(checked.basis)} ({join_refs(checked.sources)}, whose one origin is {_origin_ref(checked)})"


def _origin_ref(checked: JudgedClaim) -> str:
    return checked.case.sources[origin(checked.case, checked.sources[0].id)].ref


def _others_are_silent(checked: JudgedClaim) -> bool:
    """Return whether there are other sources with a text, drafts aside, of which the claim quotes none."""
    case, own = checked.case, origin(checked.case, checked.sources[0].id)
    quoted = {how.source for how in case.index.excerpts.get(checked.claim.id, {}).values()}

    def is_other(key: str) -> bool:
        return bool(case.sources[key].sha256) and not case.is_draft(key) and origin(case, key) != own

    return not any(map(is_other, quoted)) and any(map(is_other, case.sources))


def one_publisher(checked: JudgedClaim) -> str:
    """Warn if several sources have one publisher; a source without a publisher may have any."""
    sources = checked.sources
    publishers = {_plain(source.publisher) for source in sources} if len(sources) > 1 else set()
    if len(publishers) != 1 or "" in publishers:
        return ""
    return f"{join_refs(sources)} are all published by {sources[0].publisher}"


def one_origin(checked: JudgedClaim) -> str:
    """Warn if several sources, not all of one publisher, are all linked by copies or by publisher."""
    sources = checked.sources
    if len(sources) < _SEVERAL or one_publisher(checked) or one_source(checked):
        return ""
    groups = {source.id: {source.id} for source in sources}
    links = []
    for one, other in combinations(sources, 2):
        link = "" if groups[one.id] is groups[other.id] else _link(checked, one, other)
        if link:
            links.append(f"{one.ref} and {other.ref} {link}")
            joined = groups[one.id] | groups[other.id]
            groups.update(dict.fromkeys(joined, joined))
    return "; ".join(links) if len(links) == len(sources) - 1 else ""


def _link(checked: JudgedClaim, one: Source, other: Source) -> str:
    """Return why two sources are not independent of each other; "" if nothing shows it."""
    if origin(checked.case, one.id) == origin(checked.case, other.id):
        return "are of one origin, as stated"
    if _plain(one.publisher) and _plain(one.publisher) == _plain(other.publisher):
        return f"are both published by {one.publisher}"
    share = checked.overlap.between(one.id, other.id) if checked.overlap else 0.0
    if share >= COPIED:
        return f"have {share:.0%} of their text in common"
    quotes, others = ([each.quote for each in checked.basis if each.source == source.id] for source in (one, other))
    return "are quoted word for word alike" if quoted_identically(quotes, others) else ""


def own_origin(checked: JudgedClaim) -> str:
    """Warn if a claim is supported by the source it came from, or by any draft."""
    support = [excerpt for excerpt in checked.circular if excerpt.stance is Stance.SUPPORTS]
    if support:
        verb = verb_form("supports", support)
        return f"{join_refs(support)} {verb} {checked.claim.ref} from {join_refs(checked.sources_of(support))}, a draft"
    if not (checked.claim.origin or checked.claim.speaker):
        return ""
    support = [excerpt for excerpt in checked.basis if excerpt.stance is Stance.SUPPORTS]
    own = [source for source in checked.sources_of(support) if is_origin(checked.claim, source)]
    if not own:
        return ""
    ids = {source.id for source in own}
    quoted = [excerpt for excerpt in support if excerpt.source in ids]
    return f"{join_refs(quoted)} {'is' if len(quoted) == 1 else 'are'} from the claim's own source, {join_refs(own)}"


def circular(case: Case, source_id: str, stance: Stance | str) -> str:
    """Return the warning that an excerpt with this stance would be circular evidence; "" if it would not."""
    if stance != Stance.SUPPORTS or not case.is_draft(source_id):
        return ""
    return f"circular: {case.sources[source_id].ref} is a draft, and no evidence for its own claims"


def is_origin(claim: Claim, source: Source) -> bool:
    """Tell whether a claim comes from a source, by its ref, title, address, publisher or author."""
    origin, speaker = _plain(claim.origin), _plain(claim.speaker)
    names = (source.ref, source.title, source.publisher)
    if any(_contains(origin, _plain(name)) for name in names):
        return True
    address = _ADDRESS.sub("", _plain(source.url))
    if address and address in origin:
        return True
    return bool(speaker) and speaker in {_plain(source.author), *_AUTHORS.split(_plain(source.author))}


def _contains(origin: str, name: str) -> bool:
    """Tell whether an origin contains a name as whole words."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", origin) is not None


def _plain(text: str) -> str:
    return " ".join(folded(text).split())


def words(text: str) -> list[str]:
    """Return the words of a text, without case, accents and punctuation."""
    return _WORD.findall(folded(text))


def quoted_identically(quotes: list[str], others: list[str]) -> bool:
    """Tell whether a long quote of one source occurs word for word in a quote of another."""
    long_quotes, long_others = (
        [f" {' '.join(each)} " for each in map(words, texts) if len(each) >= QUOTED_ALIKE] for texts in (quotes, others)
    )
    return any(one in other or other in one for one in long_quotes for other in long_others)


class SharedText:
    """The shares that texts have in common. Each text is read once, and each pair compared once."""

    def __init__(self, text_of: TextOf) -> None:
        """Get texts from `text_of` when they are needed."""
        self._text_of = text_of
        self._shingles: dict[str, frozenset[int]] = {}
        self._shares: dict[tuple[str, str], float] = {}

    def between(self, source: str, other: str) -> float:
        """Return the share of common shingles of two sources, 0 to 1; 0 if a text is missing or too short."""
        pair = (min(source, other), max(source, other))
        if pair not in self._shares:
            one, two = map(self._shingles_of, pair)
            fewest = min(len(one), len(two))
            self._shares[pair] = len(one & two) / fewest if fewest >= _MIN_SHINGLES else 0.0
        return self._shares[pair]

    def _shingles_of(self, source: str) -> frozenset[int]:
        if source not in self._shingles:
            tokens = words((self._text_of(source) or "")[:_MAX_LENGTH])
            runs = (" ".join(tokens[start : start + _SHINGLE]) for start in range(len(tokens) - _SHINGLE + 1))
            self._shingles[source] = frozenset(crc32(run.encode("utf-8", "surrogatepass")) for run in runs)
        return self._shingles[source]
