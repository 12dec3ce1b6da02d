"""A web archive is asked for copies of pages: a TimeGate, and services that answer as the Wayback Machine does."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from factcheck.documents.web.archive import ArchivedCopy, find_copy, host_of
from factcheck.errors import UnreadableError
from tests.web import Server, moved, page, serving

URL = "https://example.org/report?year=2026"
NEAR = datetime(2026, 11, 20, 8, tzinfo=UTC)
COPY = page(b"<p>the copy</p>", "text/html", "Memento-Datetime: Thu, 19 Nov 2026 07:00:00 GMT")
EMPTY = page(b"{}", "application/json")


def answered(path: str, body: object) -> dict[str, bytes]:
    return {path: page(json.dumps(body).encode(), "application/json")}


def test_a_timegate_is_followed_to_the_copy_which_says_its_time() -> None:
    with serving({f"/timegate/{URL}": moved(f"/memento/1/{URL}"), f"/memento/1/{URL}": COPY}) as server:
        copy = find_copy(server.url("/timegate/"), URL, NEAR)
        assert copy == ArchivedCopy(server.url(f"/memento/1/{URL}"), "2026-11-19T07:00:00Z")
        assert server.asked[0][1]["Accept-Datetime"] == "Fri, 20 Nov 2026 08:00:00 GMT"


def test_a_copy_that_the_answer_locates_elsewhere_has_that_address() -> None:
    located = COPY.replace(b"\r\n\r\n", b"\r\nContent-Location: /web/20261119070000/x\r\n\r\n", 1)
    with serving({f"/save/{URL}": located}) as server:
        assert find_copy(server.url("/save/{url}"), URL) == ArchivedCopy(
            server.url("/web/20261119070000/x"), "2026-11-19T07:00:00Z"
        )


def test_the_time_of_a_copy_may_stand_in_its_address() -> None:
    place = f"/web/20261119070000id_/{URL}"
    with serving({f"/save/{URL}": moved(place), place: page(b"<p>the copy</p>")}) as server:
        copy = find_copy(server.url("/save"), URL)
        assert copy == ArchivedCopy(server.url(place), "2026-11-19T07:00:00Z")


@pytest.mark.parametrize(
    "body",
    [
        {"archived_snapshots": {"closest": {"url": "https://a.org/1", "timestamp": "20261119070000", "status": "200"}}},
        {"mementos": {"closest": {"datetime": "2026-11-19T07:00:00Z", "uri": ["https://a.org/1"]}}},
        {"mementos": {"closest": {"datetime": "2026-11-19T08:00:00+01:00", "uri": "https://a.org/1"}}},
    ],
)
def test_the_closest_copy_that_json_names_is_taken(body: object) -> None:
    asked = "/available?url=https%3A%2F%2Fexample.org%2Freport%3Fyear%3D2026"
    with serving(answered(asked, body)) as server:
        copy = find_copy(server.url("/available?url={url}"), URL)
        assert copy == ArchivedCopy("https://a.org/1", "2026-11-19T07:00:00Z")


@pytest.mark.parametrize(
    "closest",
    [
        {"url": "https://a.org/1", "timestamp": "20261119070000", "available": False},
        {"url": "javascript:alert(1)", "timestamp": "20261119070000"},
        {"url": "https://a.org/1", "timestamp": "20269919070000"},
        {"url": 5, "timestamp": "20261119070000"},
        [],
    ],
)
def test_a_copy_that_is_none_is_not_taken(closest: object) -> None:
    with serving(answered(f"/find/{URL}", {"archived_snapshots": {"closest": closest}})) as server:
        assert find_copy(server.url("/find"), URL) is None


def test_no_copy_is_none() -> None:
    with serving({f"/find/{URL}": EMPTY}) as server:
        assert find_copy(server.url("/find"), URL) is None
        assert find_copy(server.url("/timegate"), URL) is None  # the server answers 404


def raised(server: Server, service: str) -> str:
    with pytest.raises(UnreadableError) as raising:
        find_copy(server.url(service), URL)
    assert "\n" not in str(raising.value)
    return str(raising.value)


def test_what_is_no_archive_is_said() -> None:
    pages = {
        f"/page/{URL}": page(b"<p>Welcome</p>"),
        f"/busy/{URL}": page(b"", status="503 Busy"),
        f"/circle/{URL}": moved(f"/circle/{URL}"),
        f"/large/{URL}": page(b"[" * (2 << 20), "application/json"),
    }
    with serving(pages) as server:
        assert "names no archived copy; is it the address of a Memento TimeGate?" in raised(server, "/page")
        assert "the server answers 503" in raised(server, "/busy")
        assert "the server answers 302" in raised(server, "/circle")
        assert "larger than" in raised(server, "/large")


def test_a_service_on_this_machine_sends_to_no_other_private_address() -> None:
    with serving({f"/save/{URL}": moved("http://127.0.0.1:1/x")}) as server:
        assert "is not a public address" in raised(server, "/save")


def test_the_host_is_told_without_the_place_of_the_address() -> None:
    assert host_of("https://archive.example.org/timegate/{url}") == "https://archive.example.org"
    with pytest.raises(UnreadableError):
        host_of("archive.example.org/{url}")
