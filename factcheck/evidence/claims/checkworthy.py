"""Detects check-worthy sentences in a text, and makes each a claim, with its speaker and the reasons.

Left out is what cannot be checked: headlines, captions, questions, and opinions without a figure or a quotation. A
clause that only names the speaker ("… , said Arlov") is removed if its boundaries are certain. All features are read
in English, in other languages only digits and quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence import Figure, FigureKind, Name
from factcheck.evidence.claims.quotations import MIN_WORDS, quotations
from factcheck.evidence.claims.statements import Statement, find_statements
from factcheck.evidence.languages import Language, language
from factcheck.evidence.languages.english.reported_speech import ReportedSpeech, as_statement, find_reported_speech
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


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans of the quotations of a text without their marks, in code points; single terms are none."""
    long = (each for each in quotations(text) if len(each.text.split()) >= MIN_WORDS)
    return [(each.start, each.start + len(each.text.rstrip(" ,;:"))) for each in long]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    lines = [" ".join(text.split()) for text in texts]
    return tuple({line.casefold(): line for line in reversed(lines)}.values())[::-1]


_WEIGHTS = {
    ReasonKind.FIGURE: 3.0,
    ReasonKind.DATE: 2.0,
    ReasonKind.COMPARISON: 1.5,
    ReasonKind.QUOTATION: 1.5,
    ReasonKind.REPORTED: 1.0,
    ReasonKind.NAME: 1.0,
}
_FURTHER = 0.5  # added for a second figure, date or name
_VAGUE, _UNNAMED = 1.5, 0.5  # subtracted: for a possibility, and for a pronoun as subject
_MAY_BE = re.compile(
    r"(?i)\b(?:should|ought to|must|might|could|would|perhaps|maybe|possibly|probably|arguably|seems?|appears? to"
    r"|i think|we think|i believe|we believe|in my (?:view|opinion)|hope(?:s|fully)?|let[’']s|if|unclear|of course"
    r"|one can)\b"
)
_OPINION = re.compile(
    r"(?i)\b(?:(?:good|poor|bad|great|terrible|awful|wonderful|beautiful|brilliant|shameful|sad|lovely|ugly"
    r"|unfortunate|fortunate)(?:ly)?|shame|nonsense|alas)\b"
)
_PRONOUN = re.compile(r"(?i)(?:he|she|they|it|this|that|these|those|his|her|their|its|all (?:three|of them)|both)\b")
_DIGITS = re.compile(r"(?<![^\W_])[0-9]+(?:[.,:/-][0-9]+)*(?![^\W_])")
_OPENS, _CLOSES = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that is worth checking, from `start` to `end` of its text, in code points.

    `text` is the claim made of it, `speaker` the person whose words it reports, `place` its position in words. A
    higher `score` means that it is more worth checking.
    """

    start: int
    end: int
    text: str
    speaker: str
    reasons: tuple[Reason, ...]
    score: float
    place: str

    @property
    def why(self) -> str:
        """The reasons in words: "figure 238 · reported speech"."""
        return " · ".join(map(str, self.reasons))


def proposals(text: str, code: str = "en", dated: str = "") -> list[Proposal]:
    """Return the sentences of `text` that are worth checking, in their order.

    `code` is the language, ISO 639-1; `dated` the ISO 8601 date of the text, as precise as it is known.
    """
    reader, statements = language(code), find_statements(text, code or "en")
    known_names, speaker, english = _names_within(statements, reader), "", code[:2] in {"", "en"}
    proposed = []
    for statement in statements:
        line = " ".join(statement.text.split())
        report = find_reported_speech(line) if english else None
        if english and report is None and _continues_quotation(text, statement):
            report = ReportedSpeech(speaker, as_statement(line.rstrip(_CLOSES)) if speaker else "")
        speaker = report.speaker if report else ""
        reasons = _reasons(line, report, reader, known_names, dated)
        if not _is_worth_checking(line, reasons):
            continue
        claim = line
        if report and report.statement and not (reader and reader.figures(report.clause, dated)):
            claim = report.statement  # the rest contains no figure that would have to be checked too
        score = _score(claim, reasons)
        proposed.append(
            Proposal(statement.start, statement.end, claim, speaker, tuple(reasons), score, statement.place)
        )
    return proposed


def _reasons(
    line: str, report: ReportedSpeech | None, reader: Language | None, known_names: set[str], dated: str
) -> list[Reason]:
    if reader is None:
        digits = tuple(dict.fromkeys(_DIGITS.findall(line)))
        return [*([Reason(ReasonKind.FIGURE, digits)] if digits else []), *quotation_reasons(line)]
    reasons = [*figure_reasons(reader.figures(line, dated)), *comparison_reasons(line), *quotation_reasons(line)]
    reasons += [Reason(ReasonKind.REPORTED)] if report else []
    return reasons + name_reasons(name.text for name in _true_names(line, reader.names(line), known_names))


def _is_worth_checking(line: str, reasons: Sequence[Reason]) -> bool:
    """Tell whether there is something to check: names and comparisons alone may be part of an opinion."""
    kinds = {reason.kind for reason in reasons}
    if kinds - {ReasonKind.NAME, ReasonKind.REPORTED, ReasonKind.COMPARISON}:
        return True
    vague = _MAY_BE.search(line) and ReasonKind.REPORTED not in kinds
    return bool(kinds) and not (vague or _OPINION.search(line))


def _score(text: str, reasons: Iterable[Reason]) -> float:
    score = sum(_WEIGHTS[reason.kind] + _FURTHER * (len(reason.words) > 1) for reason in reasons)
    return score - _VAGUE * bool(_MAY_BE.search(text)) - _UNNAMED * bool(_PRONOUN.match(text))


def _continues_quotation(text: str, statement: Statement) -> bool:
    """Tell whether a statement is inside a quotation that an earlier one in its paragraph may have begun."""
    before = text[text.rfind("\n", 0, statement.start) + 1 : statement.start]
    if not before.strip():
        return False
    opened = sum(map(before.count, _OPENS)) > sum(map(before.count, _CLOSES))
    return opened or statement.text[0] in _OPENS


def _true_names(line: str, names: Iterable[Name], known_names: set[str]) -> list[Name]:
    """Return the names without words that only begin the sentence: a name occurs within a sentence elsewhere."""
    return [
        name
        for name in names
        if name.start > 1 or len(name.words) > 1 or name.text.isupper() or known_names.intersection(name.words)
    ]


def _names_within(statements: Iterable[Statement], reader: Language | None) -> set[str]:
    """Return the words of the names of a text that do not begin a sentence."""
    if reader is None:
        return set()
    return {word for each in statements for name in reader.names(each.text) if name.start > 1 for word in name.words}
