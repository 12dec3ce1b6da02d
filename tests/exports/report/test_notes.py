"""Notes are in a report where they are asked for, and nowhere else."""

from __future__ import annotations

import pytest

from factcheck.exports import encoded, find
from factcheck.exports.selection import Selection
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on

HOUSE = """{% for claim in claims %}{% for entry in claim.entries %}
{{ entry.ref }} {{ entry.words }}
{% endfor %}{% endfor %}"""


@pytest.fixture
def workspace() -> Workspace:
    workspace = workspace_on(begun())
    workspace.add_claim("It rained.")
    workspace.entries.add("C1", "Ask *the* <clerk>.", to="Bob")
    workspace.entries.add("C1", "Seen.")
    workspace.entries.close("Q2")
    return workspace


def written(workspace: Workspace, name: str, **options: str) -> str:
    selection = Selection(case=workspace.case, claims=workspace.case.in_order(), options=options)
    return b"".join(encoded(find(name), selection)).decode()


def test_markdown_has_the_notes_that_are_asked_for(workspace: Workspace) -> None:
    assert "clerk" not in written(workspace, "markdown")
    report = written(workspace, "markdown", notes="yes")
    assert "- Note Q1 · ada · 2026-11-22" in report
    assert "open · to Bob\n" in report
    assert "Ask \\*the\\* \\<clerk" in report
    assert "closed\n\n  Seen." in report


def test_the_page_has_the_notes_that_are_asked_for(workspace: Workspace) -> None:
    assert "clerk" not in written(workspace, "html")
    page = written(workspace, "html", notes="yes")
    assert "Note Q1 · ada" in page
    assert " · to Bob: Ask" in page
    assert "Ask *the* &lt;clerk&gt;." in page


def test_a_house_template_has_them_too(workspace: Workspace) -> None:
    assert written(workspace, "markdown", template=HOUSE).strip() == ""
    assert "Q1 Ask" in written(workspace, "markdown", template=HOUSE, notes="yes")
