"""A case with its documents goes to somebody else in one file, who finds out what was changed in it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def bundle(run: Run, tmp_path: Path) -> Path:
    page = tmp_path / "storm.txt"
    page.write_text("After the storm 49 people were missing in the valley.")
    assert run("source", "add", str(page)).exit_code == 0
    path = tmp_path / "case.zip"
    assert run("case", "bundle", "-o", str(path)).exit_code == 0
    return path


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Write a bundle again with other files."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def document(files: dict[str, bytes]) -> str:
    return next(name for name in files if name.startswith("db.sources/") and name.count(".txt"))


def test_a_bundle_holds_the_case_and_its_documents_and_is_intact(run: Run, bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        assert {"db.json", "manifest.json"} < set(archive.namelist())
        assert b"49 people" in archive.read(document(dict.fromkeys(archive.namelist(), b"")))
    checked = run("case", "check", str(bundle))
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert "checked: intact" in checked.stderr
    again = run("case", "bundle", "-o", str(bundle))
    assert again.exit_code == 2
    assert "--force" in again.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda files: files.update({document(files): b"52 people"}), "altered since, or damaged"),
        (lambda files: files.pop("db.json"), "db.json: is missing"),
        (lambda files: files.update(more=b"x"), "more: is not in the manifest"),
    ],
)
def test_what_was_changed_in_a_bundle_is_found(
    run: Run, bundle: Path, change: Callable[[dict[str, bytes]], object], words: str
) -> None:
    rewritten(bundle, change)
    checked = run("case", "check", str(bundle))
    assert checked.exit_code == 1
    assert words in checked.stdout


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 cut"])
def test_a_file_that_is_no_bundle_is_one_line(run: Run, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(data)
    checked = run("case", "check", str(path))
    assert checked.exit_code == 2
    assert "is not a bundle of a case" in checked.stderr


def test_a_bundle_without_a_manifest_is_one_line(run: Run, bundle: Path) -> None:
    rewritten(bundle, lambda files: files.pop("manifest.json"))
    assert "has no manifest of hashes" in run("case", "check", str(bundle)).stderr
