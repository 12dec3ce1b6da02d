"""What the outputs of an NLI model mean: read from its own config, and refused where that leaves it open."""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.case.records import Stance
from factcheck.errors import InvalidError
from factcheck.text import visible_line

_MEANINGS: dict[str, Stance | None] = {
    "entailment": Stance.SUPPORTS,
    "contradiction": Stance.CONTRADICTS,
    "neutral": None,
}
_SHOWN = 60


def stances_of(config: Mapping[str, object]) -> list[Stance | None]:
    """Return the stance that each output of a model stands for, in order.

    The `id2label` of its config must name an entailment and a contradiction once each, and else nothing but neutral.
    Raises InvalidError.
    """
    named = config.get("id2label")
    if not isinstance(named, dict) or not named:
        raise InvalidError("its config.json has no id2label: what its outputs mean is not known")
    try:
        labels = {int(number): str(label).strip().lower() for number, label in named.items()}
    except ValueError as error:
        raise InvalidError("the id2label of its config.json has keys that are no numbers") from error
    said = visible_line(", ".join(labels.values()))[:_SHOWN]
    if sorted(labels) != list(range(len(labels))):
        raise InvalidError(f"its labels are not numbered from 0 ({said})")
    in_order = [labels[number] for number in range(len(labels))]
    clear = in_order.count("entailment") == in_order.count("contradiction") == 1
    if not clear or set(in_order) - _MEANINGS.keys():
        raise InvalidError(f"its labels do not say which is entailment and which contradiction ({said})")
    return [_MEANINGS[label] for label in in_order]
