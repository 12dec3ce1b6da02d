"""A language model that is none: a server on this machine that answers as a test says."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.web import Asked, page

PATH = "/v1/chat/completions"


def completion(content: object) -> bytes:
    """Return the answer of a chat completion in which the model wrote `content`."""
    return page(
        json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode(), "application/json"
    )


def saying(content: object) -> Callable[[Asked], None]:
    """Return a page that always answers with `content`."""

    def answer(asked: Asked) -> None:
        asked.wfile.write(completion(content))

    return answer


def judging(asked: Asked) -> None:
    """Answer as a model does that reads figures."""
    question = json.loads(asked.body)["messages"][-1]["content"]
    passage = question.partition("Passage: ")[2]
    stance = "supports" if "238 people" in passage else "contradicts" if "225 people" in passage else "neither"
    quote = passage.partition(" died")[0] if stance != "neither" else ""
    asked.wfile.write(completion(json.dumps({"stance": stance, "quote": quote, "reason": "It gives the number."})))
