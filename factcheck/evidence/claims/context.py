"""What a sentence needs from the text around it: dates, and words that point back.

Relative dates are written out with the date of the text, in English; "But" and "And" at the beginning are left out;
"He", "One of these" and what else points back are named, to be filled in by a person.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from factcheck.evidence.languages.english.deictic import relative_dates_in
from factcheck.evidence.languages.prose.pointing import pointing_in

_CONNECTIVE = re.compile(
    r"(?:But|And|Yet|So|Or|However,|Still,|Also,|Then,|Instead,|Meanwhile,|Moreover,|Therefore,)\s+(?=\w)"
)
_PEOPLE = {"he", "she", "they", "his", "her", "their", "both"}
_POINTING = re.compile(
    r"(?:One|Two|Three|Some|Many|Most|Several|Both|None|All|Each|Neither) of (?:these|those|them|which)\b"
    r"|(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|Both|The latter|The former|Another|Others|There)\b"
)
_EMPTY_IT = re.compile(
    r"(?:It (?:is|was|has been|will be|seems|appears) (?:\w+ )?(?:that|to|who|which)\b|It (?:rained|snowed)|"
    r"There (?:is|are|was|were|has|have|had|will)\b|This (?:year|month|week)\b|These days\b)"
)
"""Where "it", "there" and "this" point to nothing."""


class InContext(NamedTuple):
    """A claim as it can be understood alone, as far as that is certain, and what is to be known besides."""

    text: str
    needs: tuple[str, ...]


def in_context(claim: str, dated: str = "", *, quoted: bool = False, who: str = "") -> InContext:
    """Return a claim with its dates written out; `dated` is the ISO 8601 date of the text, "" if it is not known.

    What is `quoted` was said at another time, and stays as it is. `who` is the person whom "he" means at its beginning.
    """
    needs, text = [], claim
    if not quoted and (opening := _CONNECTIVE.match(text)):
        text = text[opening.end() :]
        text = text[:1].upper() + text[1:]
    if (pointing := _POINTING.match(text)) and not _EMPTY_IT.match(text):
        ask = "who" if pointing[0].lower() in _PEOPLE else "what"
        needs.append(f"{pointing[0]}: {who}" if who else f"{ask} is “{pointing[0]}”?")
    for found in reversed(list(relative_dates_in(text, "" if quoted else dated))):
        if found.date and found.certain:
            text = f"{text[: found.end]} ({found.date}){text[found.end :]}"
        else:
            needs.append(f"{found.phrase}: {found.date}?" if found.date else f"when is “{found.phrase}”?")
    return InContext(text, tuple(needs))


def in_context_of(code: str, claim: str, *, quoted: bool = False, who: str = "") -> InContext:
    """Return a claim in another language than English as `in_context` does; its dates are left as they are."""
    words = pointing_in(code)
    if words is None:
        return InContext(claim, ())
    if not quoted and (opening := words.connective.match(claim)):
        claim = claim[opening.end() :]
        claim = claim[:1].upper() + claim[1:]
    pointing = words.people.match(claim) or words.things.match(claim)
    if pointing is None or words.nothing.match(claim):
        return InContext(claim, ())
    ask = "who" if pointing.re is words.people else "what"
    return InContext(claim, (f"{pointing[0]}: {who}" if who else f"{ask} is “{pointing[0]}”?",))
