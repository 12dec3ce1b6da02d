"""What goes to a server and what comes from it, as values that a thread can hand to another.

The exchange itself is `Session.exchange` in `session`.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.storage.team_files import LinkData
from factcheck.workspace.source_versions import versions_of


class Prepared(NamedTuple):
    """What is to be sent; `unconfirmed` are changes that the server took and that were not read from it since.

    `rows` are the claims and sources of a file that may be another than the one that was linked, as "table/key": one
    of them must be on the server.
    """

    data: LinkData
    changes: list[Change]
    unconfirmed: frozenset[str]
    held: int
    rows: frozenset[str] = frozenset()


class Received(NamedTuple):
    """What came of an exchange: what was sent, what was read, and from where to read the next time.

    `starts_anew` says that the server is another than before, a backup was restored perhaps: all is offered again.
    `is_snapshot_due` says that newcomers would have to read many changes: see `TeamLink.snapshot`.
    """

    data: LinkData
    sent: list[str]
    changes: list[Change]
    unconfirmed: frozenset[str]
    starts_anew: bool
    is_snapshot_due: bool
    remarks: list[str]


class DocumentsShared(NamedTuple):
    """How many documents were sent and received."""

    sent: int
    received: int


def rows_of(case: Case) -> frozenset[str]:
    """Return the claims and sources of a case, as "table/key"."""
    return frozenset(f"{table}/{key}" for table in ("claims", "sources") for key in case.tables[table])


def documents_of(case: Case) -> frozenset[str]:
    """Return the hashes of the documents that the sources of a case have, or had in an earlier version."""
    return frozenset(version.sha256 for source in case.sources for version in versions_of(case, source)) - {""}
