"""What stands just outside a quote and turns its sense: "never", "nobody believes that", "nearly all of".

"permitted to enter" is word for word in "is never permitted to enter", and says the opposite. The words of the same
clause before and after the quote are looked at: negations, denials and doubts a few words away, hedges and bounds
directly before it. A negation in a clause of its own ("who is not from here") does not count, nor one that affirms ("no
doubt that"). The words stand in `words.toml`.
"""

from __future__ import annotations

import re

from factcheck.quotes import Span
from factcheck.quotes.negation import ENGLISH, every_language, word_lists, words_pattern

_REACH = 160
"""Code points before and after a quote that are looked at."""
_MAX_BEFORE = 8
"""Words that may stand between a negation and the quote after it."""
_MAX_SUBJECT = 4
"""Words of the longest subject before an insertion."""
_QUANTITY = re.compile(
    r"(?i)[\W_]*(?:\d|(?:all|every|half|the whole|one|two|three|a (?:hundred|thousand|dozen|third|quarter))\b)"
)
_SENTENCE_END = re.compile(r"[.!?…;:]+[\"'”’»)\]]*(?=\s|$)|\n|[。！？]")
_PAUSE = re.compile(r"[,–—()\[\]،、]| - ")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_TURNING = ("denials", "doubts")


def surroundings_warning(text: str, span: Span, language: str = "") -> str:
    """Return in words what stands just outside a span of `text` and turns its sense; "" if nothing does.

    `language` (ISO 639-1) is that of the text.
    """
    before, after = _word_before(text, span, language), _word_after(text, span[1], language)
    told = [
        f"“{before}” stands before it in its clause" if before else "",
        f"“{after}” stands after it in its clause" if after else "",
    ]
    return "; ".join(filter(None, told))


def _word_before(text: str, span: Span, language: str) -> str:
    window = text[max(0, span[0] - _REACH) : span[0]]
    clause = window[max((match.end() for match in _SENTENCE_END.finditer(window)), default=0) :]
    bound = words_pattern(("bounds",), language, r"\s+\Z").search(clause)
    if bound and (not _is_weak(bound["words"]) or _QUANTITY.match(text[slice(*span)])):
        return bound["words"]
    pieces = _PAUSE.split(clause)
    piece = _without_affirming(_clause_around_insertion(pieces))
    for match in reversed([*words_pattern(_TURNING, language).finditer(piece)]):
        between = piece[match.end() :]
        distance = len(_WORD.findall(between))
        if distance > _MAX_BEFORE or every_language("clause_openers").search(between):
            return ""
        if distance <= 1 or not every_language("relatives").search(piece[: match.start()]):
            return match[0]
    return ""


def _clause_around_insertion(pieces: list[str]) -> str:
    """Return the end of a clause, given in its pieces between commas, with what a short insertion separates from it."""
    if every_language("that").fullmatch(pieces[-1].strip()):  # "it is not true, he said, that"
        return " ".join(pieces[-3:])
    *_, subject, _, _ = ("", "", *pieces)
    subject = subject if not pieces[-1].strip() else ""  # "no one, he said, was hurt"
    return subject if 0 < len(subject.split()) <= _MAX_SUBJECT else pieces[-1]


def _word_after(text: str, end: int, language: str) -> str:
    if text[end - 1 : end] in ".!?":
        return ""
    window = text[end : end + _REACH]
    stop = _SENTENCE_END.search(window)
    pieces = _PAUSE.split(window[: stop.start()] if stop else window)
    if limit := words_pattern(("limits",), language).match(pieces[0].lstrip()):
        return limit[0]
    attribution = len(pieces) > 1 and not pieces[0].strip(" \"'”’»")  # "…, the mayor denied"
    piece = _without_affirming(pieces[1] if attribution else pieces[0])
    match = words_pattern(("denying",) if attribution else _TURNING, language).search(piece)
    if match is None:
        return ""
    between = piece[: match.start()]
    max_after = word_lists().get(language[:2].lower(), {}).get("max_after", word_lists()[ENGLISH]["max_after"])
    is_near = len(_WORD.findall(between)) <= max_after
    return match[0] if is_near and not every_language("clause_openers").search(between) else ""


def _is_weak(bound: str) -> bool:
    """Tell whether a bound is another word too unless a figure or quantity follows: "some", "über"."""
    return every_language("weak_bounds").fullmatch(bound) is not None


def _without_affirming(words: str) -> str:
    """Return words with phrases such as "no doubt" blanked out."""
    return every_language("affirming").sub(lambda match: " " * len(match[0]), words)
