"""Addresses of servers: no password in them, none in messages, and no way off this machine without TLS."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.errors import OfflineError, ServerError
from factcheck.storage.server.address import Address, masked
from factcheck.storage.server.connection import connect


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSSLMODE", "PGSERVICE", "PGSERVICEFILE", "PGUSER", "PGDATABASE", "PGPORT"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://ada:top%20secret@desk.example/team",
        "postgresql://ada@desk.example/team?password=top%20secret",
        "host=desk.example password='top secret'",
        "host=desk.example PASSWORD='top secret' x",
        "postgresql://ada:top%20secret@desk.example:x/team",
        "postgresql://ada@desk.example/team?sslpassword=top%20secret",
        "postgresql://ada:to@p%20secret@desk.example:99/team",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ServerError) as caught:
        Address(text)
    assert "secret" not in str(caught.value)
    assert "***" in str(caught.value) or "PASSWORD" in text
    assert "secret" not in masked(text)


@pytest.mark.parametrize("text", ["nonsense", "http://desk.example", "host", "postgresql://[::1/team", "host=a =b"])
def test_what_is_no_address_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ServerError, match="is no address of a database") as caught:
        Address(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://ada@desk.example/team",
        "host=192.0.2.7 dbname=team",
        "host=localhost,desk.example dbname=team",
        "host=localhost hostaddr=192.0.2.7 dbname=team",
        "postgresql://[2001:db8::1]/team",
    ],
)
def test_off_this_machine_the_connection_needs_tls(text: str) -> None:
    assert Address(text).parameters()["sslmode"] == "require"
    joint = "&" if "?" in text else "?"
    for mode in ("disable", "allow", "prefer"):
        weak = f"{text}{joint}sslmode={mode}" if "://" in text else f"{text} sslmode={mode}"
        with pytest.raises(ServerError, match=f"sslmode={mode} would send the case in the clear"):
            Address(weak).parameters()
    strict = f"{text}{joint}sslmode=verify-full" if "://" in text else f"{text} sslmode=verify-full"
    assert Address(strict).parameters()["sslmode"] == "verify-full"


@pytest.mark.parametrize(
    "text",
    ["dbname=team", "host=/run/postgresql", "postgresql://localhost/team", "host=127.0.0.1", "postgresql://[::1]/team"],
)
def test_on_this_machine_it_needs_none(text: str) -> None:
    assert "sslmode" not in Address(text).parameters()


def test_the_environment_and_the_service_file_count_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PGHOST", "desk.example")
    assert Address("dbname=team").parameters()["sslmode"] == "require"
    assert Address("host=localhost dbname=team").parameters() == {"host": "localhost", "dbname": "team"}
    monkeypatch.setenv("PGSSLMODE", "disable")
    with pytest.raises(ServerError, match="sslmode=disable"):
        Address("dbname=team").parameters()
    monkeypatch.delenv("PGHOST")
    services = tmp_path / "services.conf"
    services.write_text("[desk]\nhost=192.0.2.7\ndbname=team\nsslmode=prefer\n[near]\nhost=/tmp\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    with pytest.raises(ServerError, match="sslmode=prefer"):
        Address("service=desk").parameters()
    assert Address("service=desk sslmode=require").parameters()["sslmode"] == "require"
    assert Address("service=near").parameters() == {"service": "near"}
    assert Address("service=desk").shown == "192.0.2.7/team"


def test_what_is_stored_is_the_address_as_it_was_given() -> None:
    address = Address("postgresql://ada@desk.example:5433/team?sslrootcert=ca.pem")
    assert Address(address.stored).stored == address.stored
    assert address.shown == "desk.example:5433/team"


def test_a_server_that_cannot_be_reached_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OfflineError, match="cannot be reached") as caught:
        connect(Address(f"host={tmp_path} dbname=team"))
    assert "\n" not in str(caught.value)
