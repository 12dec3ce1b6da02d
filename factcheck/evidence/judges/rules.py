"""A judge that compares figures, and suggests only what the preconditions of the comparison allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from factcheck.case.records import Stance
from factcheck.evidence import Relation, Text
from factcheck.evidence.assessment import Assessment, SuggestionKind, assess
from factcheck.evidence.judges.judge import Opinion, never_cancelled

_AGREEING = {Relation.SAME, Relation.WITHIN}


class RulesJudge:
    """Compares figures. It needs and sends nothing, and has no opinion on most passages."""

    name = "the rules"
    at_once = 64
    time_limit = 0.0
    consent = ""

    def agree(self) -> None:
        """Do nothing: there is nothing to agree to."""

    def judge(
        self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = never_cancelled
    ) -> list[Opinion]:
        """Return an opinion on each passage, in their order."""
        return [self._opinion(assess(claim, passage)) for passage in passages]

    def _opinion(self, assessment: Assessment) -> Opinion:
        lines = assessment.lines
        if assessment.suggestion is None:
            return Opinion(None, "; ".join(lines) or "no figures that could be compared", self.name)
        contradicts = assessment.suggestion is SuggestionKind.CONTRADICTS
        relations = {Relation.DIFFERS} if contradicts else _AGREEING
        marks = [mark for mark in assessment.marks if mark.relation in relations]
        if not contradicts:
            lines = [f"same figures: {', '.join(dict.fromkeys(map(str, marks)))}", *lines]
        spans = tuple(dict.fromkeys((mark.excerpt.start, mark.excerpt.end) for mark in marks))
        return Opinion(Stance.CONTRADICTS if contradicts else None, "; ".join(lines), self.name, spans)
