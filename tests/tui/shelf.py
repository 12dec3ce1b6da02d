"""A case with documents of our own invention, and the reader over one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.tui.screens.reader import ReaderScreen
from factcheck.tui.widgets.prose.prose import Prose
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import until

BRIDGE = """The old bridge was closed in March. Nobody had asked the ferrymen.

The new bridge cost 52 million euros, the auditors found. The mayor had promised 40 million! Who paid the difference?

Élodie Brûlé, who kept the books, said: “We counted every bolt.” Her books are lost.

Trains have crossed it since June. The ferrymen found other work."""
"""Nine sentences in four paragraphs."""

Filed = tuple[str, Stance, str]
"""A claim's ref, a stance, a quote."""


def shelve(path: Path, text: str, filed: Sequence[Filed] = (), claims: Sequence[str] = (), **cover: Any) -> Path:
    """Begin a case at `path` with one source, S1, that has a text, and with claims and excerpts from it."""
    begin_case(path, "A shelf", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for claim in claims or ("The bridge cost 40 million.", "The ferrymen were asked."):
            workspace.add_claim(claim)
        data = text.encode("utf-8", "surrogatepass")
        name = workspace.texts.keep(data, Document(text=text, language="en", **cover), ".txt")
        title = cover.get("title", "A report on the bridge")
        workspace.add_source(
            title=title, publisher="Audit office", author="B. Counter", published="2026-03-01", sha256=name
        )
        for ref, stance, quote in filed:
            start = text.index(quote)
            fields = {"start": start, "end": start + len(quote)}
            workspace.add_excerpt(
                workspace.case.claim(ref).id, workspace.case.source("S1").id, quote, stance=stance, **fields
            )
    return path


def reader(app: App[None]) -> ReaderScreen:
    """Return the reader, which must be the screen in front."""
    assert isinstance(app.screen, ReaderScreen)
    return app.screen


def prose(app: App[None]) -> Prose:
    """Return the text that is read."""
    return reader(app).prose


def selected(app: App[None]) -> str:
    """Return what is selected in the text that is read."""
    return prose(app).text[slice(*prose(app).selection.span)]


async def opened(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until the reader stands with all its marks."""
    await pilot.press(*(keys or ("enter",)))
    await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen) and prose(pilot.app).page.height > 0)


async def marked(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for marks that come by and by."""
    await until(pilot, holds)
