"""How an export dialog begins: as the last export was made; and what it keeps for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from factcheck.exports import DRAFT_FORMATS
from factcheck.workspace.state import LastExport, last_export, remember_export

_DRAFT = "draft"
"""The option that names the draft; it is not kept, since another case has another draft."""


class ExportDefaults:
    """The format, the options and the directory of the last export."""

    def __init__(self, case_path: Path, draft: str = "") -> None:
        """Begin with the last export, of a case at `case_path`; with the ref of a draft, as the formats of drafts."""
        self._case_path = case_path
        self._last = _of_draft(last_export(), draft) if draft else last_export()

    @property
    def format(self) -> str:
        """The name of the format; empty if nothing was exported yet."""
        return self._last.format

    @property
    def directory(self) -> Path:
        """The directory of the last export, if it exists still; else that of the case."""
        last = Path(self._last.directory)
        return last if self._last.directory and last.is_dir() else self._case_path.parent

    def options(self, name: str) -> Mapping[str, str]:
        """Return the options with which a format was last exported."""
        return self._last.options.get(name, {})

    def keep(self, name: str, options: Mapping[str, Mapping[str, str]], directory: Path) -> None:
        """Keep how an export was made: the name of its format, the options of each format, the directory."""
        merged = {**self._last.options, **options}
        kept = {
            each: {option: value for option, value in given.items() if option != _DRAFT}
            for each, given in merged.items()
        }
        beside = directory == self._case_path.absolute().parent
        kept = {each: given for each, given in kept.items() if given}
        remember_export(LastExport(name, kept, "" if beside else str(directory)))


def _of_draft(last: LastExport, draft: str) -> LastExport:
    """Return how to begin with a draft: with the last of its formats, and its ref as the option of all of them."""
    options = {**last.options, **{name: {**last.options.get(name, {}), _DRAFT: draft} for name in DRAFT_FORMATS}}
    return LastExport(last.format if last.format in DRAFT_FORMATS else DRAFT_FORMATS[0], options, last.directory)
