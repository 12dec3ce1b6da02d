"""What starting the program costs: the command line loads neither the screens nor what draws them."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from factcheck.cli.app import COMMANDS

LOOK = """
import sys
from factcheck.cli.app import app
try:
    app.main(sys.argv[2:])
except SystemExit as done:
    sys.stdout.flush()
    loaded = sorted(set(sys.modules) & set(sys.argv[1].split()))
    print(done.code, *loaded, file=sys.stderr)
"""
HEAVY = "jinja2 textual rich platformdirs markdown_it pygments hypothesis filelock asyncio"


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
        (["manual"], 0, set()),
        (["manual", "keys"], 0, set()),
        (["export", "--list"], 0, set()),
        (["export"], 2, set()),
        (["export", "markdown"], 0, {"jinja2"}),
        (["export", "html"], 0, {"jinja2"}),
        (["decide", "C5", "refuted"], 0, {"platformdirs", "filelock", "asyncio"}),
        (["decide", "C5", "refuted", "--checker", "ada"], 0, {"filelock", "asyncio"}),
    ],
)
def test_a_command_loads_nothing_heavy_but_what_it_needs(
    case_path: Path, words: list[str], status: int, allowed: set[str]
) -> None:
    assert loaded(case_path, words, HEAVY, status) <= allowed


OTHERS = (
    "commands.claim commands.excerpt commands.export commands.history parameters commands.source commands.decide tables"
)
IDLE = (
    "factcheck.workspace.create factcheck.settings factcheck.case.describe click.shell_completion "
    "mimetypes tomllib subprocess"
)
COSTLY = "socket selectors hashlib secrets random factcheck.workspace.filter factcheck.exports"
NO_CASE = (
    "factcheck.case.case factcheck.workspace.workspace factcheck.storage factcheck.workspace.create "
    "factcheck.case.edits factcheck.case.statistics orjson"
)


@pytest.mark.parametrize("words", [["status"], ["status", "--json"]], ids=" ".join)
def test_reading_loads_neither_what_writes_nor_the_other_commands(case_path: Path, words: list[str]) -> None:
    others = " ".join(f"factcheck.cli.{name}" for name in OTHERS.split())
    assert not loaded(case_path, words, f"{IDLE} {COSTLY} {others}")


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["decide", "--help"], ["export", "--list"]], ids=" ".join)
def test_what_needs_no_case_does_not_load_what_opens_one(case_path: Path, words: list[str]) -> None:
    assert not loaded(case_path, words, f"{NO_CASE} {IDLE} tinydb socket hashlib random")


@pytest.mark.parametrize("words", [["--help"], ["claim", "--help"], ["--version"], ["clam"]], ids=" ".join)
def test_a_list_of_commands_loads_no_command(case_path: Path, words: list[str]) -> None:
    modules = " ".join(f"factcheck.cli.commands.{place.partition(':')[0]}" for place, _ in COMMANDS.values())
    assert not loaded(case_path, words, modules, status=2 if words == ["clam"] else 0)


def test_what_must_not_be_loaded_is_there_to_be_loaded() -> None:
    """A name with a slip in it would never be found."""
    names = f"{HEAVY} {IDLE} {NO_CASE} {COSTLY}".split()
    assert [name for name in names if find_spec(name) is None] == []
    assert [name for name in OTHERS.split() if find_spec(f"factcheck.cli.{name}") is None] == []


def loaded(case_path: Path, words: list[str], names: str, status: int = 0) -> set[str]:
    """Run a command and return which of the modules `names` it has loaded."""
    command = [sys.executable, "-c", LOOK, names, "--db", str(case_path), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()[-1].split()
    assert done[0] == str(status)
    return set(done[1:])
