"""The sentences of two versions of a text, aligned: which are the same, moved, changed, split, merged, gone or new.

Equal sentences come first: those that stand once in both versions are the same if they are in order, else moved. Then
similar ones near the expected place, then parts of split and merged sentences, and at last similar ones anywhere. A
sentence is equal only to itself, apart from white space, quotation marks and hyphens: however similar two are, one
figure may differ.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz, process

from factcheck.diff import in_order

_NEAR = 40
"""Sentences from the expected place in which a similar one is looked for."""
_SIMILAR, _PART, _ANYWHERE = 60, 85, 75  # scores of rapidfuzz, 0 to 100
_LEAST = 20
"""Code points of the shortest part of a split or merged sentence."""
_BLANKS = re.compile(r"\s+")
_ALIKE = str.maketrans(
    {**dict.fromkeys("“”„«»‟", '"'), **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("‐‑‒–—−", "-"), "\u00ad": None}
)


class Fate(StrEnum):
    """What became of a sentence in a new version."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    MOVED_AND_CHANGED = "moved and changed"
    GONE = "gone"
    NEW = "new"

    @property
    def keeps_words(self) -> bool:
        """Whether the sentence reads as before."""
        return self in {Fate.SAME, Fate.MOVED}


class SentenceMatch(NamedTuple):
    """Sentences of the old version and those of the new one that took their place, by index."""

    fate: Fate
    old: tuple[int, ...]
    new: tuple[int, ...]


def alike(text: str) -> str:
    """Return a text with white space, quotation marks and hyphens made alike; texts are equal if these are."""
    return _BLANKS.sub(" ", text.translate(_ALIKE)).strip()


def align(old: Sequence[str], new: Sequence[str]) -> list[SentenceMatch]:
    """Return what became of each sentence of `old`, in order, and then the sentences of `new` that have no partner."""
    return _Alignment([alike(each) for each in old], [alike(each) for each in new]).matches()


class _Alignment:
    """The alignment of two lists of sentences; `to` has the new sentences of each old one that has a partner."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        self.old, self.new = old, new
        self.to: dict[int, list[int]] = {}
        self.equal: set[int] = set()
        self.far: set[int] = set()
        self._taken: set[int] = set()
        self._match_equal()
        self._match_near()
        self._match_parts()
        self._match_anywhere()

    def matches(self) -> list[SentenceMatch]:
        """Return the matches."""
        sources: dict[int, list[int]] = defaultdict(list)
        for number, partners in self.to.items():
            for partner in partners:
                sources[partner].append(number)
        ordered = {(number, self.to[number][0]) for number in self.equal}
        run = set(in_order(sorted(ordered)))
        found, done = [], set[int]()
        for number in range(len(self.old)):
            if number in done:
                continue
            partners = sorted(self.to.get(number, ()))
            origins = sorted({origin for partner in partners for origin in sources[partner]}) or [number]
            done.update(origins)
            moved = number in self.equal and (number, partners[0]) not in run
            found.append(
                SentenceMatch(self._fate(number, origins, partners, moved=moved), tuple(origins), tuple(partners))
            )
        return [*found, *(SentenceMatch(Fate.NEW, (), (each,)) for each in range(len(self.new)) if each not in sources)]

    def _fate(self, number: int, origins: list[int], partners: list[int], *, moved: bool) -> Fate:
        if not partners:
            return Fate.GONE
        if number in self.equal:
            return Fate.MOVED if moved else Fate.SAME
        if len(partners) > 1:
            return Fate.SPLIT
        if len(origins) > 1:
            return Fate.MERGED
        return Fate.MOVED_AND_CHANGED if number in self.far else Fate.CHANGED

    def _pair(self, number: int, partner: int) -> None:
        self.to.setdefault(number, []).append(partner)
        self._taken.add(partner)

    def _match_equal(self) -> None:
        """Pair equal sentences: those that are once in both versions, then repeated ones in their order."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(self.new):
            places[sentence].append(place)
        olds = Counter(self.old)
        for once in (True, False):
            for number, sentence in enumerate(self.old):
                left = [place for place in places.get(sentence, ()) if place not in self._taken]
                is_once = olds[sentence] == 1 and len(places.get(sentence, ())) == 1
                if left and number not in self.to and is_once is once:
                    self._pair(number, left[0])
                    self.equal.add(number)

    def _expected(self) -> Iterator[tuple[int, int]]:
        """Yield each old sentence without a partner, and where it would be: behind the one before it."""
        behind = 0
        for number in range(len(self.old)):
            if number in self.to:
                behind = self.to[number][-1] + 1
            else:
                yield number, behind

    def _match_near(self) -> None:
        """Pair similar sentences near the place where they are expected, the most similar first."""
        scored = []
        for number, expected in self._expected():
            near = range(max(0, expected - _NEAR), min(len(self.new), expected + _NEAR))
            choices = {place: self.new[place] for place in near if place not in self._taken}
            scores = process.extract(self.old[number], choices, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=None)
            scored += [(-score, abs(place - expected), number, place) for _, score, place in scores]
        self._pair_best(sorted(scored))

    def _pair_best(self, scored: list[tuple[float, int, int, int]]) -> None:
        for _, _, number, place in scored:
            if number not in self.to and place not in self._taken:
                self._pair(number, place)

    def _match_parts(self) -> None:
        """Pair the parts of split and merged sentences; those that are paired as similar take further partners."""
        changed = [number for number in range(len(self.old)) if number not in self.equal]
        free = [place for place in range(len(self.new)) if place not in self._taken]
        for place in free:  # a new sentence that is a part of a changed one: split
            whole = self._whole_of(self.new[place], place, changed, self.old)
            if whole is not None and whole in self.to:
                self._pair(whole, place)
        taken = [number for number in changed if number in self.to]
        for number, expected in list(self._expected()):  # an old sentence that is a part of a changed one: merged
            partners = [place for each in taken for place in self.to[each] if len(self.to[each]) == 1]
            partner = self._whole_of(self.old[number], expected, partners, self.new)
            if partner is not None:
                self._pair(number, partner)

    def _whole_of(self, part: str, expected: int, among: Sequence[int], wholes: Sequence[str]) -> int | None:
        """Return the longer sentence near the expected place of which one is a part."""
        if len(part) < _LEAST:
            return None
        near = {
            each: wholes[each] for each in among if abs(each - expected) <= _NEAR and len(wholes[each]) >= len(part)
        }
        best = process.extractOne(part, near, scorer=fuzz.partial_ratio, score_cutoff=_PART)
        return None if best is None else int(best[2])

    def _match_anywhere(self) -> None:
        """Pair what is left with similar sentences anywhere."""
        left = [number for number in range(len(self.old)) if number not in self.to]
        free = {place: self.new[place] for place in range(len(self.new)) if place not in self._taken}
        scored = [
            (-score, abs(place - number), number, place)
            for number in left
            for _, score, place in process.extract(
                self.old[number], free, scorer=fuzz.ratio, score_cutoff=_ANYWHERE, limit=None
            )
        ]
        self._pair_best(sorted(scored))
        self.far.update(number for number in left if number in self.to)
