"""How a case comes to a server, and how a colleague gets a copy of it that follows."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.case.ids import new_id
from factcheck.case.merging.ground import ground_of
from factcheck.case.merging.merge import merge
from factcheck.case.merging.parts import split_waiting
from factcheck.case.table import to_json
from factcheck.errors import ConflictError, ExistsError, ServerError, UnknownError, UnreadableError
from factcheck.storage import CasePaths, create
from factcheck.storage.schema import check_row
from factcheck.storage.server.address import Address
from factcheck.storage.server.change_rows import Cursor
from factcheck.storage.server.desk import CaseOnServer, Desk
from factcheck.storage.server.migrations import prepare
from factcheck.storage.team_files import LinkData, TeamFiles
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.shared_changes import write_changes
from factcheck.workspace.team.link import TeamLink

_START = Cursor()


def put_on_server(open_case: OpenCase, server: str) -> TeamLink:
    """Make a case on a server of the open one, with its tables where there are none; return the link.

    The checker becomes its first editor. Nothing but the rows without history is sent before the first sync. Raises
    ExistsError if the case is linked already, OfflineError, ServerError.
    """
    files = TeamFiles(open_case.store.beside.team)
    if (data := files.read()) is not None:
        raise ExistsError(f"{open_case.path}: is shared already, with {Address(data.server).shown}")
    address = Address(server)
    prepare(address)
    case = open_case.record
    with Desk(address, new_id() + new_id(), new=True) as desk:
        desk.create(case.title, open_case.checker, blind=case.info.blind, ground=_grounds(case))
        data = _link_data(address, desk.case)
    files.write(data)
    return TeamLink(open_case, files, data)


def join(path: Path, server: str, name: str = "") -> LinkData:
    """Write the case of a server that has this title or uid to `path`, and link it there.

    Without a name it is the only one of which the caller is a member. Raises ExistsError if there is a file,
    UnknownError, OfflineError, ServerError.
    """
    if path.exists():
        raise ExistsError(f"{path} is there already; `factcheck --db {path} team join` needs a path that is free")
    address = Address(server)
    with Desk(address) as desk:
        found = _choose(address, desk.cases(), name)
    with Desk(address, found.uid) as desk:
        fetched = desk.since(Cursor())
        case, waiting = _built(address, desk.ground(), fetched.changes)
        generation, sees_all = desk.generation, desk.sees_all
    create(path, case)
    files = TeamFiles(CasePaths.of(path).team)
    cursor = fetched.cursor
    data = _link_data(address, found, generation=generation, cursor=cursor, sees_all=sees_all)
    files.write(data)
    files.add_shared(change.id for change in fetched.changes)
    write_changes(files.waiting, waiting, overwrite=True)
    return data


def link_copy(open_case: OpenCase, server: str, name: str = "") -> TeamLink:
    """Link a copy of a case that one has already to the case on a server. Raises as `join`, and ConflictError."""
    files = TeamFiles(open_case.store.beside.team)
    if (data := files.read()) is not None:
        raise ExistsError(f"{open_case.path}: is shared already, with {Address(data.server).shown}")
    address = Address(server)
    with Desk(address) as desk:
        found = _choose(address, desk.cases(), name)
    with Desk(address, found.uid) as desk:
        there = {*desk.ground(), *desk.first_targets()}
    case = open_case.record
    if not any(f"{table}/{key}" in there for table in ("claims", "sources") for key in case.tables[table]):
        raise ConflictError(f"{open_case.path}: is no copy of {found.title!r}: no claim or source is in both")
    data = _link_data(address, found)
    files.write(data)
    return TeamLink(open_case, files, data)


def _choose(address: Address, cases: list[CaseOnServer], name: str) -> CaseOnServer:
    fitting = [case for case in cases if name in {case.title, case.uid} or not name]
    if len(fitting) == 1:
        return fitting[0]
    if not cases:
        raise ServerError(f"{address.shown}: you are a member of no case there; an editor admits you")
    titles = ", ".join(f"{case.title!r} ({case.uid})" for case in fitting or cases)
    raise UnknownError(f"{address.shown}: --case must name one of {titles}")


def _link_data(
    address: Address, found: CaseOnServer, *, generation: str = "", cursor: Cursor = _START, sees_all: bool = True
) -> LinkData:
    return LinkData(
        server=address.stored,
        uid=found.uid,
        title=found.title,
        checker=found.checker,
        role=found.role,
        device=device_name(),
        generation=generation,
        tx=cursor.tx,
        seq=cursor.seq,
        last=cursor.id,
        sees_all=sees_all,
    )


def device_name() -> str:
    """Return a name for this copy of a case: that of the machine, with four digits that tell two copies apart."""
    return f"{platform.node().partition('.')[0] or 'device'}-{os.urandom(2).hex()}"


def _grounds(case: Case) -> dict[str, bytes]:
    """Return what the rows of a case were before their first change, by "table/key"."""
    targets = dict.fromkeys(f"{name}/{key}" for name, table in case.tables.items() for key in table)
    targets |= dict.fromkeys(orjson.loads(stored)["target"] for stored in case.history.stored().values())
    found = {}
    for target in targets:
        table, _, key = target.partition("/")
        if table in case.tables:
            ground = ground_of(case.history.changes_of([target]), case.tables[table].row(key))
            if ground is not None:
                found[target] = to_json(ground)
    return found


def _built(address: Address, grounds: Mapping[str, bytes], changes: Iterable[Change]) -> tuple[Case, list[Change]]:
    """Return the case that a server tells of, and the changes that name others which it did not send."""
    case = Case()
    try:
        for target, body in grounds.items():
            table, _, key = target.partition("/")
            row = check_row(table, key, orjson.loads(body))
            case.load_rows(table, [key], [row], [to_json(row)])
        ready, waiting = split_waiting(case, list(changes))
        return merge([case], ready).case, waiting
    except (UnreadableError, ConflictError, KeyError, ValueError) as error:
        raise ServerError(f"{address.shown}: the case there cannot be read: {error}; nothing was written") from error
