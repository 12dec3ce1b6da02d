"""Read the stance of evidence, as tables and data sets name it."""

from __future__ import annotations

from factcheck.case.records import Stance
from factcheck.errors import InvalidError
from factcheck.imports.json_values import shown
from factcheck.text import folded

_NAMES = {
    Stance.SUPPORTS: "supports support supported supporting supporter entails entailment entailed agree agrees"
    " for pro yes true",
    Stance.CONTRADICTS: "contradicts contradict contradicted contradicting contradiction refutes refute refuted"
    " refuting against con no false disagree disagrees opposes",
    Stance.CONTEXT: "context neutral irrelevant unrelated nei not_enough_info not_enough_evidence none other"
    " discuss disputed conflicting mixed",
}
_STANCES = {name: stance for stance, names in _NAMES.items() for name in names.split()}


def find_stance(name: str) -> Stance | None:
    """Return the stance that a word means; None if it is unknown."""
    return _STANCES.get("_".join(folded(name).replace("-", " ").replace("_", " ").split()))


def stance_of(name: str) -> Stance:
    """Return the stance that a word means, context if there is none. Raises InvalidError for an unknown word."""
    if not name.strip():
        return Stance.CONTEXT
    stance = find_stance(name)
    if stance is None:
        raise InvalidError(f"stance must be {', '.join(Stance)}, not {shown(name)!r}")
    return stance
