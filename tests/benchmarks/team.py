"""How many changes a second a server takes, and how fast a copy catches up, beside bare SQL.

python -m tests.benchmarks team [--seconds N] [--changes N]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median
from typing import NamedTuple

import orjson
import psycopg

from factcheck.case.changes import Change
from factcheck.storage.server.address import Address
from factcheck.storage.server.case_connection import CaseConnection
from factcheck.storage.server.case_rows import CaseRows
from factcheck.storage.server.change_feed import ChangeFeed
from factcheck.storage.server.change_rows import to_row
from factcheck.storage.server.migrations import prepare
from factcheck.storage.team_files import Cursor
from tests.postgres import PostgresServer, why_not

WRITERS = (1, 4, 16)
ROUNDS = 3
_UID = "benchmark"
_BARE = """
create table public.bare (case_id bigint, id text primary key, n bigint, by_ text, target text, batch text, body json);
create table public.noisy (case_id bigint, id text primary key, n bigint, by_ text, target text, batch text, body json);
grant select, insert on public.bare, public.noisy to bob"""
_INSERT = "insert into public.{} values (1, %s, %s, %s, %s, %s, %s)"


class Rate(NamedTuple):
    """Changes a second of one way to write, with some writers at once."""

    way: str
    writers: int
    per_second: float


def change(number: int, name: str) -> Change:
    """Return a change as a decision is: a verdict with a rationale."""
    after = {
        "claim": f"{number:016x}",
        "checker": "bob",
        "label": "supported",
        "confidence": "high",
        "rationale": "The ministry's own count, published on the ninth of the month, says the same.",
        "condition": "",
        "at": "2026-11-22T09:00:00Z",
        "basis": f"{number:064x}",
    }
    change_id = f"{name}{number:014x}"
    target = f"verdicts/{number:016x}/bob"
    at, n = "2026-11-22T09:00:00Z", number + 1
    return Change(id=change_id, at=at, by="bob", kind="decide", target=target, after=after, batch=change_id, n=n)


def _ours(address: str) -> Iterator[Callable[[Change], object]]:
    with CaseConnection(Address(address), _UID) as connection:
        feed = ChangeFeed(connection)
        yield lambda each: feed.append([each], lambda _: None)


def _bare(address: str) -> Iterator[Callable[[Change], object]]:
    with psycopg.connect(address, autocommit=True) as connection:
        yield lambda each: connection.execute(_INSERT.format("bare").encode(), _values(each))


def _notifying(address: str) -> Iterator[Callable[[Change], object]]:
    with psycopg.connect(address, autocommit=True) as connection:

        def write(each: Change) -> None:
            with connection.transaction():
                connection.execute(_INSERT.format("noisy").encode(), _values(each))
                connection.execute("select pg_notify('desk', '')")

        yield write


def _telling(address: str) -> Iterator[Callable[[Change], object]]:
    told = [0.0]
    with psycopg.connect(address, autocommit=True) as connection:

        def write(each: Change) -> None:
            connection.execute(_INSERT.format("noisy").encode(), _values(each))
            if time.monotonic() - told[0] > 0.1:
                told[0] = time.monotonic()
                connection.execute("select pg_notify('desk', '')")

        yield write


def _values(each: Change) -> list[object]:
    row = to_row(each)
    body = orjson.dumps(row.pop("body")).decode()
    return [*row.values(), body]


WAYS: dict[str, Callable[[str], Iterator[Callable[[Change], object]]]] = {
    "bare INSERT": _bare,
    "append": _ours,
    "INSERT, NOTIFY inside": _notifying,
    "INSERT, NOTIFY after, 10 a second": _telling,
}


def _write(way: str, address: str, name: str, begin: float, seconds: float) -> int:
    """Write for some seconds from a moment on, and return how many changes were durable."""
    for write in WAYS[way](address):
        while time.time() < begin:
            time.sleep(0.001)
        count, end = 0, begin + seconds
        while time.time() < end:
            write(change(count, name))
            count += 1
    return count


def rates(server: PostgresServer, database: str, writers: int, seconds: float) -> list[Rate]:
    """Return the rate of every way, the median of some rounds in which the ways take turns."""
    address, found = server.address(database, "bob"), {way: list[float]() for way in WAYS}
    with ProcessPoolExecutor(writers, mp_context=get_context("spawn")) as processes:
        for round_ in range(ROUNDS):
            for place, way in enumerate(WAYS):
                begin = time.time() + (3.0 if not round_ + place else 0.3)
                jobs = [
                    processes.submit(_write, way, address, f"{round_}{place}{number:02}{writers:02}", begin, seconds)
                    for number in range(writers)
                ]
                found[way].append(sum(job.result() for job in jobs) / seconds)
    return [Rate(way, writers, median(each)) for way, each in found.items()]


class CatchUp(NamedTuple):
    """Seconds in which a number of changes are read: copied out, fetched as rows, and fetched as checked changes.

    `bytes_each` is what a change takes on the server's disk, with its indexes.
    """

    changes: int
    copied: float
    rows: float
    fetched: float
    bytes_each: int


def catch_up(server: PostgresServer, database: str, count: int) -> CatchUp:
    """Return how long it takes to read many changes."""
    with CaseConnection(Address(server.address(database, "bob")), _UID) as connection:
        feed = ChangeFeed(connection)
        begun = feed.since(Cursor()).cursor
        feed.append([change(number, "ca") for number in range(count)], lambda _: None)
        copied, rows, fetched = [], [], []
        for _ in range(ROUNDS):
            copied.append(_seconds(lambda: _copy_out(connection, begun)))
            rows.append(_seconds(lambda: sum(map(len, feed.pages(begun)))))
            fetched.append(_seconds(lambda: len(feed.since(begun).changes)))
        size = connection.query(b"select pg_total_relation_size('factcheck.changes') / count(*) from factcheck.changes")
    return CatchUp(count, min(copied), min(rows), min(fetched), int(size[0][0]))


def _copy_out(connection: CaseConnection, begun: Cursor) -> int:
    query = (
        "copy (select case_id, tx, seq, id, n, by_, target, batch, body, received from factcheck.changes where "
        f"(tx, seq) > ('{begun.tx}', {begun.seq}) order by tx, seq) to stdout"
    )
    with connection.raw.cursor().copy(query.encode()) as copying:
        return sum(len(piece) for piece in copying)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def begin(server: PostgresServer) -> str:
    """Make a database with a case, of which bob is a checker, and the bare tables; return its name."""
    database = server.new_database()
    address = Address(server.address(database, "ada"))
    prepare(address)
    with CaseConnection(address, _UID, new=True) as connection:
        CaseRows(connection).create("A case", "ada", blind=False, ground={})
        CaseRows(connection).admit("bob", "bob", "checker")
    with server.admin(database) as admin:
        admin.execute(_BARE.encode())
    return database


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks team", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of writing, for each way and round")
    parser.add_argument("--changes", type=int, default=100_000, help="to catch up with (default: 100,000)")
    options = parser.parse_args(words)
    if reason := why_not():
        print(f"not measured: {reason}")
        return
    durable = {"fsync": "on", "full_page_writes": "on", "shared_buffers": "128MB", "max_wal_size": "1GB"}
    with PostgresServer(in_memory=False, **durable) as server:
        database = begin(server)
        for writers in WRITERS:
            found = rates(server, database, writers, options.seconds)
            bare = found[0].per_second
            for rate in found:
                print(
                    f"{writers:2} writers, {rate.way}: {rate.per_second:,.0f} changes a second, "
                    f"{rate.per_second / bare:.2f} x bare",
                    flush=True,
                )
        read = catch_up(server, database, options.changes)
        print(f"{read.changes:,} changes: {read.bytes_each:,} bytes each with their indexes")
        print(f"{read.changes:,} changes: COPY out {read.copied:.2f} s")
        for name, seconds in (("fetched page by page", read.rows), ("fetched and checked", read.fetched)):
            print(f"{read.changes:,} changes: {name} {seconds:.2f} s, {seconds / read.copied:.2f} x COPY")
