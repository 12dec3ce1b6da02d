"""Connections to the server: every fault of it is one line, without a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg import errors

from factcheck.errors import OfflineError, ServerError
from factcheck.storage.server.address import Address, masked
from factcheck.text import visible_line

Connection = psycopg.Connection[tuple[object, ...]]

OLDEST = 150000
"""The oldest version of PostgreSQL, as its library counts: 15.0."""
_PATIENCE = 10
"""Seconds until a server that does not answer counts as not reachable."""
_SETTINGS = {
    "connect_timeout": _PATIENCE,
    "application_name": "factcheck",
    "client_encoding": "UTF8",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_STATEMENT_LIMIT = "10min"
_PREPARE = b"""
select set_config('statement_timeout', %s, false), set_config('plan_cache_mode', 'force_generic_plan', false),
       set_config('enable_bitmapscan', 'off', false)"""
"""Every statement is planned once: planning one with its policies takes longer than running it. Changes are read in the
order of their index, which a bitmap would lose.
"""


def connect(address: Address) -> Connection:
    """Return a connection on which every statement is committed. Raises ServerError, OfflineError."""
    parameters = {**_SETTINGS, **address.parameters()}
    try:
        connection = psycopg.connect(**parameters, autocommit=True)
    except psycopg.Error as error:
        raise OfflineError(f"{address.shown}: cannot be reached: {_reason(error)}") from error
    try:
        with telling(address, connection):
            _require_usable(address, connection)
            connection.execute(_PREPARE, [_STATEMENT_LIMIT])
    except BaseException:
        connection.close()
        raise
    return connection


def _require_usable(address: Address, connection: Connection) -> None:
    if connection.info.server_version < OLDEST:
        version = connection.info.parameter_status("server_version")
        raise ServerError(f"{address.shown}: is PostgreSQL {version}; 15 or newer is needed")
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise ServerError(
            f"{address.shown}: keeps texts as {encoding}; UTF-8 is needed: `createdb -E UTF8 -T template0`"
        )


@contextmanager
def telling(address: Address, connection: Connection) -> Iterator[None]:
    """Raise what the server refuses, or does wrong, as one line; the connection is closed if it is of no more use."""
    try:
        yield
    except errors.InsufficientPrivilege as error:
        raise ServerError(f"{address.shown}: refused: {_reason(error)}") from error
    except (errors.UndefinedTable, errors.InvalidSchemaName, errors.UndefinedFunction, errors.UndefinedColumn) as error:
        why = _reason(error)
        raise ServerError(
            f"{address.shown}: is not the database of a team: {why}; `factcheck team init` makes one"
        ) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        with suppress(psycopg.Error):
            connection.close()
        raise OfflineError(f"{address.shown}: was lost: {_reason(error)}") from error
    except psycopg.Error as error:
        raise ServerError(f"{address.shown}: {_reason(error)}") from error


def _reason(error: psycopg.Error) -> str:
    """Return what went wrong: the server's own words, else the last thing that libpq says."""
    words = error.diag.message_primary or str(error).strip() or type(error).__name__
    return visible_line(masked(" ".join(words.split())).removeprefix("connection failed: "))
