"""What must be so before two figures that do not agree are said to differ: that both sentences speak of one thing.

Each guard was found from false alarms. Same unit and another number alone is right less than half of the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.evidence import FigureKind
from factcheck.evidence.contexts import FigureContext
from factcheck.evidence.languages.english.events import ONCE_ONLY
from factcheck.evidence.languages.english.names import is_mentioned

_FEW, _PART, _MOST, _NEARLY_ALL = 2, 0.6, 0.75, 0.8  # words that both must share, and of the shorter sentence's words
_TOKEN = re.compile(r"\w+")
_SCOPE = re.compile(
    r"(?i)\b(?:phase|stage|section|portion|share|instal?ment|annual(?:ly)?|yearly|monthly|weekly|daily|former|previous"
    r"|(?<!-)old|(?:a|per|each|every) (?:year|month|week|day)|(?:over|within) 0+)\b"
)
"""Words that make of a thing a part of it, or another one: the old bridge, its first phase, what it costs a year."""


class TextPair(NamedTuple):
    """All figures of two texts, and the words that stand before each of them."""

    ours: Sequence[FigureContext]
    theirs: Sequence[FigureContext]
    before_ours: set[str]
    before_theirs: set[str]


def why_comparable(ours: FigureContext, theirs: FigureContext, texts: TextPair) -> str:
    """Return in words why two figures that do not agree are said of one thing; "" where that is not certain."""
    if not _comparable(ours, theirs) or _listed(ours, texts.theirs) or _listed(theirs, texts.ours):
        return ""
    if ours.denied != theirs.denied or ours.event != theirs.event or _scope(ours) != _scope(theirs):
        return ""
    if not (_one_subject(ours, theirs, texts) and _one_time(ours, theirs, texts)):
        return ""
    if _one_event(ours, theirs):
        return f"both say of one event ({ours.event}) {_unit(ours)}"
    if _same_words(ours, theirs):
        return f"both say it in nearly the same words, {_unit(ours)}"
    return ""


def aligned_pairs(
    ours: Sequence[FigureContext], theirs: Sequence[FigureContext]
) -> list[tuple[FigureContext, FigureContext]]:
    """Return the figures of two texts in pairs where all other words are the same; nothing where they are not."""
    if len(ours) != len(theirs) or not ours:
        return []
    pairs = list(zip(ours, theirs, strict=True))
    return pairs if all(_aligned(our, their) for our, their in pairs) else []


def _aligned(ours: FigureContext, theirs: FigureContext) -> bool:
    words = _tokens(ours.sides)
    if FigureKind.MONEY in {ours.figure.kind, theirs.figure.kind} and ours.measure != theirs.measure:
        return False
    return ours.figure.kind is theirs.figure.kind and words == _tokens(theirs.sides) and len({*words} - {"0"}) >= _FEW


def _comparable(ours: FigureContext, theirs: FigureContext) -> bool:
    """Tell whether both are of one kind and unit, and each is a value by itself."""
    named = ours.figure.kind is not FigureKind.ORDINAL or bool(ours.figure.unit)
    return named and ours.measure == theirs.measure and not (ours.apart or theirs.apart)


def _scope(place: FigureContext) -> set[str]:
    return {" ".join(found.lower().split()) for found in _SCOPE.findall(" # ".join(place.sides))}


def _tokens(sides: tuple[str, str]) -> list[str]:
    found = _TOKEN.findall(f"{sides[0]} # {sides[1]}".lower())
    return ["0" if not word.strip("0") else "a" if word == "an" else word for word in found]


def _unit(place: FigureContext) -> str:
    return f"{place.figure.kind}s" if place.figure.kind is FigureKind.DATE else place.figure.unit or place.figure.kind


def _listed(ours: FigureContext, theirs: Sequence[FigureContext]) -> bool:
    """Tell whether the other text has amounts of this measure in a sum, a list or a range."""
    alike = [peer for peer in theirs if peer.measure == ours.measure and peer.figure.kind is not FigureKind.DATE]
    return any(peer.apart for peer in alike)


def _one_subject(ours: FigureContext, theirs: FigureContext, texts: TextPair) -> bool:
    """Tell whether what each figure is said of is named in the other text; a sentence without names may be of it."""
    return all(
        place.subject is None or is_mentioned(place.subject, other.known | before)
        for place, other, before in ((ours, theirs, texts.before_theirs), (theirs, ours, texts.before_ours))
    ) and all(
        not place.owned or any(word[:5] == place.owned[:5] for word in other.known)
        for place, other in ((ours, theirs), (theirs, ours))
    )


def _one_time(ours: FigureContext, theirs: FigureContext, texts: TextPair) -> bool:
    """Tell whether nothing says that the two are of different times: other days named, up and down, In 2015 alone."""
    if (ours.times and theirs.times and not ours.times & theirs.times) or ours.directions != theirs.directions:
        return False
    if ours.figure.kind in {FigureKind.DATE, FigureKind.ORDINAL}:
        return True
    dated = (any(place.figure.kind is FigureKind.DATE for place in side) for side in (texts.theirs, texts.ours))
    return not any(place.framed and not other for place, other in zip((ours, theirs), dated, strict=True))


def _one_event(ours: FigureContext, theirs: FigureContext) -> bool:
    """Tell whether an event is counted, or one of two days is its own."""
    if not ours.figure.unit or not ours.event or ours.figure.kind is FigureKind.ORDINAL:
        return False
    dates = ours.figure.common(theirs.figure)
    if not dates:
        return ours.figure.kind is not FigureKind.DATE
    if ours.event in ONCE_ONLY and ours.subject and theirs.subject:
        return True
    return len(dates) > 1 and all(a == b for a, b in dates[:-1])


def _same_words(ours: FigureContext, theirs: FigureContext) -> bool:
    """Tell whether two sentences say nearly the same, around the figures as well."""
    dated = ours.figure.kind is FigureKind.DATE
    shared = len(ours.words & theirs.words)
    least = min(len(ours.words), len(theirs.words)) * (_PART if ours.figure.unit and not dated else _NEARLY_ALL)
    near = [len(a.near & b.words) / max(len(a.near), 1) for a, b in ((ours, theirs), (theirs, ours))]
    return shared >= _FEW and shared >= least and (min(near) >= _MOST if dated else max(near) >= _PART)
