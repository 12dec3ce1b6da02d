"""A case whose sources disagree, of our own invention: two texts, an early report, and a source without its text."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from factcheck.case.document import Document
from factcheck.case.records import Excerpt
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.tui.screens.search import SearchScreen
from factcheck.tui.screens.suggestions import SuggestionsScreen
from factcheck.tui.widgets.result_lists import PassageList
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking
from tests.tui.bench import until

CLAIMS = ("The flood killed 44 people.", "The bridge closed in 1954.", "Bela Arlov resigned as mayor.")
CHRONICLE = """The flood killed 44 people, the council said. It rained for a week.

The bridge closed in 1954.

Bela Arlov was dismissed as mayor in May."""
PAPER = """The flood killed 41 people in the town. Nobody counted the sheep.

Prices rose."""
EARLY = "The flood killed 26 farmers and 18 soldiers, an officer said."


def flood(path: Path, *, texts: bool = True) -> Path:
    """Begin the case at `path`; without `texts` no source has one."""
    begin_case(path, "A flood", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        for claim in CLAIMS:
            workspace.add_claim(claim)
        _source(workspace, CHRONICLE, texts, title="A chronicle", published="1960")
        _source(workspace, PAPER, texts, title="A paper")
        _source(workspace, EARLY, texts, title="A telegram", published="1953-05-02")
        workspace.add_source(title="A lost letter", sha256="ab" * 32)
    return path


def _source(workspace: Workspace, text: str, here: bool, **fields: str) -> None:
    name = workspace.texts.keep(text.encode(), Document(text=text, language="en"), ".txt") if here else "cd" * 32
    workspace.add_source(sha256=name, **fields)


def looking(app: App[None]) -> SuggestionsScreen | SearchScreen:
    """Return the screen that looks into the sources, which must be in front."""
    assert isinstance(app.screen, SuggestionsScreen | SearchScreen)
    return app.screen


def passages(app: App[None]) -> PassageList:
    """Return the list of what was found."""
    return looking(app).passages


def places(app: App[None]) -> list[str]:
    """Return what is listed, each as the ref of its source and its text."""
    return [f"{offer.source.ref} {offer.found.text}" for offer in passages(app).items]


def excerpts(workspace: Workspace | None, claim: str = "C1") -> list[Excerpt]:
    """Return the excerpts of a claim."""
    assert workspace is not None
    return workspace.case.excerpts_of(workspace.case.claim(claim).id)


async def found(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until passages are listed."""
    await pilot.press(*keys)
    await until(
        pilot, lambda: isinstance(pilot.app.screen, SuggestionsScreen | SearchScreen) and bool(places(pilot.app))
    )
