"""A pasted list of claims, one on each line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.case.case import Case
from factcheck.text import clean_line, folded

_MARKER = re.compile(r"\s*(?:[-*•–—▪◦·]|\(?\d{1,3}[.)])\s+")

_NAMED_AT_MOST = 3


def claim_lines(text: str) -> list[str]:
    """Return the lines of a text that are not empty; bullets and numbers are left out if every line has one."""
    lines = [line for line in text.splitlines() if clean_line(line)]
    markers = [_MARKER.match(line) for line in lines]
    if all(markers):
        lines = [line[found.end() :] for line, found in zip(lines, markers, strict=True) if found]
    return [cleaned for line in lines if (cleaned := clean_line(line))]


class KnownTexts:
    """The claims of a case by what they say; case, accents and white space make no difference."""

    def __init__(self, case: Case) -> None:
        """Read the claims of `case` as they are now."""
        self._refs: dict[str, str] = {}
        for claim in case.in_order():
            self._refs.setdefault(folded(clean_line(claim.text)), claim.ref)

    def describe(self, texts: Sequence[str]) -> str:
        """Return words for the texts that a claim, or an earlier one of them, says already; empty if none does."""
        refs, seen, again = [], set[str](), 0
        for text in map(folded, texts):
            if text in self._refs:
                refs.append(self._refs[text])
            elif text in seen:
                again += 1
            seen.add(text)
        named = f"{', '.join(refs[:_NAMED_AT_MOST])}{' …' * (len(refs) > _NAMED_AT_MOST)}"
        there = f"{len(refs)} in the case already ({named})" if refs else ""
        twice = f"{again} repeated" if again else ""
        return ", ".join(filter(None, (there, twice)))
