"""How a case begins: empty, with a title and a scale, or as a copy of the sample."""

from __future__ import annotations

from pathlib import Path

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import sign
from factcheck.case.input import Clock, checker_name, stamp, utc_now
from factcheck.case.scale import Scale
from factcheck.storage import begin, create
from factcheck.text import clean_line

_PACKAGED = Path(__file__).parents[1] / "sample.json"


def begin_case(path: Path, title: str, scale: Scale, checker: str, *, clock: Clock = utc_now) -> None:
    """Begin a new case at `path`. Raises ExistsError where there is a file."""
    case = Case()
    at = stamp(clock())
    begun = edits.create(clean_line(title) or "Untitled case", scale, at)
    case.apply(sign(begun, checker_name(checker), at))
    create(path, case)


def begin_sample(path: Path) -> None:
    """Begin with a copy of the sample case at `path`. Raises ExistsError where there is a file."""
    begin(path, [sample_path().read_bytes()])


def sample_path() -> Path:
    """Return where the sample case is: in the installed package, or at the top of a checkout."""
    return _PACKAGED if _PACKAGED.exists() else _PACKAGED.parent.parent / "db.json"
