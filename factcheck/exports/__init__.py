"""Export formats: one module each, with a pure function from a selection to text or bytes.

A format's module has `write(selection)`, which yields its text piece by piece (bytes where the format is no text), and
`lint(selection)`, which yields what the format wants and the case lacks; a format that wants nothing has none.
`OPTIONS` names what may be asked of it, `Selection.options`, each with a line that says what it does; `CHOICES` has the
words that an option takes where it takes no others, first the one that holds without it. A format that is no text has
`outline(selection)`, which yields lines that say what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from factcheck.errors import UnknownError
from factcheck.exports.report.templates import shipped

if TYPE_CHECKING:
    from factcheck.exports.selection import LintIssue, Selection


class ExportFormat(NamedTuple):
    """An export format: its name, the suffix of its files, and a line for the list of formats."""

    name: str
    suffix: str
    about: str

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield the export as bytes, text in UTF-8. What cannot be encoded, half a surrogate pair, is a "?"."""
        for piece in self._module.write(selection):
            yield piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")

    def lint(self, selection: Selection) -> list[LintIssue]:
        """Return what the format wants and the case lacks."""
        lint = getattr(self._module, "lint", None)
        return [] if lint is None else list(lint(selection))

    @property
    def options(self) -> Mapping[str, str]:
        """What may be asked of the format: each option's name, and what it does."""
        options: Mapping[str, str] = getattr(self._module, "OPTIONS", {})
        return options

    @property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """The words that an option takes, by its name, the default first; of one that takes any text there are none."""
        choices: Mapping[str, Sequence[str]] = getattr(self._module, "CHOICES", {})
        return choices

    @property
    def template(self) -> str:
        """The text of the template that lays the format out, for users to change; "" where there is none."""
        name = getattr(self._module, "TEMPLATE", "")
        return shipped(name) if name else ""

    def outline(self, selection: Selection) -> list[str]:
        """Return what a format that is no text holds, a line each; nothing of a text, which speaks for itself."""
        outline = getattr(self._module, "outline", None)
        return [] if outline is None else list(outline(selection))

    @property
    def _module(self) -> ModuleType:
        return import_module(f"factcheck.exports.formats.{self.name.replace('-', '_')}")


FORMATS: dict[str, ExportFormat] = {
    chosen.name: chosen
    for chosen in (
        ExportFormat("markdown", ".md", "report for editors and readers, CommonMark"),
        ExportFormat("html", ".html", "the same report as one web page that filters, folds and prints"),
        ExportFormat("claimreview", ".jsonld", "schema.org ClaimReview, for the page of a fact-check"),
        ExportFormat("annotations", ".annotations.jsonld", "excerpts as W3C Web Annotations"),
        ExportFormat("csv", ".csv", "one table: claims with verdicts, excerpts, sources or verdicts"),
        ExportFormat("xlsx", ".xlsx", "workbook with claims, excerpts, verdicts and sources"),
        ExportFormat("fever", ".fever.jsonl", "FEVER JSONL, checked claims"),
        ExportFormat("averitec", ".averitec.json", "AVeriTeC JSON, checked claims"),
        ExportFormat("scifact", ".scifact.jsonl", "SciFact JSONL, checked claims"),
        ExportFormat("json", ".case.json", "the whole case, enough to restore it"),
        ExportFormat("bibtex", ".bib", "sources for LaTeX and reference managers"),
        ExportFormat("csl-json", ".csl.json", "sources for Zotero, Pandoc and others"),
    )
}


def find(name: str) -> ExportFormat:
    """Return the format of this name. Raises UnknownError."""
    if name not in FORMATS:
        raise UnknownError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name]
