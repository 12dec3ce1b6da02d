"""Read the claims and corpus of SciFact as its description defines them."""

from __future__ import annotations

import json
from typing import Any

from tests.exports.readers.shapes import check, texts


def read(data: bytes) -> list[dict[str, Any]]:
    """Return the claims of a file, evidence by the document's number. Raises AssertionError for what is otherwise."""
    claims = []
    for line in data.decode().split("\n")[:-1]:
        row = check(json.loads(line), {"id": (int,), "claim": (str,), "evidence": (dict,), "cited_doc_ids": (list,)})
        assert all(type(number) is int for number in row["cited_doc_ids"])
        row["evidence"] = {
            int(number): [_rationale(each) for each in found] for number, found in row["evidence"].items()
        }
        assert set(row["evidence"]) <= set(row["cited_doc_ids"])
        claims.append(row)
    assert len({row["id"] for row in claims}) == len(claims)
    return claims


def _rationale(value: Any) -> tuple[str, list[int]]:
    row = check(value, {"label": (str,), "sentences": (list,)})
    assert row["label"] in {"SUPPORT", "CONTRADICT"}
    assert row["sentences"]
    assert all(type(number) is int and number >= 0 for number in row["sentences"])
    return row["label"], row["sentences"]


def read_corpus(data: bytes) -> dict[int, tuple[str, list[str]]]:
    """Return each document's title and sentences by its number."""
    documents = {}
    for line in data.decode().split("\n")[:-1]:
        types = {"doc_id": (int,), "title": (str,), "abstract": (list,), "structured": (bool,)}
        row = check(json.loads(line), types)
        assert row["doc_id"] not in documents
        documents[row["doc_id"]] = (row["title"], texts(row["abstract"]))
    return documents
