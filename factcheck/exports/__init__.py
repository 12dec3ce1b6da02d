"""Export formats: each class writes the selected claims of a case as a file that other people or programs read.

`FORMATS` is their registry; `summaries` lists them without loading those that are built in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from factcheck.case.registry import Registry
from factcheck.errors import UnknownError

if TYPE_CHECKING:
    from factcheck.exports.lint import LintIssue
    from factcheck.exports.selection import Selection


class ExportFormat(Protocol):
    """Writes a selection in one format."""

    suffix: str
    """The end of the names of its files: ".md"."""
    about: str
    """One line for the list of formats."""
    options: Mapping[str, str] = MappingProxyType({})
    """The options that `Selection.options` may hold, each with one line that describes it."""
    choices: Mapping[str, Sequence[str]] = MappingProxyType({})
    """The values that an option accepts, the default first. An option that accepts any text is not listed here."""

    @property
    def template(self) -> str:
        """The Jinja2 template of the format, for users to change; "" if it has none."""
        return ""

    def write(self, selection: Selection) -> Iterator[str] | Iterator[bytes]:
        """Yield the export in pieces: text, or bytes if the format is binary."""
        ...

    def write_each(self, selection: Selection) -> Iterator[Iterator[str]] | None:
        """Return the exports of the claims one by one, each in pieces; None if the format is always one file."""
        del selection
        return None

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what the format requires or recommends and the case does not have."""
        del selection
        return iter(())

    def outline(self, selection: Selection) -> Iterator[str]:
        """Yield lines that describe the content, for the preview of a binary format; none if it is text."""
        del selection
        return iter(())


class FormatSummary(NamedTuple):
    """A format in the list of formats."""

    name: str
    suffix: str
    about: str


class BuiltIn(NamedTuple):
    """A built-in format: how it is listed, and its class as "module:class"."""

    suffix: str
    about: str
    place: str


_HERE = "factcheck.exports.formats"
BUILT_IN = {
    "markdown": BuiltIn(".md", "report for editors and readers, CommonMark", f"{_HERE}.markdown:Markdown"),
    "html": BuiltIn(".html", "the same report as one web page that filters, folds and prints", f"{_HERE}.html:Html"),
    "claimreview": BuiltIn(
        ".jsonld", "schema.org ClaimReview, for the page of a fact-check", f"{_HERE}.claimreview:ClaimReview"
    ),
    "annotations": BuiltIn(
        ".annotations.jsonld", "excerpts as W3C Web Annotations", f"{_HERE}.annotations:Annotations"
    ),
    "csv": BuiltIn(".csv", "one table: claims with verdicts, excerpts, sources or verdicts", f"{_HERE}.csv:Csv"),
    "xlsx": BuiltIn(".xlsx", "workbook with claims, excerpts, verdicts and sources", f"{_HERE}.xlsx:Xlsx"),
    "fever": BuiltIn(".fever.jsonl", "FEVER JSONL, checked claims", f"{_HERE}.fever:Fever"),
    "averitec": BuiltIn(".averitec.json", "AVeriTeC JSON, checked claims", f"{_HERE}.averitec:Averitec"),
    "scifact": BuiltIn(".scifact.jsonl", "SciFact JSONL, checked claims", f"{_HERE}.scifact:Scifact"),
    "json": BuiltIn(".case.json", "the whole case, enough to restore it", f"{_HERE}.json:CaseJson"),
    "bibtex": BuiltIn(".bib", "sources for LaTeX and reference managers", f"{_HERE}.bibtex:Bibtex"),
    "draft-html": BuiltIn(
        ".draft.html", "a draft with side notes: verdict, reason, source", f"{_HERE}.draft_html:DraftHtml"
    ),
    "draft-docx": BuiltIn(
        ".draft.docx", "a draft as a Word document with comments, in its own file", f"{_HERE}.draft_docx:DraftDocx"
    ),
    "draft-markdown": BuiltIn(".draft.md", "a draft with footnotes", f"{_HERE}.draft_markdown:DraftMarkdown"),
    "corrections": BuiltIn(
        ".corrections.txt", "what must change in a draft, one line each", f"{_HERE}.corrections:Corrections"
    ),
    "queries": BuiltIn(".queries.txt", "the open queries to the author of a draft", f"{_HERE}.queries:Queries"),
    "csl-json": BuiltIn(".csl.json", "sources for Zotero, Pandoc and others", f"{_HERE}.csl_json:CslJson"),
}
"""The built-in formats, in the order in which they are listed. Their classes are loaded when they are first used."""

DRAFT_FORMATS = ("draft-html", "draft-docx", "draft-markdown", "corrections", "queries")
"""The formats of a draft: they have the option `draft`."""

FORMATS: Registry[ExportFormat] = Registry(
    "factcheck.exports",
    "format",
    ("suffix", "about", "options", "choices", "template", "write", "write_each", "lint", "outline"),
    {name: format_.place for name, format_ in BUILT_IN.items()},
)
"""The formats by name; installed packages add theirs in the entry point group `factcheck.exports`."""


def summaries() -> list[FormatSummary]:
    """Return all formats for a list: the built-in ones, which are not loaded for it, then those of packages."""
    added = FORMATS.added.items()
    return [
        *(FormatSummary(name, format_.suffix, format_.about) for name, format_ in BUILT_IN.items()),
        *(FormatSummary(name, format_.suffix, format_.about) for name, format_ in added),
    ]


def suffix_of(name: str) -> str:
    """Return the suffix of the files of a format. Raises UnknownError, and InvalidError if it cannot be loaded."""
    return BUILT_IN[name].suffix if name in BUILT_IN else FORMATS.find(name).suffix


def find(name: str) -> ExportFormat:
    """Return a format. Raises UnknownError, and InvalidError if its package cannot be loaded."""
    return FORMATS.find(name)


def check_options(format_: ExportFormat, options: Mapping[str, str]) -> None:
    """Raise UnknownError for an option that the format does not have."""
    for name in options:
        if name not in format_.options:
            names = list(format_.options)
            raise UnknownError(
                f"no option {name!r}; there {'is' if len(names) == 1 else 'are'} {', '.join(names) or 'none'}"
            )


def encoded(format_: ExportFormat, selection: Selection) -> Iterator[bytes]:
    """Yield an export as bytes, text in UTF-8; a lone surrogate becomes "?". Raises UnknownError for an option."""
    check_options(format_, selection.options)
    for piece in format_.write(selection):
        yield piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")
