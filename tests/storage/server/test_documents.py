"""Documents travel once, by their hash, and only where they are what their hash says."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg import errors

from factcheck.errors import ServerError
from factcheck.workspace.team.joining import join
from factcheck.workspace.workspace import Workspace
from tests.team import Team

TEXT = "The ministry counted 238 victims."


def with_document(team: Team) -> tuple[Workspace, str]:
    ada = team.open["ada"]
    path = team.directory / "report.txt"
    path.write_text(TEXT)
    return ada, ada.add_source(path).source.sha256


def test_a_document_comes_with_its_text_once(team: Team) -> None:
    ada, sha256 = with_document(team)
    assert team.sync("ada").documents == (1, 0)
    assert team.sync("ada").documents == (0, 0)
    bob = team.admit("bob")
    document = bob.texts.document(sha256)
    assert document is not None
    assert document.text.strip() == TEXT
    assert bob.texts.faults(sha256) == []
    assert bob.texts.bytes_path(sha256).read_bytes() == (team.directory / "report.txt").read_bytes()  # type: ignore[union-attr]
    assert ada.texts.metadata(sha256) == bob.texts.metadata(sha256)


def test_a_document_that_a_colleague_adds_arrives_with_the_next_sync(team: Team) -> None:
    bob = team.admit("bob")
    _, sha256 = with_document(team)
    assert team.sync("ada", "bob").documents == (0, 1)
    assert bob.texts.has(sha256)


def test_without_documents_only_changes_are_shared(team: Team) -> None:
    _, sha256 = with_document(team)
    team.sync("ada")
    team.admit("bob")
    path = team.directory / "light" / "db.json"
    path.parent.mkdir()
    join(path, team.address("bob"), documents=False)
    with Workspace.open(path, "bob") as light:
        assert not light.texts.has(sha256)
        team.open["light"] = light
        assert team.sync("light").documents == (0, 0)
        del team.open["light"]
    assert not path.with_suffix(".sources").exists()


@pytest.mark.parametrize(
    "damage",
    [
        "text = 'another text'",
        "cover = '[]'",
        'cover = \'{"pages": "none"}\'',
        "suffix = '/../../x'",
    ],
)
def test_a_document_that_is_not_what_it_was_is_not_kept(team: Team, damage: str) -> None:
    bob = team.admit("bob")
    _, sha256 = with_document(team)
    team.sync("ada")
    with team.server.admin(team.database) as admin:
        admin.execute(f"update factcheck.documents set {damage}".encode())
    with pytest.raises(ServerError, match="is not what it was"):
        team.sync("bob")
    assert not bob.texts.has(sha256)
    assert [change.table for change in bob.case.history][-1] == "sources"


def test_the_database_takes_no_bytes_under_another_hash(team: Team) -> None:
    team.admit("bob")
    row = "values (1, %s, '.txt', 'x', 'x', '{}', 'bob')"
    insert = "insert into factcheck.documents (case_id, sha256, suffix, bytes, text, cover, by_) "
    with team.server.connect(team.database, "bob") as bob, pytest.raises(errors.CheckViolation):
        bob.execute((insert + row).encode(), ["0" * 64])


def test_a_document_that_no_source_names_is_left_there(team: Team, tmp_path: Path) -> None:
    team.admit("bob")
    _, sha256 = with_document(team)
    team.sync("ada")
    with team.server.admin(team.database) as admin:
        admin.execute("update factcheck.documents set bytes = 'y', sha256 = encode(sha256('y'), 'hex')")
    assert team.sync("bob").documents == (0, 0)
    assert sha256
