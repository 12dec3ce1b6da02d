"""What the planners of sources, claims and verdicts share: the case, the content of the file, and the plan so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from factcheck.case.case import Case
from factcheck.case.input import normalize_fields
from factcheck.case.record import Row
from factcheck.case.scale import Scale
from factcheck.errors import FactcheckError
from factcheck.imports.candidates import Candidates
from factcheck.imports.duplicates import DuplicateFinder
from factcheck.imports.file_ids import FileIds
from factcheck.imports.json_values import shown
from factcheck.imports.new_rows import NewRows
from factcheck.imports.plan import ImportStatus, PlanLine
from factcheck.imports.validation import check_storable, parse_time
from factcheck.text import counted

_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """An import by `checker` at the time `at`: the new rows and the lines of the plan are added as it is planned."""

    case: Case
    candidates: Candidates
    checker: str
    at: str
    scale: Scale
    """The scale of the case after the import."""
    duplicates: DuplicateFinder
    ids: FileIds
    rows: NewRows
    lines: list[PlanLine] = field(default_factory=list)
    untimed: list[str] = field(default_factory=list)
    """What the file has for a time that is none, or in the future."""

    @property
    def exact(self) -> bool:
        """Whether the rows come from a case and are imported unchanged."""
        return self.candidates.exact

    def report(self, place: str, status: ImportStatus, noun: str, text: str, why: str = "") -> None:
        """Add a line for a row."""
        self.lines.append(PlanLine(place, status, noun, text, why))

    def attempt(self, place: str, noun: str, text: str, add: Callable[..., object], *arguments: Any) -> None:
        """Call `add`; on an error report the row as rejected."""
        try:
            add(*arguments)
        except FactcheckError as error:
            self.report(place, ImportStatus.REJECTED, noun, text, str(error))

    def cleaned(self, row: Row, **texts: str) -> dict[str, Any]:
        """Return a row as it is stored: as it is if exact, else cleaned like typed input. Raises InvalidError."""
        given = {**row, **texts}
        if self.exact:
            return given
        cleaned = normalize_fields(given)
        check_storable(cleaned)
        return cleaned

    def time(self, value: object) -> str:
        """Return the time given in the file, at most the time of the import; another one is noted."""
        given = parse_time(value) if isinstance(value, str) else ""
        if value and not (given and given <= self.at):
            self.untimed.append(shown(value))
        return min(given, self.at) if given else self.at

    def notes(self) -> Iterator[str]:
        """Yield a note on the times of the file that were not taken."""
        if self.untimed:
            count, named = len(self.untimed), ", ".join(map(repr, dict.fromkeys(self.untimed[:_NAMED])))
            yield f"{counted(count, 'time')} in the future, or none, replaced by that of the import: {named}"
