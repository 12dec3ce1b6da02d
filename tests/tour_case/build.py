"""Writes the case of the tour, an invented affair with its texts: `python -m tests.tour_case.build`.

The result is shipped with the program, so that a tour begins at once. The texts are read from the case that is shipped
now, in `factcheck/workspace/tour/documents`: change one there, whatever its name, and build the case again.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.case.records import Stance
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.storage.documents import DocumentStore
from factcheck.workspace.create import begin_case
from factcheck.workspace.tour_case import SHIPPED
from factcheck.workspace.workspace import Workspace
from tests.conftest import ticking

INVENTED = "Invented for the tour of factcheck: nothing in it happened."
TITLE = "The Wend Bridge (an invented affair)"
SOURCES: dict[str, dict[str, Any]] = {
    "minutes.txt": {
        "title": "Minutes of the council of Aldermere (invented)",
        "publisher": "Town of Aldermere",
        "published": "2024-11-21",
        "language": "en",
    },
    "courier.html": {
        "title": "Two dead as walkway of the Wend Bridge collapses (invented)",
        "publisher": "The Aldermere Courier",
        "author": "Petra Lindqvist",
        "published": "2024-11-03",
        "language": "en",
    },
    "engineer.eml": {
        "title": "Wendbrücke: Riss im südlichen Lager (invented)",
        "author": "Jonas Brandt",
        "published": "2024-04-09",
        "language": "de",
    },
    "portal.html": {
        "title": "Wend Bridge: what we know (invented)",
        "publisher": "Aldermere Portal",
        "published": "2024-11-06",
        "language": "en",
    },
}
DRAFT: dict[str, Any] = {
    "title": "The bridge that nobody was to cross (invented)",
    "published": "2024-11-25",
    "language": "en",
}


class Made(NamedTuple):
    """A claim made of a passage of the draft: the passage, the words of the claim, its excerpts and its verdicts.

    An excerpt is a source by its number, a stance and a quotation; a verdict is a checker, a label and a rationale.
    """

    passage: str
    text: str
    excerpts: tuple[tuple[int, str, str], ...] = ()
    verdicts: tuple[tuple[str, str, str], ...] = ()
    speaker: str = ""


CLAIMS = (
    Made(
        "When the Wend Bridge was opened on 8 May 2024",
        "The Wend Bridge was opened on 8 May 2024.",
        ((1, "contradicts", "It was opened to the public on 18 May 2024."),),
    ),
    Made(
        "In the end it cost 25 million euros",
        "The Wend Bridge cost 25 million euros.",
        (
            (1, "contradicts", "The final account, presented on 30 September 2024, is 52 million euros"),
            (2, "contradicts", "cost 52 million euros. The council had approved 40 million in June 2019."),
        ),
    ),
    Made(
        "The council approved it in June 2019 with 24 votes to 14.",
        "The council approved the Wend Bridge in June 2019 with 24 votes to 14.",
    ),
    Made(
        "“We were never told that the bridge was dangerous,” the mayor, Ines Okafor, told the Courier",
        "Ines Okafor told the Courier: “We were never told that the bridge was dangerous.”",
        (
            (
                2,
                "supports",
                "We were never told that the bridge was dangerous,” the mayor, Ines Okafor, told the Courier "
                "on Saturday",
            ),
        ),
        speaker="Ines Okafor",
    ),
    Made(
        "Three people died",
        "Three people died when the walkway of the Wend Bridge gave way.",
        (
            (1, "supports", "Three people died, and 17 were injured."),
            (2, "contradicts", "Two people died and 17 were injured when the southern walkway of the Wend Bridge"),
            (4, "contradicts", "Two people died and 17 were injured when the southern walkway of the Wend Bridge"),
        ),
        (
            ("Ada", "supported", "The minutes are from three weeks later, when the missing person had been found."),
            ("Bo", "conflicting", "The Courier and the Portal have two."),
        ),
    ),
    Made(
        "The bridge is 312 metres long",
        "The Wend Bridge is 312 metres long.",
        ((1, "supports", "The bridge is 312 metres long."),),
        (("Ada", "supported", "So the minutes."),),
    ),
    Made("71 were injured", "71 people were injured when the walkway of the Wend Bridge gave way."),
    Made(
        "reported a crack of 40 millimetres in the northern bearing",
        "On 9 April 2024 the engineer reported a crack of 40 millimetres in the northern bearing.",
        ((3, "contradicts", "haben wir im südlichen Lager einen Riss von 4 Millimetern gefunden"),),
        (("Bo", "refuted", "The e-mail says 4 millimetres, and the southern bearing."),),
    ),
    Made("The repair would have cost 18,000 euros", "The repair would have cost 18,000 euros."),
    Made(
        "she had first read the e-mail on 5 October 2024",
        "The mayor told the council that she had first read the e-mail on 5 October 2024.",
        speaker="Ines Okafor",
    ),
    Made("It is led by the judge Martin Ferris", "The inquiry is led by the judge Martin Ferris."),
)


def copy_texts(directory: Path) -> None:
    """Copy the texts of the shipped case into a directory, under the names that they have as files."""
    documents = DocumentStore(SHIPPED / "documents")
    with Workspace.open(SHIPPED / "case.json", "", write=False) as shipped:
        for source in shipped.sources():
            path = documents.bytes_path(source.sha256)
            assert path is not None
            shutil.copyfile(path, directory / source.file)


def build(directory: Path) -> Path:
    """Build the case in a directory, and return its path."""
    path = directory / "db.json"
    texts = directory / "texts"
    texts.mkdir()
    copy_texts(texts)
    begun = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)
    clock = ticking(begun)
    begin_case(path, TITLE, DEFAULT_SCALE, "Ada", clock=clock)
    with Workspace.open(path, "Ada", clock=clock) as ada:
        sources = [
            ada.add_source(texts / name, accessed="2024-11-26", note=INVENTED, **fields).source
            for name, fields in SOURCES.items()
        ]
        draft = ada.add_draft(texts / "draft.md", note=INVENTED, **DRAFT)
        text = ada.draft(draft.ref)
        for made in CLAIMS:
            start = text.document.text.index(made.passage)
            claim = text.claim_of(start, start + len(made.passage), made.text, speaker=made.speaker)
            for number, stance, quote in made.excerpts:
                ada.add_excerpt(claim, sources[number - 1].ref, quote, stance=Stance(stance))
            text = ada.draft(draft.ref)
    for checker in ("Ada", "Bo"):
        with Workspace.open(path, checker, clock=clock) as workspace:
            claims = {claim.text: claim for claim in workspace.claims()}
            for made in CLAIMS:
                for by, label, rationale in made.verdicts:
                    if by == checker:
                        workspace.decide(claims[made.text].id, label, rationale=rationale)
    return path


def main() -> None:
    """Build the case, and put it where it is shipped from."""
    with tempfile.TemporaryDirectory() as directory:
        path = build(Path(directory))
        shutil.rmtree(SHIPPED, ignore_errors=True)
        SHIPPED.mkdir(parents=True)
        shutil.copyfile(path, SHIPPED / "case.json")
        documents = path.with_name("db.sources")
        for file in sorted(documents.iterdir()):
            if not file.suffix.startswith(".search"):
                (SHIPPED / "documents").mkdir(exist_ok=True)
                shutil.copyfile(file, SHIPPED / "documents" / file.name)


if __name__ == "__main__":
    main()
