"""The reasons why a sentence is worth checking, with their words: figures, dates, comparisons, quotations, names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence import Figure, FigureKind
from factcheck.evidence.claims.quotations import find_quotations
from factcheck.evidence.languages.english.superlatives import NOT_SUPERLATIVES

_MAX_LISTED = 3
"""Figures or names that a reason lists; the others are only counted."""

_COMPARED = re.compile(
    r"(?i)\b(?:(?:more|less|fewer|rather|other|\w{2,}er) than(?! (?:[0-9]|half|once|twice|a |one |two |three ))"
    r"|most (?!of\b|likely\b|people\b)\w+|least (?!of\b)\w{4,}|twice|doubl(?:ed?|ing)|tripled?|half as|as \w+ as"
    r"|the (?:last|only|best|worst|(?!(?:" + "|".join(sorted(NOT_SUPERLATIVES)) + r")\b)\w{2,}est)\b"
    r"|for the first time|never before|unprecedented|record (?:high|low|number)|majority|minority"
    r"|(?:r[io]se[sn]?|increase[sd]?|grew|grown|climbed|f[ae]ll(?:en)?|decreased|declined|dropped|shrank)"
    r"(?= (?:by|to|from|in|of)\b))\b"
)
_AT_LEAST = re.compile(r"(?i)\bat (?:least|most)\b")


class ReasonKind(StrEnum):
    """What makes a sentence worth checking."""

    FIGURE = "figure"
    DATE = "date"
    COMPARISON = "comparison"
    QUOTATION = "quotation"
    REPORTED = "reported speech"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a sentence is worth checking, with its words: "figure 238"."""

    kind: ReasonKind
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        more = f" and {len(self.words) - _MAX_LISTED} more" if len(self.words) > _MAX_LISTED else ""
        plural = "s" * (len(self.words) > 1)
        return f"{self.kind}{plural} {', '.join(self.words[:_MAX_LISTED])}{more}" if self.words else str(self.kind)


def figure_reasons(figures: Iterable[Figure]) -> list[Reason]:
    """Return the reasons for figures: one for numbers and the like, one for dates."""
    figures = list(figures)
    dates = _distinct(figure.text for figure in figures if figure.kind is FigureKind.DATE)
    numbers = _distinct(figure.text for figure in figures if figure.kind is not FigureKind.DATE)
    reasons = ((ReasonKind.FIGURE, numbers), (ReasonKind.DATE, dates))
    return [Reason(kind, words) for kind, words in reasons if words]


def name_reasons(names: Iterable[str]) -> list[Reason]:
    """Return the reason for names; nothing without names."""
    words = _distinct(names)
    return [Reason(ReasonKind.NAME, words)] if words else []


def comparison_reasons(sentence: str) -> list[Reason]:
    """Return the reason for a comparison in English; the bound of a figure ("at least") is none."""
    match = _COMPARED.search(_AT_LEAST.sub(lambda bound: " " * len(bound[0]), sentence))
    return [Reason(ReasonKind.COMPARISON, (match[0],))] if match else []


def quotation_reasons(sentence: str) -> list[Reason]:
    """Return the reason for a quotation; nothing without one."""
    return [Reason(ReasonKind.QUOTATION)] if find_quotations(sentence) else []


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    lines = [" ".join(text.split()) for text in texts]
    return tuple({line.casefold(): line for line in reversed(lines)}.values())[::-1]
