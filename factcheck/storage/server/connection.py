"""Connections to the server: every fault of it is one line, without a password."""

from __future__ import annotations

import re
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
_REFUSAL = re.compile(r"\bFATAL:\s+(.*)", re.DOTALL)
"""How libpq marks what a server answers to a login."""
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
        raise _not_connected(address, error) from error
    try:
        with telling(address, connection):
            _require_usable(address, connection)
            connection.execute(_PREPARE, [_STATEMENT_LIMIT])
    except BaseException:
        connection.close()
        raise
    return connection


def _not_connected(address: Address, error: psycopg.Error) -> ServerError:
    """Return why there is no connection. A server that looked at a password answers: waiting for it is of no use."""
    attempt = error.pgconn
    if attempt is not None and attempt.needs_password:
        return ServerError(
            f"{address.shown}: asks for a password: a line in ~/.pgpass that nobody else may read (chmod 600), "
            "or $PGPASSWORD"
        )
    refusal = _REFUSAL.search(str(error))
    if attempt is not None and attempt.used_password and refusal is not None:
        return ServerError(f"{address.shown}: refused: {_one_line(refusal[1])}")
    return OfflineError(f"{address.shown}: cannot be reached: {_reason(error)}")


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
def telling(address: Address, connection: Connection, *, who_may: str = "") -> Iterator[None]:
    """Raise what the server refuses, or does wrong, as one line; the connection is closed if it is of no more use.

    `who_may` is added where the login has not the right.
    """
    try:
        yield
    except errors.InsufficientPrivilege as error:
        why = "; ".join(filter(None, (_reason(error), who_may)))
        raise ServerError(f"{address.shown}: refused: {why}") from error
    except errors.ReadOnlySqlTransaction as error:
        raise ServerError(
            f"{address.shown}: takes no changes: {_reason(error)}; it is a replica, or set to be read only"
        ) from error
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
    return _one_line(words.removeprefix("connection failed: ").removeprefix("connection is bad: "))


def _one_line(words: str) -> str:
    lines = (" ".join(line.split()) for line in words.splitlines())
    return visible_line(masked("; ".join(filter(None, lines))))
