"""What is drawn of doubts about a verdict is text, whoever wrote it: nothing in it acts."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from textual.content import Content
from textual.style import Style

from factcheck.case.records import Stance
from factcheck.text import visible_line
from factcheck.tui.render import warnings
from factcheck.workspace.workspace import Desk
from tests.strategies import begun, desk_on
from tests.tui.test_hostile_rendering import ACTS, texts


def doubted(text: str) -> tuple[Desk, str]:
    """Return a desk with a claim of which everything is written by others, reworded and waived after its verdict."""
    desk = desk_on(begun())
    claim = desk.add_claim(f"c{text}", speaker=text, origin=f"o {text}")[0].key
    for number in range(2):
        source = desk.add_source(publisher=f"p{text}", title=f"o {text}", published=text)[0].key
        desk.add_excerpt(claim, source, Stance.SUPPORTS, f"{text}{number}")
    desk.decide(claim, "supported")
    desk.checker = f"e{text}"
    desk.edit("claims", claim, text=f"d{text}")
    desk.edit("excerpts", next(iter(desk.case.excerpts)), quote=f"{text}!")
    desk.waive(claim, "one-publisher", f"r{text}")
    return desk, claim


def drawn(desk: Desk, claim: str) -> Iterator[Content]:
    """Yield every line that is drawn of the doubts about its verdict."""
    yield from warnings.changed_since(desk.case, desk.case.claims[claim])
    yield from warnings.warnings_about(desk.case, desk.case.claims[claim], "w")


@settings(max_examples=40)
@given(texts)
def test_nothing_acts_and_all_is_one_line_each(text: str) -> None:
    lines = list(drawn(*doubted(text)))
    assert len(lines) >= 3
    for content in lines:
        assert not (ACTS | {"\n", "\t"}) & set(content.plain), content.plain
        for _, style in content.render(Style(), ""):
            assert not style.meta, content.plain
            assert style.link is None, content.plain


@settings(max_examples=40)
@given(texts)
def test_a_reason_stands_as_it_was_written(text: str) -> None:
    desk, claim = doubted(f"w{text}w")
    reason = visible_line(desk.case.claims[claim].waived[0].partition(": ")[2])
    assert any(f"waived: {reason}" in content.plain for content in drawn(desk, claim))
