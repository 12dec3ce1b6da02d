"""Makes claims of the sentences of a text: all that state something, with speaker, reasons and score.

What is not judged checkable is left out and counted by coverage: headlines, captions, questions, opinions. A clause
that only names the speaker ("… , said Arlov") is removed if its boundaries are certain. Speakers and clauses are found
in English and in the languages with a data file of prose, most reasons in English only. The score puts the proposals in
order and removes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.evidence.claims.context import InContext, in_context, in_context_of
from factcheck.evidence.claims.features import explanation, worthiness
from factcheck.evidence.claims.kinds import UnitKind
from factcheck.evidence.claims.names import true_names, words_within
from factcheck.evidence.claims.pronouns import Antecedents
from factcheck.evidence.claims.reasons import (
    Reason,
    ReasonKind,
    comparison_reasons,
    figure_reasons,
    name_reasons,
    quotation_reasons,
)
from factcheck.evidence.claims.speakers import Attribution, attributions
from factcheck.evidence.claims.units import TextUnit, units
from factcheck.evidence.languages import language
from factcheck.evidence.languages.english.clauses import Clause, clauses
from factcheck.evidence.languages.english.reported_speech import ReportedSpeech
from factcheck.evidence.languages.prose.clauses import clauses_in
from factcheck.text import folded

_DIGITS = re.compile(r"(?<![^\W_])[0-9]+(?:[.,:/-][0-9]+)*(?![^\W_])")
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

    `said` is the claim that what it reports is true, `saying` the one that it was said; without reported speech they
    are the same. `doubted` tells that the saying is proposed: after "denied", "claimed". `speaker` is the person whose
    words it reports, `place` its position in words. A higher `score` means that it is more worth checking; `features`
    are the names of what weighs most in it. `context` tells what is to be known to understand it: "she: Lowe or Moss?".
    `resolved` is the claim with the name of the person whom "he" at its beginning may mean: a suggestion, "" without
    one. A clause of a sentence that is proposed as well is `part_of` it: that is its number, counted from 1.
    """

    start: int
    end: int
    said: str
    saying: str
    speaker: str
    reasons: tuple[Reason, ...]
    score: float
    place: str
    features: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    doubted: bool = False
    part_of: int = 0
    resolved: str = ""

    @property
    def text(self) -> str:
        """The claim that is proposed: what is said, or the saying if that is doubted."""
        return self.saying if self.doubted else self.said

    @property
    def why(self) -> str:
        """The reasons in words: "figure 238 · reported speech"."""
        further = (name for name in self.features if name in _TELLING or not self.reasons)
        return " · ".join((*map(str, self.reasons), *further))


def proposals(text: str, code: str = "en", dated: str = "", found: Sequence[TextUnit] | None = None) -> list[Proposal]:
    """Return the sentences of `text` that state something as claims, in their order, each wording once.

    Each compound sentence is followed by its clauses. `code` is the language, ISO 639-1; `dated` the ISO 8601 date of
    the text, as precise as it is known; `found` are its units, if they are known.
    """
    all_units = units(text, code) if found is None else found
    proposer = _Proposer(text, code, dated, all_units)
    seen, proposed = set[str](), list[Proposal]()
    for unit, attribution in zip(all_units, proposer.attributions(all_units), strict=True):
        line = unit.words(text)
        wording = " ".join(folded(line).split())
        if unit.kind.checkable and wording not in seen and len(line) <= _LONGEST:
            seen.add(wording)
            proposed += proposer.claims(unit, attribution, len(proposed) + 1)
    return proposed


