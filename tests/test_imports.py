"""What starting the program costs: the command line loads neither the screens nor what draws them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import sys
from factcheck.cli.app import app
try:
    app.main(sys.argv[2:])
except SystemExit as done:
    sys.stdout.flush()
    loaded = sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[1].split()))
    print(done.code, *loaded, file=sys.stderr)
"""
HEAVY = "textual rich platformdirs markdown_it pygments hypothesis filelock asyncio"


@pytest.mark.parametrize(
    ("words", "status", "allowed"),
    [
        (["--help"], 0, set()),
        (["--version"], 0, set()),
        (["decide", "--help"], 0, set()),
        (["status"], 0, set()),
        (["status", "--json"], 0, set()),
        (["claim", "list"], 0, set()),
        (["history"], 0, set()),
        (["export", "--list"], 0, set()),
        (["export"], 2, set()),
        (["export", "markdown"], 0, set()),
        (["decide", "C5", "refuted"], 0, {"platformdirs", "filelock", "asyncio"}),
        (["decide", "C5", "refuted", "--checker", "ada"], 0, {"filelock", "asyncio"}),
    ],
)
def test_a_command_loads_only_what_it_needs(case_path: Path, words: list[str], status: int, allowed: set[str]) -> None:
    command = [sys.executable, "-c", LOOK, HEAVY, "--db", str(case_path), *words]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()[-1].split()
    assert told[0] == str(status)
    assert set(told[1:]) <= allowed
