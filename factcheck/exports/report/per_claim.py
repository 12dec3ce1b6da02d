"""One report for each claim, in Markdown: for a site that has a page for each, or to hand them out one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcheck.case.records import Claim
from factcheck.case.statistics import Correction, corrections
from factcheck.exports.formats.markdown import render_one
from factcheck.exports.report.citations import citations
from factcheck.exports.report.quote_states import Held
from factcheck.exports.selection import Selection
from factcheck.text import folded, slug


def write(selection: Selection) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield for each claim the name of a file, without its ending, and the report; by the template if there is one.

    Raises InvalidError for a template that is wrong.
    """
    reports = _by_template(selection) if selection.options.get("template") else _plain(selection)
    yield from zip(names(selection.claims), reports, strict=True)


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


def _by_template(selection: Selection) -> Iterator[Iterator[str]]:
    from factcheck.exports.report.template import HouseTemplate, limits_for

    with HouseTemplate(selection.options["template"], limits_for(selection.case)) as house:
        view = house.view(selection)
        yield from (house.write(view.of_one(claim)) for claim in selection.claims)


def _plain(selection: Selection) -> Iterator[Iterator[str]]:
    of_claim: dict[str, list[Correction]] = {}
    for found in corrections(selection.case):
        of_claim.setdefault(found.claim.id, []).append(found)
    cited = citations(selection.case)
    case, held = selection.case, Held(selection)
    return (iter([render_one(case, claim, of_claim.get(claim.id, []), cited, held)]) for claim in selection.claims)
