"""How the quotes of a report stand to their sources, in Markdown: a line for each, and the count of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.exports.report.markdown_escape import escape
from factcheck.exports.selection import Lack, Selection
from factcheck.quotes import Anchor, AnchorOf, State, describe, unanchored

_NAMED = 12


class Held:
    """The quotes of a case, held against the texts of its sources as far as a selection knows them."""

    def __init__(self, selection: Selection | None = None) -> None:
        """Take what a selection knows; without one nothing is known, and nothing said."""
        self.anchor_of: AnchorOf = selection.anchor if selection else unanchored
        self._text_of = selection.text if selection else unanchored
        self._sources: Mapping[str, Source] = selection.case.sources if selection else {}

    def line(self, excerpt: Excerpt) -> Iterator[str]:
        """Yield how an excerpt stands, "≠ altered: left out “not”"; nothing where that is not known or has no text."""
        anchor = self.anchor_of(excerpt.id)
        if anchor is not None and anchor.state is not State.NO_TEXT:
            yield escape(describe.state_words(anchor, self._remark(excerpt, anchor)))

    def count(self, case: Case, claims: Iterable[Claim]) -> Iterator[str]:
        """Yield how many quotes of claims are not as in their sources, and which; and which sources have no text."""
        known = list(_known(case, claims, self.anchor_of))
        silent = {excerpt.source for excerpt, anchor in known if anchor.state is State.NO_TEXT}
        held = sum(anchor.state is not State.NO_TEXT for _, anchor in known)
        wrong = [excerpt for excerpt, anchor in known if anchor.misquotes]
        if held:
            which = f"{len(wrong)} not as in the source, {_refs(wrong)}" if wrong else "none differs"
            yield f"{_quotes(held)} held against the texts of the sources: {which}."
        if silent:
            left = f"{_quotes(len(known) - held)} could not be" if held else "No quote was"
            yield f"{left} held against a text: there is none of {_refs([case.sources[key] for key in silent])}."

    def _remark(self, excerpt: Excerpt, anchor: Anchor) -> str:
        text = self._text_of(excerpt.source) if anchor.state is State.ALTERED else None
        found = describe.differing(anchor, excerpt.quote, text) if text is not None else ()
        return describe.remark(anchor, found, self._ref)

    def _ref(self, source_id: str) -> str:
        return self._sources[source_id].ref if source_id in self._sources else "another source"


def lint(selection: Selection) -> Iterator[Lack]:
    """Yield that quotes are not as in their source, all in one."""
    known = _known(selection.case, selection.claims, selection.anchor)
    wrong = [excerpt for excerpt, anchor in known if anchor.misquotes]
    if wrong:
        words = (
            "1 quote is not as in its source" if len(wrong) == 1 else f"{len(wrong)} quotes are not as in their source"
        )
        yield Lack("case", "quotes", f"{words}: {_refs(wrong)}")


def _known(case: Case, claims: Iterable[Claim], anchor_of: AnchorOf) -> Iterator[tuple[Excerpt, Anchor]]:
    """Yield the excerpts of claims whose anchors are known, with these; in the order of the report."""
    if anchor_of is unanchored:
        return
    for claim in claims:
        for excerpt in case.excerpts_of(claim.id):
            if (anchor := anchor_of(excerpt.id)) is not None:
                yield excerpt, anchor


def _refs(records: Iterable[Excerpt | Source]) -> str:
    refs = sorted((record.ref for record in records), key=lambda ref: (len(ref), ref))
    more = f" and {len(refs) - _NAMED} more" if len(refs) > _NAMED else ""
    return escape(", ".join(refs[:_NAMED])) + more


def _quotes(number: int) -> str:
    return f"{number} quote{'' if number == 1 else 's'}"
