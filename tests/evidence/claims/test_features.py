"""What makes a sentence worth checking: named features with weights, which put sentences in order."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from factcheck.evidence.claims import features
from factcheck.evidence.claims.features import FEATURES, explanation, values, worthiness

LOUD = [
    "The minister lied to parliament.",
    "The company bribed three officials.",
    "Vaccines cause autism.",
    "The drug was never tested.",
    "The police tortured him.",
    "He stole the election.",
    "The dam killed every fish in the river.",
    "The bank hid its losses.",
]
PLAIN = [
    "It was a long day.",
    "I think we should be proud.",
    "Thank you very much for coming.",
    "Let us hope for the best.",
    "What would you do?",
    "We will work hard for you.",
    "It is lovely to be here.",
    "You know what I mean.",
]


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    table = tomllib.loads(Path(features.__file__).with_name("weights.toml").read_text(encoding="utf-8"))
    assert set(table["features"]) == {feature.name for feature in FEATURES}
    assert len(table["features"]) == len(FEATURES)
    assert all(weight == round(weight, 1) != 0 for weight in table["features"].values())


@pytest.mark.parametrize(
    ("sentence", "feature"),
    [
        ("It cost 5 euros.", "figure"),
        ("It cost five euros.", "number in words"),
        ("It cost 5 euros.", "money or share"),
        ("The minister lied.", "accusation"),
        ("They signed it.", "act"),
        ("Wages are low.", "measured thing"),
        ("It is larger than that.", "comparison"),
        ("It was late.", "past event"),
        ("It was late and they went.", "second past verb"),
        ("Prices rose.", "trend"),
        ("It rose from 5 to 6.", "second figure"),
        ("A study exists.", "said or studied"),
        ("There Arlov stood.", "name"),
        ("I signed it.", "own deed"),
        ("She left.", "he or she"),
        ("They left.", "they"),
        ("It fell last year.", "time past"),
        ("Sugar is addictive.", "bare assertion"),
        ("The council met.", "institution"),
        ("Nobody came.", "all, only, first or never"),
        ("Smoking kills.", "cause"),
        ("Prices rose by 5.", "figure of a trend"),
        ("It will cost 5.", "figure of the future"),
        ("A line without a stop", "no full stop"),
        ("You left.", "you"),
        ("Thank you.", "thanks"),
        ("It is a shame.", "judgement"),
        ("I think so.", "belief"),
        ("My house.", "I or my"),
        ("It will rain.", "only a prediction"),
        ("Is it late?", "question"),
        ("We should go.", "only a wish"),
    ],
)
def test_a_feature_is_found(sentence: str, feature: str) -> None:
    assert feature in values(sentence)


@pytest.mark.parametrize(
    ("sentence", "feature"),
    [
        ("It opened on 3 May.", "only a prediction"),
        ("The will was read.", "only a prediction"),
        ("Indeed the speed is high.", "past event"),
        ("At least 2500 came.", "comparison"),
        ("I think sugar is addictive.", "bare assertion"),
    ],
)
def test_a_feature_is_not_mistaken(sentence: str, feature: str) -> None:
    assert feature not in values(sentence)


def test_loud_claims_stand_before_plain_sentences() -> None:
    scores = [(worthiness(loud), worthiness(plain)) for loud in LOUD for plain in PLAIN]
    assert sum(loud > plain for loud, plain in scores) >= 0.95 * len(scores)


def test_at_most_three_features_explain_and_pronouns_never() -> None:
    for sentence in (*LOUD, *PLAIN, "He said they paid 5 euros more than in 2019, which was never tested."):
        named = explanation(sentence)
        assert len(named) <= 3
        assert not {"he or she", "they", "length", "measured thing"} & set(named)


def test_what_weighs_most_is_named_first() -> None:
    assert explanation("We should pay 5 euros.") == ("figure", "only a wish", "money or share")
