"""Map the verdict labels of other data sets and publishers onto the scale of a case.

A label maps by its name, else to the only label of the scale that points the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from factcheck.case.scale import PRESETS, LabelKind, Scale
from factcheck.imports.plan import MappedLabel
from factcheck.text import folded

_FOR, _AGAINST, _MIXED, _OPEN = LabelKind

_WORDS: dict[LabelKind, str] = {
    _FOR: "support|true|mostly true|correct|mostly correct|accurate|mostly accurate|verified|confirmed"
    "|correct attribution",
    _AGAINST: "refute|contradict|contradicts|contradicted|incorrect|inaccurate|wrong|fake|fabricated|debunked|hoax"
    "|not true|untrue|mostly incorrect|four pinocchios",
    _MIXED: "conflicting evidence/cherrypicking|conflicting evidence|mixed|mixture|half-true|partly true|partially true"
    "|partly false|partially false|partially correct|misleading|missing context|cherry-picked|exaggerated"
    "|support and contradict",
    _OPEN: "nei|not enough info|not enough evidence|unverified|unproven|unverifiable|no evidence|inconclusive",
}


def _plain(words: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in folded(words)).split())


_KINDS: dict[str, LabelKind] = {_plain(word): kind for kind, words in _WORDS.items() for word in words.split("|")} | {
    _plain(name): label.kind
    for scale in PRESETS.values()
    if scale.name != "editor"  # "OK" and "Fix" are words of editors to each other
    for label in scale.labels
    for name in (label.id, label.name)
}


def same_label(one: str, other: str) -> bool:
    """Tell whether two names of a label differ by no more than case, blanks and hyphens."""
    return _plain(one) == _plain(other)


def kind_of(words: str) -> LabelKind | None:
    """Return which way a label points by its words; None for words that are not known."""
    return _KINDS.get(_plain(words))


def kind_on_ladder(value: float, worst: float, best: float) -> LabelKind | None:
    """Return which way a number points on a ladder from the worst rating to the best; None where it is not on it."""
    if not worst < best or not worst <= value <= best:
        return None
    middle = (worst + best) / 2
    return _MIXED if value == middle else _FOR if value > middle else _AGAINST


class LabelMapping:
    """Finds the label of a scale for the words of a file, and keeps account of it."""

    def __init__(self, scale: Scale, wanted: Mapping[str, str]) -> None:
        """Map onto `scale`; `wanted` names the label for words that the user has settled. Raises UnknownError."""
        self._scale = scale
        self._wanted = {words.strip().casefold(): scale.find(label).id for words, label in wanted.items()}
        self._found: dict[tuple[str, LabelKind | None], str | None] = {}
        self._count: Counter[tuple[str, LabelKind | None]] = Counter()

    def label(self, words: str, kind: LabelKind | None) -> str | None:
        """Return the id of the label that is meant; None where the scale has none, or several that it may be."""
        asked = words, kind
        if asked not in self._found:
            self._found[asked] = self._sought(words, kind)
        self._count[asked] += 1
        return self._found[asked]

    def _sought(self, words: str, kind: LabelKind | None) -> str | None:
        if (wanted := self._wanted.get(words.strip().casefold())) is not None:
            return wanted
        for label in self._scale.labels:
            if words == label.id or same_label(words, label.name) or same_label(words, label.id):
                return label.id
        alike = [label.id for label in self._scale.labels if label.kind == kind]
        return alike[0] if len(alike) == 1 else None

    @property
    def mapped(self) -> tuple[MappedLabel, ...]:
        """What was made of which words, the most frequent first."""
        found = {asked: self._found[asked] for asked, _ in self._count.most_common()}
        names = {label.id: label.name for label in self._scale.labels}
        return tuple(
            MappedLabel(words, names[label] if label else None, self._count[words, kind])
            for (words, kind), label in found.items()
        )
