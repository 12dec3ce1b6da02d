"""A claim compared with a passage, and a quote looked for in a text: both without a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factcheck.case.records import Stance
from factcheck.evidence import Figure, FigureMark, Relation, Text
from factcheck.evidence.assessment import SuggestionKind, assess, derivations
from factcheck.evidence.languages.recognition import recognise
from factcheck.quotes import QuoteCheck
from factcheck.quotes import differences as quote_words
from factcheck.quotes.anchor import anchor

_DIFFERENT = {Relation.DIFFERS, Relation.UNEQUAL}
_STANCES = {SuggestionKind.CONTRADICTS: Stance.CONTRADICTS, SuggestionKind.SAME_FIGURES: Stance.SUPPORTS}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the figures of a claim and of a passage say about each other.

    `relation` is "differs" if any figure differs, "same" if figures agree and none differs, "nothing" if no figures
    can be compared. `suggestion` is the stance that the figures suggest, or None. `reasons` are lines for people.
    """

    relation: str
    suggestion: Stance | None
    marks: tuple[FigureMark, ...]
    reasons: tuple[str, ...]

    def to_object(self) -> dict[str, Any]:
        """Return plain JSON values: relation, suggestion, marks and reasons."""
        return {
            "relation": self.relation,
            "suggestion": self.suggestion and self.suggestion.value,
            "marks": [_mark_object(mark) for mark in self.marks],
            "reasons": list(self.reasons),
        }


def compare(
    claim: str,
    passage: str,
    *,
    claim_language: str = "",
    passage_language: str = "",
    claim_date: str = "",
    passage_date: str = "",
    before: str = "",
) -> Comparison:
    """Compare the figures, dates and amounts of a claim with those of a passage.

    Languages are ISO 639-1 codes; without one, the language is recognised. Dates are ISO 8601: "last year" in a passage
    is counted from `passage_date`. `before` is the text before the passage, which may name what the passage only
    refers to.

    >>> found = compare("At least 238 people died.", "According to officials, 225 people died.")
    >>> found.relation, found.suggestion.value
    ('differs', 'contradicts')
    >>> compare("238 people died in January.", "In January, 238 people died.").relation
    'same'
    """
    of_passage = passage_language or recognise(passage, claim_language or "en")
    of_claim = claim_language or recognise(claim, passage_language or "en")
    assessment = assess(Text(claim, claim_date, "", of_claim), Text(passage, passage_date, before, of_passage))
    relations = {mark.relation for mark in assessment.marks}
    relation = "differs" if relations & _DIFFERENT else "same" if relations else "nothing"
    suggestion = None if assessment.suggestion is None else _STANCES[assessment.suggestion]
    reasons = [f"{mark.relation}: {mark}{_because(mark)}" for mark in assessment.marks]
    beside = (*map(str, assessment.signals), *assessment.notes, *assessment.unread)
    return Comparison(relation, suggestion, assessment.marks, (*reasons, *beside))


def find_quote(text: str, quote: str, *, language: str = "") -> QuoteCheck:
    """Look for a quote in a text; `language`, an ISO 639-1 code, is that of the text, recognised if it is not given.

    >>> find_quote("It opened in spring 1933.", "opened in spring 1933").state.value
    'exact'
    >>> found = find_quote("It opened in spring 1933.", "It opened in spring 1932.")
    >>> found.state.value, found.reasons
    ('altered', ('1933 → 1932',))
    """
    found = anchor(quote, text, language=language or recognise(text))
    return QuoteCheck(found, found.passage(text), quote_words.word_differences(found, quote, text))


def _because(mark: FigureMark) -> str:
    why = derivations(mark) or mark.reason
    return f" ({why})" if why else ""


def _mark_object(mark: FigureMark) -> dict[str, Any]:
    return {
        "relation": mark.relation.value,
        "claim": _figure_object(mark.claim),
        "passage": _figure_object(mark.excerpt),
        "reason": mark.reason,
    }


def _figure_object(figure: Figure) -> dict[str, Any]:
    return {
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "kind": figure.kind.value,
        "value": figure.normal,
    }
