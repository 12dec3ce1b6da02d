"""The files of a link to a server."""

from __future__ import annotations

from pathlib import Path

from factcheck.storage.team_files import LinkData, TeamFiles


def test_a_link_that_was_written_is_read(tmp_path: Path) -> None:
    files, link = TeamFiles(tmp_path / "db.team"), LinkData(server="service=a", uid="u", copy_name="laptop-1a2b")
    files.write(link)
    assert files.read() == link


def test_the_name_of_a_copy_is_read_from_its_earlier_key(tmp_path: Path) -> None:
    (tmp_path / "link.json").write_text('{"server": "service=a", "uid": "u", "device": "laptop-1a2b"}')
    assert TeamFiles(tmp_path).read() == LinkData(server="service=a", uid="u", copy_name="laptop-1a2b")
