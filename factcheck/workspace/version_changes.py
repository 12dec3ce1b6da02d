"""What differs between two versions of a draft, sentence by sentence, with the claims of each."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.diff import Segment, segments
from factcheck.diff.versions import Fate


class SentenceChange(NamedTuple):
    """What became of sentences of the old version in the new one; `claims` has the refs of the claims of these."""

    fate: Fate
    old: str
    new: str
    claims: tuple[str, ...] = ()

    @property
    def segments(self) -> list[Segment]:
        """The words that stayed, went and came."""
        return segments(self.old, self.new)


class VersionChanges(NamedTuple):
    """What differs between two versions of a draft: all sentences that do not stand where they stood, in their order.

    `same` counts the sentences that are unchanged.
    """

    same: int
    sentences: tuple[SentenceChange, ...]

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
        return list(dict.fromkeys(ref for each in self.changed for ref in each.claims))

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
        return "; ".join(filter(None, parts))
