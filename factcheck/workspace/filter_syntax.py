"""The syntax of filters: terms that must all hold, OR between alternatives, brackets, and a minus that negates.

    is:unchecked (death OR "at least") -(source:S3 tag:date)

Terms beside each other must both hold, with or without AND between them, which binds closer than OR. What is still
being typed is read as if it were complete: an open bracket or quotation mark is closed at the end, and an OR without a
second side has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from factcheck.errors import InvalidError

T = TypeVar("T")

NESTING = 50
"""How deep brackets may be nested."""

_OPEN = re.compile(r"(-?)\(")
_TERM = re.compile(
    r'(?P<minus>-?)(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)(?P<end>"?)|(?P<word>\S+)|(?(field)(?!\S)|(?!)))',
    re.IGNORECASE,
)


class Term(NamedTuple):
    """One term: a value, or a field and its value, which is None while it is still to be typed.

    `is_open` is true for a phrase without its second quotation mark.
    """

    field: str
    value: str | None
    is_negated: bool = False
    is_open: bool = False


class _Mark(NamedTuple):
    """What is not a term: "(", ")" or "OR"; of "(" whether the group is negated."""

    sign: str
    is_negated: bool = False


_Part: TypeAlias = "Term | _Mark"


class Combine(NamedTuple, Generic[T]):
    """How the answers of a filter are made: of one term, of several that must hold, of alternatives, negated."""

    term: Callable[[Term], T]
    all_of: Callable[[Sequence[T]], T]
    any_of: Callable[[Sequence[T]], T]
    negate: Callable[[T], T]


def parse(text: str, combine: Combine[T]) -> T:
    """Return what `combine` makes of a filter. Raises InvalidError for brackets nested too deep."""
    groups: list[_Group[T]] = [_Group(is_negated=False)]
    for token in _tokens(text):
        if isinstance(token, Term):
            found = combine.term(token)
            groups[-1].add(combine.negate(found) if token.is_negated and token.value is not None else found)
        elif token.sign == "OR":
            groups[-1].alternatives.append([])
        elif token.sign == "(":
            if len(groups) > NESTING:
                raise InvalidError(f"the brackets of the filter are nested more than {NESTING} deep")
            groups.append(_Group(token.is_negated))
        else:
            _close(groups, combine)
    while len(groups) > 1:
        _close(groups, combine)
    return groups[0].result(combine) or combine.all_of(())


class _Group(Generic[T]):
    """The alternatives of a group, each with the terms that must hold."""

    def __init__(self, is_negated: bool) -> None:
        self.is_negated = is_negated
        self.alternatives: list[list[T]] = [[]]

    def add(self, found: T) -> None:
        self.alternatives[-1].append(found)

    def result(self, combine: Combine[T]) -> T | None:
        """Return what the group comes to; None if there is nothing in it."""
        sides = [terms[0] if len(terms) == 1 else combine.all_of(terms) for terms in self.alternatives if terms]
        if not sides:
            return None
        found = sides[0] if len(sides) == 1 else combine.any_of(sides)
        return combine.negate(found) if self.is_negated else found


def _close(groups: list[_Group[T]], combine: Combine[T]) -> None:
    found = groups.pop().result(combine)
    if found is not None:
        groups[-1].add(found)


def _tokens(text: str) -> Iterator[_Part]:
    """Yield the tokens of a filter. A bracket within a word belongs to the word, as does one that closes nothing."""
    place, depth = 0, 0
    while place < len(text):
        if text[place].isspace():
            place += 1
        elif opening := _OPEN.match(text, place):
            yield _Mark("(", bool(opening[1]))
            place, depth = opening.end(), depth + 1
        elif text[place] == ")" and depth:
            yield _Mark(")")
            place, depth = place + 1, depth - 1
        elif (match := _TERM.match(text, place)) is None:
            place += 1
        else:
            word = match["word"] or ""
            end = match.end() - _closing(word, depth)
            word = word[: len(word) - (match.end() - end)]
            if text[place:end] == "OR":
                yield _Mark("OR")
            elif text[place:end] != "AND" and (match["field"] or match["phrase"] is not None or word):
                yield _term(match, word)
            place = end


def _closing(word: str, depth: int) -> int:
    """Return how many brackets at the end of a word close groups: those that the word itself has not opened."""
    at_end = len(word) - len(word.rstrip(")"))
    return max(0, min(at_end, word.count(")") - word.count("("), depth))


def _term(match: re.Match[str], word: str) -> Term:
    value = match["phrase"] if match["phrase"] is not None else word or None
    return Term((match["field"] or "").lower(), value, bool(match["minus"]), match["end"] == "")


def both(first: str, second: str) -> str:
    """Return the filter of the claims that match two filters, each put in brackets if it has alternatives."""
    return " ".join(_enclosed(side) for side in (first.strip(), second.strip()) if side)


def _enclosed(text: str) -> str:
    """Return a filter in brackets if an OR in it would otherwise reach beyond it."""
    tokens = list(_tokens(text))
    if not any(isinstance(token, _Mark) and token.sign == "OR" for token in tokens):
        return text
    signs = [token.sign for token in tokens if isinstance(token, _Mark)]
    quote = '"' if isinstance(tokens[-1], Term) and tokens[-1].is_open else ""
    return f"({text}{quote}{')' * (signs.count('(') - signs.count(')'))})"
