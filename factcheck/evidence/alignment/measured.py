"""Whether two figures measure the same of one thing, in whatever words: it cost 40 million, the bill came to 52."""

from __future__ import annotations

from functools import lru_cache

from factcheck.evidence import FigureKind, Text
from factcheck.evidence.alignment.clauses import without
from factcheck.evidence.contexts import FigureContext
from factcheck.evidence.figures.scan import Tokens

_MAX_CACHED = 256  # texts
_REPEATED = frozenset({
    "arrest", "win", "elect", "join", "leave", "move", "sign", "sentence", "restore", "record", "close",
})  # fmt: skip
"""What may happen to one thing again: two dates of it need not disagree."""
_GROUPS = frozenset({"men", "women", "children", "students"})
"""Concepts that limit a figure to a part of the people, if only one text says them."""


def one_measure(first: FigureContext, second: FigureContext) -> str:
    """Return what both figures measure; "" if they do not measure the same, or one measures something else too."""
    measure = first.clause.measure
    if (
        not measure
        or second.clause.measure != measure
        or (_is_date(first) and measure in _REPEATED)
        or first.figure.per != second.figure.per
    ):
        return ""
    return measure if first.clause.measures == second.clause.measures else ""


def _is_date(context: FigureContext) -> bool:
    return context.figure.kind is FigureKind.DATE


def same_nouns(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether two counts are of the same, as far as both say what they count."""
    return first.noun == second.noun or not (first.figure.noun and second.figure.noun)


def contrasting(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether each clause has a word that the sentence of the other lacks: the album, the single."""
    one, other = first.clause.others, second.clause.others
    return bool(without(one, second.around.everything)) and bool(without(other, first.around.everything))


def other_head(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether one clause is about what belongs to the subject of the other: the canteen of the factory."""
    return any(
        without([head], other.around.everything) and not without([noun], other.around.everything)
        for each, other in ((first, second), (second, first))
        for head, noun in each.clause.belonging
    )


def one_subject(first: FigureContext, second: FigureContext, claim: Text, passage: Text) -> bool:
    """Tell whether the clauses of a figure of the claim and one of the passage are about one thing.

    Neither may name what the other does not, and at most one may have other words. A passage that refers to something
    ("it", "the film", "the final bill") has to stand behind a text that names it, if the text before it is known.
    """
    of_claim = first.around.everything | first.earlier | _words(claim.before)
    of_passage = second.around.everything | second.earlier | _words(passage.before)
    if _apart(first, second) or _contrast(first, second, of_claim, of_passage):
        return False
    one, other = first.clause, second.clause
    names = one.names or (frozenset[str]() if first.german else first.around.named)
    lacking, added = without(names, of_passage), without(other.names, of_claim)
    if added and (len(lacking) == len(names) or len(added) == len(other.names)):
        return False
    refers = other.refers == "thing" or (other.refers == "" and (second.german or not second.around.named))
    refers = refers and other.anaphoric and not second.earlier and not passage.before.strip()
    if not names:
        return refers or len(without(one.others, of_passage)) < len(one.others)
    if len(lacking) < len(names):
        return other.anaphoric or len(without(names, second.around.everything)) < len(names)
    return refers and other.refers == "thing"


def _apart(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether one text is about a relative, a part of the people, or what belongs to the subject."""
    if first.around.relatives != second.around.relatives or (first.around.all ^ second.around.all) & _GROUPS:
        return True
    return first.english and second.english and not _one_possession(first, second)


def _contrast(
    first: FigureContext, second: FigureContext, of_claim: frozenset[str], of_passage: frozenset[str]
) -> bool:
    """Tell whether each clause has a word that the other text lacks, or an amount has a place that the other lacks."""
    one, other = first.clause, second.clause
    if without(one.others, of_passage) and without(other.others, of_claim):
        return True
    return not _is_date(first) and bool(without(one.places, of_passage) or without(other.places, of_claim))


def _one_possession(first: FigureContext, second: FigureContext) -> bool:
    """Tell whether what belongs to the subject of one is named in the other: Arlov's deputies."""
    pairs = ((first, second), (second, first))
    return not any(
        each.possession
        and without([each.possession], other.around.everything)
        and not each.clause.known.of(each.figure.kind.value, each.possession)
        for each, other in pairs
    )


@lru_cache(_MAX_CACHED)
def _words(text: str) -> frozenset[str]:
    return frozenset(Tokens(text).words)
