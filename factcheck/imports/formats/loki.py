"""What OpenFactVerification (Loki) found, JSON: claims that a program took out of a text, with evidence from the web.

The stance of each piece of evidence is the program's, with its reasoning in the note, for a person to look at. Its
factuality of a claim is no verdict of anybody's and is left out: the claims come in unchecked.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.case.records import Row, Stance
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ExcerptCandidate,
    ImportFormat,
    Problem,
    ReadOptions,
)

_STANCES = {"SUPPORTS": Stance.SUPPORTS, "REFUTES": Stance.CONTRADICTS, "IRRELEVANT": Stance.CONTEXT}
_NOTE = "factuality is a program's, not a verdict: claims are imported as unchecked"


class Loki(ImportFormat):
    """Reads the results of OpenFactVerification."""

    about = "what OpenFactVerification (Loki) found"

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return the claims of a result, or of a list of results. Raises UnreadableError where it is none."""
        del asked
        found = json_values.parse(decode(data).text)
        results = found if isinstance(found, list) else [found]
        if not all(isinstance(result, dict) and isinstance(result.get("claim_detail"), list) for result in results):
            raise UnreadableError("claim_detail must be a list of claims")
        claims: list[ClaimCandidate] = []
        problems: list[Problem] = []
        details = (detail for result in results for detail in result["claim_detail"])
        for number, detail in enumerate(details, 1):
            try:
                claims.append(_claim(f"claim {number}", json_values.row_of(detail), problems))
            except InvalidError as error:
                problems.append(Problem(f"claim {number}", str(error)))
        return Candidates(format="loki", claims=tuple(claims), problems=tuple(problems), notes=(_NOTE,))


def _claim(place: str, row: Row, problems: list[Problem]) -> ClaimCandidate:
    text = json_values.text(row, "claim", required=True)
    tags = ("not checkworthy",) if row.get("checkworthy") is False else ()
    return ClaimCandidate(place, text, {"tags": tags}, excerpts=tuple(_excerpts(place, row, problems)))


def _excerpts(place: str, row: Row, problems: list[Problem]) -> Iterator[ExcerptCandidate]:
    for number, item in enumerate(json_values.items(row, "evidences"), 1):
        where = f"{place}, evidence {number}"
        try:
            yield _excerpt(where, json_values.row_of(item))
        except InvalidError as error:
            problems.append(Problem(where, str(error)))


def _excerpt(place: str, row: Row) -> ExcerptCandidate:
    relation = json_values.text(row, "relationship", required=True)
    if relation not in _STANCES:
        raise InvalidError(f"relationship must be {', '.join(_STANCES)}, not {json_values.shown(relation)!r}")
    source = {"url": json_values.text(row, "url", required=True)}
    quote, reasoning = json_values.text(row, "text", required=True), json_values.text(row, "reasoning")
    note = f"{relation}, says Loki: {reasoning}" if reasoning else f"{relation}, says Loki."
    return ExcerptCandidate(place, source, _STANCES[relation], quote, {"note": note})
