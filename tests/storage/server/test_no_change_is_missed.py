"""A reader of changes misses none, however the transactions of others overlap; the plain ways to read do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.changes import Change
from factcheck.storage.server.address import Address
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.case_rows import CaseRows
from factcheck.storage.server.change_feed import ChangeFeed
from factcheck.storage.server.migrations import prepare
from factcheck.storage.team_files import Cursor
from tests.postgres import PostgresServer

_INSERT = """insert into factcheck.changes (case_id, id, n, by_, target, batch, body)
values (1, %s, 1, 'ada', 'claims/c', '', '{"at": "", "kind": "edit", "after": {}}')"""
_BY_NUMBER = "select id, seq from factcheck.changes where seq > %s order by seq"
_BY_NUMBER_BELOW_XMIN = """select id, seq from factcheck.changes
where seq > %s and tx < pg_snapshot_xmin(pg_current_snapshot()) order by seq"""


@pytest.fixture(scope="module")
def database(postgres: PostgresServer) -> Iterator[str]:
    """A database with a case and nothing in it."""
    name = postgres.new_database()
    address = Address(postgres.address(name, "ada"))
    prepare(address)
    with CaseConnection(address, "case", new=True) as connection:
        CaseRows(connection).create("A case", "ada", blind=False, ground={})
    yield name
    postgres.drop(name)


class Reader:
    """Reads what is new, as a client does."""

    def __init__(self, server: PostgresServer, database: str) -> None:
        self.connection = CaseConnection(Address(server.address(database, "ada")), "case")
        self.cursor = ChangeFeed(self.connection).since(Cursor()).cursor
        self.seen: set[str] = set()

    def read(self) -> None:
        fetched = ChangeFeed(self.connection).since(self.cursor)
        self.seen |= {change.id for change in fetched.changes}
        self.cursor = fetched.cursor


class PlainReader:
    """Reads what has a higher number than the last."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]], query: str) -> None:
        self.connection, self.query = connection, query
        row = connection.execute("select coalesce(max(seq), 0) from factcheck.changes").fetchone()
        self.last = row[0] if row else 0
        self.seen: set[str] = set()

    def read(self) -> None:
        for change_id, number in self.connection.execute(self.query.encode(), [self.last]):
            self.seen.add(change_id)
            self.last = number


def test_the_order_of_numbers_is_not_that_of_commits(postgres: PostgresServer, database: str) -> None:
    with (
        postgres.connect(database, "ada") as slow,
        postgres.connect(database, "ada") as quick,
        postgres.connect(database, "ada") as plain,
    ):
        ours, naive = Reader(postgres, database), PlainReader(plain, _BY_NUMBER)
        with ours.connection:
            slow.execute("begin")
            slow.execute(_INSERT, ["slow-1"])
            quick.execute(_INSERT, ["quick-1"])
            ours.read()
            naive.read()
            assert "quick-1" in ours.seen  # a colleague's change does not wait for others that still run
            slow.execute("commit")
            ours.read()
            naive.read()
            assert {"slow-1", "quick-1"} <= ours.seen
            assert naive.seen == {"quick-1"}


def test_numbers_below_the_oldest_transaction_are_not_in_order_either(postgres: PostgresServer, database: str) -> None:
    with (
        postgres.connect(database, "ada") as older,
        postgres.connect(database, "ada") as younger,
        postgres.connect(database, "ada") as plain,
    ):
        ours, naive = Reader(postgres, database), PlainReader(plain, _BY_NUMBER_BELOW_XMIN)
        with ours.connection:
            for connection in (older, younger):
                connection.execute("begin")
                connection.execute("select pg_current_xact_id()")
            younger.execute(_INSERT, ["younger-2"])
            older.execute(_INSERT, ["older-2"])
            older.execute("commit")
            ours.read()
            naive.read()
            younger.execute("commit")
            ours.read()
            naive.read()
            assert {"older-2", "younger-2"} <= ours.seen
            assert naive.seen == {"older-2"}


Steps = list[tuple[int, str]]
_STEPS: st.SearchStrategy[Steps] = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["begin", "insert", "insert", "commit", "rollback", "read", "read"])),
    max_size=24,
)


