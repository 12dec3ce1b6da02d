"""Scales: the labels that a verdict may take, each with the key that gives it.

The presets follow their fields. averitec: the four labels of AVeriTeC (Schlichtkrull et al. 2023);
fever: FEVER (Thorne et al. 2018); politifact: the Truth-O-Meter; editor: the marks of magazine checking.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from factcheck.errors import InvalidError, UnknownError


class LabelKind(StrEnum):
    """The direction of a label, which decides its colour and how it is exported."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    OPEN = "open"


class Label(NamedTuple):
    """One label: `id` is what is stored, `key` the digit that gives it, `meaning` one line for readers."""

    id: str
    name: str
    glyph: str
    key: str
    meaning: str
    kind: LabelKind


class Scale(NamedTuple):
    """A set of labels under a name; `in_order` if they go from one end to the other, as from true to false."""

    name: str
    labels: tuple[Label, ...]
    in_order: bool = False

    def label(self, label_id: str) -> Label:
        """Return the label with this id. Raises UnknownError with the ids there are."""
        for label in self.labels:
            if label.id == label_id:
                return label
        raise UnknownError(f"no label {label_id!r} in the scale {self.name} ({self.ids})")

    def find(self, words: str) -> Label:
        """Return the label with this id, name or key, in upper or lower case. Raises UnknownError."""
        wanted = words.strip().casefold()
        for label in self.labels:
            if words == label.id:
                return label
        for label in self.labels:
            if wanted in {label.id.casefold(), label.name.casefold(), label.key}:
                return label
        return self.label(words)

    @property
    def ids(self) -> str:
        """The ids of all labels, for messages."""
        return ", ".join(label.id for label in self.labels)

    def to_value(self) -> str | dict[str, Any]:
        """Return what the case row stores: a preset's name, or the whole scale of a case that has its own."""
        if PRESETS.get(self.name) == self:
            return self.name
        order = {"in_order": True} if self.in_order else {}
        return {"name": self.name, "labels": [label._asdict() for label in self.labels], **order}


def read_scale(value: Any) -> Scale:
    """Read what a case row stores. Raises InvalidError with what is wrong."""
    if isinstance(value, str):
        if value not in PRESETS:
            raise InvalidError(f"no scale {value!r}; the presets are {', '.join(PRESETS)}")
        return PRESETS[value]
    if not isinstance(value, Mapping) or not isinstance(value.get("labels"), list) or not value["labels"]:
        raise InvalidError("scale must be the name of a preset, or an object with a name and a list of labels")
    labels = tuple(_read_label(number, row) for number, row in enumerate(value["labels"], 1))
    for field in ("id", "key"):
        if len({getattr(label, field) for label in labels}) != len(labels):
            raise InvalidError(f"two labels of the scale have the same {field}")
    return Scale(str(value.get("name") or "own"), labels, value.get("in_order") is True)


def _read_label(number: int, row: Any) -> Label:
    names = ("id", "name", "glyph", "key", "meaning", "kind")
    if not isinstance(row, Mapping) or not all(isinstance(row.get(name), str) for name in names):
        raise InvalidError(f"label {number} of the scale needs the texts {', '.join(names)}")
    if row["kind"] not in set(LabelKind):
        raise InvalidError(f"label {number} of the scale: kind must be one of {', '.join(LabelKind)}")
    if row["key"] not in set("123456789"):
        raise InvalidError(f"label {number} of the scale: key must be a digit from 1 to 9")
    return Label(**{name: row[name] for name in names[:-1]}, kind=LabelKind(row["kind"]))


def _preset(name: str, *labels: tuple[str, str, str, LabelKind, str]) -> Scale:
    return Scale(
        name,
        tuple(
            Label(label_id, label_name, glyph, str(key), meaning, kind)
            for key, (label_id, label_name, glyph, kind, meaning) in enumerate(labels, 1)
        ),
    )


_FOR, _AGAINST, _MIXED, _OPEN = LabelKind
DEFAULT_SCALE = _preset(
    "averitec",
    ("supported", "Supported", "✓", _FOR, "The evidence bears the claim out in full."),
    ("refuted", "Refuted", "✗", _AGAINST, "The evidence shows that the claim is wrong."),
    ("conflicting", "Conflicting evidence", "◐", _MIXED, "Evidence stands on both sides, or was picked to mislead."),
    ("not-enough-evidence", "Not enough evidence", "–", _OPEN, "What was found does not settle the claim."),
)
_FEVER = _preset(
    "fever",
    ("supports", "Supports", "✓", _FOR, "The evidence entails the claim."),
    ("refutes", "Refutes", "✗", _AGAINST, "The evidence entails the opposite of the claim."),
    ("not-enough-info", "Not enough info", "–", _OPEN, "The evidence does not settle the claim."),
)
_POLITIFACT = _preset(
    "politifact",
    ("true", "True", "✓", _FOR, "Accurate, with nothing of weight left out."),
    ("mostly-true", "Mostly true", "▲", _FOR, "Accurate, but needs a clarification."),
    ("half-true", "Half true", "◐", _MIXED, "Accurate in part; leaves out what matters or its context."),
    ("mostly-false", "Mostly false", "▼", _AGAINST, "Holds a grain of truth; ignores what would change the picture."),
    ("false", "False", "✗", _AGAINST, "Not accurate."),
    ("pants-on-fire", "Pants on fire", "‼", _AGAINST, "Not accurate, and absurd."),
)._replace(in_order=True)
_EDITOR = _preset(
    "editor",
    ("ok", "OK", "✓", _FOR, "Stands as written."),
    ("fix", "Fix", "✗", _AGAINST, "Wrong as written; the rationale says what it should be."),
    ("unsourced", "Unsourced", "–", _OPEN, "No source at hand bears it out."),
    ("query-author", "Query author", "▲", _OPEN, "The author must answer before it can be settled."),
    ("not-checkable", "Not checkable", "◇", _OPEN, "Opinion or forecast; not a matter of fact."),
)
PRESETS: dict[str, Scale] = {scale.name: scale for scale in (DEFAULT_SCALE, _FEVER, _POLITIFACT, _EDITOR)}
