"""Drafts: text that a checker has written but not saved.

They are kept beside the case in `db.json.drafts` and removed when the text is saved or dropped. A second file, the
spare one, is used while that file cannot be written: the disk is full, or the directory is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import RLock

import orjson

from factcheck.errors import NotSavedError
from factcheck.storage.atomic import write_atomically
from factcheck.storage.disk import make_directory, read_ordinary, reason, shown

Draft = tuple[str, str]
"""An unsaved rationale and condition."""


class DraftFiles:
    """Unsaved texts by the key of the verdict that they are for."""

    def __init__(self, path: Path) -> None:
        """Read the drafts at `path`; a damaged file is renamed to `.damaged` before a new one is written."""
        self._turn = RLock()  # a form saves its draft in a thread
        self._main = _DraftFile(path)
        self._spare: _DraftFile | None = None
        self._spare_path: Callable[[], Path] | None = None

    def use_spare(self, directory: Path, name: Callable[[], str]) -> None:
        """Also read the drafts in a file in `directory`, and write there if the main file cannot be written.

        `name` returns its name, and is called when that is needed.
        """
        with self._turn:
            self._spare_path = cache(lambda: directory / name())
            self._spare = _DraftFile(self._spare_path()) if directory.is_dir() else None

    def get(self, key: str) -> Draft | None:
        """Return the draft under `key`."""
        return (self._spare.drafts if self._spare else {}).get(key) or self._main.drafts.get(key)

    def all(self) -> dict[str, Draft]:
        """Return all drafts by key."""
        return {**self._main.drafts, **(self._spare.drafts if self._spare else {})}

    def keep(self, key: str, draft: Draft) -> None:
        """Save a draft, durably: in the spare file if the main one cannot be written. Raises NotSavedError."""
        with self._turn:
            if self.get(key) == draft:
                return
            try:
                self._main.write({**self.all(), key: draft})
            except NotSavedError as error:
                try:
                    self.keep_in_spare(key, draft)
                except NotSavedError as other:
                    where = f", nor in {shown(self._spare_path().parent)}" if self._spare_path else ""
                    raise NotSavedError(f"{error}{where}") from other
            else:
                if self._spare:
                    self._spare.empty()

    def keep_in_spare(self, key: str, draft: Draft) -> None:
        """Save a draft, durably, without touching the main file. Raises NotSavedError."""
        with self._turn:
            if self.get(key) == draft:
                return
            if self._spare_path is None:
                raise NotSavedError(f"NOT saved: {shown(self._main.path)} is not to be written")
            path = self._spare_path()
            make_directory(path.parent)
            spare = _DraftFile(path)  # another process may have kept something there since
            spare.write({**spare.drafts, key: draft})
            self._spare = spare

    def drop(self, key: str) -> None:
        """Delete a draft. Raises NotSavedError."""
        with self._turn:
            self.drop_from_spare(key)
            self._main.drop(key)

    def drop_from_spare(self, key: str) -> None:
        """Delete a draft from the spare file only. Raises NotSavedError."""
        with self._turn:
            if self._spare:
                self._spare.drop(key)


class _DraftFile:
    """One file of drafts, and what is in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.drafts: dict[str, Draft] = {}
        self._damaged = False
        try:
            rows = orjson.loads(read_ordinary(path))
            self.drafts = {key: _draft(*texts) for key, texts in rows.items()}
        except (FileNotFoundError, NotADirectoryError):
            pass
        except (OSError, ValueError, TypeError, AttributeError):
            self._damaged = True

    def write(self, drafts: dict[str, Draft]) -> None:
        """Write `drafts`, and update the attribute after that. Raises NotSavedError."""
        try:
            if self._damaged:
                self.path.replace(self.path.with_name(f"{self.path.name}.damaged"))
                self._damaged = False
            if drafts:
                write_atomically(self.path, [orjson.dumps(drafts)])
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise NotSavedError(f"NOT saved: {shown(self.path)}: {reason(error)}") from error
        except orjson.JSONEncodeError as error:
            raise NotSavedError(f"NOT saved: the text cannot be stored ({error})") from error
        self.drafts = drafts

    def drop(self, key: str) -> None:
        """Write the drafts without the one under `key`, if there is one. Raises NotSavedError."""
        if key in self.drafts:
            self.write({other: draft for other, draft in self.drafts.items() if other != key})

    def empty(self) -> None:
        """Remove the file, whose drafts are kept elsewhere now."""
        if self.drafts:
            with suppress(NotSavedError):
                self.write({})


def _draft(rationale: object, condition: object) -> Draft:
    if not (isinstance(rationale, str) and isinstance(condition, str)):
        raise TypeError("a draft is two texts")
    return rationale, condition
