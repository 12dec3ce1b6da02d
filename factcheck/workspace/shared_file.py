"""The file of a case: what other programs do to it while it is open, and what can be recovered if it is damaged."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from factcheck.errors import NotSavedError
from factcheck.storage import CasePaths, DocumentStore, FileState, Observation
from factcheck.storage.recovery import Examination, examine, recover
from factcheck.workspace.open_case import OpenCase

__all__ = ["Examination", "FileState", "Observation", "SharedFile", "examine", "recover"]


class SharedFile:
    """Compares the file with the open case, and settles what another program has done to it."""

    def __init__(self, open_case: OpenCase) -> None:
        """Look after the file of `open_case`."""
        self._open_case = open_case
        self._store = open_case.store

    def observe(self, *, read: bool = False) -> Observation:
        """Return what other programs have done to the file; with `read`, also whether it is still a case."""
        return self._store.conflicts.observe(read=read)

    def reload(self) -> None:
        """Read the file again, and apply the own changes that it lacks. Raises ConflictError if they do not fit."""
        self._store.conflicts.reload()

    def keep_mine(self) -> Path | None:
        """Replace the file with the own case; return where the other program's is kept, None if there was no file."""
        return self._store.conflicts.keep_mine()

    def save_beside(self) -> Path:
        """Write the own case and its documents to a new file and directory, and return the path of the file.

        Continues with the old file as it is now or, if that is no longer a case, with the new one.
        """
        before = self._store.path
        mine = self._store.conflicts.save_beside()
        self._copy_documents(mine)
        if self._store.path != before:
            self._continue_there()
        return mine

    def move_to(self, path: Path) -> None:
        """Write the case and its documents to a new path, whose directory is created if needed, and continue there.

        Raises ExistsError, NotSavedError, ReadOnlyError.
        """
        self._store.conflicts.move_to(path.expanduser().absolute())
        self._copy_documents(self._store.path)
        self._continue_there()

    def take_over(self) -> None:
        """Open the case for changes after its holder has released it. Raises ReadOnlyError, UnreadableError."""
        self._store.take_over()
        self._open_case.unsaved.reopen()

    def _copy_documents(self, path: Path) -> None:
        with suppress(NotSavedError):  # they are where they were; the case says which are missing
            self._open_case.texts.copy_to(CasePaths.of(path).sources)

    def _continue_there(self) -> None:
        self._open_case.texts = DocumentStore(self._store.beside.sources)
        self._open_case.unsaved.move()
