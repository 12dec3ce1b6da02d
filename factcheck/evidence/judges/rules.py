"""The rules as a judge: what figures and signals suggest where their guards allow it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from factcheck.case.records import Stance
from factcheck.evidence import Relation, Text
from factcheck.evidence.assessment import Assessment, SuggestionKind, assess
from factcheck.evidence.judges.judge import Opinion, never_cancelled

_AGREEING = {Relation.SAME, Relation.WITHIN}


class RulesJudge:
    """Compares figures. It needs nothing, sends nothing, and mostly has no opinion."""

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

    def _opinion(self, found: Assessment) -> Opinion:
        stance: Stance | None
        if found.suggestion is SuggestionKind.CONTRADICTS:
            stance, relations = Stance.CONTRADICTS, {Relation.DIFFERS}
        elif found.suggestion is SuggestionKind.SAME_FIGURES:
            stance, relations = None, _AGREEING  # what is said of the same figures, a person reads
        else:
            return Opinion(None, "; ".join(found.lines) or "no figures that could be compared", self.name)
        marks = [mark for mark in found.marks if mark.relation in relations]
        why = found.lines if stance is Stance.CONTRADICTS else [f"same figures: {_listed(marks)}", *found.lines]
        places = tuple(dict.fromkeys((mark.excerpt.start, mark.excerpt.end) for mark in marks))
        return Opinion(stance, "; ".join(why), self.name, places)


def _listed(marks: Sequence[object]) -> str:
    return ", ".join(dict.fromkeys(map(str, marks)))
