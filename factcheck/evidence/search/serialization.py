"""A ranker as bytes, and back: a header of plain values, and arrays that may stay in a file and be read from there.

What is read is held to what a ranker can be, so that a damaged or forged file is seen here and not by who asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, TypeAlias

import numpy as np

from factcheck import __version__
from factcheck.evidence.search import passages, tokens
from factcheck.evidence.search.bm25 import Kept, Shelf
from factcheck.evidence.search.postings import Ints, Postings
from factcheck.evidence.search.ranker import Ranker

Header: TypeAlias = Mapping[str, Any]
Parts: TypeAlias = Mapping[str, "bytes | memoryview"]

_TYPES = {"firsts": "<i8", "spans": "<i8", "starts": "<i8", "passages": "<i4", "counts": "<u2", "lengths": "<i4"}


def made_by() -> dict[str, Any]:
    """Return what an index depends on beside the documents: one that was made by anything else is made anew."""
    return {
        "factcheck": __version__,
        "tokens": tokens.VERSION,
        "passages": passages.VERSION,
        "stemmer": tokens.stemmer_version(),
        "sentencex": version("sentencex"),
    }


def pack(ranker: Ranker) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return a ranker as a header and the bytes of its parts by name."""
    header = {
        "made_by": made_by(),
        "shelves": {language: [list(kept) for kept in shelf.kept] for language, shelf in ranker.shelves.items()},
    }
    parts: dict[str, bytes] = {}
    for language, shelf in ranker.shelves.items():
        arrays = {name: _array(shelf, name).tobytes() for name in _TYPES}
        terms = "\n".join(shelf.postings.terms).encode("utf-8")
        parts |= {f"{language}/{name}": data for name, data in {**arrays, "terms": terms}.items()}
    return header, parts


def unpack(header: Header, parts: Parts) -> Ranker:
    """Return the ranker that was packed. Raises ValueError where it was made otherwise, or is none."""
    if header.get("made_by") != made_by():
        raise ValueError("made by another version")
    try:
        return Ranker(_shelf(language, kept, parts) for language, kept in header["shelves"].items())
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"no index: {error}") from error


def _array(shelf: Shelf, name: str) -> Ints:
    array: Ints = getattr(shelf if name in {"firsts", "spans"} else shelf.postings, name)
    return array.astype(_TYPES[name], copy=False)


def _shelf(language: str, kept: list[list[str]], parts: Parts) -> Shelf:
    arrays: dict[str, Ints] = {
        name: np.frombuffer(parts[f"{language}/{name}"], dtype) for name, dtype in _TYPES.items()
    }
    words = str(parts[f"{language}/terms"], "utf-8")
    terms = {term: number for number, term in enumerate(words.split("\n") if words else ())}
    postings = Postings(terms, *(arrays[name] for name in ("starts", "passages", "counts", "lengths")))
    sources = tuple(Kept(str(source), str(mark)) for source, mark in kept)
    shelf = Shelf(language, sources, arrays["firsts"], arrays["spans"].reshape(-1, 2), postings)
    _check(shelf)
    return shelf


def _check(shelf: Shelf) -> None:
    """Raise ValueError unless every number in the arrays points at something."""
    postings, many = shelf.postings, len(shelf.spans)
    firsts, starts = shelf.firsts, postings.starts
    sound = (
        len(firsts) == len(shelf.kept) > 0
        and len(postings.lengths) == many
        and len(starts) == len(postings.terms) + 1
        and len(postings.counts) == len(postings.passages)
        and _rises(firsts, 0, many - 1, least=1)
        and _rises(starts, 0, len(postings.passages))
        and starts[-1] == len(postings.passages)
        and _within(postings.passages, many)
        and bool((shelf.spans >= 0).all() and (shelf.spans[:, 0] <= shelf.spans[:, 1]).all())
        and bool((postings.lengths >= 0).all())
    )
    if not sound:
        raise ValueError("its parts do not fit together")


def _rises(array: Ints, first: int, most: int, least: int = 0) -> bool:
    return array[0] == first and array[-1] <= most and bool((np.diff(array) >= least).all())


def _within(array: Ints, most: int) -> bool:
    return len(array) == 0 or (int(array.min()) >= 0 and int(array.max()) < most)
