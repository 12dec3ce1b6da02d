"""How a case comes to a server, and how a colleague gets a copy of it that follows."""

from __future__ import annotations

import os
import platform
from dataclasses import replace
from pathlib import Path

from factcheck.case.case import Case
from factcheck.case.ids import new_id
from factcheck.errors import ConflictError, ExistsError, ServerError, UnknownError, UnreadableError
from factcheck.storage import CasePaths, CaseStorage, DocumentStore, create
from factcheck.storage.server.address import Address
from factcheck.storage.server.case_connection import CaseConnection, CaseOnServer
from factcheck.storage.server.case_rows import CaseRows
from factcheck.storage.server.migrations import prepare
from factcheck.storage.team_files import LinkData, TeamFiles
from factcheck.workspace.open_case import OpenCase
from factcheck.workspace.shared_changes import write_changes
from factcheck.workspace.team.exchange import rows_of
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.team.newcomer import arrive, grounds_of
from factcheck.workspace.team.shared_documents import receive_documents


def update_tables(link: TeamLink, server: str) -> bool:
    """Bring the tables of the server of a linked case up to date; return whether they were old.

    Raises ExistsError if `server` is another address than that of the link, OfflineError, ServerError.
    """
    address = Address(server)
    linked = Address(link.data.server)
    if address.stored != linked.stored:
        raise ExistsError(f"this case is shared already, with {linked.shown}")
    return prepare(address) > 0


def put_on_server(open_case: OpenCase, server: str, *, documents: bool = True) -> TeamLink:
    """Make a case on a server of the open one, with its tables where there are none; return the link.

    The checker becomes its first editor. Nothing but the rows without history is sent before the first sync. Raises
    ExistsError if the case is linked or on the server already, OfflineError, ServerError.
    """
    files = _unlinked(open_case)
    address = Address(server)
    prepare(address)
    case = open_case.record
    with CaseConnection(address, new_id() + new_id(), new=True) as connection:
        _require_new(connection, open_case)
        rows = CaseRows(connection)
        rows.create(case.title, open_case.checker, blind=case.info.blind, ground=grounds_of(case))
        data = _link_data(address, connection.case, documents=documents)
    files.write(data)
    return TeamLink(open_case, files, data)


def _require_new(connection: CaseConnection, open_case: OpenCase) -> None:
    """Refuse to put a case on a server a second time: its team would work on two. Raises ExistsError."""
    made, rows = connection.case, rows_of(open_case.record)
    for found in connection.cases():
        connection.case = found
        if CaseRows(connection).has_any(rows):
            raise ExistsError(
                f"{open_case.path}: is on {connection.address.shown} already, as {found.title!r}: "
                f"`factcheck team join` with --case {found.uid} links it"
            )
    connection.case = made


def join(path: Path, server: str, name: str = "", *, documents: bool = True) -> LinkData:
    """Write the case of a server that has this title or uid to `path`, and link it there.

    Without a name it is the only one of which the caller is a member. Raises ExistsError if there is a file,
    UnknownError, OfflineError, ServerError; then nothing is written that is not whole.
    """
    if path.exists():
        raise ExistsError(f"{path} is there already; `factcheck --db {path} team join` needs a path that is free")
    address = Address(server)
    with CaseConnection(address) as connection:
        found = _choose(address, connection.cases(), name)
    with CaseConnection(address, found.uid) as connection:
        arrival = arrive(connection)
        _write(path, arrival.case, address)
        beside = CasePaths.of(path)
        if documents:
            receive_documents(connection, DocumentStore(beside.sources), arrival.case)
    files = TeamFiles(beside.team)
    data = replace(
        _link_data(address, found, documents=documents),
        generation=arrival.generation,
        sees_all=arrival.sees_all,
    ).at(arrival.cursor)
    files.write(data)
    files.add_shared(arrival.case.history.stored())
    write_changes(files.waiting, arrival.waiting, overwrite=True)
    return data


def link_copy(open_case: OpenCase, server: str, name: str = "", *, documents: bool = True) -> TeamLink:
    """Link a copy of a case that one has already to the case on a server. Raises as `join`, and ConflictError."""
    files = _unlinked(open_case)
    address = Address(server)
    with CaseConnection(address) as connection:
        found = _choose(address, connection.cases(), name)
    with CaseConnection(address, found.uid) as connection:
        is_copy = CaseRows(connection).has_any(rows_of(open_case.record))
    if not is_copy:
        raise ConflictError(f"{open_case.path}: is not a copy of {found.title!r}: no claim or source is in both")
    data = _link_data(address, found, documents=documents)
    files.write(data)
    return TeamLink(open_case, files, data)


def _unlinked(open_case: OpenCase) -> TeamFiles:
    """Return the files in which a link is to be kept. Raises ExistsError if the case is linked already."""
    files = TeamFiles(open_case.store.beside.team)
    if (data := files.read()) is not None:
        raise ExistsError(f"{open_case.path}: is shared already, with {Address(data.server).shown}")
    return files


def _write(path: Path, case: Case, address: Address) -> None:
    """Write a case that a server told of, if what was written can be read. Raises ServerError, what `create` does."""
    create(path, case)
    try:
        CaseStorage(path, write=False).close()
    except UnreadableError as error:
        path.unlink()
        raise ServerError(f"{address.shown}: the case there cannot be read: {error}; nothing was written") from error


def _choose(address: Address, cases: list[CaseOnServer], name: str) -> CaseOnServer:
    fitting = [case for case in cases if name in {case.title, case.uid} or not name]
    if len(fitting) == 1:
        return fitting[0]
    if not cases:
        raise ServerError(f"{address.shown}: you are a member of no case there; an editor admits you")
    titles = ", ".join(f"{case.title!r} ({case.uid})" for case in fitting or cases)
    raise UnknownError(f"{address.shown}: --case must name one of {titles}")


def _link_data(address: Address, found: CaseOnServer, *, documents: bool) -> LinkData:
    return LinkData(
        server=address.stored,
        uid=found.uid,
        title=found.title,
        checker=found.checker,
        role=found.role,
        copy_name=new_copy_name(),
        documents=documents,
    )


def new_copy_name() -> str:
    """Return a name for this copy of a case: that of the machine, and four digits that differ from copy to copy."""
    return f"{platform.node().partition('.')[0] or 'copy'}-{os.urandom(2).hex()}"
