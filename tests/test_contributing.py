"""The guide for developers names files, rooms and commands that exist."""

from __future__ import annotations

import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "factcheck"


@pytest.fixture(scope="module")
def guide() -> str:
    return (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_file_it_names_exists(guide: str) -> None:
    named = set(re.findall(r"`([\w/.-]+(?:\.(?:py|md|toml)|/))`", guide)) - {"TOPIC.md", "db.sources/"}
    assert len(named) > 40
    assert sorted(name for name in named if not ((PACKAGE / name).exists() or (ROOT / name).exists())) == []


def test_every_way_has_five_steps(guide: str) -> None:
    ways = guide.partition("## Seven ways")[2].partition("\n## ")[0]
    steps = [re.findall(r"^(\d)\. ", way, re.MULTILINE) for way in re.split(r"^\*\*.*\*\*$", ways, flags=re.MULTILINE)]
    assert steps == [[], *[["1", "2", "3", "4", "5"]] * 7]


def test_the_rows_are_those_that_are_checked(guide: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    rows = [re.findall(r"`(\w+)`", row) for row in re.findall(r"^\| \d \| ([^|]*) \|", guide, re.MULTILINE)]
    assert [set(row) for row in rows] == [set(re.split(r" [|:] ", layer)) for layer in layers]


def test_every_module_it_runs_exists(guide: str) -> None:
    modules = re.findall(r"python -m ([\w.]+)", guide)
    assert modules
    assert [name for name in modules if find_spec(name) is None] == []
