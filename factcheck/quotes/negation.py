"""Words that change the meaning of a statement if they are left out: negations, denials, and qualifications.

Another language is a line in both tables, by its ISO 639-1 code. English words are looked for in every text, since the
language of a source may be unknown.
"""

from __future__ import annotations

import re
from functools import cache

_ENGLISH_NEGATION = r"not|no|never|nor|none|nobody|nothing|neither|without|cannot|\w+n['’]t|denied|denies|deny"
_DENIALS = {
    "en": rf"{_ENGLISH_NEGATION}|nowhere|denying|refus\w+|reject\w+|refut\w+|fail(?:s|ed)? to|false(?:ly)?|untrue",
    "de": r"nicht|kein\w*|nie|niemals|nichts|niemand|weder|ohne|bestreite\w*",
    "fr": r"ne|n['’]\w+|pas|jamais|rien|aucune?|sans|ni|démen\w+|nie|nié",
    "es": r"no|nunca|jamás|nada|nadie|ningun\w*|ningún|sin|ni|tampoco|neg[óa]\w*",
    "ru": r"не|нет|ни|никогда|никто|ничего|без|отриц\w+|опроверг\w*",
}
"""Negations and denials."""
_QUALIFICATIONS = {
    "en": "unless|except|hardly|scarcely|barely|but|however|although|though|despite|if|allegedly|alleged|reportedly",
    "de": "aber|jedoch|obwohl|falls|wenn|angeblich",
    "fr": "mais|cependant|toutefois|si",
    "es": "pero|aunque|si",
    "ru": "но|однако|хотя|если|якобы",
}
"""Words that restrict a statement, or say that it is not certain."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    codes = dict.fromkeys(("en", language))
    words = (table[code] for code in codes if code in _DENIALS for table in (_DENIALS, _QUALIFICATIONS))
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(words)})(?!\w)")


def sense_changing_words(text: str, language: str = "") -> list[str]:
    """Return the negations, denials and qualifications in a text, each spelling once, in their order."""
    return list(dict.fromkeys(match[0] for match in _pattern(language.lower()[:2]).finditer(text)))


def denies(word: str) -> bool:
    """Tell whether a word that `sense_changing_words` returned is a negation or denial in any of the languages."""
    return re.fullmatch(rf"(?i)(?:{'|'.join(_DENIALS.values())})", word) is not None


def negates(word: str) -> bool:
    """Tell whether an English word is a negation."""
    return re.fullmatch(f"(?i)(?:{_ENGLISH_NEGATION})", word) is not None
