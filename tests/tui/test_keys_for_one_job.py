"""How many keys a claim takes, from its evidence to its verdict with a reason: counted, words that are typed aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from factcheck.case.document import Document
from factcheck.tui.screens.documents import DocumentsScreen
from factcheck.tui.screens.draft import DraftScreen
from factcheck.tui.screens.extraction import ExtractionScreen
from factcheck.tui.screens.source_library import LibraryScreen
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


JOB = range(1951, 1973)
"""The years of the claims of a whole job: 22."""
DOCUMENTS = 6


@pytest.mark.slow
async def test_a_whole_job_takes_few_keys(build: Build, tmp_path: Path) -> None:
    """A new case, 22 claims from a draft, six documents; evidence found and filed, and each decided with a reason."""
    said = [f"The bridge of the town number {year} closed in {year}." for year in JOB]
    documents = tmp_path / "documents"
    documents.mkdir()
    (tmp_path / "draft.txt").write_text("\n\n".join(said))
    for number in range(DOCUMENTS):
        (documents / f"{number}.txt").write_text("\n\n".join(said[number::DOCUMENTS]))
    app, count = build(documents.parent / "bridges.json"), 0
    async with app.run_test(size=(120, 36)) as pilot:

        async def press(*keys: str) -> None:
            nonlocal count
            count += len(keys)
            await pilot.press(*keys)

        async def typed(words: str) -> None:
            app.post_message(events.Paste(words))
            await pilot.pause()

        await press("down", "down", "enter")
        await typed("The bridges")
        await press("enter")
        await until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        await typed(str(tmp_path / "draft.txt"))
        await press("enter")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen))
        await press("escape", "E")
        await until(pilot, lambda: isinstance(app.screen, ExtractionScreen) and app.screen.loaded)
        await press("A", "a", "escape")
        await until(pilot, lambda: len(on_disk(app).claims) == len(JOB))
        await press("l", "a")
        await until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
        await typed(str(documents))
        await press("enter")
        await until(pilot, lambda: len(on_disk(app).sources) == DOCUMENTS + 1)
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await press("l")
        begun = count
        for done, year in enumerate(JOB, 1):
            await until(pilot, lambda: bench(app).sheet.first_passage is not None)
            passage = bench(app).sheet.first_passage
            assert passage is not None
            assert str(year) in passage.text
            await press("s", "1", "r")
            await typed("it says so")
            await press("ctrl+s")
            await until(pilot, lambda done=done: len(on_disk(app).verdicts) == done)  # type: ignore[misc]
        assert all(verdict.rationale for verdict in on_disk(app).verdicts.values())
        assert len(on_disk(app).excerpts) == len(JOB)
    print(f"{count} keys for {len(JOB)} claims, {begun} of them to begin: {count / len(JOB):.1f} a claim")
    assert count <= MOST * len(JOB)
