"""Standard output and standard error that are closed or full: the exit status says what became of the change."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import buffered

STREAMS = [">&-", ">/dev/full", "2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>/dev/full", "<&- >&- 2>&-"]
SAVING = [
    ("claim", "add", "It opened in 1933."),
    ("claim", "extract", "{text}", "--all", "--json"),
    ("excerpt", "add", "C5", "S2", "It opened in 1933.", "--stance", "context"),
    ("source", "add", "{text}"),
    ("import", "{claims}", "--yes", "--json"),
]

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    text, claims = tmp_path / "text.txt", tmp_path / "claims.csv"
    text.write_text("The bridge was opened in May 1933 by the mayor. It cost 61,000 euros.")
    claims.write_text('text\n"The bridge cost 61,000 euros."\n')
    return {"{text}": str(text), "{claims}": str(claims)}


def start(case: Path, streams: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as ada, with its streams as the shell's `streams` have them."""
    command = [sys.executable, "-m", "factcheck", "--db", str(case), "--checker", "ada", *words]
    shell = ["sh", "-c", f'exec "$@" {streams}', "sh", *command]
    return subprocess.run(shell, env=buffered(), capture_output=True, text=True, check=False, timeout=60)


def changes(case: Path) -> int:
    with Workspace.open(case, "eve", write=False) as workspace:
        return len(workspace.case.history)


@pytest.mark.parametrize("streams", STREAMS)
def test_a_verdict_is_saved_whoever_can_be_told(case_path: Path, streams: str) -> None:
    before = changes(case_path)
    done = start(case_path, streams, "decide", "C5", "refuted")
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.startswith("C5 ✗ Refuted" if "2>" not in streams else "")
    assert done.stderr.count("\n") == ("2>" not in streams)
    assert changes(case_path) == before + 1
    assert (
        sorted(path.name for path in case_path.parent.iterdir() if "lock" in path.name or path.suffix == ".tmp") == []
    )


@pytest.mark.parametrize("words", SAVING, ids=lambda words: " ".join(words)[:13])
def test_what_is_saved_succeeds_though_its_ref_cannot_be_printed(
    case_path: Path, files: dict[str, str], words: tuple[str, ...]
) -> None:
    given = [files.get(word, word) for word in words]
    before = changes(case_path)
    done = start(case_path, ">/dev/full", *given)
    assert done.returncode == 0, done.stderr
    assert "factcheck: standard output: No space left on device; the change is saved\n" in done.stderr
    assert changes(case_path) > before


def test_a_closed_output_is_told_and_the_change_saved(case_path: Path) -> None:
    before = changes(case_path)
    done = start(case_path, ">&-", "claim", "add", "It opened in 1933.")
    assert done.returncode == 0
    assert "factcheck: standard output: is closed; the change is saved\n" in done.stderr
    assert changes(case_path) == before + 1


def test_what_is_saved_in_part_keeps_its_status(case_path: Path, files: dict[str, str], tmp_path: Path) -> None:
    before = changes(case_path)
    done = start(case_path, ">/dev/full", "source", "add", files["{text}"], str(tmp_path / "absent.txt"))
    assert done.returncode == 2
    assert "absent.txt" in done.stderr
    assert changes(case_path) == before + 1


def test_a_reader_that_went_away_does_not_fail_a_change(case_path: Path) -> None:
    before = changes(case_path)
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "factcheck", "--db", str(case_path), "claim", "add", "It opened in 1933."]
    with os.fdopen(writer) as gone:
        done = subprocess.run(command, env=buffered(), stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0
    assert "factcheck: " not in done.stderr
    assert changes(case_path) == before + 1


@pytest.mark.parametrize(
    ("streams", "words", "told"),
    [
        (">&-", ("status",), "factcheck: standard output: is closed\n"),
        (">&-", ("export", "markdown"), "factcheck: standard output: is closed\n"),
        (">/dev/full 2>/dev/full", ("status",), ""),
        ("2>/dev/full", ("claim", "show", "C999"), ""),
        ("2>&-", ("claim", "show", "C999"), ""),
        ("<&- >&- 2>&-", (), ""),
    ],
)
def test_what_only_prints_fails_where_it_cannot(
    case_path: Path, streams: str, words: tuple[str, ...], told: str
) -> None:
    done = start(case_path, streams, *words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
