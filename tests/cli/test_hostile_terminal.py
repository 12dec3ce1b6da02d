"""Proven in a real terminal: whatever a case holds, nothing of it reaches the terminal but what can be seen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck.workspace.workspace import Workspace
from tests.cli.terminal import STYLE, shown, shown_here
from tests.cli.test_hostile_text import ACTS, COMMANDS, HOSTILE

pytest.importorskip("fcntl", reason="this system has no pseudo-terminals")

EXPORT = (
    "from factcheck.cli import main\nfrom factcheck.workspace.export_job import ExportJob\n"
    "ExportJob.chunks = lambda *_: iter([{!r}.encode()])\nmain()"
)


def hostile(value: Any) -> Any:
    """Return the rows of a case with hostile text in every field that is free to be any text."""
    if isinstance(value, dict):
        fixed = {"id", "claim", "source", "stance", "scale", "label", "ref", "sha256", "schema", "target", "kind"}
        return {name: row if name in fixed else hostile(row) for name, row in value.items()}
    return f"{value[:9]} {HOSTILE}" if isinstance(value, str) else value


@pytest.fixture
def hostile_path(tmp_path: Path, case_path: Path) -> Path:
    """A case in which every text is hostile, with a verdict and a history, under a hostile name."""
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(workspace.case.claim("C1").id, "refuted", rationale="Because", condition="if")
    path = tmp_path / f"db{HOSTILE.replace('/', ' ')}.json"
    path.write_text(json.dumps(hostile(json.loads(case_path.read_text()))))
    return path


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words)[:24].encode("ascii", "replace").decode())
def test_a_terminal_is_sent_nothing_that_acts(hostile_path: Path, words: tuple[str, ...]) -> None:
    seen = STYLE.sub("", shown_here("--db", str(hostile_path), "--checker", HOSTILE, *words))
    assert "[31mred" in seen  # what is hostile is seen
    assert "Traceback" not in seen
    assert not ACTS.findall(seen)


def test_an_export_is_seen_on_a_terminal_and_exact_in_a_pipe(case_path: Path) -> None:
    text = f"tab\t{HOSTILE}\r\n\n  last line without its end"
    command = [sys.executable, "-c", EXPORT.format(text), "--db", str(case_path), "export", "markdown"]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert (piped.stdout, piped.stderr) == (text.encode(), b"")
    seen = shown(command)
    assert not ACTS.findall(seen)
    assert "tab\t" in seen
    assert "␛[31mred␛]0;owned␇ <U+009B>2J <U+202E>right to left<U+2066> ␍␈␡<U+2028> [/]" in seen
    assert seen.endswith("␍\n\n  last line without its end")
