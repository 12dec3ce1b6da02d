r"""BibTeX: the sources of a selection, for LaTeX and for reference managers, each as @misc with its ref as the key.

The text of a field is one line: white space is one blank, and invisible characters are made visible. Characters that
are special in TeX or BibTeX are escaped: `\%`, `\textbackslash{}`. A web address is written as it is; any other text in
its place is written as a text.
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
"""The special characters of TeX, escaped. BibTeX counts escaped braces too, so that braces become commands."""

_SPECIAL = re.compile(r"[\\{}^~%#$&_]")
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
    """Return the entry of a source, with a blank line after it."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source))
    return f"@misc{{{key(source.ref)},\n{fields}}}\n\n"


def key(ref: str) -> str:
    """Return the key of an entry: the ref, or if that is not a valid key, "x-" and its bytes in hexadecimal."""
    return ref if _KEY.fullmatch(ref) else f"x-{ref.encode('utf-8', 'replace').hex()}"


def escaped(text: str) -> str:
    """Return a text as one line in which nothing is special to TeX."""
    return _SPECIAL.sub(lambda match: TEX[match.group()], visible_line(text))


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    if source.title.strip():
        yield "title", f"{{{{{escaped(source.title)}}}}}"  # double braces keep the capitals
    if source.author.strip():
        yield "author", f"{{{' and '.join(map(_name, author_names(visible_line(source.author))))}}}"
    yield from _published(source.published)
    url = source.url if is_web(source.url) else ""
    fields = {
        "publisher": escaped(source.publisher),
        "howpublished": "" if url else escaped(source.url),
        "url": url,
        "urldate": day(source.accessed) or escaped(source.accessed),
        "language": escaped(source.language),
        "note": escaped(source.note),
        "sha256": escaped(source.sha256),
    }
    yield from ((name, f"{{{value}}}") for name, value in fields.items() if value)


def _published(text: str) -> Iterator[tuple[str, str]]:
    """Yield the year, month and day of a date as fields; a text that is not a date as the year."""
    parts = date_parts(text)
    if not parts and text.strip():
        yield "year", f"{{{escaped(text)}}}"
    for name, part in zip(("year", "month", "day"), parts, strict=False):
        yield name, _MONTHS[part - 1] if name == "month" else f"{{{part}}}"


def _name(name: str) -> str:
    """Return one author; in braces, so that BibTeX does not split it, unless it is a plain name of a person."""
    return name if is_plain_name(name) else f"{{{escaped(name)}}}"
