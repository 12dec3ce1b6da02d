"""A case of three sources, two of them with their texts, for the tests of quotes."""

from __future__ import annotations

from pathlib import Path

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

TEXT = (
    "Strike in the harbour\n\nAt least 238 people came, the mayor’s office said. The mayor did not resign.\n\n"
    "“Nobody asked us,” a docker told the paper.\n\nThe end came on 3 May."
)
OTHER = "Another paper.\n\nThe ships lay idle for a week. Wages rose by 5 percent."
QUOTES = {
    "E1": "At least 238 people came",
    "E2": "the mayor's office said",
    "E3": "The mayor did […] resign",
    "E4": "At least 283 people came",
    "E5": "The ships lay idle for a week",
    "E6": "Whales were seen near the lighthouse at dawn",
}
STATES = {
    "E1": "exact",
    "E2": "typographic",
    "E3": "elided",
    "E4": "altered",
    "E5": "elsewhere",
    "E6": "not found",
    "E7": "no text",
}


def harbour(directory: Path) -> Path:
    """Begin a case on C1 with an excerpt for each state, and return where it is."""
    path = directory / "harbour.json"
    begin_case(path, "The harbour", DEFAULT_SCALE, "ada", clock=ticking())
    with Workspace.open(path, "ada", clock=ticking()) as workspace:
        names = [keep(workspace, TEXT), keep(workspace, OTHER), "0" * 64]
        titles = ("The Harbour Times", "The Island Post", "A lost letter")
        sources = [
            workspace.add_source(title=title, sha256=name)[0].key for title, name in zip(titles, names, strict=True)
        ]
        claim = workspace.add_claim("238 people came to the harbour.")[0].key
        for quote in QUOTES.values():
            workspace.add_excerpt(claim, sources[0], quote, stance=Stance.SUPPORTS, start=None)  # as if typed long ago
        workspace.add_excerpt(claim, sources[2], "Dear harbour master", stance=Stance.CONTRADICTS)
    return path


def keep(workspace: Workspace, text: str) -> str:
    """Put a text beside the case, and return the hash of its bytes."""
    return workspace.texts.keep(text.encode(), Document(text=text, media_type="text/plain", language="en"), ".txt")
