"""`factcheck team init`, `join`, `sync` …: a desk on a server, by the command line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from factcheck.storage.server.migrations import steps
from factcheck.workspace.team.administration import administer
from tests.postgres import PostgresServer
from tests.team import Team

Cli = Callable[..., "Ran"]


class Ran:
    """A command that was run."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command line in this process."""

    def run(*words: object) -> Ran:
        from factcheck.cli.app import app

        with pytest.raises(SystemExit) as ended:
            app.main(list(map(str, words)))
        captured = capsys.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def database(postgres: PostgresServer) -> str:
    return postgres.new_database()


def test_a_desk_of_two_from_an_empty_database(
    cli: Cli, postgres: PostgresServer, database: str, tmp_path: Path
) -> None:
    ada, bob = (("--db", tmp_path / f"{name}.json", "--checker", name) for name in ("ada", "bob"))
    cli(*ada, "init", "--title", "The flood")
    cli(*ada, "claim", "add", "It rained for three days.")
    made = cli(*ada, "team", "init", postgres.address(database, "ada"))
    assert made.status == 0
    assert "2 changes sent" in made.err
    assert "1 claim and 0 sources shared with" in made.err
    assert cli(*ada, "team", "admit", "bob").err == "bob is checker now\n"
    joined = cli(*bob, "team", "join", postgres.address(database, "bob"))
    assert "You are bob there, checker" in joined.err
    assert cli(*bob, "decide", "C1", "supported").status == 0
    status = json.loads(cli(*bob, "team", "status", "--json").out)
    assert (status["unshared"], status["role"], status["reachable"]) == (1, "checker", True)
    assert "1 change not shared yet" in cli(*bob, "status").err
    assert json.loads(cli(*bob, "status", "--json").out)["unshared"] == 1
    assert cli(*bob, "team", "sync").err == "1 change sent, 0 received\n"
    assert "not shared" not in cli(*bob, "status").err
    assert json.loads(cli(*ada, "team", "sync", "--json").out)["received"] == 1
    assert "bob" in cli(*ada, "claim", "show", "C1").out
    shown = cli(*ada, "team", "status").out
    assert "member bob\tchecker, logs in as bob" in shown
    assert cli(*ada, "team", "export", "-o", tmp_path / "plain.json").status == 0
    assert (tmp_path / "plain.json").exists()
    assert not (tmp_path / "plain.team").exists()
    assert "is no longer linked to the server" in cli(*bob, "team", "leave").err
    assert cli(*bob, "claim", "list").status == 0
    assert cli(*bob, "team", "sync").status == 2
    again = cli(*bob, "team", "join", postgres.address(database, "bob"))
    assert again.status == 0
    assert cli(*ada, "team", "dismiss", "bob").status == 0
    assert "you are no member" in cli(*bob, "team", "sync").err


def test_what_one_may_not_share_is_told_apart_from_what_the_next_sync_sends(cli: Cli, team: Team) -> None:
    team.admit("bob")
    team.admit("eve", "reader")
    team.close()
    bob, eve = (("--db", team.path(name), "--checker") for name in ("bob", "eve"))
    cli(*bob, "bob", "decide", "C1", "supported")
    cli(*bob, "cy", "decide", "C2", "supported")
    cli(*eve, "eve", "decide", "C2", "supported")
    sent, signed = "1 change not shared yet: `factcheck team sync` sends them", "a checker shares what is signed bob"
    assert all(words in cli(*bob, "bob", "status").err for words in (sent, signed))
    assert signed in cli(*bob, "bob", "team", "sync").err
    for command in (("status",), ("team", "status")):
        after = cli(*bob, "bob", *command).err
        assert signed in after
        assert sent not in after
    assert "your role (reader) does not let you share" in cli(*eve, "eve", "team", "sync").err


def test_the_status_of_a_copy_is_told_where_the_server_refuses(cli: Cli, team: Team) -> None:
    team.admit("bob")
    with administer(team.link("ada")) as administration:
        administration.dismiss("bob")
    team.close()
    told = cli("--db", team.path("bob"), "--checker", "bob", "team", "status")
    assert told.status == 0
    assert "not shared yet\t0" in told.out
    assert "you are no member" in told.err


def test_wrong_use_is_one_line(cli: Cli, team: Team, tmp_path: Path) -> None:
    copy = ("--db", team.path("ada"), "--checker", "ada")
    alone = tmp_path / "alone.json"
    cli("--db", alone, "--checker", "ada", "init")
    team.open["ada"].close()
    for words, expected in (
        (("--db", alone, "team", "sync"), "is shared with no server"),
        (("--db", alone, "team", "status"), "is shared with no server"),
        (("--db", tmp_path / "new.json", "team", "join", "nonsense"), "is no address of a database"),
        (("--db", tmp_path / "new.json", "team", "join", "postgresql://ada:pw@h/d"), "leave the password out"),
        (("--db", tmp_path / "new.json", "team", "join", "host=/nowhere"), "cannot be reached"),
        (("--db", tmp_path / "new.json", "team", "join", "postgresql://h/d?sslmode=disable"), "in the clear"),
        (("--db", tmp_path / "new.json", "team", "join", team.address("ada"), "--case", "x"), "--case must name one"),
        (("--db", tmp_path / "new.json", "team", "join", team.address("mal")), "refused"),
        ((*copy, "team", "init", team.address("bob")), "is shared already"),
        ((*copy, "team", "admit", "nobody"), "no login 'nobody'"),
        ((*copy, "team", "dismiss", "nobody"), "is not a member"),
        (("--db", alone, "team", "join", team.address("ada")), "is not a copy of"),
    ):
        ran = cli("--checker", "ada", *words)
        assert ran.status == 2, words
        assert ran.err.count("\n") == 1, ran.err
        assert expected in ran.err
        assert "pw" not in ran.err
    assert not (tmp_path / "new.json").exists()


def test_nothing_but_the_server_commands_imports_the_library_of_the_database(team: Team) -> None:
    team.open["ada"].close()
    code = (
        "import atexit, sys; from factcheck.cli.app import app;"
        "atexit.register(lambda: print('psycopg' in sys.modules)); app.main(sys.argv[1:])"
    )
    for words in (["--help"], ["--db", str(team.path("ada")), "status"], ["team", "--help"]):
        ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
        assert ran.stdout.splitlines()[-1] == "False", words


def test_init_once_more_brings_the_tables_up_to_date(cli: Cli, team: Team) -> None:
    team.open["ada"].close()
    words = ("--db", team.path("ada"), "--checker", "ada", "team", "init", team.address("ada"))
    assert "the tables are up to date" in cli(*words).err
    with team.server.admin(team.database) as admin:
        admin.execute("delete from factcheck.migrations where version = %s", [max(steps())])
        admin.execute("drop function factcheck.renew_generation")
    assert "were brought up to date" in cli(*words).err


def test_a_clock_that_is_wrong_is_told(cli: Cli, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team.open["ada"].close()
    words = ("--db", team.path("ada"), "--checker", "ada", "team", "status")
    assert cli(*words).err == ""
    late = SimpleNamespace(time=lambda: time.time() - 3_600)
    monkeypatch.setattr("factcheck.storage.server.case_connection.time", late)
    assert "the clock here is 3600 s behind the server's" in cli(*words).err
