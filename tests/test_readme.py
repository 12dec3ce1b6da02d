"""The README is short, its figures are those of the sample, and what it points to exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factcheck.workspace.workspace import Workspace

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


def test_it_is_short(readme: str) -> None:
    assert len(readme.splitlines()) <= 160


def test_it_has_one_command_to_start_and_one_for_the_tests(readme: str) -> None:
    start, tests = re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)
    assert start == "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/factcheck"
    assert tests == "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest"


def test_the_figures_of_the_sample_are_its_figures(workspace: Workspace, readme: str) -> None:
    case = workspace.case
    assert f"{len(case.claims)} claims about five news articles" in " ".join(readme.split())
    changelog = README.with_name("CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(case.claims)} claims, {len(case.excerpts)} excerpts" in changelog


def test_every_picture_and_page_it_points_to_exists(readme: str) -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", readme) if not target.startswith("https://")]
    assert any(target.startswith("screenshots/") for target in targets)
    assert [target for target in targets if not (README.parent / target).is_file()] == []
