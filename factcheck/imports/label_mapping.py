"""Labels of others on the scale of the case: by name where it has that, else where one label alone points that way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from factcheck.case.scale import LabelKind, Scale
from factcheck.imports.labels import same_label
from factcheck.imports.plan import MappedLabel


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
