"""`source archive` and `source show`: copies in a web archive, asked for with consent; what is known of a source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.cli.commands import source_archive
from factcheck.documents.web.agreed_hosts import agreed_path
from tests.cli.conftest import Run, rows
from tests.web import Server, moved, page, serving

URL = "https://example.org/report"
PLACE = f"/web/20261119070000/{URL}"
COPY = page(b"<p>the copy</p>", "text/html", "Memento-Datetime: Thu, 19 Nov 2026 07:00:00 GMT")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An archive on this machine that has a copy of one page, and is named in the settings."""
    with serving({f"/find/{URL}": moved(PLACE), PLACE: COPY, f"/save/{URL}": moved(PLACE)}) as found:
        config = tmp_path / "config.toml"
        config.write_text(f'[archive]\nfind = "{found.url("/find/{url}")}"\nsave = "{found.url("/save")}"\n')
        monkeypatch.setenv("FACTCHECK_CONFIG", str(config))
        yield found


@pytest.fixture
def source(run: Run, case_path: Path) -> str:
    """The ref of a source with the address of the page, the only one with a web address that has no copy yet."""
    for row in rows(case_path, "sources"):
        run("source", "edit", row["ref"], "--url", "")
    run("source", "edit", "S1", "--url", URL)
    return "S1"


def test_address_and_time_of_the_copy_are_stored_and_shown(
    run: Run, case_path: Path, server: Server, source: str
) -> None:
    result = run("source", "archive", "--yes")
    assert (result.exit_code, result.stdout) == (0, f"S1\t{server.url(PLACE)}\t2026-11-19T07:00:00Z\n")
    row = rows(case_path, "sources")[0]
    assert (row["archived"], row["archived_at"]) == (server.url(PLACE), "2026-11-19T07:00:00Z")
    assert f"Archived\t2026-11-19, {server.url(PLACE)}\n" in run("source", "show", source).stdout
    assert json.loads(run("source", "list", "--json").stdout)[0]["archived"] == server.url(PLACE)
    report = run("export", "markdown", "--output", "-").stdout
    assert "2026-11-19T07:00:00Z" in report
    assert "Every source with a web address has an archived copy" in run("source", "archive").stderr
    run("undo")
    assert "archived" not in rows(case_path, "sources")[0]


def test_an_archive_is_asked_to_save_a_page(run: Run, server: Server, source: str) -> None:
    assert run("source", "archive", source, "--save", "--yes").exit_code == 0
    assert [path for path, _ in server.asked] == [f"/save/{URL}", PLACE]


def test_nothing_is_sent_without_consent_which_is_asked_once(
    run: Run, server: Server, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("source", "archive")
    assert (result.exit_code, server.asked) == (2, [])
    assert "The web address of 1 source will be sent to" in result.stderr
    monkeypatch.setattr(source_archive, "can_ask", lambda: True)
    assert run("source", "archive", given="n\n").exit_code == 1
    assert (server.asked, agreed_path().exists()) == ([], False)
    assert run("source", "archive", given="y\n").exit_code == 0
    assert agreed_path().read_text().splitlines()[-1].endswith(" archive")
    assert run("source", "archive", source).exit_code == 0


def test_consent_to_send_claims_is_none_to_send_addresses(run: Run, server: Server, source: str) -> None:
    agreed_path().write_text(f"{server.url('')}\n")
    assert run("source", "archive", source).exit_code == 2


def test_a_source_without_a_copy_is_exit_1_and_an_archive_that_fails_exit_2(
    run: Run, server: Server, source: str
) -> None:
    server.pages = {}
    result = run("source", "archive", source, "--yes")
    assert (result.exit_code, result.stderr) == (1, f"S1: the archive has no copy of {URL}\n")
    server.pages = {f"/find/{URL}": page(b"", status="500 Broken")}
    result = run("source", "archive", source)
    assert (result.exit_code, "S1: " in result.stderr, "answers 500" in result.stderr) == (2, True, True)


@pytest.mark.usefixtures("server")
def test_a_source_without_a_web_address_is_refused(run: Run, source: str) -> None:
    result = run("source", "archive", source, "S2", "--yes")
    assert (result.exit_code, "S2 has no web address" in result.stderr) == (2, True)


@pytest.mark.usefixtures("source")
def test_without_an_archive_in_the_settings_they_are_named(run: Run) -> None:
    result = run("source", "archive")
    assert (result.exit_code, "[archive] find" in result.stderr) == (2, True)


def test_what_a_server_said_is_shown(run: Run) -> None:
    answer = page(b"<title>The report</title><p>It rained all day in the whole country.</p>", "text/html", 'ETag: "x"')
    with serving({"/a": moved("/b"), "/b": moved("/c"), "/c": answer}) as server:
        ref = run("source", "add", server.url("/a"), "--allow-private").stdout.strip()
        shown = dict(line.split("\t") for line in run("source", "show", ref).stdout.splitlines())
        assert (shown["Address"], shown["Asked for"]) == (server.url("/c"), server.url("/a"))
        assert (shown["Redirected over"], shown["Status"], shown["ETag"]) == (server.url("/b"), "200", '"x"')
        told = json.loads(run("source", "show", ref, "--json").stdout)
        assert (told["asked"], len(told["versions"]), told["text"]) == (server.url("/a"), 1, True)


def test_a_refetch_keeps_the_address_that_was_asked_for_first_and_follows_the_page(run: Run, case_path: Path) -> None:
    answer = page(b"<title>The report</title><p>It rained all day in the whole country.</p>")
    with serving({"/a": moved("/b"), "/b": answer, "/c": answer}) as server:
        ref = run("source", "add", server.url("/a"), "--allow-private").stdout.strip()
        run("source", "refetch", ref, "--allow-private")
        row = rows(case_path, "sources")[-1]
        assert (row["asked"], row["url"]) == (server.url("/a"), server.url("/b"))
        server.pages["/b"] = moved("/c")
        run("source", "refetch", ref, "--allow-private")
        row = rows(case_path, "sources")[-1]
        assert (row["asked"], row["redirects"], row["url"]) == (server.url("/a"), server.url("/b"), server.url("/c"))
