"""Which way the words of others for a verdict point: the labels of the field's data sets, and of those who publish."""

from __future__ import annotations

from factcheck.case.scale import PRESETS, LabelKind
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
