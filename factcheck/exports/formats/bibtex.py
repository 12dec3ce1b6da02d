r"""BibTeX: the sources of a selection, for LaTeX and for reference managers, each as @misc under its ref.

A field's text is one line, as BibTeX reads it anyway: runs of white space are one blank, and what is invisible is
shown. What TeX or BibTeX would act on is written so that it prints: `\%`, `\textbackslash{}`. An address is left as it
is, but for braces and blanks, which are escaped as addresses have it; one that is none stands as a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.case.records import Source
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_sources
from factcheck.exports.selection import Selection, sources_of
from factcheck.exports.values import author_names, date_parts, day, is_plain_name, is_web
from factcheck.text import visible_line

TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: rf"\{sign}" for sign in "%#$&_"},
}
"""What TeX acts on, and how it is written to be printed. BibTeX counts escaped braces too: none may stand alone."""

_ACTIVE = re.compile(r"[\\{}^~%#$&_]")
_KEY = re.compile(r"(?!x-)[A-Za-z][A-Za-z0-9.:-]*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Bibtex(ExportFormat):
    """Writes the sources as BibTeX."""

    suffix, about = BUILT_IN["bibtex"][:2]

    def write(self, selection: Selection) -> Iterator[str]:
        """Yield an entry for each source."""
        return map(entry, sources_of(selection))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield what a reference is advised to have."""
        return lint_sources(selection)


def entry(source: Source) -> str:
    """Return the entry of a source."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source))
    return f"@misc{{{key(source.ref)},\n{fields}}}\n\n"


def key(ref: str) -> str:
    """Return the key of an entry: the ref, or where BibTeX could not read that, its bytes in hex behind "x-"."""
    return ref if _KEY.fullmatch(ref) else f"x-{ref.encode('utf-8', 'replace').hex()}"


def printed(text: str) -> str:
    """Return a text as TeX prints it."""
    return _ACTIVE.sub(lambda match: TEX[match.group()], visible_line(text))


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    if source.title.strip():
        yield "title", f"{{{{{printed(source.title)}}}}}"  # twice, so that its capitals stay
    if source.author.strip():
        yield "author", f"{{{' and '.join(map(_name, author_names(visible_line(source.author))))}}}"
    yield from _published(source.published)
    url = source.url if is_web(source.url) else ""
    plain = {
        "publisher": printed(source.publisher),
        "howpublished": "" if url else printed(source.url),
        "url": url,
        "urldate": day(source.accessed) or printed(source.accessed),
        "language": printed(source.language),
        "note": printed(source.note),
        "sha256": printed(source.sha256),
    }
    yield from ((name, f"{{{value}}}") for name, value in plain.items() if value)


def _published(text: str) -> Iterator[tuple[str, str]]:
    """Yield a date as BibTeX has it, its year, month and day; as a text what is no date."""
    parts = date_parts(text)
    if not parts and text.strip():
        yield "year", f"{{{printed(text)}}}"
    for name, part in zip(("year", "month", "day"), parts, strict=False):
        yield name, _MONTHS[part - 1] if name == "month" else f"{{{part}}}"


def _name(name: str) -> str:
    """Return one author; whole in braces what BibTeX would take apart wrongly: an office, a name with digits."""
    return name if is_plain_name(name) else f"{{{printed(name)}}}"
