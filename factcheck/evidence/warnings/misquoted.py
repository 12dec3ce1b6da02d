"""A verdict rests on quotes that their sources do not bear out."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.case.records import Excerpt
from factcheck.evidence.warnings.verdict import Judged, do, refs
from factcheck.quotes import State

_WORDS = {
    State.ALTERED: "{} {is} altered",
    State.ELSEWHERE: "{} {stands} in another source",
    State.NOT_FOUND: "{} {is} not found in {its} source",
    State.ELIDED: "what {} {leaves} out hides a negation",
}


def misquoted(judged: Judged) -> str:
    """Warn where a verdict rests on quotes that were altered, stand elsewhere or are not found, or hide a negation.

    Of a quote of which nobody knows how it stands, and where there is no text, nothing is said.
    """
    found: dict[State, list[Excerpt]] = {}
    for excerpt in judged.bearing:
        anchor = judged.anchor_of(excerpt.id)
        if anchor is not None and anchor.misquotes:
            found.setdefault(anchor.state, []).append(excerpt)
    return "; ".join(_said(found))


def _said(found: dict[State, list[Excerpt]]) -> Iterator[str]:
    for state, words in _WORDS.items():
        if excerpts := found.get(state):
            one = len(excerpts) == 1
            verbs = {"is": "is" if one else "are", "its": "its" if one else "their"}
            verbs |= {verb: do(verb, excerpts) for verb in ("stands", "leaves")}
            yield words.format(refs(excerpts), **verbs)
