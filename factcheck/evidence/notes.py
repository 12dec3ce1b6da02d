"""What is said beside the marks of a claim and a passage, without taking a side.

A date may have two readings, and two figures may be of two things: young voters 40 % · all voters 61 %.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from factcheck.evidence import Figure, FigureKind, FigureMark, Relation, Text
from factcheck.evidence.alignment.content import ContentWord
from factcheck.evidence.alignment.guards import agree, alike
from factcheck.evidence.contexts import FigureContext, figure_contexts
from factcheck.evidence.languages.english.calendar import MONTHS

_SHARED = 2  # content words that both sentences must have
_MOST_SHARED = 0.6  # the share of the words of the shorter sentence that the other has too
_ALL = frozenset({
    "all", "every", "alle", "aller", "tous", "toutes", "todos", "todas", "все", "всех", "барлық", "tüm", "bütün", "كل",
})  # fmt: skip
_AT_MOST = 2  # words of one name or modifier


def notes(claim: Text, passage: Text, marks: Iterable[FigureMark]) -> list[str]:
    """Return what is said beside the `marks` of a claim and a passage."""
    return [*ambiguous_dates(claim), *ambiguous_dates(passage), *other_things(claim, passage, marks)]


def ambiguous_dates(text: Text) -> Iterator[str]:
    """Yield the dates of a text that have two readings, with these: 12/05/2020: 12 May or 5 December 2020."""
    for figure in dict.fromkeys(context.figure for context in figure_contexts(text)):
        if figure.other is not None and isinstance(figure.value, tuple) and isinstance(figure.other, tuple):
            earlier, later = sorted((figure.value, figure.other))
            yield f"{' '.join(figure.text.split())}: {_day(earlier)} or {_day(later)} {_year(later)}".strip()


def _day(date: tuple[int, int, int]) -> str:
    return f"{date[2]} {MONTHS[date[1] - 1]}"


def _year(date: tuple[int, int, int]) -> str:
    return f"{date[0]}" if date[0] else ""


def other_things(claim: Text, passage: Text, marks: Iterable[FigureMark]) -> list[str]:
    """Return the figures of a claim beside those of a passage that one name or modifier tells from them."""
    marked: set[Figure] = {figure for mark in marks for figure in (mark.claim, mark.excerpt)}
    if any(mark.relation is Relation.DIFFERS for mark in marks):
        return []
    free = [context for context in figure_contexts(claim) if _may_be_told(context) and context.figure not in marked]
    others = [each for each in figure_contexts(passage) if _may_be_told(each) and each.figure not in marked]
    lines = (line for context in free for other in others if (line := _beside(context, other)))
    return list(dict.fromkeys(lines))


def _may_be_told(context: FigureContext) -> bool:
    kind = context.figure.kind
    return kind not in {FigureKind.DATE, FigureKind.ORDINAL, FigureKind.TIME, FigureKind.SCORE} and not (
        context.incomplete or context.around.denied or context.around.negated
    )


def _beside(first: FigureContext, second: FigureContext) -> str:
    """Return two figures with the words that tell them apart; "" if these are none, or many."""
    if not alike(first, second) or agree(first, second) or first.figure.kind is not second.figure.kind:
        return ""
    measures = first.clause.measures, second.clause.measures
    if measures[0] != measures[1] and all(measures):
        return ""
    one, other = first.around.all, second.around.all
    shared = one & other
    if len(shared) < _SHARED or len(shared) < _MOST_SHARED * min(len(one), len(other)):
        return ""
    apart = one - other, other - one
    if not any(apart) or max(map(len, apart)) > _AT_MOST:
        return ""
    texts = first.around.content, second.around.content
    heads = [_phrase(content, words, shared) for content, words in zip(texts, apart, strict=True)]
    head = next((key for _, key in heads if key), "")
    phrases = [
        _with_all(content, head) or phrase or next((word.text for word in content if head and word.key == head), "")
        for (phrase, _), content in zip(heads, texts, strict=True)
    ]
    if not all(phrases):
        return ""
    return f"{phrases[0]} {_written(first.figure)} · {phrases[1]} {_written(second.figure)}"


def _phrase(content: Sequence[ContentWord], words: Collection[str], shared: Collection[str]) -> tuple[str, str]:
    """Return the words that tell a figure from another, with the shared word after them, and the key of that one."""
    start = next((at for at, word in enumerate(content) if word.key in words), None)
    if start is None:
        return "", ""
    end = start
    while end < len(content) and content[end].key in words:
        end += 1
    is_next = end < len(content) and content[end].place == content[end - 1].place + 1
    head = content[end].key if is_next and content[end].key in shared else ""
    return " ".join(word.text for word in content[start : end + bool(head)]), head


def _with_all(content: Sequence[ContentWord], head: str) -> str:
    """Return the word that the other text limits with "all" before it; "" if it is not there so."""
    found = (f"{word.before} {word.text}" for word in content if word.key == head and word.before.lower() in _ALL)
    return next(found, "")


def _written(figure: Figure) -> str:
    return " ".join(figure.text.split())
