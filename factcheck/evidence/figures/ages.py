"""Ages of people: 65 years old, aged 65, an 18-year-old, turned 80, was 65 when he died."""

from __future__ import annotations

from factcheck.evidence.figures.numerals import Numeral
from factcheck.evidence.figures.scan import Tokens
from factcheck.evidence.languages.lexicon import Lexicon

_OLDEST = 130
_BARE = 120  # a number that no word calls an age is below this
_REACH = 6  # tokens after a number in which "years old" may stand


def is_age(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether the words around a number say that it is an age."""
    if number.value > _OLDEST or number.scaled:
        return False
    at = number.end
    while tokens.word(at) in {"-", "'", "’", "‑"} and tokens.joined(at - 1):
        at += 1
    following = [word for word in tokens.words[at : at + _REACH] if word != "-"]
    if lexicon.phrases("age", "after").at(following, 0):
        return True
    if number.value < _BARE and _is_bare_age(tokens, number, lexicon):
        return True
    before = lexicon.phrases("age", "before")
    if not (before.before(tokens.words, number.start) or before.before(tokens.words, number.start - 1)):
        return False
    needs_unit = bool(lexicon.text("age", "unit")) and lexicon.code != "es"
    return not needs_unit or lexicon.phrases("age", "unit").at(tokens.words, at) is not None


def _is_bare_age(tokens: Tokens, number: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether a number without a word for years is an age: was 65 when he died, turned 80."""
    if lexicon.phrases("age", "turned").before(tokens.words, number.start):
        return True
    when = lexicon.phrases("age", "when").at(tokens.words, number.end)
    return bool(when and lexicon.phrases("age", "verbs").before(tokens.words, number.start))
