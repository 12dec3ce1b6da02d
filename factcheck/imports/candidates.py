"""The content of an import file: candidate claims with evidence and verdicts, and problems; and the format protocol.

Nothing of it is in a case yet. Texts are as they are in the file; they are cleaned when the import is planned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from factcheck.case.records import Row, Stance
from factcheck.case.scale import LabelKind

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
    """A quotation from a source, with its stance; `row` holds the other fields of Excerpt that the file knows."""

    place: str
    source: Row
    stance: Stance
    quote: str
    row: Row = NO_FIELDS


class VerdictCandidate(NamedTuple):
    """A verdict: the file's own words for the label, and which way these point in its format where that is known.

    `label` None is a rationale without a decision. `row` holds the other fields of Verdict.
    """

    place: str
    label: str | None
    kind: LabelKind | None = None
    row: Row = NO_FIELDS


class ClaimCandidate(NamedTuple):
    """A claim with what belongs to it; `row` holds the other fields of Claim.

    `known` names, by ref or id, a claim of the case that is meant; then the text need not be given.
    """

    place: str
    text: str
    row: Row = NO_FIELDS
    excerpts: tuple[ExcerptCandidate, ...] = ()
    verdicts: tuple[VerdictCandidate, ...] = ()
    known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The content of a file, in its order.

    `notes` describe how it was read: encoding, delimiter, columns. `exact` is true if the rows come from a case and
    are imported unchanged, with their ids and refs; `sheet` is then the case row.
    """

    format: str
    claims: tuple[ClaimCandidate, ...] = ()
    sources: tuple[SourceCandidate, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    exact: bool = False
    sheet: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Options of the user for reading a file.

    `columns` names the field that a column is, by the column's name or number; `claim` the claim of the case that
    excerpts are for; `corpus` is the file with the sentences that a data set points at.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    claim: str = ""
    corpus: bytes | None = None


DEFAULT_OPTIONS = ReadOptions()
"""The default options."""

Value = Any
"""Whatever JSON may hold."""


class ImportFormat(Protocol):
    """Reads the claims, evidence and verdicts of files of one format."""

    about: str
    """A line for the list of formats."""

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether a file is of this format. Only formats of installed packages are asked, before the others."""
        return False

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return what a file holds, and row by row what cannot be imported.

        Raises UnreadableError, without the file's name, only if the file as a whole is not of the format.
        """
        ...
