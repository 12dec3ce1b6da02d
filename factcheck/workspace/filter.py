"""The filter that people type: words and fields, which must all hold unless OR stands between them.

    death is:unchecked (source:S3 OR date:>2020) -tag:date has:contradicts speaker:asylov "at least"

Words are sought in a claim's text, speaker, tags and rationale; a whole ref means that claim alone. A minus
negates a term or a group in brackets. Values of `is:` and `has:` may be cut short, so that the count of hits is right
while they are being typed; a field without a value yet lets every claim pass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from factcheck.case.adjudication import overruled
from factcheck.case.assignment import tasks_of
from factcheck.case.ids import ref_number
from factcheck.case.index import LETTERS
from factcheck.case.records import Claim, Confidence, Stance
from factcheck.case.statistics import is_disputed, standing
from factcheck.errors import UnknownError
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.text import folded
from factcheck.workspace import filter_syntax as syntax
from factcheck.workspace.filter_ranges import DATES, NUMBERS, Extent, days_of, parse_dates, parse_numbers
from factcheck.workspace.filter_syntax import Combine, Term

if TYPE_CHECKING:
    from factcheck.case.case import Case
    from factcheck.workspace.claim_facts import ClaimFacts

Test: TypeAlias = "Callable[[Case, str], bool]"
"""Tells whether the claim with an id passes."""

FIELDS = {
    "is": "(un)checked by you, unchecked-by-anyone, disputed, disagreed, contested, settled, overruled, mine, overdue, "
    "flagged, open, differs, stale, warned, misquoted, unmentioned, marked, a label, a confidence",
    "has": "supports, contradicts, context, rationale, condition, note, both, none",
    "source": "a source's ref, or a word of its title or publisher",
    "tag": "a tag",
    "speaker": "part of the speaker's name",
    "by": "part of the name of a checker who gave a verdict",
    "quote": "words of an excerpt",
    "date": f"when it was said: {DATES}",
    "checked": f"the date of the verdict: {DATES}",
    "ref": f"the number of its ref: {NUMBERS}",
    "supports": f"the number of supporting excerpts: {NUMBERS}",
    "contradicts": f"the number of contradicting excerpts: {NUMBERS}",
    "sources": f"the number of sources that are quoted: {NUMBERS}",
}
"""The fields of the filter and what they take; shown by the help."""


def parse_filter(text: str, facts: ClaimFacts, anchor_of: AnchorLookup = no_anchor) -> Test:
    """Return the test that `text` asks for.

    Raises UnknownError for a field or value that does not exist, InvalidError for brackets nested too deep.

    `facts` answers for the claims of the case, `anchor_of` returns what is known of how an excerpt stands in its
    source, for `is:misquoted` and `is:warned`.
    """
    return syntax.parse(text, Combine(lambda term: _term(term, facts, anchor_of), _all_of, _any_of, _negate))


def _all_of(tests: Sequence[Test]) -> Test:
    return lambda case, claim_id: all(test(case, claim_id) for test in tests)


def _any_of(tests: Sequence[Test]) -> Test:
    return lambda case, claim_id: any(test(case, claim_id) for test in tests)


def _negate(test: Test) -> Test:
    return lambda case, claim_id: not test(case, claim_id)


def select(facts: ClaimFacts, text: str, anchor_of: AnchorLookup = no_anchor) -> list[Claim]:
    """Return the claims of the case of `facts` that match the filter `text`, in their order."""
    case, test = facts.case, parse_filter(text, facts, anchor_of)
    return [case.claims[claim_id] for claim_id in case.index.order() if test(case, claim_id)]


def _term(term: Term, facts: ClaimFacts, anchor_of: AnchorLookup) -> Test:
    field, value = term.field, term.value
    if field and field not in FIELDS:
        raise UnknownError(f"no field {field}: in a filter; there are {', '.join(FIELDS)}")
    if value is None:
        return lambda case, claim_id: True
    if field == "is":
        return _is(folded(value), facts, anchor_of)
    return _BUILDERS[field](folded(value), facts.case) if field else _words(folded(value), facts)


def _words(value: str, facts: ClaimFacts) -> Test:
    meant = facts.case.index.refs["claims"].get(value.upper())
    if meant is not None:
        return lambda case, claim_id: claim_id == meant
    return lambda case, claim_id: value in facts.words(claim_id)


def _is(value: str, facts: ClaimFacts, anchor_of: AnchorLookup) -> Test:
    states: dict[str, Test] = {
        "unchecked": lambda _, claim_id: claim_id not in facts.checked,
        "checked": lambda _, claim_id: claim_id in facts.checked,
        **{folded(label.id): _labelled(label.id) for label in facts.case.scale.labels},
        **{confidence.value: _sure(confidence) for confidence in Confidence},
        "disputed": is_disputed,
        "disagreed": lambda case, claim_id: standing(case, claim_id).differ,
        "contested": lambda _, claim_id: claim_id in facts.contested.claims,
        "settled": lambda case, claim_id: claim_id in case.index.settled,
        "mine": lambda case, claim_id: bool(tasks_of(case, claim_id, facts.checker)),
        "overdue": lambda case, claim_id: (
            claim_id not in facts.checked
            and any("" < task.due < facts.today for task in tasks_of(case, claim_id, facts.checker))
        ),
        "overruled": lambda case, claim_id: overruled(case, claim_id, facts.checker) is not None,
        "flagged": lambda case, claim_id: claim_id in case.index.flagged,
        "open": lambda case, claim_id: any(entry.is_open for entry in case.index.entries.get(claim_id, {}).values()),
        "differs": lambda _, claim_id: facts.differs(claim_id),
        "stale": lambda _, claim_id: facts.is_stale(claim_id),
        "warned": lambda _, claim_id: facts.is_warned(claim_id, anchor_of),
        "misquoted": lambda _, claim_id: facts.is_misquoted(claim_id, anchor_of),
        "unmentioned": lambda _, claim_id: facts.has_mark(claim_id, "unmentioned"),
        "marked": lambda _, claim_id: facts.has_mark(claim_id, ""),
        "unchecked-by-anyone": lambda case, claim_id: claim_id not in case.index.checked,
    }
    return _choose("is", value, states)


def _labelled(label_id: str) -> Test:
    return lambda case, claim_id: (verdict := case.verdict_of(claim_id)) is not None and verdict.label == label_id


def _sure(confidence: Confidence) -> Test:
    return lambda case, claim_id: (
        (verdict := case.verdict_of(claim_id)) is not None and verdict.confidence == confidence
    )


def _has(value: str, case: Case) -> Test:
    def stands(stance: Stance) -> Test:
        return lambda case, claim_id: case.count(claim_id, stance) > 0

    def written(field: str) -> Test:
        return lambda case, claim_id: any(getattr(verdict, field) for verdict in case.verdicts_of(claim_id))

    parts: dict[str, Test] = {
        **{stance.value: stands(stance) for stance in Stance},
        "rationale": written("rationale"),
        "condition": written("condition"),
        "note": lambda case, claim_id: any(
            entry.kind == "note" for entry in case.index.entries.get(claim_id, {}).values()
        ),
        "both": lambda case, claim_id: all(
            case.count(claim_id, stance) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)
        ),
        "none": lambda case, claim_id: claim_id not in case.index.excerpts,
    }
    return _choose("has", value, parts)


def _choose(field: str, value: str, tests: dict[str, Test]) -> Test:
    """Return the tests whose names begin with `value`, any of which will do."""
    chosen = [tests[value]] if value in tests else [test for name, test in tests.items() if name.startswith(value)]
    if not chosen:
        raise UnknownError(f"no {field}:{value} in a filter; there are {', '.join(tests)}")
    return lambda case, claim_id: any(test(case, claim_id) for test in chosen)


def _source(value: str, case: Case) -> Test:
    exact = {source.id for source in case.sources.values() if folded(source.ref) == value}
    named = {source.id for source in case.sources.values() if value in folded(f"{source.title} {source.publisher}")}
    wanted = exact or named
    return lambda case, claim_id: any(how.source in wanted for how in case.index.excerpts.get(claim_id, {}).values())


def _date(value: str, _case: Case) -> Test:
    dates = parse_dates(value, "date")
    return lambda case, claim_id: (days := days_of(case.claims[claim_id].date)) is not None and dates.has(days)


def _checked(value: str, _case: Case) -> Test:
    dates = parse_dates(value, "checked")
    return lambda case, claim_id: (
        (verdict := case.verdict_of(claim_id)) is not None
        and (days := days_of(verdict.at)) is not None
        and dates.has(days)
    )


def _counting(field: str, count: Callable[[Case, str], int]) -> Callable[[str, Case], Test]:
    def build(value: str, _case: Case) -> Test:
        numbers = parse_numbers(value, field)
        return lambda case, claim_id: numbers.has(Extent(number := count(case, claim_id), number))

    return build


def _count_sources(case: Case, claim_id: str) -> int:
    return len({how.source for how in case.index.excerpts.get(claim_id, {}).values()})


_BUILDERS: dict[str, Callable[[str, Case], Test]] = {
    "has": _has,
    "source": _source,
    "tag": lambda value, case: (
        lambda case, claim_id: any(folded(tag).startswith(value) for tag in case.claims[claim_id].tags)
    ),
    "speaker": lambda value, case: lambda case, claim_id: value in folded(case.claims[claim_id].speaker),
    "by": lambda value, case: (
        lambda case, claim_id: any(
            verdict.label and value in folded(verdict.checker) for verdict in case.verdicts_of(claim_id)
        )
    ),
    "quote": lambda value, case: (
        lambda case, claim_id: any(value in folded(excerpt.quote) for excerpt in case.excerpts_of(claim_id))
    ),
    "date": _date,
    "checked": _checked,
    "ref": _counting("ref", lambda case, claim_id: ref_number(case.claims[claim_id].ref, LETTERS["claims"])),
    "supports": _counting("supports", lambda case, claim_id: case.count(claim_id, Stance.SUPPORTS)),
    "contradicts": _counting("contradicts", lambda case, claim_id: case.count(claim_id, Stance.CONTRADICTS)),
    "sources": _counting("sources", _count_sources),
}
