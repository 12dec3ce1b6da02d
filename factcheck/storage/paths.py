"""The files beside a case: its journal, its lock, the backups of the last fold, copies for the user."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from factcheck.errors import NotSavedError
from factcheck.storage.atomic import leftovers
from factcheck.storage.disk import reason, shown, sync_directory
from factcheck.storage.journal_lines import damaged


class CasePaths(NamedTuple):
    """The files of one case.

    `backup` is db.json before the last fold, `journal_backup` the changes that were folded: together
    they are the content of db.json.
    """

    case: Path
    journal: Path
    lock: Path
    drafts: Path
    backup: Path
    journal_backup: Path

    @classmethod
    def of(cls, path: Path) -> CasePaths:
        """Return the files of the case at `path`; a symbolic link is followed."""
        case = Path(os.path.realpath(path))
        endings = ("journal", "lock", "drafts", "bak", "journal.bak")
        return cls(case, *(case.with_name(f"{case.name}.{ending}") for ending in endings))

    @property
    def sources(self) -> Path:
        """The directory of the documents that are quoted: db.sources."""
        return self.case.with_suffix(".sources")

    @property
    def team(self) -> Path:
        """The directory of the link to a server: db.team."""
        return self.case.with_suffix(".team")

    @property
    def old_search_index(self) -> Path:
        """The one search index of all documents that earlier versions kept: db.json.index."""
        return self.case.with_name(f"{self.case.name}.index")

    def owns(self, path: Path) -> bool:
        """Return whether `path` is one of these files or a document, by whatever name."""
        try:
            found, own = Path(os.path.realpath(path)), (*self, self.old_search_index, damaged(self.journal))
            return found in own or self._keeps(found) or any(_is_same(found, each) for each in own)
        except (OSError, ValueError):  # it cannot be looked at: no way to write over it
            return False

    def _keeps(self, found: Path) -> bool:
        """Return whether a resolved path is the directory of the documents or of the link, or inside one of them."""
        return any(_is_inside(found, Path(os.path.realpath(kept))) for kept in (self.sources, self.team))

    def free(self, word: str) -> Path:
        """Return an unused path for a copy of the case: db.mine.json, db.mine-2.json."""
        stem, suffix = self.case.stem, self.case.suffix
        names = (f"{stem}.{word}{'' if number == 1 else f'-{number}'}{suffix}" for number in count(1))
        return next(path for path in map(self.case.with_name, names) if not os.path.lexists(path))

    def copies(self) -> list[Path]:
        """Return the existing files with earlier versions of the case, and temporary files that a crash left."""
        found = (*leftovers(self.case), self.backup, self.journal_backup, damaged(self.journal))
        return [path for path in found if os.path.lexists(path)]

    def remove_copies(self) -> None:
        """Remove these copies. Raises NotSavedError with one that could not be removed."""
        try:
            for path in self.copies():
                with _removing(path):
                    path.unlink(missing_ok=True)
            with _removing(self.case.parent):
                sync_directory(self.case.parent)
        except OSError as error:
            raise NotSavedError(f"{shown(self.case.parent)} cannot be looked at: {reason(error)}") from error

    def set_aside(self) -> list[Path]:
        """Return the copies that were made for the user, like db.mine.json and db.theirs-2.json, and the drafts."""
        words = "mine|theirs|damaged|rescued"
        names = re.compile(
            rf"{re.escape(self.case.stem)}\.({words})(-\d+)?{re.escape(self.case.suffix)}"
            rf"|{re.escape(self.case.name)}\.({words})(-\d+)?\.journal"
        )
        with suppress(OSError):
            return sorted(
                path for path in self.case.parent.iterdir() if names.fullmatch(path.name) or path == self.drafts
            )
        return []


@contextmanager
def _removing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotSavedError(f"{shown(path)} cannot be removed: {reason(error)}") from error


def _is_inside(found: Path, directory: Path) -> bool:
    there = (place for place in (found, *found.parents) if place.exists())
    return directory in (found, *found.parents) or (
        directory.exists() and any(place.samefile(directory) for place in there)
    )


def _is_same(path: Path, other: Path) -> bool:
    """Return whether two paths are the same existing file, by a hard link or in another case."""
    try:
        return path.samefile(other)
    except FileNotFoundError:
        return False
