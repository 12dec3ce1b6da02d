"""The errors that are planted in the draft of the tour, and which of them the program marks."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.workspace.workspace import Workspace


class Planted(NamedTuple):
    """An error of the draft: the passage that a claim is made of, its wrong words, and the right ones."""

    passage: str
    wrong: str
    right: str


ERRORS = (
    Planted("When the Wend Bridge was opened on 8 May 2024", "8 May 2024", "18 May 2024"),
    Planted("The council approved it in June 2019 with 24 votes to 14.", "24", "21"),
    Planted("In the end it cost 25 million euros", "25 million", "52 million"),
    Planted("which is 15 million euros more than the council had approved", "15 million", "12 million"),
    Planted("and 71 were injured", "71", "17"),
    Planted("In an e-mail of 9 April 2024 the engineer Jonas Brand reported a crack", "Brand", "Brandt"),
    Planted("reported a crack of 40 millimetres in the northern bearing", "40 millimetres", "4 Millimetern"),
    Planted("in the northern bearing", "northern", "südlichen"),
    Planted("The repair would have cost 18,000 euros", "18,000", "180.000"),
    Planted("“We were never told that the bridge was dangerous,” the mayor, Ines Okafor", "dangerous", "unsafe"),
    Planted("she told the council that she had first read the e-mail on 5 October 2024", "5 October", "5 November"),
    Planted("It is led by the judge Martin Ferris", "Martin", "Maud"),
)


def marked(workspace: Workspace) -> dict[Planted, str]:
    """Return the errors whose wrong words are marked in a claim of their passage, each with the line of the mark.

    The claims are added to the case.
    """
    text = workspace.draft()
    found: dict[Planted, str] = {}
    for error in ERRORS:
        start = text.document.text.index(error.passage)
        claim = text.claim_of(start, start + len(error.passage))
        assessment = workspace.marks_of(workspace.key("claims", claim))
        for mark in assessment.marks if assessment else ():
            if error.wrong in mark.line:
                found.setdefault(error, mark.line)
    return found
