"""Tiny NLI models that the tests write: three files in a folder, the graph put together byte by byte.

A model adds up what each word speaks for, in the order of its labels. The bytes are ONNX's protocol buffers.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LABELS = ("entailment", "neutral", "contradiction")
WEIGHTS: Mapping[str, tuple[float, float, float]] = {"238": (2, 0, 0), "225": (0, 0, 6)}
"""What words speak for; neutral has 3 from the start."""
_INT64, _FLOAT = 7, 1


def write_model(
    folder: Path,
    *,
    labels: Sequence[str] = LABELS,
    config: Mapping[str, Any] | None = None,
    weights: Mapping[str, tuple[float, float, float]] = WEIGHTS,
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
) -> Path:
    """Write a model into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {"[PAD]": 0, "[UNK]": 1, **{word: number for number, word in enumerate(weights, 2)}}
    tokenizer = {
        "version": "1.0",
        "added_tokens": [],
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    known = {"id2label": {str(number): label for number, label in enumerate(labels)}, "pad_token_id": 0}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "config.json").write_text(json.dumps(known if config is None else config))
    (folder / "model.onnx").write_bytes(graph([(0, 0, 0), (0, 0, 0), *weights.values()], inputs))
    return folder


def graph(table: Sequence[Sequence[float]], inputs: Sequence[str]) -> bytes:
    """Return a model: look each token up in `table`, add up, and add 3 for neutral."""
    size = (len(table), len(table[0]))
    nodes = [
        _node("Gather", ["table", inputs[0]], "looked_up"),
        _node("ReduceSum", ["looked_up"], "sum", _field(5, _field(1, b"axes") + _field(8, 1) + _field(20, 7))
              + _field(5, _field(1, b"keepdims") + _field(3, 0) + _field(20, 2))),
        _node("Add", ["sum", "bias"], "logits"),
    ]  # fmt: skip
    parts = [_field(1, node) for node in nodes] + [_field(2, b"tiny")]
    parts.append(_field(5, _tensor("table", size, [value for row in table for value in row])))
    parts.append(_field(5, _tensor("bias", size[1:], [0, 3, 0])))
    parts += [_field(11, _value(name, _INT64, ("batch", "length"))) for name in inputs]
    parts.append(_field(12, _value("logits", _FLOAT, ("batch", size[1]))))
    return _field(1, 8) + _field(7, b"".join(parts)) + _field(8, _field(2, 11))


def _node(operator: str, inputs: Sequence[str], output: str, attributes: bytes = b"") -> bytes:
    named = b"".join(_field(1, name.encode()) for name in inputs)
    return named + _field(2, output.encode()) + _field(4, operator.encode()) + attributes


def _tensor(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    raw = struct.pack(f"<{len(values)}f", *values)
    return b"".join(_field(1, size) for size in shape) + _field(2, _FLOAT) + _field(8, name.encode()) + _field(9, raw)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    sizes = b"".join(
        _field(1, _field(1, size) if isinstance(size, int) else _field(2, size.encode())) for size in shape
    )
    return _field(1, name.encode()) + _field(2, _field(1, _field(1, kind) + _field(2, sizes)))


def _field(number: int, value: int | bytes) -> bytes:
    """Return one field of a protocol buffer: a number, or bytes with their length."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
