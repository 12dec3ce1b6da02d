"""Find duplicates by content, so that importing the same file twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from factcheck.case.case import Case
from factcheck.case.record import Row
from factcheck.quotes.normalization import plain_quote
from factcheck.text import clean_line, folded

Key: TypeAlias = tuple[str, ...]

_COVER = ("title", "author", "publisher", "published", "file")


class DuplicateFinder:
    """An index by content of the rows of a case and of the rows added since."""

    def __init__(self, case: Case) -> None:
        """Index the rows of `case`."""
        self._case = case
        self._claims: dict[Key, str] = {}
        self._texts: dict[str, list[tuple[Key, str]]] = {}
        self._sources: dict[Key, str] = {}
        self._excerpts: dict[Key, str] = {}
        self._of: Row | None = None
        self._wanted: Key = ()
        """The row that was looked for last, and its key: it is often added then."""
        for key, row in case.claims.rows().items():
            self.add_claim(key, row)
        for key, row in case.sources.rows().items():
            self.add_source(key, row)
        for key, row in case.excerpts.rows().items():
            self.add_excerpt(key, row)

    def claim(self, row: Row) -> str | None:
        """Return the id of a claim with the same text, and the origin, speaker and date if given.

        Case, accents and white space make no difference.
        """
        wanted = self._wanted = _claim_key(row)
        self._of = row
        if wanted in self._claims:
            return self._claims[wanted]
        for indexed, claim_id in self._texts.get(wanted[0], []):
            if all(mine in {"", its} for mine, its in zip(wanted, indexed, strict=True)):
                return claim_id
        return None

    def source(self, row: Row) -> str | None:
        """Return the id of a source with the same document hash or URL, else the same title, author and publisher."""
        return next((self._sources[key] for key in _lookup_keys(row) if key in self._sources), None)

    def excerpt(self, row: Row) -> str | None:
        """Return the id of an excerpt with the same words from the same source for the same claim."""
        return self._excerpts.get(_excerpt_key(row))

    def add_claim(self, key: str, row: Row) -> None:
        """Index a claim; of two duplicates the first is kept."""
        indexed = self._wanted if row is self._of else _claim_key(row)
        if indexed not in self._claims:
            self._claims[indexed] = key
            self._texts.setdefault(indexed[0], []).append((indexed, key))

    def add_source(self, key: str, row: Row) -> None:
        """Index a source."""
        for name in _source_keys(row):
            self._sources.setdefault(name, key)

    def add_excerpt(self, key: str, row: Row) -> None:
        """Index an excerpt."""
        self._excerpts.setdefault(_excerpt_key(row), key)


def _claim_key(row: Row) -> Key:
    return tuple(folded(clean_line(str(row.get(name, "")))) for name in ("text", "origin", "speaker", "date"))


def _source_keys(row: Row) -> Iterator[Key]:
    """Yield the keys under which a source is indexed."""
    cover = _cover(row)
    yield from (("sha256", row.get("sha256", "")), ("url", row.get("url", "")), ("cover", *cover), ("title", cover[0]))


def _lookup_keys(row: Row) -> Iterator[Key]:
    """Yield the keys to look up a source by; the title alone only if the row gives nothing else."""
    cover = _cover(row)
    yield from ((name, row[name]) for name in ("sha256", "url") if row.get(name))
    if not row.get("url") and any(cover):
        yield "cover", *cover
        if not any(cover[1:]) and not row.get("sha256"):
            yield "title", cover[0]


def _cover(row: Row) -> Key:
    return tuple(clean_line(row.get(name, "")) for name in _COVER)


def _excerpt_key(row: Row) -> Key:
    asked = row.get("averitec") or {}  # an answer may be given to several questions
    return row["claim"], row["source"], plain_quote(row["quote"]), str(asked.get("question", ""))
