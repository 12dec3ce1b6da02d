"""Scales: the presets, finding a label, a case's own scale."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.scale import DEFAULT_SCALE, PRESETS, Label, LabelKind, Scale, read_scale
from factcheck.errors import InvalidError, UnknownError
from tests.strategies import words

LABEL = {"id": "yes", "name": "Yes", "glyph": "✓", "key": "1", "meaning": "It holds.", "kind": "for"}


@st.composite
def own_scales(draw: st.DrawFn) -> Scale:
    ids = draw(st.lists(words, min_size=1, max_size=9, unique=True))
    labels = (
        Label(label_id, draw(words), draw(words), str(key), draw(words), draw(st.sampled_from(LabelKind)))
        for key, label_id in enumerate(ids, 1)
    )
    return Scale(draw(words), tuple(labels))


@given(own_scales())
def test_a_scale_of_a_case_comes_back_from_what_is_stored(scale: Scale) -> None:
    assert read_scale(scale.to_value()) == scale


@pytest.mark.parametrize("scale", PRESETS.values(), ids=PRESETS)
def test_a_preset_is_stored_by_its_name(scale: Scale) -> None:
    assert scale.to_value() == scale.name
    assert read_scale(scale.name) is scale


@pytest.mark.parametrize("scale", PRESETS.values(), ids=PRESETS)
def test_every_label_of_a_preset_has_a_key_a_glyph_and_an_id_of_its_own(scale: Scale) -> None:
    assert [label.key for label in scale.labels] == [str(key) for key in range(1, len(scale.labels) + 1)]
    for field in ("id", "name", "glyph", "meaning"):
        assert len({getattr(label, field) for label in scale.labels}) == len(scale.labels)


def test_a_preset_under_its_name_with_other_labels_is_stored_whole() -> None:
    altered = Scale("averitec", DEFAULT_SCALE.labels[:2])
    assert read_scale(altered.to_value()) == altered


@pytest.mark.parametrize("words", ["refuted", "Refuted", " REFUTED ", "2"])
def test_a_label_is_found_by_id_name_and_key(words: str) -> None:
    assert DEFAULT_SCALE.find(words).id == "refuted"


def test_a_label_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnknownError, match=r"'maybe'.*supported, refuted"):
        DEFAULT_SCALE.find("maybe")


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("nonsense", "no scale 'nonsense'"),
        (None, "must be"),
        (["averitec"], "must be"),
        ({}, "must be"),
        ({"labels": []}, "must be"),
        ({"labels": {"1": LABEL}}, "must be"),
        ({"labels": ["yes"]}, "label 1 of the scale needs"),
        ({"labels": [LABEL, {**LABEL, "id": 5}]}, "label 2 of the scale needs"),
        ({"labels": [{**LABEL, "kind": "good"}]}, "kind must be one of for, against, mixed, open"),
        ({"labels": [{**LABEL, "key": "0"}]}, "key must be a digit"),
        ({"labels": [{**LABEL, "key": "12"}]}, "key must be a digit"),
        ({"labels": [{**LABEL, "key": ""}]}, "key must be a digit"),
        ({"labels": [LABEL, {**LABEL, "key": "2"}]}, "same id"),
        ({"labels": [LABEL, {**LABEL, "id": "no"}]}, "same key"),
    ],
)
def test_what_is_no_scale_is_refused_with_the_reason(value: Any, fault: str) -> None:
    with pytest.raises(InvalidError, match=fault):
        read_scale(value)
