"""Makes claims of the sentences of a text: all that state something, with speaker, reasons and score.

What is not judged checkable is left out and counted by coverage: headlines, captions, questions, opinions. A clause
that only names the speaker ("… , said Arlov") is removed if its boundaries are certain. Speakers and most reasons are
found in English, in other languages only digits and quotation marks. The score puts the proposals in order and removes
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.evidence.claims.features import explanation, worthiness
from factcheck.evidence.claims.kinds import UnitKind
from factcheck.evidence.claims.names import true_names, words_within
from factcheck.evidence.claims.reasons import (
    Reason,
    ReasonKind,
    comparison_reasons,
    figure_reasons,
    name_reasons,
    quotation_reasons,
)
from factcheck.evidence.claims.units import Unit, units
from factcheck.evidence.languages import Language, language
from factcheck.evidence.languages.english.reported_speech import ReportedSpeech, as_statement, find_reported_speech
from factcheck.text import folded

_DIGITS = re.compile(r"(?<![^\W_])[0-9]+(?:[.,:/-][0-9]+)*(?![^\W_])")
_CLOSES = "”»"
_LONGEST = 1_000
"""Code points of the longest sentence that is proposed."""
_FIGURE, _QUOTED = 3.0, 1.5
"""What a figure and a quotation count for in languages whose features are not known."""
_TELLING = {
    "accusation",
    "cause",
    "all, only, first or never",
    "only a prediction",
    "only a wish",
    "belief",
    "judgement",
    "thanks",
}
"""Features that are named beside other reasons; the others only if there are none."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that may become a claim, from `start` to `end` of its text, in code points.

    `text` is the claim made of it, `speaker` the person whose words it reports, `place` its position in words. A
    higher `score` means that it is more worth checking; `features` are the names of what weighs most in it.
    """

    start: int
    end: int
    text: str
    speaker: str
    reasons: tuple[Reason, ...]
    score: float
    place: str
    features: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reasons in words: "figure 238 · reported speech"."""
        further = (name for name in self.features if name in _TELLING or not self.reasons)
        return " · ".join((*map(str, self.reasons), *further))


def proposals(text: str, code: str = "en", dated: str = "", found: Sequence[Unit] | None = None) -> list[Proposal]:
    """Return the sentences of `text` that state something as claims, in their order, each wording once.

    `code` is the language, ISO 639-1; `dated` the ISO 8601 date of the text, as precise as it is known; `found` are its
    units, if they are known.
    """
    reader, english = language(code), code[:2] in {"", "en"}
    all_units = units(text, code) if found is None else found
    known_names, speaker, seen = words_within(text, all_units, reader), "", set[str]()
    proposed = []
    for unit in all_units:
        line = unit.words(text)
        report = find_reported_speech(line) if english else None
        if english and report is None and (unit.opens or unit.kind is UnitKind.QUOTATION):
            report = ReportedSpeech(speaker, as_statement(line.rstrip(_CLOSES)) if speaker else "")
        speaker = report.speaker if report else ""
        wording = " ".join(folded(line).split())
        if not unit.kind.checkable or wording in seen or len(line) > _LONGEST:
            continue
        seen.add(wording)
        reasons = _reasons(line, report, reader, known_names, dated)
        claim = line
        if report and report.statement and not (reader and reader.figures(report.clause, dated)):
            claim = report.statement  # the rest contains no figure that would have to be checked too
        proposed.append(
            Proposal(
                unit.start,
                unit.end,
                claim,
                speaker,
                tuple(reasons),
                worthiness(line) if english else _score(reasons),
                unit.place,
                explanation(line) if english else (),
            )
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
    return reasons + name_reasons(name.text for name in true_names(reader.names(line), known_names))


def _score(reasons: Iterable[Reason]) -> float:
    """Return how much a sentence in another language than English is worth checking."""
    weights = {ReasonKind.FIGURE: _FIGURE, ReasonKind.DATE: _FIGURE, ReasonKind.QUOTATION: _QUOTED}
    return sum(weights.get(reason.kind, 0.0) for reason in reasons)
