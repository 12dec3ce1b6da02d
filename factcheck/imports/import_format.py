"""What an import format is: how a file is recognised as one, and how it is read."""

from __future__ import annotations

from typing import Protocol

from factcheck.imports.candidates import Candidates, ReadOptions


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