def test_no_overlap_of_transactions_hides_a_change(postgres: PostgresServer, database: str) -> None:
    writers = [postgres.connect(database, "ada") for _ in range(4)]
    numbers = iter(range(10**9))

    @given(_STEPS)
    def holds(steps: Steps) -> None:
        reader, written = Reader(postgres, database), dict[int, list[str]]()
        with reader.connection:
            done: set[str] = set()
            for writer, step in [*steps, *((number, "commit") for number in range(4))]:
                connection = writers[writer]
                if step == "read":
                    reader.read()
                elif step == "begin" and writer not in written:
                    connection.execute("begin")
                    written[writer] = []
                elif step == "insert":
                    change_id = f"h{next(numbers)}"
                    connection.execute(_INSERT, [change_id])
                    written.get(writer, []).append(change_id)
                    done |= set() if writer in written else {change_id}
                elif step in {"commit", "rollback"} and writer in written:
                    connection.execute(step.encode())
                    ended = {*written.pop(writer)}
                    done |= ended if step == "commit" else set()
            reader.read()
            assert reader.seen == done
            assert reader.cursor.id == "" or not ChangeFeed(reader.connection).since(reader.cursor).changes

    holds()
    for writer in writers:
        writer.close()


def write(server: PostgresServer, database: str, name: str, transactions: int) -> int:
    """Append changes, one to three in a transaction, and return how many."""
    made = 0
    with CaseConnection(Address(server.address(database, "ada")), "case") as connection:
        for number in range(transactions):
            batch = [change(f"{name}-{number}-{place}", f"{name}-{number}") for place in range(1 + number % 3)]
            acknowledged: list[str] = []
            ChangeFeed(connection).append(batch, acknowledged.extend)
            assert acknowledged == [each.id for each in batch]
            made += len(batch)
    return made


def change(change_id: str, batch: str) -> Change:
    return Change(id=change_id, at="", by="ada", kind="edit", target="claims/c", before={}, after={}, batch=batch, n=1)


def watched(server: PostgresServer, database: str, writers: int, transactions: int) -> tuple[int, int]:
    """Return how many changes some writers made at once, and how many a reader saw meanwhile and at the end."""
    reader, over = Reader(server, database), Event()

    def read() -> None:
        while not over.is_set():
            reader.read()
        reader.read()

    with reader.connection, ThreadPoolExecutor(writers + 1) as threads:
        reading = threads.submit(read)
        try:
            writing = [
                threads.submit(write, server, database, f"w{transactions}-{number}", transactions)
                for number in range(writers)
            ]
            made = sum(each.result() for each in writing)
        finally:
            over.set()
        reading.result()
    return made, len(reader.seen)


def test_sixteen_writers_and_a_reader_who_misses_none(postgres: PostgresServer, database: str) -> None:
    made, seen = watched(postgres, database, 16, 20)
    assert seen == made


@pytest.mark.slow
def test_of_100000_changes_by_sixteen_writers_none_is_missed(postgres: PostgresServer, database: str) -> None:
    made, seen = watched(postgres, database, 16, 3_125)
    print(f"{made:,} changes by 16 writers at once: {made - seen} missed")
    assert made >= 99_000
    assert seen == made


def test_a_batch_that_is_sent_three_times_is_there_once(postgres: PostgresServer, database: str) -> None:
    batch = [change(f"thrice-{number}", "thrice") for number in range(3)]
    with CaseConnection(Address(postgres.address(database, "ada")), "case") as connection:
        for _ in range(3):
            acknowledged: list[str] = []
            ChangeFeed(connection).append(batch, acknowledged.extend)
            assert len(acknowledged) == 3
        ids = [each.id for each in ChangeFeed(connection).since(Cursor()).changes if each.batch == "thrice"]
    assert sorted(ids) == [each.id for each in batch]


def test_pages_cut_no_change_off(postgres: PostgresServer, database: str) -> None:
    with CaseConnection(Address(postgres.address(database, "ada")), "case") as connection:
        feed = ChangeFeed(connection)
        begin = feed.since(Cursor()).cursor
        feed.append([change(f"page-{number}", f"page-{number // 7}") for number in range(50)], lambda _: None)
        whole = [each.id for each in feed.since(begin).changes]
        assert len(whole) == 50
        for page in (1, 7, 49):
            assert [each.id for each in feed.since(begin, page).changes] == whole
