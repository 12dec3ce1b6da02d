"""Markdown: the report for editors and readers, in CommonMark with the tables of GFM.

It follows the code of principles of the IFCN: both sides of the evidence are printed even if one is empty, every source
with all its details, the scale is explained, and a changed verdict is listed as a correction. The same case and texts
give the same bytes. The layout is the template `report/templates/report.md.jinja`, or one of the user's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from types import MappingProxyType

from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_differing, lint_quotes, lint_rationales
from factcheck.exports.report import options as shared
from factcheck.exports.report.environment import ShippedTemplate, markdown_report
from factcheck.exports.report.template import HouseTemplate, limits_for
from factcheck.exports.report.templates import shipped
from factcheck.exports.report.view import VALUES, View
from factcheck.exports.selection import Selection


class Markdown(ExportFormat):
    """Writes the report in Markdown."""

    suffix, about = BUILT_IN["markdown"][:2]
    options = MappingProxyType({"template": "Jinja2 template (optional)", **shared.ABOUT})
    choices = MappingProxyType(shared.CHOICES)

    @property
    def template(self) -> str:
        """The template that is used if the user gives none."""
        return shipped("report.md.jinja")

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield the report. Raises InvalidError for a template that cannot be rendered."""
        if template := selection.options.get("template"):
            with HouseTemplate(template, limits_for(selection.case)) as house:
                yield from house.write(house.view(selection))
        else:
            yield from self._render(View(selection, marks=False))

    def write_each(self, selection: Selection) -> Iterator[Iterator[str]]:
        """Yield a report on each claim. Raises InvalidError for a template that cannot be rendered."""
        if template := selection.options.get("template"):
            with HouseTemplate(template, limits_for(selection.case)) as house:
                view = house.view(selection)
                yield from (house.write(view.of_one(claim)) for claim in selection.claims)
        else:
            view = View(selection, marks=False)
            yield from (self._render(view.of_one(claim)) for claim in selection.claims)

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the quotes that do not match their sources, and verdicts against a claim without a rationale."""
        yield from lint_differing(selection)
        yield from lint_quotes(selection)
        yield from lint_rationales(selection)

    def _render(self, view: View) -> Iterator[str]:
        return _compiled(self.template).write({name: partial(value, view) for name, value in VALUES.items()})


@cache
def _compiled(template: str) -> ShippedTemplate:
    return markdown_report(template)
