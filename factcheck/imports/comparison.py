"""Compare rows of a file with the rows of the case that they are, and report where they differ."""

from __future__ import annotations

from functools import cached_property

from factcheck.case.record import Row
from factcheck.case.records import verdict_key
from factcheck.errors import InvalidError
from factcheck.imports.differences import COMPARED, differences
from factcheck.imports.own_verdicts import own_verdict
from factcheck.imports.plan import ImportStatus, PlanLine
from factcheck.imports.planning import Planning


class DiffReport:
    """Reports the differences of an import, each field of a row once."""

    def __init__(self, planning: Planning) -> None:
        """Compare with the case of `planning`, and add the lines to its plan."""
        self._planning, self._case = planning, planning.case
        self._reported: dict[tuple[str, str], tuple[str, object]] = {}
        """The place and the value of each difference, by target and field."""

    def compare(self, table: str, key: str, row: Row, place: str, text: str) -> None:
        """Report the fields of a row of the case that the file has otherwise, or that it is a duplicate.

        Raises InvalidError if the file says two things of a field.
        """
        here, checker = self._case.tables[table].row(key) or {}, self._planning.checker
        found = list(differences(table, key, here, row, place, self.names))
        if found and table == "verdicts" and not self._planning.exact and here["checker"] != checker:
            if verdict_key(here["claim"], checker) in self._planning.rows["verdicts"]:
                raise InvalidError(f"{checker} has a verdict on this claim in the file already, which is kept")
            found = own_verdict(self._case, here, row, checker, place, self.names)
        self._planning.lines.extend(line for line in found if self._is_first(line))
        if not found:
            same = f"the same as {here['ref']}" if here.get("ref") else ""
            self._planning.report(place, ImportStatus.DUPLICATE, table.removesuffix("s"), text, same)

    def place_of(self, target: str, field: str) -> str:
        """Return the place of the row of the file that differs in a field; "" if there is none."""
        return self._reported.get((target, field), ("", None))[0]

    def is_unchanged(self, key: str, row: Row) -> bool:
        """Return whether a row of the file has the same fields as the verdict of the case."""
        return not any(differences("verdicts", key, self._case.verdicts.row(key) or {}, row, "", self.names))

    def _is_first(self, line: PlanLine) -> bool:
        """Return whether no row before said this of the field. Raises InvalidError if one said something else."""
        if line.difference is None:
            return True
        field, after = line.difference.field, line.difference.after
        value = after[field] if line.difference.before is not None else [after[name] for name in COMPARED["verdicts"]]
        said = self._reported.setdefault((line.difference.target, field), (line.place, value))
        if said[1] != value:
            raise InvalidError(f"{field} differs from {said[0]}; the file must give one value")
        return said == (line.place, value)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of ids for people: refs of claims and sources, names of labels."""
        refs = (self._case.index.refs[table].items() for table in ("claims", "sources"))
        labels = {label.id: label.name for label in self._planning.scale.labels}
        return labels | {key: ref for table in refs for ref, key in table}
