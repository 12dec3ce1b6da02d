"""What is drawn of doubts about a verdict is text, whoever wrote it: nothing in it acts."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from textual.content import Content
from textual.style import Style

from factcheck.case.records import Stance
from factcheck.text import visible_line
from factcheck.tui.render import warnings
from factcheck.workspace.workspace import Workspace
from tests.strategies import begun, workspace_on
from tests.tui.test_hostile_rendering import ACTS, texts


def doubted(text: str) -> tuple[Workspace, str]:
    """Return a workspace with a claim of which everything is by others, reworded and waived after its verdict."""
    workspace = workspace_on(begun())
    claim = workspace.add_claim(f"c{text}", speaker=text, origin=f"o {text}")[0].key
    for number in range(2):
        source = workspace.add_source(publisher=f"p{text}", title=f"o {text}", published=text, role="evidence")[0].key
        workspace.add_excerpt(claim, source, f"{text}{number}", stance=Stance.SUPPORTS)
    workspace.decide(claim, "supported")
    workspace.checker = f"e{text}"
    workspace.edit("claims", claim, text=f"d{text}")
    workspace.edit("excerpts", next(iter(workspace.case.excerpts)), quote=f"{text}!")
    workspace.waive(claim, "one-publisher", f"r{text}")
    return workspace, claim


def drawn(workspace: Workspace, claim: str) -> Iterator[Content]:
    """Yield every line that is drawn of the doubts about its verdict."""
    yield from warnings.changed_since(workspace.case, workspace.case.claims[claim])
    yield from warnings.warnings_about(workspace.case, workspace.case.claims[claim], "w")


@given(texts)
def test_nothing_acts_and_all_is_one_line_each(text: str) -> None:
    lines = list(drawn(*doubted(text)))
    assert len(lines) >= 3
    for content in lines:
        assert not (ACTS | {"\n", "\t"}) & set(content.plain), content.plain
        for _, style in content.render(Style(), ""):
            assert not style.meta, content.plain
            assert style.link is None, content.plain


@given(texts)
def test_a_reason_stands_as_it_was_written(text: str) -> None:
    workspace, claim = doubted(f"w{text}w")
    reason = visible_line(workspace.case.claims[claim].waived[0].partition(": ")[2])
    assert any(f"waived: {reason}" in content.plain for content in drawn(workspace, claim))
