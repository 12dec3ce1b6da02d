"""An NLI model on this machine as a judge: does the claim follow from the passage, or does the passage contradict it?

The user names a folder with model.onnx, tokenizer.json and config.json, as models of natural language inference are
published for ONNX. The passage is the premise, the claim the hypothesis. Needs the extra `nli`, and sends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
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
from collections.abc import Mapping

_MODEL, _TOKENIZER, _CONFIG = "model.onnx", "tokenizer.json", "config.json"
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_LONGEST = 512
"""Tokens of claim and passage together; of a longer passage the end is not read."""
_LEAST = 0.5
"""What the likeliest label must reach to be said at all. It is no measure of truth, and never shown."""
_QUIET = 3
_WORDS = {
    Stance.SUPPORTS: "the model takes the claim to follow from the passage",
    Stance.CONTRADICTS: "the model takes the passage to contradict the claim",
    None: "the model takes the passage to leave it open",
}


class ModelJudge:
    """A model in a folder, read when it is first asked."""

    at_once = 8
    time_limit = 0.0
    consent = ""

    def __init__(self, folder: Path) -> None:
        """Judge by the model in `folder`."""
        self.folder = folder

    @property
    def name(self) -> str:
        """Who judges: the folder's name."""
        return f"NLI model {visible_line(self.folder.name)}"

    def agree(self) -> None:
        """Do nothing: there is nothing to agree to."""

    def judge(
        self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = never_cancelled
    ) -> list[Opinion]:
        """Return an opinion on each passage, in their order. Raises JudgingError."""
        if not passages:
            return []
        stances, tokenizer, session = self._model
        try:
            logits = _run(tokenizer, session, [(passage.text, claim.text) for passage in passages])
        except Exception as error:  # whatever a library says of a model that does not fit
            raise self._trouble(_reason(error)) from error
        if logits.shape != (len(passages), len(stances)):
            raise self._trouble(
                f"gives {list(logits.shape)} numbers for {len(passages)} passages and {len(stances)} labels"
            )
        return [self._opinion(row, stances) for row in logits]

    def _opinion(self, row: NDArray[np.float32], stances: Sequence[Stance | None]) -> Opinion:
        import numpy as np

        likely = np.exp(row - row.max())
        best = int(likely.argmax())
        sure = np.isfinite(row).all() and likely[best] / likely.sum() >= _LEAST
        stance = stances[best] if sure else None
        return Opinion(stance, _WORDS[stance], self.name)

    @cached_property
    def _model(self) -> tuple[list[Stance | None], Any, Any]:
        """The meaning of the outputs, the tokenizer, and the model. Raises JudgingError."""
        for part in (_MODEL, _TOKENIZER, _CONFIG):
            if not (self.folder / part).is_file():
                raise self._trouble(f"there is no {part}")
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
            options.log_severity_level = _QUIET
            session = onnxruntime.InferenceSession(
                str(self.folder / _MODEL), options, providers=["CPUExecutionProvider"]
            )
        except InvalidError as error:
            raise self._trouble(str(error)) from error
        except Exception as error:  # whatever a library says of a file that is damaged
            raise self._trouble(_reason(error)) from error
        if unknown := {found.name for found in session.get_inputs()} - _INPUTS:
            raise self._trouble(f"its model.onnx asks for {', '.join(sorted(unknown))}, which is not known")
        return stances, tokenizer, session

    def _config(self) -> dict[str, Any]:
        try:
            config = json.loads((self.folder / _CONFIG).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise self._trouble(f"its {_CONFIG} cannot be read: {_reason(error)}") from error
        if not isinstance(config, dict):
            raise self._trouble(f"its {_CONFIG} is no JSON object")
        return config

    def _trouble(self, why: str) -> JudgingError:
        return JudgingError(f"{self.name} ({visible_line(str(self.folder))}): {why}")


def _set_lengths(tokenizer: Any, config: dict[str, Any]) -> None:
    """Let passages be cut where the model reads no further, and short ones be filled up."""
    said = config.get("max_position_embeddings")
    longest = min(said, _LONGEST) if isinstance(said, int) and said > 0 else _LONGEST
    tokenizer.enable_truncation(longest, strategy="longest_first")
    pad = config.get("pad_token_id")
    if isinstance(pad, int) and (token := tokenizer.id_to_token(pad)):
        tokenizer.enable_padding(pad_id=pad, pad_token=token)
    elif tokenizer.padding is None:
        tokenizer.enable_padding()


def _run(tokenizer: Any, session: Any, pairs: list[tuple[str, str]]) -> NDArray[np.float32]:
    import numpy as np

    lone = [tuple(part.encode("utf-8", "replace").decode() for part in pair) for pair in pairs]
    encoded = tokenizer.encode_batch(lone)
    known = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
    wanted = [found.name for found in session.get_inputs()]
    given = {name: np.array([getattr(each, known[name]) for each in encoded], dtype=np.int64) for name in wanted}
    return np.asarray(session.run(None, given)[0], dtype=np.float32)


def _reason(error: Exception) -> str:
    return visible_line(str(error))[:200] or type(error).__name__


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
