"""One report for each claim, in Markdown: for a site that has a page for each, or to hand them out one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcheck.case.records import Claim
from factcheck.exports.formats.markdown import write_each
from factcheck.exports.selection import Selection
from factcheck.text import folded, slug


def write(selection: Selection) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield for each claim the name of a file, without its ending, and the report; by the template if there is one.

    Raises InvalidError for a template that is wrong.
    """
    for name, (_, report) in zip(names(selection.claims), write_each(selection), strict=True):
        yield name, report


def names(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield a name for each claim, harmless on any system; no two are one where case or accents make no difference."""
    taken: set[str] = set()
    for claim in claims:
        name = plain = slug(f"{claim.ref} {claim.text}") or "claim"
        number = 1
        while folded(name) in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(folded(name))
        yield name
