"""Claims out of a text: the sentences that are worth checking, each as a claim, with its speaker and the reasons.

What states nothing that could be checked is left out: headlines and captions, questions, opinions without a figure or
a quotation. A clause that only says who said it ("… , said Arlov") is removed where it is certain where it begins.
English is read in full; of other languages only digits and quotation marks are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.evidence import Figure, FigureKind, Name
from factcheck.evidence.claims.statements import Statement, find_statements
from factcheck.evidence.languages import Language, language
from factcheck.evidence.languages.english.reported_speech import ReportedSpeech, as_statement, find_reported_speech

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


def figure_reasons(figures: Iterable[Figure]) -> list[Reason]:
    """Return the reasons that figures are: numbers and the like in one, dates in another."""
    found = list(figures)
    dates = _once(figure.text for figure in found if figure.kind is FigureKind.DATE)
    numbers = _once(figure.text for figure in found if figure.kind is not FigureKind.DATE)
    reasons = [Reason(ReasonKind.FIGURE, numbers)] if numbers else []
    return reasons + ([Reason(ReasonKind.DATE, dates)] if dates else [])


def name_reasons(names: Iterable[str]) -> list[Reason]:
    """Return the reason that names are."""
    said = _once(names)
    return [Reason(ReasonKind.NAME, said)] if said else []


def comparison_reasons(sentence: str) -> list[Reason]:
    """Return the reasons that English words are: comparisons, but for the bound of a figure."""
    match = _COMPARED.search(_AT_LEAST.sub(lambda bound: " " * len(bound[0]), sentence))
    return [Reason(ReasonKind.COMPARISON, (match[0],))] if match else []


def quotation_reasons(sentence: str) -> list[Reason]:
    """Return the reason that a quotation is."""
    return [Reason(ReasonKind.QUOTATION)] if find_quotations(sentence) else []


def find_quotations(text: str) -> list[tuple[int, int]]:
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


_WORTH = {
    ReasonKind.FIGURE: 3.0,
    ReasonKind.DATE: 2.0,
    ReasonKind.COMPARISON: 1.5,
    ReasonKind.QUOTATION: 1.5,
    ReasonKind.REPORTED: 1.0,
    ReasonKind.NAME: 1.0,
}
_FURTHER = 0.5  # for a second figure, date or name
_VAGUE, _UNNAMED = 1.5, 0.5  # taken off: what only may be, and what does not name whom it is about
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

    `text` is it as a claim, `speaker` whose words it reports, `place` where it stands, for people, and `score` how much
    speaks for it, for the order.
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

    `code` is the language, ISO 639-1; `dated` the ISO 8601 date that the text is of, as exact as known.
    """
    reader, found = language(code), find_statements(text, code or "en")
    known, speaker = _names_within(found, reader), ""
    proposed = []
    for sentence in found:
        line = " ".join(sentence.text.split())
        said = find_reported_speech(line) if reader else None
        if said is None and _goes_on_quoting(text, sentence):
            said = ReportedSpeech(speaker, as_statement(line.rstrip(_CLOSES)) if speaker else "")
        speaker = said.speaker if said else ""
        reasons = _reasons(line, said, reader, known, dated)
        if _is_worth(line, reasons):
            proposed.append(_proposal(sentence, line, said, reasons, reader, dated))
    return proposed


def _proposal(
    sentence: Statement,
    line: str,
    said: ReportedSpeech | None,
    reasons: list[Reason],
    reader: Language | None,
    dated: str,
) -> Proposal:
    text, speaker = line, said.speaker if said else ""
    if said and said.statement and not (reader and reader.figures(said.clause, dated)):
        text = said.statement  # the clause says nothing that would have to be checked with it
    return Proposal(sentence.start, sentence.end, text, speaker, tuple(reasons), _score(text, reasons), sentence.place)


def _reasons(
    line: str, said: ReportedSpeech | None, reader: Language | None, known: set[str], dated: str
) -> list[Reason]:
    if reader is None:
        digits = tuple(dict.fromkeys(_DIGITS.findall(line)))
        return [*([Reason(ReasonKind.FIGURE, digits)] if digits else []), *quotation_reasons(line)]
    figures: list[Figure] = reader.figures(line, dated)
    found = [*figure_reasons(figures), *comparison_reasons(line), *quotation_reasons(line)]
    found += [Reason(ReasonKind.REPORTED)] if said else []
    return found + name_reasons(name.text for name in true_names(line, reader.names(line), known))


def _is_worth(line: str, reasons: Sequence[Reason]) -> bool:
    """Tell whether there is something to check: names and comparisons alone may stand in an opinion."""
    kinds = {reason.kind for reason in reasons}
    if kinds - {ReasonKind.NAME, ReasonKind.REPORTED, ReasonKind.COMPARISON}:
        return True
    vague = _MAY_BE.search(line) and ReasonKind.REPORTED not in kinds
    return bool(kinds) and not (vague or _OPINION.search(line))


def _score(text: str, reasons: Iterable[Reason]) -> float:
    worth = sum(_WORTH[reason.kind] + _FURTHER * (len(reason.words) > 1) for reason in reasons)
    return worth - _VAGUE * bool(_MAY_BE.search(text)) - _UNNAMED * bool(_PRONOUN.match(text))


def _goes_on_quoting(text: str, sentence: Statement) -> bool:
    """Tell whether a sentence stands in a quotation, which one before it in its paragraph may have begun."""
    begin = text.rfind("\n", 0, sentence.start) + 1
    before = text[begin : sentence.start]
    if not before.strip():
        return False
    opened = sum(map(before.count, _OPENS)) > sum(map(before.count, _CLOSES))
    return opened or sentence.text[0] in _OPENS


# Names


def true_names(line: str, names: Iterable[Name], known: set[str]) -> list[Name]:
    """Return the names that are not just the capital with which a sentence begins: those stand elsewhere as well."""
    return [
        name
        for name in names
        if name.start > 1 or len(name.words) > 1 or name.text.isupper() or known.intersection(name.words)
    ]


def _names_within(found: Iterable[Statement], reader: Language | None) -> set[str]:
    """Return the words of the names of a text that stand within its sentences."""
    if reader is None:
        return set()
    return {word for sentence in found for name in reader.names(sentence.text) if name.start > 1 for word in name.words}
