"""The clauses of a compound English sentence, each as a sentence of its own, where the cut is certain.

A sentence is cut at ";" and at ", and", ", but", ", while" and the like before a subject with a finite verb, if there
is a finite verb on the left; at ", one of which"; and at "and" or "but" before a past form or "was", which takes over
the subject. It is not cut in a condition, behind a colon, within quotation marks, or after "both" and "between".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from factcheck.evidence.languages.english.finite import FINITE, PAST

_PRONOUN = "he|she|it|they|we|I|you|this|that|these|those|there|nobody|none|some|many|most|others|both|all"
_DETERMINER = (
    "the|an?|its|his|her|their|our|my|this|that|these|those|no|some|many|most|several|two|three|four|five|six|seven|eight|"
    r"nine|ten|another|each|every|more than|at least|\d[\d.,]*"
)
TITLED = r"[A-Z][\w’'.-]*(?: (?:(?:of|de|van|von|al|the) )*[A-Z][\w’'.-]*){0,4}"
"""Words with capitals, of which small ones stand between: "Duke of the Netherlands"."""
_ADVERB = r"(?:(?:also|never|now|then|later|still|only|\w{3,}ly) )?"
_SUBJECT = rf"(?:(?:{_PRONOUN})|(?:{_DETERMINER})(?: [\w’'%-]+){{1,5}}?|{TITLED}(?:’s|'s)?(?: [\w’'-]+){{0,3}}?)"
_CUT = re.compile(
    rf";\s+(?=\w)|,\s+(?:and|but|while|whereas|yet|so)\s+(?={_SUBJECT} {_ADVERB}(?:{FINITE})\b)"
    r"|,\s+(?=(?:one|two|three|some|many|most|all|none|both|each) of (?:which|whom)\b[^,;]+$)"
)
_SHARED = re.compile(
    rf",?\s+(?:and|but)\s+(?={_ADVERB}(?P<auxiliary>was|is|has|had|were|are|have|will)?(?(auxiliary)|{PAST})\b"
    r"(?!\s*,|\s+(?:and|or)\b))"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being|has|have|had)\b")
_FINITE = re.compile(rf"\b(?:{FINITE})\b")
_SURE_FINITE = re.compile(rf"\b(?:is|are|was|were|has|have|had|will|{PAST})\b")
_CONDITION = re.compile(
    r"(?i)^(?:if|when|although|though|while|because|since|unless|after|before|as|even|once)\b|\b(?:if|unless|whether)\b"
)
_PAIRED = re.compile(r"(?i)\b(?:between|both|neither|either)\b")
_OPENS, _CLOSES = "“«„(", "”»)"
_LONGEST_SUBJECT = 8
_LEAST_WORDS = 3


class Clause(NamedTuple):
    """A clause from `start` to `end` of a sentence, and its `text` as a sentence of its own."""

    start: int
    end: int
    text: str


def clauses(sentence: str) -> list[Clause]:
    """Return the clauses of a sentence on one line, if it has several; else nothing."""
    spans: list[tuple[int, int, str]] = []
    begin, subject = 0, ""
    for match in sorted([*_CUT.finditer(sentence), *_SHARED.finditer(sentence)], key=lambda found: found.start()):
        left = sentence[begin : match.start()]
        if match.start() < begin or not _may_cut(sentence, left, match):
            continue
        taken = _shared_subject(subject, left, match) if match.re is _SHARED else ""
        if match.re is _SHARED and not taken:
            continue
        spans.append((begin, match.start(), subject))
        begin, subject = match.end(), taken
    spans.append((begin, len(sentence), subject))
    return [Clause(start, end, _with_subject(taken, sentence[start:end])) for start, end, taken in spans][
        : len(spans) * (len(spans) > 1)
    ]


def _may_cut(sentence: str, left: str, match: re.Match[str]) -> bool:
    before, right = sentence[: match.start()], sentence[match.end() :]
    balanced = sum(map(before.count, _OPENS)) == sum(map(before.count, _CLOSES)) and before.count('"') % 2 == 0
    if not balanced or ":" in before or _CONDITION.search(left) or _PAIRED.search(left):
        return False
    return bool(_FINITE.search(left)) and min(len(left.split()), len(right.split())) >= _LEAST_WORDS


def _shared_subject(before: str, left: str, match: re.Match[str]) -> str:
    """Return the subject of the clause on the left, "" if it is not certain: what stands before its first verb.

    `before` is the subject that clause itself took over. A form in -ed may also go on with a passive: "was named and
    shamed".
    """
    if not match["auxiliary"] and _PASSIVE.search(left):
        return ""
    if before:
        return before
    verb = _SURE_FINITE.search(left)
    words = left[: verb.start()].strip() if verb else ""
    words = re.sub(r"\s+(?:also|never|now|then|later|still|only|\w{3,}ly)$", "", words)
    simple = words and "," not in words and len(words.split()) <= _LONGEST_SUBJECT
    return words if simple and re.fullmatch(rf"(?i:{_PRONOUN})|(?i:{_DETERMINER}) .+|{TITLED}.*", words) else ""


def as_sentence(words: str) -> str:
    """Return words with a capital at the beginning, and a full stop if nothing else ends them."""
    ended = words[-1:] in ".!?…" or words[-2:-1] in set(".!?…")
    return f"{words[:1].upper()}{words[1:]}{'' if ended else '.'}"


def _with_subject(subject: str, clause: str) -> str:
    words = " ".join(f"{subject} {clause}".split()).rstrip(",;")
    words = re.sub(r"^(one|two|three|some|many|most|all|none|both|each) of (?:which|whom)\b", r"\1 of them", words)
    return as_sentence(words)
