"""An invented case with a document, for pictures: no text of others stands in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.workspace.create import begin_case
from factcheck.workspace.source_library import Library
from factcheck.workspace.workspace import Workspace

AUDIT = """\
The bridge and what it cost

The council asked this office in January to look into the accounts of the harbour bridge. The work began in March \
2021 and was meant to end after eighteen months. It ended after thirty-one.

The first estimate, which the council approved in November 2020, was 40 million euros. By the final account of \
June 2024 the harbour bridge cost 52 million euros, of which 7 million were spent on the foundations alone. The \
builder says that nobody could have known the ground.

That is not what we found. Two surveys of 2019 describe the soft clay under the eastern pier, and the second of \
them advises longer piles. Neither was shown to the council before it voted. The engineer who wrote it told us \
that she had been asked for a shorter version.

No money was lost to fraud, as far as the books show. Three invoices were paid twice and the amounts, 61,000 euros \
together, were returned within the year. The mayor's office did not answer two of our eleven questions.

We advise the council to publish both surveys, and to let a second office check any estimate above ten million \
euros.
"""
NEWS = """\
Bridge opens after long delay

The new harbour bridge was opened on Saturday. "It cost 40 million euros, and it is worth every cent," the mayor \
said at the ceremony. More than two thousand people walked across it in the first hour.
"""
CLAIMS = (
    "The harbour bridge cost 40 million euros.",
    "The council knew of the soft ground before it voted.",
    "Money for the bridge was lost to fraud.",
)
EXCERPTS = (
    (1, "audit", Stance.CONTRADICTS, "By the final account of June 2024 the harbour bridge cost 52 million euros"),
    (
        1,
        "audit",
        Stance.CONTEXT,
        "The first estimate, which the council approved in November 2020, was 40 million euros.",
    ),
    (1, "news", Stance.SUPPORTS, "It cost 40 million euros, and it is worth every cent"),
    (2, "audit", Stance.CONTRADICTS, "Neither was shown to the council before it voted."),
    (3, "audit", Stance.CONTRADICTS, "No money was lost to fraud, as far as the books show."),
)


def begin_invented(path: Path, clock: Callable[[], datetime]) -> None:
    """Begin the case at `path`, its documents beside it."""
    begin_case(path, "The harbour bridge", DEFAULT_SCALE, "ada")
    with Workspace.open(path, "ada", clock=clock) as workspace:
        library = workspace.documents
        audit = _bring(library, "audit.txt", AUDIT, title="The harbour bridge: accounts", publisher="Audit Office")
        news = _bring(library, "news.txt", NEWS, title="Bridge opens after long delay", publisher="The Harbour Post")
        claims = [workspace.add_claim(text, speaker="The mayor")[0].key for text in CLAIMS]
        for number, name, stance, quote in EXCERPTS:
            source, text = (audit, AUDIT) if name == "audit" else (news, NEWS)
            start = text.index(quote)
            fields = library.excerpt_fields(source, start, start + len(quote))
            workspace.add_excerpt(claims[number - 1], source, stance=stance, **fields)


def _bring(library: Library, name: str, text: str, **fields: Any) -> str:
    document = Document(text=text, media_type="text/plain", language="en", published="2024-07")
    return library.add(text.encode(), name, document, **fields).source.id
