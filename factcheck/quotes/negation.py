"""Words that turn the sense of what they stand in, by language: negations, denials, and what takes back.

Open for more languages: a new one is a line in `TURNS`, under its ISO 639-1 code. English is looked for in every text,
so that a source of unknown language is not left without.
"""

from __future__ import annotations

import re
from functools import lru_cache

ALWAYS = "en"
TURNS = {
    "en": r"not|no|never|nor|none|nobody|nothing|nowhere|neither|without|cannot|\w+n['’]t|den(?:y|ies|ied|ying)"
    r"|refus\w+|reject\w+|refut\w+|fail(?:s|ed)? to|false(?:ly)?|untrue|unless|except|hardly|scarcely|barely"
    r"|but|however|although|though|despite|if|allegedly|alleged|reportedly",
    "de": r"nicht|kein\w*|nie|niemals|nichts|niemand|weder|ohne|aber|jedoch|obwohl|falls|wenn|angeblich|bestreite\w*",
    "fr": r"ne|n['’]\w+|pas|jamais|rien|aucune?|sans|ni|mais|cependant|toutefois|si|démen\w+|nie|nié",
    "es": r"no|nunca|jamás|nada|nadie|ningun\w*|ningún|sin|ni|tampoco|pero|aunque|si|neg[óa]\w*",
    "ru": r"не|нет|ни|никогда|никто|ничего|без|но|однако|хотя|если|якобы|отриц\w+|опроверг\w*",
}
_NEGATION = re.compile(
    r"(?i)(?:not|no|never|nor|none|nobody|nothing|neither|without|cannot|\w+n['’]t|denied|denies|deny)"
)


@lru_cache
def _turns(language: str) -> re.Pattern[str]:
    known = dict.fromkeys((ALWAYS, language.lower()[:2]))
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(TURNS[code] for code in known if code in TURNS)})(?!\w)")


def sense_changing_words(text: str, language: str = "") -> list[str]:
    """Return the words of a text that turn its sense, each once, in their order."""
    return list(dict.fromkeys(match[0] for match in _turns(language).finditer(text)))


_DENIALS = {
    "en": rf"(?:{_NEGATION.pattern.removeprefix('(?i)')}|nowhere|den(?:y|ies|ied|ying)|refus\w+|reject\w+|refut\w+"
    r"|fail(?:s|ed)? to|false(?:ly)?|untrue)",
    "de": r"nicht|kein\w*|nie|niemals|nichts|niemand|weder|ohne|bestreite\w*",
    "fr": r"ne|n['’]\w+|pas|jamais|rien|aucune?|sans|ni|démen\w+|nie|nié",
    "es": r"no|nunca|jamás|nada|nadie|ningun\w*|ningún|sin|ni|tampoco|neg[óa]\w*",
    "ru": r"не|нет|ни|никогда|никто|ничего|без|отриц\w+|опроверг\w*",
}
_DENIAL = re.compile(rf"(?i)(?:{'|'.join(_DENIALS.values())})")


def denies(turn: str) -> bool:
    """Tell whether a word that `turns_in` found negates or denies, in any of the languages; "but" and "if" do not."""
    return _DENIAL.fullmatch(turn) is not None


def negates(word: str) -> bool:
    """Tell whether an English word negates."""
    return _NEGATION.fullmatch(word) is not None
