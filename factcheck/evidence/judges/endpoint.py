"""A judge that asks a language model behind an OpenAI-compatible endpoint, if a person agreed to send to its host.

Off unless the settings name it. The claim, the passage and the text before it are sent. A stance counts only with a
quote that is in the passage. The hosts to which a person agreed are listed in a file beside the settings.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from factcheck.documents.web.address import Address, read_address
from factcheck.documents.web.agreed_hosts import has_agreed, remember_agreement
from factcheck.documents.web.connection import FetchLimits
from factcheck.documents.web.response import post
from factcheck.errors import NotSavedError, UnreadableError
from factcheck.evidence import Text
from factcheck.evidence.judges.judge import JudgingError, Opinion, never_cancelled
from factcheck.evidence.judges.prompt import answer_content, parse_answer, request_body
from factcheck.text import visible_line

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LIMITS = FetchLimits(connect=10, whole=120, size=1 << 20)
"""The limits of one answer: a small model on a small machine may need long."""


class EndpointJudge:
    """Asks a model about one passage at a time."""

    at_once = 1

    def __init__(self, endpoint: str, model: str, key: str = "", limits: FetchLimits = LIMITS) -> None:
        """Ask `model` at `endpoint`, usually .../v1; `key` is the name of the environment variable with the key."""
        self._endpoint = endpoint.rstrip("/")
        self._model = model
        self._key = key
        self._limits = limits

    @property
    def name(self) -> str:
        """The model and its host."""
        host = self.host.partition("://")[2] or re.sub("//.*@", "//", self._endpoint)
        return visible_line(f"{self._model or 'a model'} at {host}")

    @property
    def time_limit(self) -> float:
        """Seconds for one answer from connecting to its last byte."""
        return self._limits.whole

    @property
    def host(self) -> str:
        """Where claims and passages are sent: "http://127.0.0.1:8080"; empty if the address is invalid."""
        try:
            return f"{self._address.scheme}://{self._address.netloc}"
        except JudgingError:
            return ""

    @property
    def consent(self) -> str:
        """What a person must agree to; empty if they did."""
        if not self.host or has_agreed(self.host):
            return ""
        return f"The claim and the passages will be sent to {self.host}, to the model {visible_line(self._model)}."

    def agree(self) -> None:
        """Record that a person agreed to send to the host. Raises JudgingError."""
        if self.host and not has_agreed(self.host):
            try:
                remember_agreement(self.host)
            except NotSavedError as error:
                raise JudgingError(str(error)) from error

    def judge(
        self, claim: Text, passages: Sequence[Text], cancelled: Callable[[], bool] = never_cancelled
    ) -> list[Opinion]:
        """Return an opinion on each passage, in their order. Raises JudgingError, also if you have not agreed."""
        address, headers = self._address, self._headers()
        if self.consent:
            raise JudgingError(f"{self.name}: you have not agreed to send claims and passages to {self.host}")
        return [self._opinion(address, headers, claim, passage, cancelled) for passage in passages]

    def _opinion(
        self, address: Address, headers: dict[str, str], claim: Text, passage: Text, cancelled: Callable[[], bool]
    ) -> Opinion:
        body = json.dumps(request_body(self._model, claim, passage)).encode()
        try:
            content = answer_content(post(address, body, headers, self._limits, cancelled))
        except UnreadableError as error:
            raise JudgingError(f"{self.name}: {error}") from error
        if content is None:
            return Opinion(None, "its answer is not a chat completion and was ignored", self.name)
        answer = parse_answer(content, passage.text)
        return Opinion(answer.stance, answer.why, self.name, (answer.mark,) if answer.mark else ())

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key and not _VARIABLE.fullmatch(self._key):
            raise JudgingError(
                f"{self.name}: [judge] key must be the name of an environment variable, not a key itself"
            )
        if self._key:
            key = os.environ.get(self._key, "").strip()
            if not key or not key.isascii() or not key.isprintable():
                raise JudgingError(f"{self.name}: the environment variable {self._key} contains no valid key")
            headers["Authorization"] = f"Bearer {key}"
        return headers

    @cached_property
    def _address(self) -> Address:
        """The address of the chat completions. Raises JudgingError."""
        if not self._model:
            raise JudgingError(f"{visible_line(self._endpoint)}: no model is named; the settings have [judge] model")
        try:
            return read_address(f"{self._endpoint}/chat/completions")
        except UnreadableError as error:
            raise JudgingError(str(error)) from error
