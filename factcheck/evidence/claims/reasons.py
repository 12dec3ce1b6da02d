"""Why a sentence is worth checking, in words: its figures, names and quotations, what it compares, whom it reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence import Figure, FigureKind

_NAMED = 3
"""Figures or names that are named in a reason; of more the number is told."""

_NO_GRADES = (
    "arrest|protest|interest|request|west|unrest|forest|rest|test|guest|harvest|quest|latest|chest|nest|manifest|priest"
    "|digest|tempest|conquest|behest|inquest|contest|detest|suggest|crest|vest|pest|east|feast|least|coast|invest"
)
_COMPARED = re.compile(
    r"(?i)\b(?:(?:more|less|fewer|rather|other|\w{2,}er) than(?! (?:[0-9]|half|once|twice|a |one |two |three ))"
    r"|most (?!of\b|likely\b|people\b)\w+|least (?!of\b)\w{4,}|twice|doubl(?:ed?|ing)|tripled?|half as|as \w+ as"
    r"|the (?:last|only|best|worst|(?!(?:" + _NO_GRADES + r")\b)\w{2,}est)\b"
    r"|for the first time|never before|unprecedented|record (?:high|low|number)|majority|minority"
    r"|(?:r[io]se[sn]?|increase[sd]?|grew|grown|climbed|f[ae]ll(?:en)?|decreased|declined|dropped|shrank)"
    r"(?= (?:by|to|from|in|of)\b))\b"
)
_AT_LEAST = re.compile(r"(?i)\bat (?:least|most)\b")
_QUOTATION = re.compile(r"[“«„]([^“”«»„]{2,})[”»“]|(?<!\w)\"([^\"]{2,})\"(?!\w)")
_QUOTED_WORDS = 3
"""Words from which on something in quotation marks is a quotation, and no term."""


class ReasonKind(StrEnum):
    """What a sentence has that can be checked."""

    FIGURE = "figure"
    DATE = "date"
    COMPARISON = "comparison"
    QUOTATION = "quotation"
    REPORTED = "reported speech"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a sentence is worth checking, with the words that it is about: "figure 238"."""

    kind: ReasonKind
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        more = f" and {len(self.words) - _NAMED} more" if len(self.words) > _NAMED else ""
        plural = "s" * (len(self.words) > 1)
        return f"{self.kind}{plural} {', '.join(self.words[:_NAMED])}{more}" if self.words else str(self.kind)


def of_figures(figures: Iterable[Figure]) -> list[Reason]:
    """Return the reasons that figures are: numbers and the like in one, dates in another."""
    found = list(figures)
    dates = _once(figure.text for figure in found if figure.kind is FigureKind.DATE)
    numbers = _once(figure.text for figure in found if figure.kind is not FigureKind.DATE)
    reasons = [Reason(ReasonKind.FIGURE, numbers)] if numbers else []
    return reasons + ([Reason(ReasonKind.DATE, dates)] if dates else [])


def of_names(names: Iterable[str]) -> list[Reason]:
    """Return the reason that names are."""
    said = _once(names)
    return [Reason(ReasonKind.NAME, said)] if said else []


def of_words(sentence: str) -> list[Reason]:
    """Return the reasons that English words are: comparisons, but for the bound of a figure."""
    match = _COMPARED.search(_AT_LEAST.sub(lambda bound: " " * len(bound[0]), sentence))
    return [Reason(ReasonKind.COMPARISON, (match[0],))] if match else []


def of_quotations(sentence: str) -> list[Reason]:
    """Return the reason that a quotation is."""
    return [Reason(ReasonKind.QUOTATION)] if quotations(sentence) else []


def quotations(text: str) -> list[tuple[int, int]]:
    """Return where the quotations of a text stand, without their marks, in code points; single terms are none."""
    found = []
    for match in _QUOTATION.finditer(text):
        group = 1 if match[1] is not None else 2
        if len(match[group].split()) >= _QUOTED_WORDS:
            found.append((match.start(group), match.start(group) + len(match[group].rstrip(" ,;:"))))
    return found


def _once(words: Iterable[str]) -> tuple[str, ...]:
    lines = [" ".join(said.split()) for said in words]
    return tuple({line.casefold(): line for line in reversed(lines)}.values())[::-1]
