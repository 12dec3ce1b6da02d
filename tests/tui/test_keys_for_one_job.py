"""How many keys a claim takes, from its evidence to its verdict with a reason: counted, words that are typed aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual import events

from factcheck.case.document import Document
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import bench, on_disk, until
from tests.tui.conftest import Build

YEARS = range(1951, 1954)
SOURCE = "\n\n".join(f"The bridge of the town number {year} closed in {year}." for year in YEARS)
CLAIMS = "\n".join(f"The bridge of the town number {year} closed in {year}." for year in YEARS)
MOST = 5.0
"""Keys for each claim at most, its reason aside."""


async def test_a_claim_takes_few_keys(build: Build, start: Callable[..., Path]) -> None:
    path = start()
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        (source,) = workspace.add_source(title="A chronicle")
        workspace.documents.attach(source.key, SOURCE.encode(), "c.txt", Document(text=SOURCE, media_type="text/plain"))
    app, count = build(path), 0
    async with app.run_test(size=(120, 36)) as pilot:

        async def press(*keys: str) -> None:
            nonlocal count
            count += len(keys)
            await pilot.press(*keys)

        await press("a")
        app.post_message(events.Paste(CLAIMS))
        await pilot.pause()
        await press("ctrl+l")
        for done, _ in enumerate(YEARS, 1):
            await until(pilot, lambda: bench(app).sheet.first_passage is not None)
            await press("s", "1", "r")
            await pilot.press(*"it says so")
            await press("ctrl+s")
            await until(pilot, lambda done=done: len(on_disk(app).verdicts) == done)  # type: ignore[misc]
            assert len(on_disk(app).excerpts) == done
        assert all(verdict.rationale == "it says so" for verdict in on_disk(app).verdicts.values())
    each = count / len(YEARS)
    print(f"{count} keys for {len(YEARS)} claims: {each:.1f} a claim, its reason aside")
    assert each <= MOST
