"""A case of ten thousand claims: only what is seen is laid out, however one moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.storage import create
from factcheck.tui.app import FactcheckApp
from factcheck.tui.widgets.claim_list import ClaimList
from tests.tui.bench import bench, labels, on_disk, ref, until
from tests.tui.conftest import Build
from tests.tui.reading import screen_text

MANY = 10_000


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A case of ten thousand claims, each with an excerpt."""
    claims = [
        Claim(id=f"{number:016x}", ref=f"C{number}", text=f"Claim number {number}.", position=number)
        for number in range(1, MANY + 1)
    ]
    excerpts = [
        Excerpt(id=f"e{claim.id}", ref=f"E{number}", claim=claim.id, source="s", stance=Stance.SUPPORTS, quote="So.")
        for number, claim in enumerate(claims, 1)
    ]
    source = Source(id="s", ref="S1", title="A book")
    case = Case(
        {
            "claims": {claim.id: claim.to_row() for claim in claims},
            "sources": {source.id: source.to_row()},
            "excerpts": {excerpt.id: excerpt.to_row() for excerpt in excerpts},
        }
    )
    path = tmp_path / "large.json"
    create(path, case)
    return path


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The refs of the claims that the list was asked to lay out, in turn."""
    asked: list[str] = []
    lines = ClaimList.lines

    def listening(self: ClaimList, item: str, width: int) -> list[Content]:
        asked.append(bench(self.app).workspace.case.claims[item].ref)
        return lines(self, item, width)

    monkeypatch.setattr(ClaimList, "lines", listening)
    yield asked


def screens(app: FactcheckApp, laid_out: list[str]) -> float:
    """Return how many screens of claims were laid out since the last look, each claim counted once."""
    seen = len(set(laid_out)) / bench(app).claim_list.size.height
    laid_out.clear()
    return seen


async def test_only_what_is_seen_is_laid_out(build: Build, large: Path, laid_out: list[str]) -> None:
    app = build(large)
    async with app.run_test(size=(120, 36)) as pilot:
        assert "0 of 10000 checked" in screen_text(app)
        assert screens(app, laid_out) <= 2
        for keys, stands in (
            (("G",), f"C{MANY}"),
            (("g", "j"), "C2"),
            (("pagedown",), "C32"),
            (("2",), "C33"),
            (("left_square_bracket",), "C31"),
            (("u",), "C32"),
        ):
            await pilot.press(*keys)
            assert ref(app) == stands
            assert screens(app, laid_out) <= 2, keys
        await pilot.press("slash")
        bench(app).claims_panel.filter_input.value = "9999"
        await pilot.press("enter")
        await until(pilot, lambda: ref(app) == "C9999")
        assert labels(on_disk(app)) == {}
