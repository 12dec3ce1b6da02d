"""Which sources are drafts: texts under check, which are no evidence for their own claims.

The role of a source is stated ("evidence", "draft"), or else follows from the claims: what they were taken from is a
draft, unless it was quoted for or against a claim before anybody was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck.case.record import Row
from factcheck.case.records import Role, Stance

_SIDES = {Stance.SUPPORTS.value, Stance.CONTRADICTS.value}


class _SourceNames(NamedTuple):
    """What a source is called in the origin of a claim, and its stated role, or ""."""

    ref: str
    title: str
    file: str
    role: str


class SourceRoles:
    """The roles of the sources of a case, updated with its rows."""

    def __init__(self) -> None:
        """Begin without sources and claims."""
        self._sources: dict[str, _SourceNames] = {}
        self._origins: dict[str, str] = {}
        self._taken: dict[str, list[str]] | None = None

    def update(self, table: str, key: str, row: Row | None) -> bool:
        """Take in one row of `sources` or `claims`, None if it was removed; return whether roles may differ now."""
        if table == "sources":
            self._sources.pop(key, None)
            if row is not None:
                self._load_source(key, row)
        elif row is None or not row.get("origin"):
            if self._origins.pop(key, None) is None:
                return False
        elif self._origins.get(key) == row["origin"]:
            return False
        else:
            self._origins[key] = row["origin"]
        self._taken = None
        return True

    def load(self, table: str, keys: Sequence[str], rows: Sequence[Row]) -> None:
        """Take in rows of the table `sources` or `claims` that are new."""
        self._taken = None
        if table == "claims":
            self._origins.update((key, row["origin"]) for key, row in zip(keys, rows, strict=True) if row["origin"])
            return
        for key, row in zip(keys, rows, strict=True):
            self._load_source(key, row)

    def _load_source(self, key: str, row: Row) -> None:
        values = (str(row.get(name) or "") for name in ("ref", "title", "file", "role"))
        self._sources[key] = _SourceNames(*values)

    def stated(self, source_id: str) -> Role | None:
        """Return the role that somebody stated for a source; None if nobody did."""
        role = self._sources[source_id].role
        return Role(role) if role in set(Role) else None

    def taken_from(self) -> Mapping[str, list[str]]:
        """Return the ids of the sources that claims were taken from, each with the ids of these claims."""
        if self._taken is None:
            refs = {named.ref.upper(): key for key, named in self._sources.items() if named.ref}
            names = {name: key for key, named in self._sources.items() for name in (named.file, named.title) if name}
            taken: dict[str, list[str]] = {}
            for claim, origin in self._origins.items():
                source = refs.get(origin.split(" ")[0].rstrip(",").upper()) or next(
                    (names[head] for head in _heads(origin) if head in names), None
                )
                if source is not None:
                    taken.setdefault(source, []).append(claim)
            self._taken = taken
        return self._taken

    def undecided(self) -> list[str]:
        """Return the ids of the sources that claims were taken from and whose role nobody stated."""
        return [key for key in self.taken_from() if self.stated(key) is None]

    def drafts(self, filed: Iterable[tuple[str, str]]) -> frozenset[str]:
        """Return the ids of the drafts; `filed` has each combination of stance and source of the excerpts."""
        stated = {key for key, named in self._sources.items() if named.role == Role.DRAFT}
        quoted = {source for stance, source in filed if stance in _SIDES}
        return frozenset(stated.union(key for key in self.undecided() if key not in quoted))


def _heads(origin: str) -> Iterator[str]:
    """Yield an origin, and what stands before each of its commas, the longest first."""
    yield origin
    at = origin.rfind(",")
    while at > 0:
        yield origin[:at]
        at = origin.rfind(",", 0, at)
