"""`source check` reads the stored documents again, all versions of them."""

from __future__ import annotations

from pathlib import Path

from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run


def test_damage_of_a_stored_document_is_found(run: Run, case_path: Path, tmp_path: Path) -> None:
    page = tmp_path / "storm.txt"
    page.write_text("After the storm 49 people were missing in the valley.")
    assert run("source", "add", str(page)).exit_code == 0
    before = run("source", "check")
    assert (before.exit_code, before.stdout) == (0, "")
    assert "1 document checked: all are intact" in before.stderr
    with Workspace.open(case_path, "ada", write=False) as workspace:
        source = workspace.sources()[-1]
        kept = workspace.texts.bytes_path(source.sha256)
    assert kept is not None
    kept.write_bytes(b"other bytes")
    after = run("source", "check")
    assert after.exit_code == 1
    assert after.stdout.startswith(f"{source.ref}\t{source.sha256}\t")
    assert "1 damaged" in after.stderr
