"""The report: what an editor reads, checks and publishes from, in CommonMark with the tables of GFM.

It follows what the IFCN's code of principles asks of a published check: both sides of the evidence are printed even
where one is empty, every source stands with all that is known of it, the scale is explained, and a verdict that was
changed is listed as a correction. Nothing in it comes from the clock or the machine: the same case with the same texts
gives the same bytes. The layout is the template `report/templates/report.md.jinja`, or one of the user's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from factcheck.case.records import Claim
from factcheck.exports.report.quote_states import lint
from factcheck.exports.report.template import HouseTemplate, limits_for
from factcheck.exports.report.templates import shipped
from factcheck.exports.report.view import VALUES, View
from factcheck.exports.selection import Selection
from factcheck.text import folded, slug

if TYPE_CHECKING:
    from factcheck.exports.report.environment import ShippedTemplate

__all__ = ["OPTIONS", "TEMPLATE", "file_names", "lint", "write", "write_each"]

OPTIONS = {"template": "Jinja2 template (optional)"}
TEMPLATE = "report.md.jinja"
"""The name of the shipped template."""


def write(selection: Selection) -> Iterator[str]:
    """Yield the report on a selection. Raises InvalidError for a template that is wrong."""
    if template := selection.options.get("template"):
        with HouseTemplate(template, limits_for(selection.case)) as house:
            yield from house.write(house.view(selection))
    else:
        yield from _shipped(View(selection, marks=False))


def write_each(selection: Selection) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield a report on each claim of a selection, with a name for its file. Raises InvalidError, as `write` does."""
    yield from zip(file_names(selection.claims), _reports(selection), strict=True)


def _reports(selection: Selection) -> Iterator[Iterator[str]]:
    if template := selection.options.get("template"):
        with HouseTemplate(template, limits_for(selection.case)) as house:
            view = house.view(selection)
            yield from (house.write(view.of_one(claim)) for claim in selection.claims)
    else:
        view = View(selection, marks=False)
        yield from (_shipped(view.of_one(claim)) for claim in selection.claims)


def file_names(claims: Iterable[Claim]) -> Iterator[str]:
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


def _shipped(view: View) -> Iterator[str]:
    return _template().write({name: partial(value, view) for name, value in VALUES.items()})


@cache
def _template() -> ShippedTemplate:
    from factcheck.exports.report.environment import markdown_report  # jinja2 takes a while to load

    return markdown_report(shipped(TEMPLATE))
