"""Preconditions for reporting two figures as different: both must be about the same thing.

Each was added because of false alarms: "same unit, other number" alone is right less than half of the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.evidence import FigureKind, Text
from factcheck.evidence.alignment.content import contrast
from factcheck.evidence.alignment.falls import signed_alike
from factcheck.evidence.alignment.measured import contrasting, one_measure, one_subject, other_head, same_nouns
from factcheck.evidence.alignment.values import amounts_agree, comparable, dates_agree, equal
from factcheck.evidence.contexts import FigureContext
from factcheck.evidence.languages.english.events import ONCE_ONLY
from factcheck.evidence.languages.english.names import is_mentioned

_NEAR_AMOUNT, _NEAR_EVENT, _NEAR_DATE = 3, 2, 1  # content words around a figure in which two texts must not contrast
_AGE, _AGED = "year-old", frozenset({"old", "young"})
_DISTINCT = 100  # an amount from here on is told from another by its value, though only one says what is counted
_SHARED = 0.5  # the share of the words of the shorter sentence that the other has too
_MIN_SHARED = 2  # words that both sentences must share
_HALF, _MOST, _NEARLY_ALL = 0.6, 0.75, 0.8  # shares of the words of the shorter sentence
_LASTING = frozenset(
    {FigureKind.DATE, FigureKind.LENGTH, FigureKind.AREA, FigureKind.VOLUME, FigureKind.MASS, FigureKind.SPEED}
)
"""The kinds of figures that seldom change with time."""
_SCOPE = re.compile(r"(?i)\b(?:(?:a|per) (?:year|month|week|day)|(?:over|within) 0+)\b")
"""Phrases that limit a figure to a period, beside the words of `Surroundings.scope`: the cost per year."""


class TextPair(NamedTuple):
    """The figures of a claim and of a passage, the texts, and the words of the text before each."""

    claim: Sequence[FigureContext]
    passage: Sequence[FigureContext]
    of_claim: Text
    of_passage: Text
    before_claim: set[str]
    before_passage: set[str]


def _is_part(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether only one of two counts is of a part: 40 of them, and 40 people."""
    return first.figure.kind is FigureKind.NUMBER and first.partial != second.partial


def _is_bare_part(context: FigureContext) -> bool:
    """Tell whether a figure is a part of a total, and does not say what it counts: of which 7 million euros."""
    return context.is_named_part and not context.figure.noun


def _is_money(context: FigureContext) -> bool:
    return context.figure.kind is FigureKind.MONEY


