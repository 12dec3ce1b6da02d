"""The passages of one document, and their search index: which terms each contains, and how often.

An index is immutable: it depends on the text, its language and the versions of the tokenizer. It is kept in a file
beside the text. It stores a 64-bit hash of each term instead of the term: the file contains no word of the text.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain, count
from typing import Any, TypeAlias

import numpy as np
import orjson
from numpy.typing import NDArray

from factcheck.evidence.search import tokens
from factcheck.evidence.search.tokens import Term, Tokenizer, words
from factcheck.sentences import Span, sentences
from factcheck.text import VERSION

PASSAGES_VERSION = 2
"""To be increased whenever the split into passages changes."""

MAX_PASSAGE = 600
"""Code points after which a sentence without an end (a table, a list of names) is split at a space."""


@dataclass(frozen=True, slots=True)
class DocumentPassages:
    """The text of one source and the spans of its passages.

    The `title` adds to the scores of its passages: a sentence may refer to a person in the title as "he".
    """

    source: str
    language: str
    title: str
    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, source: str, text: str, *, title: str = "", language: str = "") -> DocumentPassages:
        """Split the text of the source with the id `source`."""
        spans: list[Span] = []
        for start, end in sentences(text, language):
            if end - start <= MAX_PASSAGE:
                spans.append((start, end))
            else:
                spans += _split(text, start, end)
        return cls(source, language, title, text, tuple(spans))


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > MAX_PASSAGE:
        space = text.rfind(" ", start + MAX_PASSAGE // 2, start + MAX_PASSAGE)
        cut = space if space > 0 else start + MAX_PASSAGE
        yield start, cut
        start = cut + (space > 0)
    if start < end:
        yield start, end


Ints: TypeAlias = NDArray[np.integer[Any]]

_MAGIC = b"fcindex2"
_TYPES = {"spans": "<i4", "terms": "<u8", "sizes": "<i4", "passages": "<i4", "counts": "<u2", "lengths": "<i4"}
_MAX_COUNT = 0xFFFF
_HASH_BYTES = 8
_MAX_CACHED = 40
"""Code points of the longest chunk that is cached: longer ones, as in texts without spaces, seldom occur again."""


@dataclass(frozen=True, slots=True)
class DocumentIndex:
    """The terms of each passage of one document.

    `spans` has a row for each passage: its start and end in the text, in code points. `lengths` holds the number of
    terms of each passage. `terms` are the hashes of all terms, in ascending order, and `sizes` the number of passages
    that contain each. `passages` and `counts` list those passages, term by term, and how often each contains the term.
    """

    spans: Ints
    terms: NDArray[np.unsignedinteger[Any]]
    sizes: Ints
    passages: Ints
    counts: Ints
    lengths: Ints


class Indexer:
    """Makes the indexes of documents in one language. It caches the hashes of the terms of words that it has met."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Make terms with `tokenizer`."""
        self._hashes = _TermHashes(tokenizer)

    def index(self, document: DocumentPassages) -> DocumentIndex:
        """Return the index of a document."""
        return self.index_texts([document.text[start:end] for start, end in document.spans], document.spans)

    def index_texts(self, texts: Sequence[str], spans: Iterable[Span]) -> DocumentIndex:
        """Return the index of `texts`: passages, each with one of the `spans`.

        The texts are split at white space, and each distinct chunk is tokenized once.
        """
        by_text = [text.split() for text in texts]
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        chunks = np.fromiter(map(numbers.__getitem__, chain.from_iterable(by_text)), "<i8")
        hashes = [self._hashes[chunk] for chunk in numbers]
        terms, term_numbers = np.unique(np.frombuffer(b"".join(hashes), "<u8"), return_inverse=True)
        sizes = np.array([len(each) // _HASH_BYTES for each in hashes], "<i8")
        occurring = sizes[chunks]  # the number of terms of each chunk in the texts
        occurrences = term_numbers[concatenated_ranges((np.cumsum(sizes) - sizes)[chunks], occurring)]
        passage_numbers = np.repeat(np.repeat(np.arange(len(texts)), [len(text) for text in by_text]), occurring)
        pairs, counts = np.unique(occurrences * max(len(texts), 1) + passage_numbers, return_counts=True)
        term, passage = np.divmod(pairs, max(len(texts), 1))
        return DocumentIndex(
            np.array(list(spans), "<i4").reshape(-1, 2),
            terms,
            np.bincount(term, minlength=len(terms)).astype("<i4"),
            passage.astype("<i4"),
            np.minimum(counts, _MAX_COUNT).astype("<u2"),
            np.bincount(passage_numbers, minlength=len(texts)).astype("<i4"),
        )


class _TermHashes(dict[str, bytes]):
    """The hashes of the terms of each word, and of each chunk between white space, that was met."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, chunk: str) -> bytes:
        parts = words(chunk)
        if parts == [chunk]:
            hashes = b"".join(map(hash_term, self._tokenizer.terms_of(chunk)))
        else:
            hashes = b"".join([self[word] for word in parts])
        if len(chunk) <= _MAX_CACHED:
            self[chunk] = hashes
        return hashes


def hash_term(term: Term) -> bytes:
    """Return the hash of a term: eight bytes, which an index stores as a little-endian integer."""
    return blake2b(term.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest()


def concatenated_ranges(starts: Ints, sizes: Ints) -> Ints:
    """Return the integers of several ranges, each given by its start and size, one range after the other."""
    ends = np.cumsum(sizes)
    return np.repeat(starts - (ends - sizes), sizes) + np.arange(sizes.sum())


def made_by() -> dict[str, Any]:
    """Return what an index depends on apart from its text and language: the versions of the code that makes it."""
    return {
        "factcheck": VERSION,
        "tokens": tokens.VERSION,
        "passages": PASSAGES_VERSION,
        "stemmer": tokens.stemmer_version(),
        "sentencex": _sentencex_version(),
    }


@cache
def _sentencex_version() -> str:
    return version("sentencex")


def to_bytes(index: DocumentIndex, about: Mapping[str, Any]) -> bytes:
    """Return an index as the content of a file; `about` identifies the text that it was made from."""
    arrays = {name: getattr(index, name).astype(dtype, copy=False) for name, dtype in _TYPES.items()}
    sizes = {name: array.size for name, array in arrays.items()}
    header = orjson.dumps({"made_by": made_by(), "about": about, "sizes": sizes})
    body = b"".join([len(header).to_bytes(4, "little"), header, *(array.tobytes() for array in arrays.values())])
    return _MAGIC + zlib.crc32(body).to_bytes(4, "little") + body


def from_bytes(data: bytes, about: Mapping[str, Any]) -> DocumentIndex:
    """Return the index in a file.

    Raises ValueError if the file is damaged, or was made by another version, or from another text than `about`.
    """
    view = memoryview(data)[len(_MAGIC) + 4 :]
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : len(_MAGIC) + 4] != zlib.crc32(view).to_bytes(4, "little"):
        raise ValueError("damaged")
    at = 4 + int.from_bytes(view[:4], "little")
    header = orjson.loads(view[4:at])
    arrays: dict[str, Any] = {}
    try:
        if (header["made_by"], header["about"]) != (made_by(), about):
            raise ValueError("made by another version, or from another text")
        for name, dtype in _TYPES.items():
            arrays[name] = np.frombuffer(view, dtype, header["sizes"][name], at)
            at += arrays[name].nbytes
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError(f"not an index: {error}") from error
    index = DocumentIndex(**{**arrays, "spans": arrays["spans"].reshape(-1, 2)})
    _check(index)
    return index


def _check(index: DocumentIndex) -> None:
    """Raise ValueError unless the arrays are consistent: a forged file must not lead to invalid indexes."""
    count = len(index.lengths)
    sound = (
        len(index.spans) == count
        and len(index.sizes) == len(index.terms)
        and len(index.counts) == len(index.passages) == int(index.sizes.sum(dtype="i8"))
        and bool((index.sizes > 0).all() and (index.lengths >= 0).all())
        and bool((index.terms[1:] > index.terms[:-1]).all())
        and bool((index.passages >= 0).all() and (index.passages < count).all())
        and bool((index.spans >= 0).all() and (index.spans[:, 0] <= index.spans[:, 1]).all())
    )
    if not sound:
        raise ValueError("its parts do not fit together")
