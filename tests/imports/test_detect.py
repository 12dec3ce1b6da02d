"""Detection of formats by content; damaged and malicious files are reported in one clear line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.case.records import Stance
from factcheck.errors import FactcheckError, UnknownError, UnreadableError
from factcheck.imports import FORMATS, LARGEST, read
from factcheck.imports.candidates import Candidates
from factcheck.imports.detect import detect_format
from factcheck.imports.plan import ImportStatus
from tests.imports.files import (
    ANNOTATION,
    AVERITEC,
    FEVER,
    HYPOTHESIS,
    LOKI,
    REVIEW,
    SAMPLES,
    SCIFACT,
    dumped,
    planned,
    whole,
)
from tests.strategies import HOSTILE, begun, state, undo_last, workspace_on


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_detected_by_its_content(name: str) -> None:
    assert detect_format(SAMPLES[name]) == name
    assert read(SAMPLES[name]).claims or name == "references"


def test_data_sets_of_one_line_are_detected() -> None:
    assert [detect_format(dumped(row)) for row in (FEVER[0], SCIFACT[0], ANNOTATION, HYPOTHESIS)] == [
        "fever",
        "scifact",
        "annotations",
        "annotations",
    ]


def test_the_suffix_of_a_file_decides_between_text_formats() -> None:
    assert detect_format(b"It rained.\n- hello\n", "notes.csv") == "csv"
    assert detect_format(b"It rained.\n", "notes.md") == "markdown"


def test_an_unknown_format_is_an_error_that_lists_the_formats() -> None:
    with pytest.raises(UnknownError, match="there are csv, xlsx"):
        read(b"x", format_name="nope")


DAMAGED: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\t",
    "zeros": bytes(1000),
    "too deep": b"[" * 100_000,
    "deep and whole": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a key twice": b'[{"claim": "a", "claim": "b"}]',
    "no number": b'[{"claim": NaN}]',
    "an endless number": b'[{"claim": ' + b"9" * 5_000 + b"}]",
    "cut off": dumped(AVERITEC)[:-9],
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "JSON of nothing known": b'{"a": 1}',
    "a number": b"[1, 2, 3]",
    "a newer case": b'{"format": "factcheck case", "version": 2, "claims": []}',
    "a scale that is none": b'{"format": "factcheck case", "case": {"scale": "nope"}, "claims": []}',
    "tables that are none": b'{"format": "factcheck case", "claims": 5}',
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_an_unreadable_file_is_reported_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(data)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 300


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(UnreadableError, match="larger than 64 MiB"):
        read(bytes(LARGEST + 1))


@pytest.mark.parametrize("name", ["fever", "scifact"])
def test_an_invalid_line_is_a_problem_and_the_others_are_read(name: str) -> None:
    found = read(b'{"claim": "a", "claim": "b"}\nnope\n' + SAMPLES[name], format_name=name)
    assert {"line 1", "line 2"} <= {problem.place for problem in found.problems}
    assert len(found.claims) == len(read(SAMPLES[name], format_name=name).claims)


plain = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.sampled_from([*HOSTILE, "\ud800", "C1"])
)
anything = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
)


@st.composite
def broken(draw: st.DrawFn, whole_value: Any) -> Any:
    """Draw a value like the one given, in which something else stands at one place."""
    if isinstance(whole_value, dict | list) and whole_value and draw(st.integers(0, 9)):
        place: Any = draw(
            st.sampled_from(list(whole_value) if isinstance(whole_value, dict) else range(len(whole_value)))
        )
        copy = whole_value.copy()
        copy[place] = draw(broken(whole_value[place]))
        return copy
    return draw(anything)


def _case() -> dict[str, Any]:
    workspace = workspace_on(begun())
    claim, source = (
        workspace.add_claim("It rained.")[0].key,
        workspace.add_source(title="Weather", url="https://example.org")[0].key,
    )
    workspace.add_excerpt(claim, source, "Rain fell.", stance=Stance.CONTEXT)
    workspace.decide(claim, "supported")
    value: dict[str, Any] = json.loads(whole(workspace.case))
    return value


WHOLE = _case()
SOUND: dict[str, Any] = {
    "fever": FEVER,
    "averitec": AVERITEC,
    "scifact": SCIFACT,
    "claimreview": REVIEW,
    "loki": LOKI,
    "annotations": [ANNOTATION, *HYPOTHESIS["rows"]],
    "json": WHOLE,
}


@pytest.mark.parametrize("name", SOUND)
@given(data=st.data())
def test_any_value_of_a_field_is_read_or_is_a_problem_in_one_line(name: str, data: st.DataObject) -> None:
    value = data.draw(broken(SOUND[name]))
    rows = value if name in {"fever", "scifact"} and isinstance(value, list) else None
    written = "\n".join(map(json.dumps, rows)) if rows else json.dumps(value)
    found = _read(written.encode(), name)
    workspace = workspace_on(begun())
    before = state(workspace.case)
    try:
        plan = planned(workspace, found)
    except FactcheckError:
        return
    workspace.apply(plan)
    assert not [line for line in planned(workspace, found).lines if line.status == ImportStatus.NEW]
    while undo_last(workspace):
        pass
    assert state(workspace.case) == before


def _read(data: bytes, name: str) -> Candidates:
    try:
        return read(data, format_name=name)
    except FactcheckError as error:
        assert "\n" not in str(error)
        return Candidates(format=name)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from(["", *FORMATS]))
def test_any_bytes_are_read_or_reported_in_one_line(data: bytes, name: str) -> None:
    try:
        found = read(data, "x", name)
    except FactcheckError as error:
        assert "\n" not in str(error)
    else:
        workspace = workspace_on(begun())
        workspace.apply(planned(workspace, found))
