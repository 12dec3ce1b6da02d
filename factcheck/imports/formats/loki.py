"""Results of OpenFactVerification (Loki), JSON: claims extracted from a text by a program, with evidence from the web.

The stance of each excerpt is the program's; its reasoning becomes the note. The factuality that it gives a claim is
not a checker's verdict and is left out: the claims are imported as unchecked.
"""

from __future__ import annotations

from functools import partial

from factcheck.case.records import Stance
from factcheck.documents.encodings import decode
from factcheck.errors import InvalidError, UnreadableError
from factcheck.imports import json_values
from factcheck.imports.candidates import (
    Candidates,
    ClaimCandidate,
    ExcerptCandidate,
    ImportFormat,
    ImportOptions,
    Problem,
    numbered,
    read_each,
)

_STANCES = {"SUPPORTS": Stance.SUPPORTS, "REFUTES": Stance.CONTRADICTS, "IRRELEVANT": Stance.CONTEXT}
_NOTE = "factuality is a program's, not a verdict: claims are imported as unchecked"


class Loki(ImportFormat):
    """Reads the results of OpenFactVerification."""

    about = "results of OpenFactVerification (Loki)"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims of a result, or of a list of results. Raises UnreadableError if it is neither."""
        del options
        content = json_values.parse(decode(data).text)
        results = content if isinstance(content, list) else [content]
        if not all(isinstance(result, dict) and isinstance(result.get("claim_detail"), list) for result in results):
            raise UnreadableError("claim_detail must be a list of claims")
        problems: list[Problem] = []
        details = (detail for result in results for detail in result["claim_detail"])
        claims = tuple(read_each(numbered("claim", details), partial(_claim, problems), problems))
        return Candidates(
            format="loki", claims=claims, problems=tuple(problems), notes=(_NOTE,), **json_values.leftovers(results)
        )


def _claim(problems: list[Problem], place: str, item: object) -> ClaimCandidate:
    row = json_values.row_of(item)
    text = json_values.text(row, "claim", required=True)
    tags = ("not checkworthy",) if row.get("checkworthy") is False else ()
    evidence = numbered(f"{place}, evidence", json_values.items(row, "evidences"))
    return ClaimCandidate(place, text, {"tags": tags}, excerpts=tuple(read_each(evidence, _excerpt, problems)))


def _excerpt(place: str, item: object) -> ExcerptCandidate:
    row = json_values.row_of(item)
    relation = json_values.text(row, "relationship", required=True)
    if relation not in _STANCES:
        raise InvalidError(f"relationship must be {', '.join(_STANCES)}, not {json_values.shown(relation)!r}")
    source = {"url": json_values.text(row, "url", required=True)}
    quote, reasoning = json_values.text(row, "text", required=True), json_values.text(row, "reasoning")
    note = f"{relation}, says Loki: {reasoning}" if reasoning else f"{relation}, says Loki."
    return ExcerptCandidate(place, source, _STANCES[relation], quote, {"note": note})
