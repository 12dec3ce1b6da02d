"""Where a server is, and whether the way to it is safe.

An address holds no password: a command line is kept in the shell's history, and shown to who lists the processes. The
environment, ~/.pgpass and the service file are where PostgreSQL's own programs look for one, too.
"""

from __future__ import annotations

import configparser
import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from factcheck.errors import ServerError
from factcheck.text import visible_line

_SECRET = ("password", "sslpassword")
_MASK = "***"
_WEAK = frozenset({"disable", "allow", "prefer"})
_SERVICE_FILES = (".pg_service.conf",)


class Address:
    """How to reach the database of a team."""

    def __init__(self, text: str) -> None:
        """Read "postgresql://ada@desk.example/team", "service=desk" or "host=… dbname=…". Raises ServerError."""
        try:
            given = conninfo_to_dict(text)
        except ProgrammingError as error:
            raise ServerError(
                f"{masked(text)}: is no address of a database, like postgresql://ada@desk.example/team"
            ) from error
        if any(given.get(name) for name in _SECRET):
            raise ServerError(
                f"{masked(text)}: leave the password out of the address; it is taken from $PGPASSWORD, ~/.pgpass or "
                "the service file"
            )
        self._given: dict[str, Any] = given

    @property
    def stored(self) -> str:
        """The address as it is kept beside the case."""
        return make_conninfo("", **self._given)

    @property
    def shown(self) -> str:
        """The address as messages name it: "desk.example/team"."""
        options = self._options()
        host = options.get("host") or options.get("hostaddr") or "this machine"
        where = "this machine" if str(host).startswith(("/", "@")) else host
        port = options.get("port")
        return visible_line(f"{where}{f':{port}' if port else ''}/{options.get('dbname') or options.get('user') or ''}")

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of a connection, with TLS where it leaves this machine. Raises ServerError."""
        options = self._options()
        if is_local(options):
            return self._given
        mode = str(options.get("sslmode") or "require")
        if mode in _WEAK:
            raise ServerError(
                f"{self.shown}: sslmode={mode} would send the case in the clear; "
                "off this machine sslmode must be require, verify-ca or verify-full"
            )
        return {**self._given, "sslmode": mode}

    def _options(self) -> dict[str, Any]:
        """Return what holds where nothing else is given: of the service, then of the environment."""
        service = _service(str(self._given.get("service") or os.environ.get("PGSERVICE") or ""))
        named = {name: os.environ.get(variable) for name, variable in _VARIABLES.items()}
        environment = {name: value for name, value in named.items() if value}
        return {**environment, **service, **self._given}


_VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "sslmode": "PGSSLMODE",
}


def is_local(options: Mapping[str, Any]) -> bool:
    """Return whether a connection with these options stays on this machine: by a socket, or a loopback address."""
    hosts = str(options.get("hostaddr") or options.get("host") or "").split(",")
    return all(_is_local_host(host.strip()) for host in hosts)


def masked(text: str) -> str:
    """Return a text in which no password of an address is to be read."""
    text = re.sub(r"(://[^/?#\s:@]*):.*@", rf"\1:{_MASK}@", text)
    return re.sub(r"((?:ssl)?password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&]+)", rf"\1{_MASK}", text, flags=re.IGNORECASE)


def _is_local_host(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _service(name: str) -> dict[str, str]:
    """Return the options of a service of PostgreSQL's service file; empty if it is not there."""
    if not name:
        return {}
    system = Path(os.environ.get("PGSYSCONFDIR", "/etc/postgresql-common")) / "pg_service.conf"
    own = os.environ.get("PGSERVICEFILE")
    for path in (Path(own) if own else Path.home() / _SERVICE_FILES[0], system):
        parser = configparser.RawConfigParser(strict=False, interpolation=None)
        try:
            parser.read(path, "utf-8")
        except (configparser.Error, ValueError) as error:
            raise ServerError(f"{path}: is no service file of PostgreSQL") from error
        if parser.has_section(name):
            return dict(parser.items(name))
    return {}
