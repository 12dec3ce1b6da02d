"""Read AVeriTeC as its description defines it: one array, every field, only values of its lists."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.exports.readers.shapes import check, texts

LABELS = {"Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking"}
ANSWER_TYPES = {"Extractive", "Abstractive", "Boolean", "Unanswerable"}
MEDIA = {"Web text", "Web table", "PDF", "Image/graphic", "Video", "Audio", "Metadata", "Other", ""}
_MAYBE = (str, type(None))
_CLAIM: dict[str, tuple[type, ...]] = {
    "claim": (str,),
    "required_reannotation": (bool,),
    "label": (str,),
    "justification": (str,),
    "claim_date": _MAYBE,
    "speaker": _MAYBE,
    "original_claim_url": _MAYBE,
    "cached_original_claim_url": _MAYBE,
    "fact_checking_article": _MAYBE,
    "reporting_source": _MAYBE,
    "location_ISO_code": _MAYBE,
    "claim_types": (list,),
    "fact_checking_strategies": (list,),
    "questions": (list,),
}
_ANSWER: dict[str, tuple[type, ...]] = dict.fromkeys(
    ("answer", "answer_type", "source_url", "cached_source_url", "source_medium"), (str,)
)


def read(data: bytes) -> list[dict[str, Any]]:
    """Return the claims of a file. Raises AssertionError for what is not as AVeriTeC has it."""
    claims = json.loads(data)
    assert type(claims) is list
    for claim in claims:
        check(claim, _CLAIM)
        assert claim["label"] in LABELS
        assert claim["claim_date"] is None or re.fullmatch("[0-9]{2}-[0-9]{2}-[0-9]{4}", claim["claim_date"])
        texts(claim["claim_types"])
        texts(claim["fact_checking_strategies"])
        for question in claim["questions"]:
            _check_question(question)
    return claims


def _check_question(value: Any) -> None:
    question = check(value, {"question": (str,), "answers": (list,)})
    assert question["answers"]
    for answer in question["answers"]:
        check(answer, _ANSWER, {"boolean_explanation": (str,)})
        assert answer["answer_type"] in ANSWER_TYPES
        assert answer["source_medium"] in MEDIA
        assert ("boolean_explanation" in answer) <= (answer["answer_type"] == "Boolean")
        assert answer["answer_type"] != "Unanswerable" or answer["answer"] == "No answer could be found."
