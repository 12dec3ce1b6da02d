"""The ids in the case of the rows that a file names by id or ref."""

from __future__ import annotations

from factcheck.case.case import Case
from factcheck.case.record import Row


class FileIds:
    """Finds the row of the case that a row of the file is, by its id or ref, or by what took its place."""

    def __init__(self, case: Case, *, own: bool) -> None:
        """Look rows up in `case`; by ref only if the file is our `own` spreadsheet."""
        self._case, self._own = case, own
        self._taken: dict[str, str] = {}
        """The id in the case of each claim and source of the file that has an id or ref."""

    def known(self, table: str, row: Row) -> str:
        """Return the id of the row of the case that a row of the file is, by its id, else by its ref; "" if none."""
        key = str(row.get("id") or "")
        if key in self._case.tables[table]:
            return key
        ref = str(row.get("ref") or "").strip().upper()
        return self._case.index.refs[table].get(ref, "") if self._own and not key else ""

    def add(self, row: Row, key: str) -> None:
        """Record the id in the case of a claim or source of the file."""
        for name in ("id", "ref"):
            if given := str(row.get(name, "")):
                self._taken[given] = key

    def get(self, name: str, default: str = "") -> str:
        """Return the id in the case of a claim or source of the file; `default` if the file has none of that name."""
        return self._taken.get(name, default)

    def claim(self, name: str) -> str:
        """Return the id of a claim of the file or the case. Raises UnknownError."""
        return self._taken.get(name) or self._case.claim(name).id

    def source(self, name: str) -> str:
        """Return the id of a source of the file or the case. Raises UnknownError."""
        return self._taken.get(name) or self._case.source(name).id

    def repeated(self, name: str) -> str:
        """Return the id of the source that another repeats; `name` if neither the file nor the case has it."""
        return self._taken.get(name) or self._case.index.refs["sources"].get(name.upper(), name)
