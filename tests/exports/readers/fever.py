"""Read the claims and pages of FEVER as its description defines them: fields, types, evidence in the pages."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.exports.readers.shapes import check

LABELS = {"SUPPORTS": "VERIFIABLE", "REFUTES": "VERIFIABLE", "NOT ENOUGH INFO": "NOT VERIFIABLE"}


@dataclass(frozen=True)
class FeverClaim:
    """A claim; `evidence` are sets of sentences, each as its page and number."""

    number: int
    label: str
    claim: str
    evidence: tuple[tuple[tuple[str, int], ...], ...]


def read(data: bytes) -> list[FeverClaim]:
    """Return the claims of a file. Raises AssertionError where it is not as FEVER has it."""
    claims = [_read(line) for line in data.decode().split("\n")[:-1]]
    assert len({claim.number for claim in claims}) == len(claims)
    return claims


def _read(line: str) -> FeverClaim:
    types = {"id": (int,), "verifiable": (str,), "label": (str,), "claim": (str,), "evidence": (list,)}
    row = check(json.loads(line), types)
    assert LABELS[row["label"]] == row["verifiable"]
    if row["label"] == "NOT ENOUGH INFO":
        (((annotation, evidence, page, sentence),),) = row["evidence"]
        assert (type(annotation), type(evidence), page, sentence) == (int, int, None, None)
        return FeverClaim(row["id"], row["label"], row["claim"], ())
    return FeverClaim(row["id"], row["label"], row["claim"], tuple(map(_set, row["evidence"])))


def _set(members: list[list[object]]) -> tuple[tuple[str, int], ...]:
    assert members
    found = []
    for annotation, evidence, page, sentence in members:
        assert type(annotation) is int
        assert type(evidence) is int
        assert isinstance(page, str)
        assert isinstance(sentence, int)
        found.append((page, sentence))
    return tuple(found)


def read_pages(data: bytes) -> dict[str, dict[int, str]]:
    """Return the sentences of each page by their numbers, as the dump of pages has them: number, tab, sentence."""
    pages: dict[str, dict[int, str]] = {}
    for line in data.decode().split("\n")[:-1]:
        row = check(json.loads(line), {"id": (str,), "text": (str,), "lines": (str,)})
        assert row["id"] not in pages
        numbered = [sentence.split("\t") for sentence in row["lines"].split("\n") if sentence]
        pages[row["id"]] = {int(number): sentence for number, sentence in numbered}
        assert list(pages[row["id"]]) == list(range(len(numbered)))
    return pages
