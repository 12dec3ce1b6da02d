"""What starting the program costs: the command line loads neither the screens nor what draws them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Set
from importlib.util import find_spec
from pathlib import Path

import pytest

import factcheck
from factcheck.cli import lazy, views
from factcheck.cli.command_table import COMMANDS

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
HEAVY = "jinja2 textual rich platformdirs markdown_it pygments hypothesis asyncio"


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
        (["export", "markdown"], 0, {"jinja2", "platformdirs"}),
        (["export", "html"], 0, {"jinja2", "platformdirs"}),
        (["decide", "C5", "refuted"], 0, {"platformdirs"}),
        (["decide", "C5", "refuted", "--checker", "ada"], 0, set()),
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


def test_what_the_command_line_imports_by_name_exists_and_is_used() -> None:
    package = Path(lazy.__file__).parent
    for name, places in (("lazy", lazy.PLACES), ("views", views.PLACES)):
        assert [place for place in places.values() if find_spec(place) is None] == []
        code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.stem != name)
        assert set(re.findall(rf"\b{name}\.(\w+)", code)) == set(places)


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


def test_no_files_import_each_other_in_a_circle() -> None:
    """Lazy imports and those for type checking count as well."""
    assert circles(import_graph(Path(factcheck.__file__).parent)) == []


def import_graph(package: Path) -> dict[str, set[str]]:
    """Return the modules that each module of a package imports, anywhere in its file."""
    files = {".".join(path.relative_to(package.parent).with_suffix("").parts): path for path in package.rglob("*.py")}
    files = {name.removesuffix(".__init__"): path for name, path in files.items()}
    return {name: set(imported(path, files.keys())) - {name} for name, path in files.items()}


def imported(path: Path, modules: Set[str]) -> Iterator[str]:
    """Yield those of `modules` that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module in modules:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from names & modules
            if names - modules:
                yield node.module


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the groups of modules each of which imports, by way of others, all of its group."""
    reached = {name: reachable(graph, name) for name in graph}
    groups = {frozenset(other for other in found if name in reached[other]) for name, found in reached.items()}
    return sorted(sorted(group) for group in groups if group)


def reachable(graph: dict[str, set[str]], name: str) -> set[str]:
    """Return all modules that a module imports, by way of others as well."""
    found: set[str] = set()
    ahead = list(graph[name])
    while ahead:
        if (module := ahead.pop()) not in found:
            found.add(module)
            ahead += graph[module]
    return found


def test_a_circle_is_found_however_it_is_written(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "room").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "room" / "__init__.py").write_text("from package import first")
    (package / "first.py").write_text("if TYPE_CHECKING:\n    import package.second")
    (package / "second.py").write_text("def use():\n    from package.room import third")
    (package / "room" / "third.py").write_text("from package.first import Name")
    (package / "apart.py").write_text("from package.first import Name")
    assert circles(import_graph(package)) == [["package.first", "package.room.third", "package.second"]]
