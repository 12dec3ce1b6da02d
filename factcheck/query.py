"""The filter that people type: words and fields, all of which must hold.

    death is:unchecked source:S3 -tag:date has:contradicts speaker:asylov "at least"

Words are sought in a claim's text, speaker, tags and rationale; a whole ref means that claim alone. A minus
turns a term round. Values of `is:` and `has:` may be cut short, so that the count of hits is right while
they are being typed; a field without a value yet lets every claim pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from factcheck.case import Case
from factcheck.errors import UnknownError
from factcheck.model import Claim, Confidence, Stance
from factcheck.text import folded

Test: TypeAlias = Callable[[Case, Claim], bool]

_TERM = re.compile(
    r'(?P<minus>-?)(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+)|(?(field)(?!\S)|(?!)))', re.IGNORECASE
)
FIELDS = {
    "is": "unchecked, checked, a label, or low, medium, high",
    "has": "supports, contradicts, context, rationale, condition, both, none",
    "source": "a source's ref, or a word of its title or publisher",
    "tag": "a tag",
    "speaker": "part of the speaker's name",
    "by": "part of the name of a checker who gave a verdict",
    "quote": "words of an excerpt",
}
"""The fields of the filter and what they take; shown by the help."""


def parse(text: str, case: Case) -> Test:
    """Return the test that `text` asks for. Raises UnknownError for a field or value that does not exist."""
    tests = [_term(match, case) for match in _TERM.finditer(text)]
    return lambda case, claim: all(test(case, claim) for test in tests)


def select(case: Case, text: str) -> list[Claim]:
    """Return the claims of a case that pass the filter `text`, in their order."""
    test = parse(text, case)
    return [claim for claim in case.in_order() if test(case, claim)]


def _term(match: re.Match[str], case: Case) -> Test:
    value = match["phrase"] if match["phrase"] is not None else match["word"]
    field = (match["field"] or "").lower()
    if field and field not in FIELDS:
        raise UnknownError(f"no field {field}: in a filter; there are {', '.join(FIELDS)}")
    if value is None:
        return lambda case, claim: True
    test = _BUILDERS[field](folded(value), case)
    return (lambda case, claim: not test(case, claim)) if match["minus"] else test


def _words(value: str, case: Case) -> Test:
    if any(folded(claim.ref) == value for claim in case.claims.values()):
        return lambda case, claim: folded(claim.ref) == value

    def test(case: Case, claim: Claim) -> bool:
        rationales = (verdict.rationale for verdict in case.verdicts_of(claim.id))
        return value in folded(" ".join((claim.ref, claim.text, claim.speaker, *claim.tags, *rationales)))

    return test


def _is(value: str, case: Case) -> Test:
    states: dict[str, Test] = {
        "unchecked": lambda case, claim: case.verdict_of(claim.id) is None,
        "checked": lambda case, claim: case.verdict_of(claim.id) is not None,
        **{folded(label.id): _labelled(label.id) for label in case.scale.labels},
        **{confidence.value: _sure(confidence) for confidence in Confidence},
    }
    return _choose("is", value, states)


def _labelled(label_id: str) -> Test:
    return lambda case, claim: (verdict := case.verdict_of(claim.id)) is not None and verdict.label == label_id


def _sure(confidence: Confidence) -> Test:
    return lambda case, claim: (verdict := case.verdict_of(claim.id)) is not None and verdict.confidence == confidence


def _has(value: str, case: Case) -> Test:
    def stands(stance: Stance) -> Test:
        return lambda case, claim: bool(case.excerpts_of(claim.id, stance))

    def written(field: str) -> Test:
        return lambda case, claim: any(getattr(verdict, field) for verdict in case.verdicts_of(claim.id))

    parts: dict[str, Test] = {
        **{stance.value: stands(stance) for stance in Stance},
        "rationale": written("rationale"),
        "condition": written("condition"),
        "both": lambda case, claim: all(
            case.excerpts_of(claim.id, stance) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)
        ),
        "none": lambda case, claim: not case.excerpts_of(claim.id),
    }
    return _choose("has", value, parts)


def _choose(field: str, value: str, tests: dict[str, Test]) -> Test:
    """Return the tests whose names begin with `value`, any of which will do."""
    chosen = [tests[value]] if value in tests else [test for name, test in tests.items() if name.startswith(value)]
    if not chosen:
        raise UnknownError(f"no {field}:{value} in a filter; there are {', '.join(tests)}")
    return lambda case, claim: any(test(case, claim) for test in chosen)


def _source(value: str, case: Case) -> Test:
    exact = {source.id for source in case.sources.values() if folded(source.ref) == value}
    named = {source.id for source in case.sources.values() if value in folded(f"{source.title} {source.publisher}")}
    wanted = exact or named
    return lambda case, claim: any(excerpt.source in wanted for excerpt in case.excerpts_of(claim.id))


_BUILDERS: dict[str, Callable[[str, Case], Test]] = {
    "": _words,
    "is": _is,
    "has": _has,
    "source": _source,
    "tag": lambda value, case: lambda case, claim: any(folded(tag).startswith(value) for tag in claim.tags),
    "speaker": lambda value, case: lambda case, claim: value in folded(claim.speaker),
    "by": lambda value, case: (
        lambda case, claim: any(
            verdict.label and value in folded(verdict.checker) for verdict in case.verdicts_of(claim.id)
        )
    ),
    "quote": lambda value, case: (
        lambda case, claim: any(value in folded(excerpt.quote) for excerpt in case.excerpts_of(claim.id))
    ),
}
