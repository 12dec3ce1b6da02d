"""A judge that asks a model of natural language inference (NLI) on this machine.

The settings name a folder with model.onnx, tokenizer.json and config.json, as such models are published for ONNX. The
passage is the premise, the claim the hypothesis. Needs the extra `nli`, and sends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.case.records import Stance
from factcheck.errors import InvalidError
from factcheck.evidence import Text
from factcheck.evidence.judges.judge import JudgingError, Opinion, never_cancelled
from factcheck.text import visible_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MODEL, _TOKENIZER, _CONFIG = "model.onnx", "tokenizer.json", "config.json"
_INPUTS = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
"""The inputs that a model may have, each with the attribute of an encoding that it takes."""
_MAX_TOKENS = 512
"""Tokens of claim and passage together; the rest of a longer passage is not read."""
_MIN_PROBABILITY = 0.5
"""The probability that a label needs to count. It is not a measure of truth, and is never shown."""
_ERRORS_ONLY = 3
_WORDS = {
    Stance.SUPPORTS: "the model takes the claim to follow from the passage",
    Stance.CONTRADICTS: "the model takes the passage to contradict the claim",
    None: "the model takes the passage to leave it open",
}


class ModelJudge:
    """A model in a folder, loaded when it is first asked."""

    at_once = 8
    time_limit = 0.0
    consent = ""

    def __init__(self, folder: Path) -> None:
        """Judge by the model in `folder`."""
        self.folder = folder

    @property
    def name(self) -> str:
        """The name of the judge, with the folder's."""
        return f"NLI model {visible_line(self.folder.name)}"

    def agree(self) -> None:
        """Do nothing: no agreement is needed."""

    def judge(
        self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = never_cancelled
    ) -> list[Opinion]:
        """Return an opinion on each passage, in their order. Raises JudgingError."""
        if not passages:
            return []
        stances, tokenizer, session = self._model
        try:
            logits = _run(tokenizer, session, [(passage.text, claim.text) for passage in passages])
        except Exception as error:  # the libraries raise errors of many kinds for unsuitable models
            raise self._error(_reason(error)) from error
        if logits.shape != (len(passages), len(stances)):
            raise self._error(
                f"gives {list(logits.shape)} numbers for {len(passages)} passages and {len(stances)} labels"
            )
        return [self._opinion(row, stances) for row in logits]

    def _opinion(self, row: NDArray[np.float32], stances: Sequence[Stance | None]) -> Opinion:
        import numpy as np

        likely = np.exp(row - row.max())
        best = int(likely.argmax())
        sure = np.isfinite(row).all() and likely[best] / likely.sum() >= _MIN_PROBABILITY
        stance = stances[best] if sure else None
        return Opinion(stance, _WORDS[stance], self.name)

    @cached_property
    def _model(self) -> tuple[list[Stance | None], Any, Any]:
        """The stances of the outputs, the tokenizer, and the model. Raises JudgingError."""
        for part in (_MODEL, _TOKENIZER, _CONFIG):
            if not (self.folder / part).is_file():
                raise self._error(f"there is no {part}")
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise JudgingError(f"{self.name}: needs the extra nli: pip install 'factcheck-workbench[nli]'") from error
        config = self._config()
        try:
            stances = stances_of(config)
            tokenizer = Tokenizer.from_file(str(self.folder / _TOKENIZER))
            _set_lengths(tokenizer, config)
            options = onnxruntime.SessionOptions()
            options.log_severity_level = _ERRORS_ONLY
            session = onnxruntime.InferenceSession(
                str(self.folder / _MODEL), options, providers=["CPUExecutionProvider"]
            )
        except InvalidError as error:
            raise self._error(str(error)) from error
        except Exception as error:  # the libraries raise errors of many kinds for damaged files
            raise self._error(_reason(error)) from error
        if unknown := {each.name for each in session.get_inputs()} - _INPUTS.keys():
            raise self._error(f"its model.onnx asks for {', '.join(sorted(unknown))}, which is not known")
        return stances, tokenizer, session

    def _config(self) -> dict[str, Any]:
        try:
            config = json.loads((self.folder / _CONFIG).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise self._error(f"its {_CONFIG} cannot be read: {_reason(error)}") from error
        if not isinstance(config, dict):
            raise self._error(f"its {_CONFIG} is not a JSON object")
        return config

    def _error(self, why: str) -> JudgingError:
        return JudgingError(f"{self.name} ({visible_line(str(self.folder))}): {why}")


def _set_lengths(tokenizer: Any, config: dict[str, Any]) -> None:
    """Truncate passages to what the model can read, and pad short ones."""
    limit = config.get("max_position_embeddings")
    length = min(limit, _MAX_TOKENS) if isinstance(limit, int) and limit > 0 else _MAX_TOKENS
    tokenizer.enable_truncation(length, strategy="longest_first")
    pad = config.get("pad_token_id")
    if isinstance(pad, int) and (token := tokenizer.id_to_token(pad)):
        tokenizer.enable_padding(pad_id=pad, pad_token=token)
    elif tokenizer.padding is None:
        tokenizer.enable_padding()


def _run(tokenizer: Any, session: Any, pairs: list[tuple[str, str]]) -> NDArray[np.float32]:
    import numpy as np

    encodable = [tuple(part.encode("utf-8", "replace").decode() for part in pair) for pair in pairs]
    encoded = tokenizer.encode_batch(encodable)
    names = [each.name for each in session.get_inputs()]
    inputs = {name: np.array([getattr(each, _INPUTS[name]) for each in encoded], dtype=np.int64) for name in names}
    return np.asarray(session.run(None, inputs)[0], dtype=np.float32)


def _reason(error: Exception) -> str:
    return visible_line(str(error))[:200] or type(error).__name__


_MEANINGS: dict[str, Stance | None] = {
    "entailment": Stance.SUPPORTS,
    "contradiction": Stance.CONTRADICTS,
    "neutral": None,
}
_MAX_LISTED = 60  # characters


def stances_of(config: Mapping[str, object]) -> list[Stance | None]:
    """Return the stance of each output of a model, in order.

    The `id2label` of its config must have one entailment, one contradiction, and otherwise only neutral labels. Raises
    InvalidError.
    """
    id2label = config.get("id2label")
    if not isinstance(id2label, dict) or not id2label:
        raise InvalidError("its config.json has no id2label: what its outputs mean is not known")
    try:
        labels = {int(number): str(label).strip().lower() for number, label in id2label.items()}
    except ValueError as error:
        raise InvalidError("the id2label of its config.json has keys that are no numbers") from error
    listed = visible_line(", ".join(labels.values()))[:_MAX_LISTED]
    if sorted(labels) != list(range(len(labels))):
        raise InvalidError(f"its labels are not numbered from 0 ({listed})")
    in_order = [labels[number] for number in range(len(labels))]
    clear = in_order.count("entailment") == in_order.count("contradiction") == 1
    if not clear or set(in_order) - _MEANINGS.keys():
        raise InvalidError(f"its labels do not say which is entailment and which contradiction ({listed})")
    return [_MEANINGS[label] for label in in_order]
