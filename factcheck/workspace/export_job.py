"""An export: its format, claims and options, what the case lacks for it, and the file that it is written to.

The command line and the screens both export by this. Quotes are compared with their sources only for a format that asks
for it, and then all of them at once, so that each text is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from factcheck import exports
from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.errors import ExistsError, FactcheckError, InvalidError, NotSavedError, UnreadableError
from factcheck.exports.contents import contents
from factcheck.exports.draft.records import MarkedDraft
from factcheck.exports.lint import LintIssue
from factcheck.exports.selection import Selection, file_names
from factcheck.quotes import Anchor, State
from factcheck.storage import write_atomically
from factcheck.text import slug, visible_line
from factcheck.workspace.claim_facts import ClaimFacts
from factcheck.workspace.draft_export import marked_draft
from factcheck.workspace.filter import select
from factcheck.workspace.progress import CountingSequence, Progress, StoppedError
from factcheck.workspace.source_library import Library

_NO_TEXT = Anchor(State.NO_TEXT)

_LARGEST_TEMPLATE = 1 << 20
_ONE_BY_ONE = 100
PREVIEW_LINES, PREVIEW_WIDTH = 30, 400
"""The lines of a preview, and the characters of each."""
_MOST_PREVIEW_BYTES = 4 * PREVIEW_LINES * PREVIEW_WIDTH


def file_name(case: Case, format_name: str) -> str:
    """Return a file name for an export: made from the title, harmless on every system."""
    return f"{slug(case.title) or 'case'}{exports.suffix_of(format_name)}"


class ExportJob:
    """One export: a case in a format, or what a filter lets pass of it."""

    def __init__(
        self,
        library: Library,
        format_name: str,
        only: str = "",
        options: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Export the case of `library`; `options` as the format documents them. Raises UnknownError, InvalidError.

        `progress` counts what was done, and may stop it: then StoppedError is raised.
        """
        self._progress = progress or Progress()
        self._library, self._open_case = library, library.open_case
        self.only, self.options = only, dict(options or {})
        self._looked_up = 0
        self._drafts: dict[str, MarkedDraft] = {}
        self.name, self.format = format_name, exports.find(format_name)
        self.claims = CountingSequence(self._select(), self._progress)
        exports.check_options(self.format, self.options)

    def _select(self) -> list[Claim]:
        case = self._open_case.case
        if not self.only.strip():
            return list(case.in_order())
        return select(
            ClaimFacts(case, self._open_case.marks_of, self._open_case.always_warn),
            self.only,
            self._library.quote_checks.lookup(),
        )

    def lint(self) -> list[LintIssue]:
        """Return what the format needs and the case lacks, required fields first."""
        return sorted(self.format.lint(self._selection), key=lambda lack: not lack.required)

    def contents(self) -> str:
        """Return what the file holds, in words: "12 claims", "3 sources"."""
        return contents(self.name, self._selection)

    def chunks(self) -> Iterator[bytes]:
        """Yield the export."""
        if not self._open_case.read_only:
            self._open_case.fold()
        return self._progress.measured(self._encoded(self._selection))

    def _encoded(self, selection: Selection) -> Iterator[bytes]:
        """Yield an export as bytes. Raises InvalidError for an error in a format of another package."""
        try:
            yield from exports.encoded(self.format, selection)
        except (FactcheckError, StoppedError):
            raise
        except Exception as error:
            if self.name in exports.BUILT_IN:
                raise
            why = visible_line(str(error)) or type(error).__name__
            raise InvalidError(f"format {self.name} ({type(self.format).__module__}): {why}") from error

    def preview(self) -> list[str]:
        """Return the first lines of the export, or what it holds if it is no text. Nothing is folded for it."""
        some = replace(self._selection, anchor=self._one_anchor)  # all of them may take long
        return list(self.format.outline(some)) or _first_lines(self._progress.measured(self._encoded(some)))

    def to(self, path: Path, *, overwrite: bool = False) -> Path:
        """Write the export to `path` and return where it went. Raises ExistsError, NotSavedError, InvalidError."""
        self._put(path, self.chunks, overwrite=overwrite)
        return path.absolute()

    def write_per_claim(self, directory: Path, *, overwrite: bool = False) -> int:
        """Write a file for each claim into `directory`, made if it is not there, and return how many.

        Without `overwrite` nothing is written if any of the files is there. Raises ExistsError, NotSavedError,
        InvalidError.
        """
        reports = self.format.write_each(self._selection)
        if reports is None:
            raise InvalidError(f"{self.name} is one file; markdown can be one for each claim")
        if not overwrite:
            self._must_be_free([directory / self._file(name) for name in file_names(self.claims)])
        _make(directory)
        for name, report in zip(file_names(self.claims), reports, strict=True):
            pieces = (piece.encode("utf-8", "replace") for piece in report)
            self._put(directory / self._file(name), partial(self._progress.measured, pieces), overwrite=overwrite)
        return len(self.claims)

    def _put(self, path: Path, pieces: Callable[[], Iterator[bytes]], *, overwrite: bool) -> None:
        if self._open_case.owns(path):
            raise ExistsError(f"{visible_line(str(path))} is a file of the case itself; it was not overwritten")
        write_atomically(path, pieces(), overwrite=overwrite, follow=False)

    def _must_be_free(self, paths: Sequence[Path]) -> None:
        there = [path for path in paths if path.is_symlink() or path.exists()]
        if there:
            more = f" and {len(there) - 1} more" if len(there) > 1 else ""
            raise ExistsError(f"{visible_line(str(there[0]))}{more}: there already; nothing was written")

    def _file(self, name: str) -> str:
        return f"{name}{self.format.suffix}"

    @property
    def _selection(self) -> Selection:
        return Selection(case=self._open_case.case, claims=self.claims, only=self.only, **self._known)

    @property
    def _known(self) -> dict[str, Any]:
        return {
            "options": self.options,
            "anchor": self._anchor,
            "text": self._text,
            "marks": self._open_case.marks_of,
            "desk": self._open_case.desk,
            "contact": self._open_case.contact,
            "check": self._progress.check,
            "draft": self._draft,
        }

    @cached_property
    def _has_texts(self) -> bool:
        return self._library.quote_checks.has_texts

    @cached_property
    def _anchors(self) -> dict[str, Anchor]:
        filed = self._open_case.case.index.excerpts
        wanted = [excerpt for claim in self.claims for excerpt in filed.get(claim.id, ())]
        return dict(self._checked(self._library.quote_checks.anchors(wanted)))

    def _checked(self, found: Iterable[tuple[str, Anchor]]) -> Iterator[tuple[str, Anchor]]:
        for anchored in found:
            self._progress.check()
            yield anchored

    def _anchor(self, excerpt_id: str) -> Anchor | None:
        if not self._has_texts:
            return _NO_TEXT
        return self._anchors.get(excerpt_id)

    def _one_anchor(self, excerpt_id: str) -> Anchor | None:
        """Return the anchor of one quote; after many such calls check all quotes, which is quicker then."""
        self._looked_up += 1
        if self._looked_up > _ONE_BY_ONE or not self._has_texts:
            return self._anchor(excerpt_id)
        return dict(self._library.quote_checks.anchors([excerpt_id])).get(excerpt_id)

    def _text(self, source_id: str) -> str | None:
        return self._library.text(source_id)

    def _draft(self, name: str) -> MarkedDraft:
        if name not in self._drafts:
            self._drafts[name] = marked_draft(self._library, name)
        return self._drafts[name]


def _first_lines(pieces: Generator[bytes, None, None]) -> list[str]:
    """Return the first lines of an export, of which no more is made; "…" marks where a line or the text is cut."""
    data = bytearray()
    with closing(pieces):
        for piece in pieces:
            data += piece[: _MOST_PREVIEW_BYTES + 1]
            if len(data) > _MOST_PREVIEW_BYTES or data.count(b"\n") > PREVIEW_LINES:
                break
    text = data.decode("utf-8", "replace")
    lines = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
    shown = [line if len(line) <= PREVIEW_WIDTH else f"{line[:PREVIEW_WIDTH]}…" for line in lines[:PREVIEW_LINES]]
    return [*shown, "…"] if len(lines) > PREVIEW_LINES else shown


def read_template(path: Path) -> str:
    """Return the text of a template. Raises UnreadableError."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_TEMPLATE + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UnreadableError(f"{visible_line(str(path))}: {why}") from error
    if len(data) > _LARGEST_TEMPLATE:
        raise UnreadableError(f"{visible_line(str(path))}: is longer than any template")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{visible_line(str(path))}: is not UTF-8: byte {error.start + 1}") from error


def _make(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise NotSavedError(f"NOT saved: {error.strerror} ({visible_line(str(directory))})") from error