class _Proposer:
    """Makes claims of the sentences of one text."""

    def __init__(self, text: str, code: str, dated: str, all_units: Sequence[TextUnit]) -> None:
        self._text, self._dated, self._code = text, dated, code or "en"
        self._reader, self._english = language(code), code[:2] in {"", "en"}
        self._antecedents = Antecedents(text, all_units, self._reader) if self._reader and self._english else None
        self._known_names = words_within(text, all_units, self._reader.names) if self._reader else set[str]()

    def attributions(self, all_units: Sequence[TextUnit]) -> Sequence[Attribution]:
        """Return who says each sentence."""
        return attributions(self._text, all_units, self._reader, self._code)

    def _clauses(self, sentence: str) -> list[Clause]:
        if self._english:
            return clauses(sentence)
        joined = clauses_in(self._code)
        return joined.find(sentence) if joined else []

    def claims(self, unit: TextUnit, attribution: Attribution, number: int) -> Iterator[Proposal]:
        """Yield a sentence as a claim, which is the proposal with this number, and then its clauses."""
        line, report = unit.words(self._text), attribution.report
        said, is_quoted = self._said(line, attribution), unit.kind is UnitKind.QUOTATION
        who = attribution.speaker if report and report.pronoun and said == line else ""
        person, resolved = "", ""
        if self._antecedents is not None and not (who or is_quoted):
            person, resolved = self._antecedents.replaced(unit.start, said)
        context = self._in_context(said, is_quoted=is_quoted, who=who or f"{person}?" * bool(person))
        whole = Proposal(
            unit.start,
            unit.end,
            context.text,
            context.text if said == line else self._in_context(line).text,
            attribution.speaker,
            self._reasons(line, report),
            self._score(line),
            unit.place,
            explanation(line) if self._english else (),
            tuple(filter(None, (attribution.note, *context.needs))),
            doubted=report is not None and report.doubted,
            resolved=self._in_context(resolved).text if resolved else "",
        )
        yield whole
        if not whole.doubted and (said != line or not is_quoted):
            for clause in self._clauses(said):
                words, clausal = said[clause.start : clause.end], self._in_context(clause.text, is_quoted=is_quoted)
                start, end = _span_of(words, self._text, unit.start, unit.end)
                yield replace(
                    whole,
                    start=start,
                    end=end,
                    said=clausal.text,
                    saying=clausal.text,
                    reasons=self._reasons(clause.text, report),
                    score=self._score(clause.text),
                    features=explanation(clause.text) if self._english else (),
                    context=tuple(filter(None, (attribution.note, *clausal.needs))),
                    part_of=number,
                    resolved="",
                )

    def _said(self, line: str, attribution: Attribution) -> str:
        """Return what is said, without the clause that says by whom, unless there is a figure in that.

        A day that is relative to the date of the text, when it was said, is none: "said on Friday".
        """
        report = attribution.report
        if not (report and attribution.speaker and report.statement):
            return line
        figures = self._reader.figures(report.clause, self._dated) if self._reader else []
        return line if any(not figure.derivation for figure in figures) else report.statement

    def _in_context(self, claim: str, *, is_quoted: bool = False, who: str = "") -> InContext:
        if not self._english:
            return in_context_of(self._code, claim, quoted=is_quoted, who=who)
        return in_context(claim, self._dated, quoted=is_quoted, who=who)

    def _score(self, line: str) -> float:
        if self._english:
            return worthiness(line)
        weights = {ReasonKind.FIGURE: _FIGURE, ReasonKind.DATE: _FIGURE, ReasonKind.QUOTATION: _QUOTED}
        return sum(weights.get(reason.kind, 0.0) for reason in self._reasons(line, None))

    def _reasons(self, line: str, report: ReportedSpeech | None) -> tuple[Reason, ...]:
        if self._reader is None:
            digits = tuple(dict.fromkeys(_DIGITS.findall(line)))
            return (*([Reason(ReasonKind.FIGURE, digits)] if digits else []), *quotation_reasons(line))
        figures = self._reader.figures(line, self._dated)
        reasons = [*figure_reasons(figures), *comparison_reasons(line), *quotation_reasons(line)]
        reasons += [Reason(ReasonKind.REPORTED)] if report else []
        names = true_names(self._reader.names(line), self._known_names)
        return (*reasons, *name_reasons(name.text for name in names))


def _span_of(words: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Return where words stand in a sentence of a text, whatever the white space and the case of letters."""
    pattern = r"\s+".join(map(re.escape, words.rstrip(" .;,").split()))
    found = re.compile(pattern, re.IGNORECASE).search(text, start, end)
    return found.span() if found else (start, end)
