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
    """Return whether two label names are equal apart from case, white space and punctuation."""
    return _plain(one) == _plain(other)


def kind_of(words: str) -> LabelKind | None:
    """Return the kind of a label by its name; None if the name is unknown."""
    return _KINDS.get(_plain(words))


def kind_on_ladder(value: float, worst: float, best: float) -> LabelKind | None:
    """Return the kind of a numeric rating between `worst` and `best`; None if it is out of range."""
    if not worst < best or not worst <= value <= best:
        return None
    middle = (worst + best) / 2
    return _MIXED if value == middle else _FOR if value > middle else _AGAINST


class LabelMapping:
    """Maps the labels of a file to labels of a scale, and counts the verdicts for each."""

    def __init__(self, scale: Scale, wanted: Mapping[str, str]) -> None:
        """Map onto `scale`; `wanted` holds the mappings given by the user. Raises UnknownError."""
        self._scale = scale
        self._wanted = {words.strip().casefold(): scale.find(label).id for words, label in wanted.items()}
        self._found: dict[tuple[str, LabelKind | None], str | None] = {}
        self._count: Counter[tuple[str, LabelKind | None]] = Counter()

    def label(self, words: str, kind: LabelKind | None) -> str | None:
        """Return the id of the matching label; None if no label, or more than one, matches."""
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
        """The mappings, most frequent first."""
        found = {asked: self._found[asked] for asked, _ in self._count.most_common()}
        names = {label.id: label.name for label in self._scale.labels}
        return tuple(
            MappedLabel(words, names[label] if label else None, self._count[words, kind])
            for (words, kind), label in found.items()
        )
