"""Map the verdict labels of other data sets and publishers onto the scale of a case.

A label maps by its name, else to the only label of the scale that points the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from factcheck.case.scale import PRESETS, LabelKind, Scale
from factcheck.text import folded, visible_line

_FOR, _AGAINST, _MIXED, _OPEN = LabelKind

_NAMES: dict[LabelKind, str] = {
    _FOR: "support|supports|true|mostly true|correct|mostly correct|accurate|mostly accurate|verified|confirmed"
    "|correct attribution|geppetto checkmark|one pinocchio|1 pinocchio"
    "|wahr|richtig|stimmt|größtenteils wahr|vrai|plutôt vrai|verdadero|cierto|mayormente verdadero|vero|verdadeiro"
    "|waar|juist|prawda|doğru|правда|верно|正しい|正確|真实|属实|사실|대체로 사실|صحيح|সত্য|सही|sant|sandt|pravda",
    _AGAINST: "refute|refutes|contradict|contradicts|contradicted|incorrect|inaccurate|wrong|fake|fabricated|debunked"
    "|hoax|not true|untrue|mostly incorrect|barely true|three pinocchios|3 pinocchios|four pinocchios|4 pinocchios"
    "|bottomless pinocchio|satire|altered|manipulated|miscaptioned"
    "|falsch|größtenteils falsch|frei erfunden|manipuliert|faux|plutôt faux|infox|falso|bulo|mayormente falso|falsa"
    "|onwaar|onjuist|fałsz|yanlış|ложь|неправда|фейк"
    "|誤り|虚偽|不正確|虚假|不实|谣言|거짓|대체로 사실 아님|전혀 사실 아님"
    "|خطأ|كاذب|زائف|मिथ्या|फर्जी|falskt|falsk|nepravda",
    _MIXED: "conflicting evidence/cherrypicking|conflicting evidence|mixed|mixture|half-true|partly true|partially true"
    "|partly false|partially false|partially correct|misleading|missing context|cherry-picked|exaggerated|disputed"
    "|support and contradict|partially supported|two pinocchios|2 pinocchios|needs context|lacks context"
    "|teilweise falsch|teilweise wahr|irreführend|fehlender kontext|trompeur|partiellement vrai|partiellement faux"
    "|contexte manquant|à nuancer|engañoso|verdad a medias|parcialmente falso|falta contexto|fuorviante"
    "|parzialmente falso|enganoso|distorcido|fora de contexto|misleidend|manipulacja|yanıltıcı"
    "|ミスリード|误导|部分错误|절반의 사실|مضلل|भ्रामक|vilseledande",
    _OPEN: "nei|not enough info|not enough evidence|unverified|unproven|unverifiable|no evidence|inconclusive"
    "|verdict pending|unbelegt|nicht belegt|unbewiesen|non vérifié|invérifiable|sin pruebas|no verificable"
    "|non verificato|não comprovado|sem provas|onbewezen|nieprawdziwość nieustalona|kanıtlanmamış"
    "|根拠不明|无法证实|판단 유보|не доказано|غير مؤكد|obestyrkt",
}


def _plain(name: str) -> str:
    """Return a name in lower case, with single spaces instead of punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(name)).split())


_KINDS: dict[str, LabelKind] = {_plain(name): kind for kind, names in _NAMES.items() for name in names.split("|")} | {
    _plain(name): label.kind
    for scale in PRESETS.values()
    if scale.name != "editor"  # "OK" and "Fix" are too general to name a verdict elsewhere
    for label in scale.labels
    for name in (label.id, label.name)
}


def same_label(one: str, other: str) -> bool:
    """Return whether two label names are equal apart from case, white space and punctuation."""
    return _plain(one) == _plain(other)


def kind_of(name: str) -> LabelKind | None:
    """Return the kind of a label by its name; None if the name is unknown."""
    return _KINDS.get(_plain(name))


def kind_on_ladder(value: float, worst: float, best: float) -> LabelKind | None:
    """Return the kind of a numeric rating between `worst` and `best`; None if it is out of range."""
    if not worst < best or not worst <= value <= best:
        return None
    middle = (worst + best) / 2
    return _MIXED if value == middle else _FOR if value > middle else _AGAINST


class MappedLabel(NamedTuple):
    """A label of the file, the label of the case it maps to (None if there is none), and the number of verdicts."""

    words: str
    label: str | None
    times: int

    def __str__(self) -> str:
        """The mapping as one line; control characters are made visible."""
        return f"{visible_line(self.words)} → {visible_line(self.label) if self.label else 'no label'}"


class LabelMapping:
    """Maps the labels of a file to labels of a scale, and counts the verdicts for each."""

    def __init__(self, scale: Scale, given: Mapping[str, str]) -> None:
        """Map onto `scale`; `given` holds the mappings given by the user. Raises UnknownError."""
        self._scale = scale
        self._given = {name.strip().casefold(): scale.find(label).id for name, label in given.items()}
        self._label_ids: dict[tuple[str, LabelKind | None], str | None] = {}
        self._count: Counter[tuple[str, LabelKind | None]] = Counter()

    def label(self, name: str, kind: LabelKind | None) -> str | None:
        """Return the id of the matching label; None if no label, or more than one, matches."""
        key = name, kind
        if key not in self._label_ids:
            self._label_ids[key] = self._match(name, kind)
        self._count[key] += 1
        return self._label_ids[key]

    def find(self, name: str) -> str | None:
        """Return the id of the matching label as `label` does, without counting it."""
        return self._match(name, kind_of(name))

    def _match(self, name: str, kind: LabelKind | None) -> str | None:
        if (given := self._given.get(name.strip().casefold())) is not None:
            return given
        for label in self._scale.labels:
            if name == label.id or same_label(name, label.name) or same_label(name, label.id):
                return label.id
        same_kind = [label.id for label in self._scale.labels if label.kind == kind]
        return same_kind[0] if len(same_kind) == 1 else None

    @property
    def mapped(self) -> tuple[MappedLabel, ...]:
        """The mappings, most frequent first."""
        names = {label.id: label.name for label in self._scale.labels}
        label_ids = ((key, self._label_ids[key], count) for key, count in self._count.most_common())
        return tuple(MappedLabel(key[0], names[label] if label else None, count) for key, label, count in label_ids)
