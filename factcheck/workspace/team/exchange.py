"""What goes to a server and what comes from it, as values that a thread can hand to another."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.case.changes import Change
from factcheck.storage.team_files import LinkData


class Prepared(NamedTuple):
    """What is to be sent; `unconfirmed` are changes that the server took and that were not read from it since."""

    data: LinkData
    changes: list[Change]
    unconfirmed: frozenset[str]
    held: int


class Received(NamedTuple):
    """What came of an exchange: what was sent, what was read, and from where to read the next time.

    `starts_anew` says that the server is another than before, a backup was restored perhaps: all is offered again.
    """

    data: LinkData
    sent: list[str]
    changes: list[Change]
    unconfirmed: frozenset[str]
    starts_anew: bool
    remarks: list[str]
