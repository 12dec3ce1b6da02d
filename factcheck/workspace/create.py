"""Creating and opening a case: an empty one with a title and a scale, a copy of the sample, or an existing one."""

from __future__ import annotations

from pathlib import Path

from factcheck import settings
from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import sign
from factcheck.case.input import Clock, checker_name, stamp, utc_now
from factcheck.case.scale import DEFAULT_SCALE, PRESETS, Scale
from factcheck.errors import ReadOnlyError, UnknownError
from factcheck.storage import begin, create
from factcheck.text import clean_line
from factcheck.workspace.device import device_id
from factcheck.workspace.workspace import Workspace

_PACKAGED = Path(__file__).parents[1] / "sample.json"


def begin_case(path: Path, title: str, scale: Scale, checker: str, *, clock: Clock = utc_now) -> None:
    """Create a case at `path`. Raises ExistsError if there is a file."""
    case = Case()
    at = stamp(clock())
    begun = edits.create(clean_line(title) or "Untitled case", scale, at)
    case.apply(sign(begun, checker_name(checker), at, case.history, device=device_id()))
    create(path, case)


def begin_sample(path: Path) -> None:
    """Copy the sample case to `path`. Raises ExistsError if there is a file."""
    begin(path, [sample_path().read_bytes()])


def sample_path() -> Path:
    """Return the path of the sample case: in the installed package, or at the top of a checkout."""
    return _PACKAGED if _PACKAGED.exists() else _PACKAGED.parent.parent / "db.json"


def open_workspace(path: str | Path, checker: str = "", *, write: bool = True) -> Workspace:
    """Open the case at `path`, to be worked on by `checker`, by default as the settings, git or the login name them.

    Use it as a context manager: at the end the case is closed. With `write=False` it is opened for reading, also while
    somebody else has it open. Raises UnreadableError, and ReadOnlyError that says who has it open for changes.

    >>> import factcheck
    >>> with factcheck.create("rain.json", "Rain", checker="me") as case:
    ...     claim = case.add_claim("It rained for three days.")
    >>> with factcheck.open("rain.json", checker="me") as case:
    ...     [found.text for found in case.claims("is:unchecked")]
    ['It rained for three days.']
    """
    workspace = Workspace.open(Path(path), checker or _default_checker(), write=write)
    if write and workspace.read_only:
        why = workspace.read_only
        workspace.close()
        raise ReadOnlyError(f"{path} is read-only: {why}")
    return workspace


def create_workspace(
    path: str | Path, title: str = "", scale: str = DEFAULT_SCALE.name, checker: str = ""
) -> Workspace:
    """Begin a case at `path` with the labels of a scale, averitec, fever, politifact or editor, and open it.

    Raises ExistsError if there is a file, UnknownError for an unknown scale.

    >>> import factcheck
    >>> with factcheck.create("may.json", "May", scale="editor", checker="me") as case:
    ...     case.case.title, [label.name for label in case.case.scale.labels][:2]
    ('May', ['OK', 'Fix'])
    """
    if scale not in PRESETS:
        raise UnknownError(f"no scale {scale!r}; there are {', '.join(PRESETS)}")
    name = checker or _default_checker()
    begin_case(Path(path), title, PRESETS[scale], name)
    return open_workspace(path, name)


def _default_checker() -> str:
    return settings.load().checker or settings.default_checker()
