"""A PostgreSQL server that tests start for themselves: on a socket in a directory of its own, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

PROGRAMS = ("postgres", "initdb")
PEOPLE = ("ada", "bob", "cy", "eve", "mal")
"""Roles that may log in; ada owns the databases, and nobody admits mal."""
LOCKED, PASSWORD = "locked", "right"
"""A role that has to give its password; the others log in without one."""
PORT = 5432
PATIENCE = 60.0
_UNPRIVILEGED = ("postgres", "nobody")
_FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "120",
    "listen_addresses": "",
    "autovacuum": "off",
    "wal_level": "minimal",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
    "max_wal_senders": "0",
}
_ROOM = 1 << 30
_numbers = count(1)


def find_programs() -> dict[str, str] | None:
    """Return the paths of PostgreSQL's programs on this machine: in the PATH, or where Debian puts them."""
    places = [os.environ.get("PATH", ""), *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]
    found = {name: shutil.which(name, path=os.pathsep.join(places)) for name in PROGRAMS}
    return {name: path for name, path in found.items() if path} if all(found.values()) else None


def why_not() -> str:
    """Return why no server can be started here; empty if one can."""
    if find_programs() is None:
        return "no PostgreSQL here: `apt install postgresql` brings one"
    if os.geteuid() == 0 and _user() is None:
        return "PostgreSQL does not run as root, and there is no other user"
    return ""


def _user() -> str | None:
    """Return the user as whom the server runs; None for the own one, which must not be root."""
    for name in _UNPRIVILEGED:
        with suppress(KeyError):
            pwd.getpwnam(name)
            return name
    return None


def _place() -> Path | None:
    """Return a directory in memory with enough room, where files come and go fastest; None if there is none."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM else None


class PostgresServer:
    """A running server. Use as a context manager."""

    def __init__(self, *, in_memory: bool = True, **settings: str) -> None:
        """Make its files, in memory where there is room, and start it."""
        programs = find_programs()
        assert programs is not None, why_not()
        self._programs = programs
        self.settings = {**_FAST, **settings}
        self.directory = Path(tempfile.mkdtemp(prefix="fc-pg-", dir=_place() if in_memory else None))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam(_user() or "nobody")
            shutil.chown(self.directory, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self.data = self.directory / "data"
        self.run(
            self._programs["initdb"], "-D", self.data, "-A", "trust", "-U", "postgres", "-N", "-E", "UTF8", "--locale=C"
        )
        rules = self.data / "pg_hba.conf"
        rules.write_text(f"local all {LOCKED} scram-sha-256\n{rules.read_text()}")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()
        with self.admin() as admin:
            for person in PEOPLE:
                admin.execute(f"create role {person} login {'createrole' if person == 'ada' else ''}".encode())
            admin.execute(f"create role {LOCKED} login password '{PASSWORD}'".encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop(how=signal.SIGQUIT)
        shutil.rmtree(self.directory, ignore_errors=True)

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        settings = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        command = [self._programs["postgres"], "-D", str(self.data), "-k", str(self.directory), *settings]
        with (self.directory / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.directory, **self._as
            )
        ready = self.data / "postmaster.pid"
        while not (ready.exists() and ready.read_text().rstrip().endswith("ready")):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.02)
                raise AssertionError((self.directory / "log").read_text())

    def stop(self, *, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server, in order, or with SIGQUIT without tidying up."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None

    def kill(self) -> None:
        """Kill every process of the server, as a power cut would; the files stay."""
        assert self._process is not None
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self._process.pid)], capture_output=True, text=True, check=False
        )
        for pid in (self._process.pid, *map(int, children.stdout.split())):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(PATIENCE)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def admin(self, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        """Return a connection as the owner of all."""
        return self.connect(database, "postgres")

    def connect(self, database: str, user: str) -> psycopg.Connection[tuple[Any, ...]]:
        """Return a connection as one of PEOPLE."""
        return psycopg.connect(self.address(database, user), autocommit=True)

    def address(self, database: str, user: str) -> str:
        """Return the address of a database for one of PEOPLE."""
        return f"host={self.directory} port={PORT} dbname={database} user={user}"

    def new_database(self, template: str = "template0") -> str:
        """Make a database that ada owns, and return its name."""
        name = f"team_{os.getpid()}_{next(_numbers)}"
        with self.admin() as admin:
            admin.execute(
                f"create database {name} owner ada encoding 'UTF8' template {template} strategy file_copy".encode()
            )
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        with self.admin() as admin:
            admin.execute(f"drop database if exists {name} with (force)".encode())

    def run(self, *command: object) -> None:
        """Run a program as the user of the server."""
        words = list(map(str, command))
        done = subprocess.run(
            words, capture_output=True, text=True, check=False, cwd=self.directory, env=os.environ, **self._as
        )
        assert done.returncode == 0, done.stderr
