"""The tables of a team's database, in numbered steps that are made once each."""

from __future__ import annotations

import re
from pathlib import Path

from factcheck.errors import OfflineError, ServerError
from factcheck.storage.server.address import Address
from factcheck.storage.server.connection import Connection, connect, telling

_DIRECTORY = Path(__file__).parent / "migrations"
_STEPS_MADE = b"""
create table if not exists factcheck.migrations (version integer primary key, at timestamptz default now())"""
_LOCK = 0x66616374  # "fact": held while the tables are made
_OWNER = "the tables are made by the owner of the database, who may make roles, too (createuser --createrole)"


def steps() -> dict[int, bytes]:
    """Return the SQL of every step by its number, which begins the name of its file."""
    files = sorted(_DIRECTORY.glob("[0-9]*.sql"))
    return {int(re.match(r"\d+", path.name)[0]): path.read_bytes() for path in files}  # type: ignore[index]


def migrate(connection: Connection, address: Address) -> int:
    """Make the tables, or bring them up to this version; return how many steps were made. Raises ServerError."""
    made = 0
    with telling(address, connection, who_may=_OWNER), connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        connection.execute("create schema if not exists factcheck")
        connection.execute(_STEPS_MADE)
        version = _version(connection)
        _refuse_newer(address, version)
        for number, sql in steps().items():
            if number > version:
                connection.execute(sql)
                connection.execute("insert into factcheck.migrations (version) values (%s)", [number])
                made += 1
        if made:
            connection.execute("grant select on factcheck.migrations to factcheck_reader")
    return made


def prepare(address: Address) -> int:
    """Make the tables where they are missing or old; return how many steps that took. Raises ServerError."""
    with connect(address) as connection:
        try:
            require_current(connection, address)
        except OfflineError:
            raise
        except ServerError:
            return migrate(connection, address)
    return 0


def require_current(connection: Connection, address: Address) -> None:
    """Refuse tables of a newer version, and of an older one, in a line that says what to do. Raises ServerError."""
    with telling(address, connection, who_may="you are a member of no case there; an editor admits you"):
        version = _version(connection)
    _refuse_newer(address, version)
    if version < max(steps()):
        raise ServerError(
            f"{address.shown}: has version {version} of the tables, this factcheck needs {max(steps())}: "
            "its owner runs `factcheck team init` with the address"
        )


def _version(connection: Connection) -> int:
    row = connection.execute("select coalesce(max(version), 0) from factcheck.migrations").fetchone()
    return int(str(row[0])) if row else 0


def _refuse_newer(address: Address, version: int) -> None:
    if version > max(steps()):
        raise ServerError(
            f"{address.shown}: has version {version} of the tables, this factcheck knows up to {max(steps())}: "
            "a newer factcheck is needed"
        )
