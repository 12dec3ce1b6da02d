"""Whom "He" or "She" at the beginning of an English sentence may mean: the only person whom the text before it names.

It is looked for in the sentences before in the same paragraph, else in the paragraph before. With two persons, or none,
or where the sentence names one itself, nothing is returned, nor for "She" where the same one was "he" before. What is
returned is a suggestion, for a person to take or to leave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from factcheck.evidence.claims.names import TITLES
from factcheck.evidence.claims.units import TextUnit
from factcheck.evidence.languages import Language
from factcheck.evidence.languages.english.bodies import BODIES

_HE = re.compile(
    r"(?:(?:But|And|Yet|So|Or|However,|Still,|Also,|Then,|Instead,|Meanwhile,) )?"
    r"(?P<pronoun>[Hh]e|[Ss]he|[Hh]is|[Hh]er)\s"
)
_POSSESSIVE, _FEMALE = {"his", "her"}, {"she", "her"}
_PLACING = re.compile(
    r"(?i)(?:\b(?:in|at|near|through|across|outside|around|into)"
    r"|\b(?:mayor|town|city|port|village|district|region|province|people|residents|coast|capital|streets?) of)\s$"
)
"""What stands before the name of a place."""
_NO_PERSON = re.compile(
    rf"(?i)\b(?:{BODIES}|street|road|river|bridge|city|port|lake|mount|island|isles?|sea|bay|valley|park|square|north|south|"
    r"east|west|new|san|santa|saint|st|united|national|international|association|institute|group|times|post|herald|courier|"
    r"news|inc|ltd|corp|gmbh|ag|act|treaty|war|day|christmas|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_LONGEST_NAME = 4  # words


class Antecedents:
    """The persons of one text, by the sentences that name them."""

    def __init__(self, text: str, units: Sequence[TextUnit], reader: Language) -> None:
        """Read the names of `text`, whose sentences are `units`."""
        self._text, self._reader = text, reader
        self._found: dict[int, str] = {}
        self._read(units)

    def replaced(self, start: int, claim: str) -> tuple[str, str]:
        """Return the person whom the pronoun at the beginning of a claim may mean, and the claim with the name.

        `start` is where its sentence begins in the text. Both are "" if that is not certain.
        """
        person, match = self._found.get(start, ""), _HE.match(claim)
        if not person or match is None:
            return "", ""
        is_owner = match["pronoun"].lower() in _POSSESSIVE
        return person, f"{person}{'’s' * is_owner} {claim[match.end() :]}"

    def _read(self, units: Sequence[TextUnit]) -> None:
        named = {unit.start: self._names(unit) for unit in units}
        places = {name for found in named.values() for name, is_place in found if is_place}
        before: list[str] = []
        sexes: dict[str, bool] = {}
        for _, paragraph in groupby(units, key=lambda unit: unit.place.rpartition(",")[0]):
            here: list[str] = []
            for unit in paragraph:
                own = [name for name, _ in named[unit.start] if name not in places]
                people, match = _distinct(here) or _distinct(before), _HE.match(unit.words(self._text))
                if match and len(people) == 1 and not own:
                    is_woman = match["pronoun"].lower() in _FEMALE
                    if sexes.setdefault(people[0], is_woman) is is_woman:
                        self._found[unit.start] = people[0]
                here += own
            before = here

    def _names(self, unit: TextUnit) -> list[tuple[str, bool]]:
        """Return the names of a sentence that may be those of persons, each with whether it stands as a place."""
        if unit.kind in TITLES:
            return []
        words, found = self._text[unit.begin : unit.end], list[tuple[str, bool]]()
        for name in self._reader.names(words):
            count = len(name.text.split())
            if count <= _LONGEST_NAME and not _NO_PERSON.search(name.text) and not any(map(str.isdigit, name.text)):
                text = " ".join(name.text.split()).removesuffix("’s").removesuffix("'s")
                found.append((text, _PLACING.search(words[: name.start]) is not None or text.isupper()))
        return found


def _distinct(names: Sequence[str]) -> list[str]:
    """Return the persons with a full name; a last name alone is that of the full one, another single word is unknown.

    Two entries mean that it is not certain who is meant.
    """
    full = list(dict.fromkeys(name for name in names if " " in name))
    single = {name for name in names if " " not in name}
    strangers = [name for name in single if not any(name in each.split() for each in full)]
    merged = [name for name in full if not any(name != other and name in other for other in full)]
    return [*merged, *strangers] if merged else []