def _english(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether both texts are English, so that their names and events are known."""
    return first.english and second.english


def alike(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether two figures are of one kind and dimension, and count the same if both say what."""
    one, other = first.figure, second.figure
    if comparable(one, other):
        return True
    counts = one.kind is other.kind and one.kind in {FigureKind.NUMBER, FigureKind.ORDINAL}
    if counts and first.noun == second.noun and one.per == other.per:
        return True
    certain = not _english(first, second) or (one.amount >= _DISTINCT and equal(one, other))
    return certain and comparable(one, other, nouns=False)


def agree(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether both figures have one measure and can be true of one thing."""
    if not alike(first, second) or first.around.denied or second.around.denied or _other_date(first, second):
        return False
    if _is_part(first, second) or (_is_money(first) and first.is_named_part != second.is_named_part):
        return False
    compared = dates_agree if first.figure.kind is FigureKind.DATE else amounts_agree
    return compared(*signed_alike(first, second))


def _other_date(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether two amounts belong to different ones of the dates that both texts have."""
    return first.date is not None and second.date is not None and not dates_agree(first.date, second.date)


def why_comparable(first: FigureContext, second: FigureContext, texts: TextPair) -> str:
    """Return why a figure of the claim and one of the passage that disagree are about the same thing.

    Return "" if that is not certain.
    """
    if not (alike(first, second) or comparable(first.figure, second.figure, nouns=False)):
        return ""
    if first.incomplete or second.incomplete or _in_list(first, texts.passage) or _in_list(second, texts.claim):
        return ""
    if _is_limited(first, second) or _is_bare_part(first) or _is_bare_part(second):
        return ""
    return _why_alike(first, second, texts) or _why_measured(first, second, texts)


def _why_alike(first: FigureContext, second: FigureContext, texts: TextPair) -> str:
    """Return the reason that two figures of one unit are near the same words; "" if that is not certain."""
    if not _comparable(first, second) or _limited(first, second):
        return ""
    if _english(first, second):
        if first.negated != second.negated or first.event != second.event or _scope(first) != _scope(second):
            return ""
        if not (_same_subject(first, second, texts) and _same_time(first, second, texts)):
            return ""
    return _why_one_thing(first, second)


def _why_measured(first: FigureContext, second: FigureContext, texts: TextPair) -> str:
    """Return the reason that two figures measure the same of one thing, in whatever words; "" if it is not certain."""
    measure = one_measure(first, second)
    if not measure or not same_nouns(first, second) or _one_dated(first, second, texts):
        return ""
    if _english(first, second) and not _one_setting(first, second, texts):
        return ""
    if other_head(first, second) or not one_subject(first, second, texts.of_claim, texts.of_passage):
        return ""
    return f"both say it of one thing ({measure}), {_unit(first)}"


def _one_dated(first: FigureContext, second: FigureContext, texts: TextPair) -> bool:
    """Tell whether an amount that may change with time has a date in only one of two sentences."""
    if first.figure.kind in _LASTING:
        return False
    dated = (_has_date(each, others) for each, others in ((first, texts.claim), (second, texts.passage)))
    return len({*dated}) > 1


def _has_date(context: FigureContext, others: Sequence[FigureContext]) -> bool:
    start, end = context.figure.start - len(context.sides[0]), context.figure.end + len(context.sides[1])
    return any(other.figure.kind is FigureKind.DATE and start <= other.figure.start < end for other in others)


def _one_setting(first: FigureContext, second: FigureContext, texts: TextPair) -> bool:
    """Tell whether nothing in two English sentences shows that only one is negated, limited, or of another time."""
    return first.negated == second.negated and _scope(first) == _scope(second) and _same_time(first, second, texts)


def _why_one_thing(first: FigureContext, second: FigureContext) -> str:
    """Return the reason that two figures are of one thing; "" if there is none."""
    if _english(first, second):
        if _same_event(first, second):
            return f"both say of one event ({first.event}) {_unit(first)}"
        if _same_words(first, second) and not other_head(first, second):
            return f"both say it in nearly the same words, {_unit(first)}"
    reason = _near_words(first, second)
    return "" if reason and other_head(first, second) else reason


def _near_words(first: FigureContext, second: FigureContext) -> str:
    """Return the reason that two figures are near the same words; "" if they are not.

    In English, a date must be of something that happens once: one may be arrested again.
    """
    one, other = first.clause.measures, second.clause.measures
    if one and other and one.isdisjoint(other):
        return ""
    shared = (first.around.all & second.around.all) - {first.noun}
    smaller = min(len(first.around.all), len(second.around.all))
    if not shared or len(shared) < _SHARED * smaller:
        return ""
    if first.figure.kind is FigureKind.DATE and (
        contrasting(first, second) or (_english(first, second) and not shared & first.around.once)
    ):
        return ""
    return f"both say it with the same words near it, {_unit(first)}"


def _is_limited(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether a denial, another date, a scope or a change limits only one of two figures."""
    one, other = first.around, second.around
    if one.denied or other.denied or one.negated != other.negated or _other_date(first, second):
        return True
    if first.figure.kind is not FigureKind.DATE and (
        (one.change == "by") != (other.change == "by") or {one.change, other.change} == {"from", "to"}
    ):
        return True
    limits = one.scope ^ other.scope
    return bool(limits - _AGED if first.noun == _AGE else limits)


def _limited(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether two figures are near words that limit them to different things, or name different ones."""
    one, other = first.around, second.around
    if not _english(first, second) and one.names - other.all - other.names and other.names - one.all - one.names:
        return True
    is_date = first.figure.kind is FigureKind.DATE
    if (is_date or first.noun == _AGE) and one.relatives != other.relatives:
        return True
    if is_date:
        return not _same_event(first, second) and contrast(one, other, _NEAR_DATE)
    event = _english(first, second) and _same_event(first, second)
    reach = _NEAR_EVENT if event else _NEAR_AMOUNT
    return contrast(one, other, reach, first.figure.kind is FigureKind.ORDINAL, first.noun)


def aligned_pairs(
    claim: Sequence[FigureContext], passage: Sequence[FigureContext]
) -> list[tuple[FigureContext, FigureContext]]:
    """Return the figures of two texts in pairs if all other words are the same; else nothing."""
    if len(claim) != len(passage) or not claim:
        return []
    pairs = list(zip(claim, passage, strict=True))
    return pairs if all(_aligned(first, second) for first, second in pairs) else []


def _aligned(first: FigureContext, second: FigureContext) -> bool:
    kind = first.figure.kind
    if kind is not second.figure.kind or (kind is FigureKind.MONEY and first.measure != second.measure):
        return False
    if _other_date(first, second) or first.figure.per != second.figure.per:
        return False
    wording = first.around.wording
    return wording == second.around.wording and len({*wording} - {"0"}) >= _MIN_SHARED


def _comparable(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether both have the same kind and unit, and each is a value by itself."""
    return (first.figure.kind is not FigureKind.ORDINAL or bool(first.figure.unit)) and alike(first, second)


def _scope(context: FigureContext) -> set[str]:
    return {" ".join(words.lower().split()) for words in _SCOPE.findall(" # ".join(context.sides))}


def _unit(context: FigureContext) -> str:
    figure = context.figure
    return f"{figure.kind}s" if figure.kind is FigureKind.DATE else figure.unit or figure.kind


def _in_list(context: FigureContext, others: Sequence[FigureContext]) -> bool:
    """Tell whether the other text has amounts of this measure in a sum, a list or a range."""
    alike = (other for other in others if other.measure == context.measure)
    return any(
        other.incomplete and not other.is_named_part for other in alike if other.figure.kind is not FigureKind.DATE
    )


def _same_subject(first: FigureContext, second: FigureContext, texts: TextPair) -> bool:
    """Tell whether the subject of each figure is named in the other text; a sentence without names has any subject."""
    return all(
        context.subject is None or is_mentioned(context.subject, other.all_words | before)
        for context, other, before in ((first, second, texts.before_passage), (second, first, texts.before_claim))
    ) and all(
        not context.possession or any(word[:5] == context.possession[:5] for word in other.all_words)
        for context, other in ((first, second), (second, first))
    )


def _same_time(first: FigureContext, second: FigureContext, texts: TextPair) -> bool:
    """Tell whether nothing shows different times: other days, up and down, or "In 2015" at the start of only one."""
    if (first.times and second.times and not first.times & second.times) or first.directions != second.directions:
        return False
    if first.figure.kind in {FigureKind.DATE, FigureKind.ORDINAL}:
        return True
    others_dated = (any(each.figure.kind is FigureKind.DATE for each in side) for side in (texts.passage, texts.claim))
    return not any(
        context.begins_with_time and not dated for context, dated in zip((first, second), others_dated, strict=True)
    )


def _same_event(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether both figures count one event, or are the date of one."""
    if not first.figure.unit or not first.event or first.figure.kind is FigureKind.ORDINAL:
        return False
    dates = first.figure.common(second.figure)
    if not dates:
        return first.figure.kind is not FigureKind.DATE
    if first.event in ONCE_ONLY and first.subject and second.subject:
        return True
    return len(dates) > 1 and all(a == b for a, b in dates[:-1])


def _same_words(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether two sentences say nearly the same, also close to the figures."""
    is_date = first.figure.kind is FigureKind.DATE
    shared = len(first.words & second.words)
    needed = min(len(first.words), len(second.words)) * (_HALF if first.figure.unit and not is_date else _NEARLY_ALL)
    nearby = [len(a.nearby & b.words) / max(len(a.nearby), 1) for a, b in ((first, second), (second, first))]
    return shared >= _MIN_SHARED and shared >= needed and (min(nearby) >= _MOST if is_date else max(nearby) >= _HALF)
