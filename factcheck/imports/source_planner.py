"""Plan the sources of an import: which are new, and which source of the case or the file each of the others is."""

from __future__ import annotations

from factcheck.case.record import Row
from factcheck.errors import InvalidError
from factcheck.imports.candidates import SourceCandidate
from factcheck.imports.comparison import DiffReport
from factcheck.imports.json_values import shown
from factcheck.imports.plan import ImportStatus
from factcheck.imports.planning import Planning


class SourcePlanner:
    """Adds the sources that a case does not have."""

    def __init__(self, planning: Planning, comparison: DiffReport) -> None:
        """Add new sources to `planning`, and report the others by `comparison`."""
        self._planning, self._comparison = planning, comparison
        self._case, self._ids, self._rows = planning.case, planning.ids, planning.rows

    def add_listed(self, source: SourceCandidate) -> None:
        """Add a source of the file's own list, or compare it with that of the case."""
        planning = self._planning
        known = self._ids.known("sources", source.row)
        if known and (planning.exact or planning.candidates.own):
            row = planning.cleaned(source.row)
            if row.get("repeats"):
                row["repeats"] = self._ids.repeated(row["repeats"])
            self._comparison.compare("sources", known, row, source.place, str(row.get("title", "")))
        self.add(source.row)

    def add(self, source: Row) -> str:
        """Return the id of a source, adding it if it is new. Raises InvalidError, UnknownError."""
        found = self._id(source)
        self._ids.add(source, found)
        return found

    def _id(self, source: Row) -> str:
        if known := self._ids.known("sources", source):
            return known
        if source.keys() == {"ref"}:
            return self._ids.source(source["ref"])
        if (key := str(source.get("id", ""))) in self._rows["sources"]:
            return key
        row = self._planning.cleaned(source)
        is_exact, duplicates = self._planning.exact, self._planning.duplicates
        if not is_exact and not any(value for name, value in row.items() if name not in {"id", "ref"}):
            raise InvalidError("does not identify the source that it quotes")
        if (duplicate := duplicates.source(row)) is not None:
            return duplicate
        key = self._rows.add("sources", row)
        if not is_exact:
            duplicates.add_source(key, row)
        self._planning.report("", ImportStatus.NEW, "source", row.get("title") or row.get("url", ""))
        return key

    def set_repeated(self) -> list[str]:
        """Name the source of the case that each new source repeats; return notes on those that are missing."""
        notes = []
        new = self._rows["sources"]
        for key, row in new.items():
            if named := row.get("repeats"):
                found = self._ids.repeated(named)
                is_known = (found in self._case.sources or found in new) and found != key
                row["repeats"] = found if is_known else ""
                if not is_known:
                    notes.append(f"source {shown(row['ref'] or row['title'])}: what it repeats is not in the file")
        return notes
