"""The case as a newcomer gets it from a server: a snapshot and what came after it, or all changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import orjson

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.case.merging.ground import ground_of
from factcheck.case.merging.merge import merge
from factcheck.case.merging.parts import split_waiting
from factcheck.case.table import to_json
from factcheck.errors import ConflictError, ServerError, UnreadableError
from factcheck.storage.schema import check_row
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.case_rows import CaseRows
from factcheck.storage.server.change_feed import ChangeFeed
from factcheck.storage.server.snapshots import Snapshots
from factcheck.storage.team_files import Cursor


class Arrival(NamedTuple):
    """A case as a server tells it, up to a cursor; `waiting` are changes that name others which were not sent."""

    case: Case
    waiting: list[Change]
    cursor: Cursor
    generation: str
    sees_all: bool


def arrive(connection: CaseConnection) -> Arrival:
    """Return the case on a server, as a newcomer gets it. Raises OfflineError, ServerError."""
    feed, snapshots = ChangeFeed(connection), Snapshots(connection)
    generation, sees_all = feed.generation, feed.sees_all
    snapshot = snapshots.newest()
    try:
        if snapshot is None:
            fetched = feed.since(Cursor())
            changes, begun = fetched.changes, _grounded(CaseRows(connection).ground())
        else:
            fetched = feed.since(snapshot.cursor)
            begun = snapshots.case_in(snapshot)
            changes = [*(feed.all_work() if snapshot.veiled else ()), *fetched.changes]
        fresh = {change.id: change for change in changes if change.id not in begun.history}
        ready, waiting = split_waiting(begun, list(fresh.values()))
        case = merge([begun], ready).case
    except (UnreadableError, ConflictError, KeyError, ValueError) as error:
        raise ServerError(f"{connection.address.shown}: the case there cannot be read: {error}") from error
    return Arrival(case, waiting, fetched.cursor, generation, sees_all)


def grounds_of(case: Case) -> dict[str, bytes]:
    """Return what the rows of a case were before their first change, by "table/key": no change tells it."""
    targets = dict.fromkeys(f"{name}/{key}" for name, table in case.tables.items() for key in table)
    targets |= dict.fromkeys(orjson.loads(stored)["target"] for stored in case.history.stored().values())
    found = {}
    for target in targets:
        table, _, key = target.partition("/")
        if table in case.tables:
            ground = ground_of(case.history.rows_of(target), case.tables[table].row(key))
            if ground is not None:
                found[target] = to_json(ground)
    return found


def _grounded(grounds: Mapping[str, bytes]) -> Case:
    """Return a case of rows without any change. Raises UnreadableError, KeyError, ValueError."""
    case = Case()
    for target, body in _in_order(grounds):
        table, _, key = target.partition("/")
        row = check_row(table, key, orjson.loads(body))
        case.load_rows(table, [key], [row], [to_json(row)])
    return case


def _in_order(grounds: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    """Yield rows in the order of the tables: what hangs on others comes after them."""
    tables = {name: place for place, name in enumerate(Case().tables)}
    return sorted(grounds.items(), key=lambda item: tables.get(item[0].partition("/")[0], len(tables)))
