"""Names of a claim in another language than English of which no near source has a word, in any form of it.

A word that begins a sentence, and in German any word with a capital, may be no name. There a word is marked only if the
next to it is known, and the sources have another name there: "Marta Brandis", where they have Eva Brandis; or if they
have another place behind the same preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.evidence.languages.english.names import fold
from factcheck.evidence.languages.names import Part, find_names, is_form
from factcheck.evidence.languages.word_classes import name_words
from factcheck.evidence.marks import ClaimWords, NearSource
from factcheck.evidence.marks.spelling import is_spelled_alike
from factcheck.evidence.search.tokens import base_language

_PIECE = re.compile(r"[^\W\d_]+")
_PLACED = re.compile(r"(?<!\w)(?P<at>in|aus|nach|bei)\s(?P<place>[A-ZÄÖÜ][^\W\d_]{3,})(?!\w)(?!\s[A-ZÄÖÜ])")
_SIDE = 40  # code points beside a place in which a stem is shared
_COVERED = 0.5  # share of the stems of the claim that a passage with another place has


def absent_parts(words: ClaimWords, sources: Sequence[NearSource]) -> Iterator[Sequence[Part]]:
    """Yield the words of the names of a claim that none of the sources has, name by name."""
    code = base_language(words.claim.language)
    for name in find_names(words.text, code):
        unknown = {part for part in name if not _is_known(part.text, sources, code)}
        marked = [
            part for at, part in enumerate(name) if part in unknown and _is_sure(name, at, unknown, sources, code)
        ]
        if marked:
            yield marked
    if code == "de":
        yield from _places(words, sources)


def _is_sure(name: Sequence[Part], at: int, unknown: set[Part], sources: Sequence[NearSource], code: str) -> bool:
    """Tell whether an unknown word is a name for sure, and not only a word with a capital."""
    part, following = name[at], name[at + 1] if at + 1 < len(name) else None
    if part.opens or (code == "de" and following is not None):
        if part.opens and part.text.lower() not in name_words(code).given:
            return False
        return following is not None and following not in unknown and _has_other(following, sources, code)
    if code != "de":
        return True
    return len(unknown) < len(name) and not _is_genitive(name[at - 1], sources)


def _is_genitive(part: Part, sources: Sequence[NearSource]) -> bool:
    """Tell whether a German name is the genitive before a noun: Arlovs Vorgängerin."""
    plain = fold(part.text)
    return plain.endswith("s") and not any(plain in source.facts.words for source in sources)


def _has_other(part: Part, sources: Sequence[NearSource], code: str) -> bool:
    """Tell whether the passages have another name before this one."""
    plain = fold(part.text)
    texts = (f"{each.before} {each.text} {each.after}" for source in sources for each in source.passages)
    return any(
        is_form(plain, fold(other.text), code) and not name[at - 1].opens
        for text in texts
        for name in find_names(text, code)
        for at, other in enumerate(name)
        if at
    )


def _is_known(word: str, sources: Sequence[NearSource], code: str) -> bool:
    """Tell whether the sources have all pieces of a word in some form or spelling."""
    return all(_has(fold(piece), sources, code) for piece in _PIECE.findall(word) if len(piece) > 1)


def _has(word: str, sources: Sequence[NearSource], code: str) -> bool:
    return any(
        word in source.facts.words
        or word in source.facts.initials
        or any(is_form(word, other, code) for other in source.facts.beginning_like(word))
        or is_spelled_alike(word, source.facts)
        for source in sources
    )


def _places(words: ClaimWords, sources: Sequence[NearSource]) -> Iterator[Sequence[Part]]:
    """Yield the German places in no source for which a passage about the same has another behind the preposition."""
    for match in _PLACED.finditer(words.text):
        part = Part(*match.span("place"), match["place"], opens=False)
        if _is_known(part.text, sources, "de"):
            continue
        beside = _beside(words, words.text, match)
        passages = (passage.text for source in sources for passage in source.passages)
        if any(
            other["at"] == match["at"] and beside & _beside(words, text, other)
            for text in passages
            if len(words.stems.intersection(words.tokenizer.terms(text))) >= _COVERED * len(words.stems)
            for other in _PLACED.finditer(text)
        ):
            yield [part]


def _beside(words: ClaimWords, text: str, match: re.Match[str]) -> set[str]:
    before, after = text[max(0, match.start() - _SIDE) : match.start()], text[match.end() : match.end() + _SIDE]
    return {*words.tokenizer.terms(before)[-2:], *words.tokenizer.terms(after)[:2]}
