"""The protocol of import formats, and what they return: candidates for claims, evidence and verdicts, and problems.

Candidates are not in a case yet. Their texts are unchanged; they are cleaned when the import is planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from factcheck.case.record import Row
from factcheck.case.records import Stance
from factcheck.case.scale import LabelKind
from factcheck.errors import InvalidError

Item = TypeVar("Item")
Result = TypeVar("Result")

NO_FIELDS: Row = {}


class Problem(NamedTuple):
    """A row that cannot be imported: its place in the file ("line 12"), and the reason."""

    place: str
    why: str


class SourceCandidate(NamedTuple):
    """A source named in a file; `row` holds the fields of Source that the file gives."""

    place: str
    row: Row


class ExcerptCandidate(NamedTuple):
    """A quotation from a source, with its stance; `row` holds the other fields of Excerpt that the file gives."""

    place: str
    source: Row
    stance: Stance
    quote: str
    row: Row = NO_FIELDS


class VerdictCandidate(NamedTuple):
    """A verdict: its label as named in the file, and the kind of that label if the format defines it.

    `label` is None for a rationale without a decision. `row` holds the other fields of Verdict. `name` is the label as
    a second column names it, for people to read and to change.
    """

    place: str
    label: str | None
    kind: LabelKind | None = None
    row: Row = NO_FIELDS
    name: str = ""


class ClaimCandidate(NamedTuple):
    """A claim with its excerpts and verdicts; `row` holds the other fields of Claim.

    `existing` is the ref or id of the claim of the case that they belong to; then `text` may be empty.
    """

    place: str
    text: str
    row: Row = NO_FIELDS
    excerpts: tuple[ExcerptCandidate, ...] = ()
    verdicts: tuple[VerdictCandidate, ...] = ()
    existing: str = ""


class EntryCandidate(NamedTuple):
    """An entry of a case: all its fields."""

    place: str
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The content of a file, in its order.

    `notes` describe how the file was read: encoding, delimiter, columns. `exact` is true if the rows come from a case
    and are imported unchanged, with their ids and refs; `sheet` is then the row of the case itself. `own` is true if
    the rows come from our own spreadsheet: known by id or ref, and compared with the case. `unread` counts the values
    of keys or columns that were not read, and `lacking` names those of them that hold labels or evidence.
    """

    format: str
    claims: tuple[ClaimCandidate, ...] = ()
    sources: tuple[SourceCandidate, ...] = ()
    entries: tuple[EntryCandidate, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    exact: bool = False
    own: bool = False
    unread: Mapping[str, int] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    sheet: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """The user's options for reading a file.

    `columns` maps a column, by name or number, to a field. `claim` is the ref or id of the claim of the case that all
    excerpts belong to. `corpus` is the content of the file with the sentences that a data set refers to. `header` is
    the line or row with the names of the columns, 0 if there is none, None to find it. `sheet` names the one sheet of a
    workbook to read. `encoding` is that of a text file. `dates` is the order of dates in figures, one
    of `dates.ORDERS`. `delimiter` is the sign between the cells of a table, by itself or by its name.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    claim: str = ""
    corpus: bytes | None = None
    header: int | None = None
    sheet: str = ""
    encoding: str = ""
    dates: str = ""
    delimiter: str = ""


DEFAULT_OPTIONS = ImportOptions()


class ImportFormat(Protocol):
    """Reads the claims, evidence and verdicts of files of one format."""

    about: str
    """One line for the list of formats."""

    def recognises(self, data: bytes, name: str) -> bool:
        """Return whether a file has this format. Only formats of installed packages are asked, before `detect`."""
        return False

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the candidates of a file, and a problem for each row that cannot be imported.

        Raises UnreadableError, without the file's name, only if the file as a whole does not have the format.
        """
        ...


def read_each(
    items: Iterable[tuple[str, Item]], read: Callable[[str, Item], Result], problems: list[Problem]
) -> Iterator[Result]:
    """Yield `read(place, item)` for each item and its place; an InvalidError is added to `problems` instead."""
    for place, item in items:
        try:
            result = read(place, item)
        except InvalidError as error:
            problems.append(Problem(place, str(error)))
        else:
            yield result


def numbered(noun: str, items: Iterable[Item]) -> Iterator[tuple[str, Item]]:
    """Yield items with their places, counted from 1: "claim 1", "claim 2"."""
    return ((f"{noun} {number}", item) for number, item in enumerate(items, 1))
