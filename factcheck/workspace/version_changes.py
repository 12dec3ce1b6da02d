"""What differs between two versions of a draft, sentence by sentence, with the claims of each."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.diff import Segment, segments
from factcheck.diff.versions import Fate


class SentenceChange(NamedTuple):
    """What became of sentences of the old version in the new one.

    `claims` has the refs of the claims that were made of these, `by_wording` of others that say the same.
    """

    fate: Fate
    old: str
    new: str
    claims: tuple[str, ...] = ()
    by_wording: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """The claims in words: "C3", "C2 by its wording"."""
        return [*self.claims, *(f"{ref} by its wording" for ref in self.by_wording)]

    @property
    def segments(self) -> list[Segment]:
        """The words that stayed, went and came."""
        return segments(self.old, self.new)


class VersionChanges(NamedTuple):
    """What differs between two versions of a draft: all sentences that do not stand where they stood, in their order.

    `same` counts the sentences that are unchanged. `settled` has the refs of claims of changed sentences that need no
    other look: their sentence reads again as it did when they were judged.
    """

    same: int
    sentences: tuple[SentenceChange, ...]
    settled: frozenset[str] = frozenset()

    def of(self, *fates: Fate) -> list[SentenceChange]:
        """Return the sentences of these fates."""
        return [each for each in self.sentences if each.fate in fates]

    @property
    def changed(self) -> list[SentenceChange]:
        """The sentences that read otherwise now: changed, split or merged."""
        return self.of(Fate.CHANGED, Fate.SPLIT, Fate.MERGED, Fate.MOVED_AND_CHANGED)

    @property
    def again(self) -> list[str]:
        """The refs of the claims to be looked at again, because their sentence changed."""
        found = dict.fromkeys(ref for each in self.changed for ref in each.claims)
        return [ref for ref in found if ref not in self.settled]

    @property
    def by_wording(self) -> list[str]:
        """The refs of the claims that were not made of a sentence that changed or is gone, but said the same."""
        found = dict.fromkeys(ref for each in (*self.changed, *self.of(Fate.GONE)) for ref in each.by_wording)
        return [ref for ref in found if ref not in (*self.again, *self.gone)]

    @property
    def gone(self) -> list[str]:
        """The refs of the claims whose sentence is gone."""
        return list(dict.fromkeys(ref for each in self.of(Fate.GONE) for ref in each.claims))

    @property
    def words(self) -> str:
        """The changes in one line: "30 sentences unchanged, 2 changed, 1 new, 1 gone; look again at C3, C7"."""
        counts = [
            (self.same, "unchanged"),
            (len(self.of(Fate.MOVED)), "moved"),
            (len(self.changed), "changed"),
            (len(self.of(Fate.NEW)), "new"),
            (len(self.of(Fate.GONE)), "gone"),
        ]
        parts = [", ".join(f"{count} {name}" for count, name in counts if count)]
        parts += [f"look again at {', '.join(self.again)}"] if self.again else []
        parts += [f"no longer in the text: {', '.join(self.gone)}"] if self.gone else []
        parts += [f"said the same as a sentence before: {', '.join(self.by_wording)}"] if self.by_wording else []
        return "; ".join(filter(None, parts))
