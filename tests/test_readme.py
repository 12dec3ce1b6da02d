"""The README is true: its keys are the keys, its tables the tables, its figures the sample's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.binding import Binding

from factcheck.case.scale import PRESETS
from factcheck.storage.schema import RECORDS
from factcheck.tui import keys
from factcheck.workspace.filter import FIELDS
from factcheck.workspace.workspace import Workspace

README = Path(__file__).parent.parent / "README.md"


def key_table() -> str:
    """Return the table of keys as it must stand in the README."""
    lines = ["| key | does | id |", "|---|---|---|"]
    for title, bindings in keys.GROUPS.items():
        lines.append(f"| | **{title}** | |")
        lines += [_row(binding) for binding in bindings if binding not in keys.DECIDING]
        if bindings is keys.DECIDING:
            lines.append(f"| `1` … `9` | {bindings[0].tooltip} | `verdict.1` … `verdict.9` |")
    return "\n".join(lines)


def _row(binding: Binding) -> str:
    shown = " ".join(f"`{key}`" for key in map(keys.shown, binding.key.split(",")))
    return f"| {shown} | {binding.description}: {binding.tooltip} | `{binding.id}` |"


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


def test_the_keys_are_those_of_the_program(readme: str) -> None:
    assert f"<!-- keys -->\n\n{key_table()}\n\n<!-- /keys -->" in readme


def test_the_tables_are_those_of_the_file(readme: str) -> None:
    for name, record in RECORDS.items():
        listed = re.search(rf"^\| `{name}` \| (.*) \|$", readme, re.MULTILINE)
        assert listed, name
        assert listed[1].split(", ") == list(record.__slots__), name


def test_the_fields_of_the_filter_are_all_named(readme: str) -> None:
    for field in FIELDS:
        assert f"`{field}:`" in readme


def test_the_scales_are_all_named(readme: str) -> None:
    for name in PRESETS:
        assert name in readme


def test_the_figures_of_the_sample_are_its_figures(workspace: Workspace, readme: str) -> None:
    assert f"{len(workspace.case.claims)} claims about five" in readme
    changelog = README.with_name("CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(workspace.case.claims)} claims, {len(workspace.case.excerpts)} excerpts" in changelog


def test_every_picture_is_there(readme: str) -> None:
    pictures = re.findall(r"\]\((screenshots/[^)]+)\)", readme)
    assert pictures
    assert all((README.parent / picture).is_file() for picture in pictures)


if __name__ == "__main__":
    written = README.read_text(encoding="utf-8")
    table = f"<!-- keys -->\n\n{key_table()}\n\n<!-- /keys -->"
    README.write_text(
        re.sub(r"<!-- keys -->.*<!-- /keys -->", lambda _: table, written, flags=re.DOTALL), encoding="utf-8"
    )
