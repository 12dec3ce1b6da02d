"""Ordinals, scores, times of day, and vague amounts."""

from __future__ import annotations

import re
from decimal import Decimal

from factcheck.evidence import Bound, Figure, FigureKind
from factcheck.evidence.figures.numerals import Numeral
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

_HOURS, _MINUTES = 24, 60
_MAX_SCORE = 200
_NOT_ORDINALS = re.compile(r"per|split|each|every|a|one|half|few|several|last|next|\w+ty", re.I)
_AFTER_SECOND = re.compile(r"later|ago|after|before|or|and|of|", re.I)
_DASHES = frozenset("-–:")


def read_ordinal(tokens: Tokens, index: int, lexicon: Lexicon) -> Figure | None:
    """Return the ordinal that begins at a token, with the word after it as its unit; None if there is none."""
    found = _ordinal_digits(tokens, index, lexicon) or _ordinal_words(tokens, index, lexicon)
    if found is None:
        return None
    value, end = found
    at = end + (tokens.word(end) == "-" and tokens.joined(end - 1))
    unit = tokens.word(at)
    if not unit[:1].isalpha():
        unit = ""
    if tokens.word(index).isalpha() and (_is_no_ordinal(tokens, index, end) or not (unit or index)):
        return None
    text = tokens.slice(index, end)
    start, stop = tokens.starts[index], tokens.ends[end - 1]
    return Figure(start, stop, FigureKind.ORDINAL, unit, Decimal(value), text)


def _ordinal_digits(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[int, int] | None:
    word = tokens.word(index)
    if not word.isdecimal() or len(word) > 4:
        return None
    at = index + 1
    while tokens.word(at) in {"-", "'", "’", "‑"} and tokens.joined(at - 1) and tokens.joined(at):
        at += 1
    if tokens.joined(at - 1) and tokens.word(at) in lexicon.words("number", "ordinal_suffixes"):
        return int(word), at + 1
    follows = tokens.word(index + 2)[:1].isalpha() and tokens.text[tokens.ends[index + 1]] == " "
    if lexicon.flag("number", "ordinal_dot") and tokens.word(index + 1) == "." and tokens.joined(index) and follows:
        return (int(word), index + 2) if len(word) <= 2 else None
    return None


def _ordinal_words(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[int, int] | None:
    word = tokens.word(index)
    if value := lexicon.ordinals.get(word):
        return value, index + 1
    tens = lexicon.cardinals.get(word)
    if tens is None or tens < 20 or tens >= 1000:
        return None
    at = index + 1
    at += tokens.word(at) == "-" and tokens.joined(at)
    last = lexicon.ordinals.get(tokens.word(at), 0)
    return (int(tens) + last, at + 1) if 0 < last < (10 if tens < 100 else 100) else None


def _is_no_ordinal(tokens: Tokens, index: int, end: int) -> bool:
    """Tell whether an ordinal word is none: at first, a second later, "First, …"."""
    word, before, after = tokens.word(index), tokens.word(index - 1), tokens.word(end)
    if (before, word) in {("at", "first"), ("per", "second")} or after == ",":
        return True
    joined = tokens.joined(index - 1) and before == "-"
    return word == "second" and bool((_NOT_ORDINALS.fullmatch(before) or joined) and _AFTER_SECOND.fullmatch(after))


def read_time(tokens: Tokens, index: int, lexicon: Lexicon) -> Figure | None:
    """Return the time of day that begins at a token: 9 a.m., 14:30, 20 Uhr, 9 h 30; None if there is none."""
    word = tokens.word(index)
    if not word.isdecimal() or len(word) > 2 or int(word) > _HOURS:
        return None
    hour, minute, end = int(word), 0, index + 1
    pair = tokens.word(end + 1)
    if tokens.word(end) in {":", "."} and tokens.joined(index) and tokens.joined(end) and pair.isdecimal():
        if len(pair) != 2 or int(pair) >= _MINUTES or (tokens.word(end + 2) in {":", "."} and tokens.joined(end + 2)):
            return None
        minute, sign, end = int(pair), tokens.word(end), end + 2
        exact = sign == ":"
    else:
        exact = False
    half_day = lexicon.phrases("time", "am", "pm").at(tokens.words, end)
    clock = lexicon.phrases("time", "clock", "clock_pm").at(tokens.words, end)
    at = lexicon.phrases("time", "at").before(tokens.words, index)
    if half_day:
        hour = hour % 12 + (12 if half_day.value == "pm" else 0)
        end += half_day.length
    elif clock and (at or tokens.words[end : end + clock.length] == ["uhr"]):
        hour += 12 if clock.value == "clock_pm" and hour < 12 else 0
        end += clock.length
        if tokens.joined(end - 1) and tokens.word(end).isdecimal() and int(tokens.word(end)) < _MINUTES:
            minute, end = int(tokens.word(end)), end + 1
    elif not (exact and (at or len(word) == 2)) and not (
        at and lexicon.code in {"kk", "tr", "ar"} and tokens.word(index - 1) != "в"
    ):
        return None
    value = Decimal(hour * _MINUTES + minute)
    text = tokens.slice(index, end)
    return Figure(tokens.starts[index], tokens.ends[end - 1], FigureKind.TIME, "minute", value, text)


def read_score(tokens: Tokens, index: int, lexicon: Lexicon) -> Figure | None:
    """Return the score that begins at a token: 3-1, 2:0; None if the words around it do not speak of a game."""
    if tokens.word(index + 1) not in _DASHES:
        return None
    first, last = tokens.word(index), tokens.word(index + 2)
    joined = tokens.joined(index) and tokens.joined(index + 1)
    if not (first.isdecimal() and last.isdecimal() and joined):
        return None
    if max(int(first), int(last)) > _MAX_SCORE or _goes_on(tokens, index + 2):
        return None
    around = {*tokens.words[max(0, index - 6) : index], *tokens.words[index + 3 : index + 8]}
    if not around & lexicon.words("score", "words"):
        return None
    text = tokens.slice(index, index + 3)
    start, end = tokens.starts[index], tokens.ends[index + 2]
    return Figure(start, end, FigureKind.SCORE, "score", Decimal(first), text, upper=Decimal(last))


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Tell whether digits go on after a token, as in a date or a version."""
    more = tokens.word(index + 2)[:1].isdecimal()
    return tokens.joined(index) and tokens.joined(index + 1) and tokens.word(index + 1) in "-–:/." and more


def read_vague(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[Decimal, int] | None:
    """Return a vague amount at a token as the least that it stands for, and the token after it."""
    match = lexicon.vague.at(tokens.words, index)
    return (match.value, index + match.length) if match else None


def bound_of(number: Numeral) -> Bound:
    """Return the bound that a number has by itself: a dozen, une centaine."""
    return Bound.ABOUT if number.approximate else Bound.EXACT
