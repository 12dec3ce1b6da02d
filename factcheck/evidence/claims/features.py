"""What makes an English sentence worth checking: 34 named features, each of which is there or not.

`worthiness` weighs them by the table in weights.toml, to put sentences in order; nothing is left out by its weight.
`explanation` names those that weigh most.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import NamedTuple

from factcheck.evidence.claims.reasons import comparison_reasons
from factcheck.evidence.languages.english.bodies import BODIES
from factcheck.evidence.languages.english.finite import PAST
from factcheck.evidence.languages.english.number_words import NUMBER_WORDS

_MOST_WORDS, _TYPICAL_LENGTH = 60, 2.5
_EXPLAINED = 3
"""Features that an explanation names at most."""

_DIGITS = re.compile(r"\d[\d.,:]*")
_NUMBER_WORD = re.compile(
    rf"(?i)\b(?:(?!one\b){NUMBER_WORDS}|hundreds?|thousands?|millions?|billions?|dozens?|half|(?:two|a) thirds?|"
    r"(?:a|three) quarters?|twice|double|triple)\b"
)
_MONEY = re.compile(r"(?i)[$€£¥₸₽%]|\b(?:dollars?|euros?|pounds|cents|roubles?|rubles?|tenge|per ?cent|percentage)\b")
ACCUSATION = re.compile(
    r"(?i)\b(?:lie[sd]?|lying|hid(?:den)?|concealed|brib\w+|cover(?:ed|ing)? up|fak(?:e|ed|es|ing)|stole|stolen|"
    r"steals?|tortur\w+|fraud\w*|corrupt\w*|cheat\w*|betray\w*|murder\w*|illegal\w*|guilty|convicted|accused|"
    r"never tested|rigged|embezzl\w+|launder\w+|abus(?:e|ed|es|ing)|raped?|smuggl\w+|forged|framed|plagiari\w+|"
    r"falsif\w+|misled|deceiv\w+|broke the law|treason|conspir\w+|collu\w+|blackmail\w*)\b"
)
_ACTS = (
    "voted?|votes|sign(?:ed|s)?|spen[dt]s?|pays?|paid|cuts?|raised?|raises|buil[dt]s?|created?|creates|pass(?:ed|es)|"
    "vetoed|proposed|supported|opposed|appointed|fired|banned|approved|rejected|launched|introduced|bought|sold|hired|"
    "closed|opened|sent|gave|lost|won|donated|funded|borrowed|invaded|arrested|sentenced|killed|died|ordered|promised|"
    "repealed|inherited|invested|deported|released|shut|resigned|refused|failed|joined|founded"
)
_ACT = re.compile(rf"(?i)\b(?:{_ACTS})\b")
_MEASURED = re.compile(
    r"(?i)\b(?:jobs?|tax(?:es|payers?)?|crimes?|deaths?|dead|unemployment|deficits?|debts?|budgets?|wages?|incomes?|"
    r"inflation|prices?|rates?|spending|population|economy|poverty|emissions|exports?|imports?|growth|revenues?|"
    r"costs?|cases|votes|troops|insurance|energy|oil|temperatures?|rainfall|salar(?:y|ies)|profits?|sales|turnout|"
    r"births?|victims|casualties|vaccin\w+|infections?)\b"
)
PAST_VERB = re.compile(rf"\b(?:was|were|had|did|{PAST})\b")
_TREND = re.compile(
    r"(?i)\b(?:rose|risen|ris(?:es|ing)|increas(?:e|es|ed|ing)|grew|grown|grow(?:s|ing)|climb(?:ed|ing)|f[ae]ll(?:s|"
    r"en|ing)?|decreas(?:e|ed|es|ing)|declin(?:e|ed|es|ing)|dropp?(?:ed|s|ing)?|shrank|shrunk|doubled|tripled|halved|"
    r"lower(?:ed)?|higher|went (?:up|down)|gone (?:up|down)|soared|plunged|surged|slumped|jumped)\b"
)
SAID = re.compile(
    r"(?i)\b(?:said|says|told|quoted|according to|announced|reported|stud(?:y|ies)|reports?|survey\w*|polls?|"
    r"research\w*|data|statistics|(?:found|shows?|showed|concluded|suggests?|suggested) that|denied|admitted|"
    r"confirmed|testified)\b"
)
_NAME = re.compile(r"(?<![.!?:] )(?<=[^\s“\"(‘'] )[A-Z][\w’'-]*[a-z][\w’'-]*(?: [A-Z][\w’'-]+)*|(?<!\S)[A-Z]{2,}(?!\S)")
_OWN_DEED = re.compile(rf"\b(?:I|[Ww]e)(?:['’]ve| have| had| also| never)? (?:{_ACTS}|[a-z]{{2,}}ed)\b")
_HE = re.compile(r"(?i)\b(?:he|she)\b")
_THEY = re.compile(r"(?i)\bthey\b")
_TIME_PAST = re.compile(
    r"(?i)\b(?:since|ago|yesterday|last (?:year|month|week|night|summer|winter|spring|autumn|fall|decade|century)|"
    r"in the (?:past|last)|in (?:1[5-9]|20)\d\d|previously|formerly)\b"
)
_INSTITUTION = re.compile(rf"(?i)\b(?:{BODIES}|minister|president|mayor)\b")
_ABSOLUTE = re.compile(
    r"(?i)\b(?:all|only|first|never|every|none|always|nobody|no one|nothing|everyone|any(?:one|thing)?|entire|"
    r"whole|no)\b"
)
CAUSE = re.compile(
    r"(?i)\b(?:caus(?:e|es|ed|ing)|kill(?:s|ed)?|cur(?:e|es|ed)|prevent(?:s|ed)?|spreads?|lower(?:s|ed)|reduc(?:e|es|"
    r"ed)|lead(?:s)? to|led to|due to|because of|result(?:s|ed) in|(?:does|do|did)(?: not|n[’']t) work|contains?|"
    r"increases? the risk|linked to|responsible for|damag(?:e|es|ed)|destroy(?:s|ed)?|triggers?|triggered)\b"
)
_AHEAD = (
    "(?<!the )(?<!a )(?<!his )(?<!her )(?<!own )(?<!free )(?-i:will)|shall|won['’]t|going to|(?-i:may)|might|"
    "(?:is|are) (?:expected|likely|set|due|bound) to"
)
AHEAD = re.compile(rf"(?i)\b(?:{_AHEAD})\b|['’]ll\b")
_FUTURE = re.compile(rf"(?i)\b(?:{_AHEAD}|would|could)\b|['’]ll\b")
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")
_YOU = re.compile(r"(?i)\b(?:you|your|yours|yourself)\b")
_THANKS = re.compile(r"(?i)\b(?:thank(?:s| you)?|well,|look,|listen|please|welcome|good (?:morning|evening|night))")
JUDGEMENT = re.compile(
    r"(?i)\b(?:(?:good|great|bad|poor|terrible|awful|wonderful|beautiful|brilliant|shameful|sad|lovely|ugly|horrible|"
    r"fantastic|amazing|ridiculous|absurd|disgraceful|disgusting|tremendous|unfortunate|fortunate|embarrassing|"
    r"pathetic|outrageous|inspiring|delightful|boring|stupid)(?:ly)?|important|shame|nonsense|alas|disaster|disgrace|"
    r"right thing|wrong|better|worse|wisest?|deserves?)\b"
)
BELIEF = re.compile(
    r"(?i)\b(?:(?:i|we) (?:\w+ly )?(?:think|believe|feel|hope|guess|suppose|doubt|know|want|agree|mean)|seem(?:s|ed)?|"
    r"perhaps|maybe|possibly|probably|arguably|appears? to|in my (?:view|opinion)|of course|unclear|hopefully)\b"
)
_I = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]yself|[Mm]ine)\b")
_QUESTION = re.compile(r"\?[\"'”’»)\]]*\s*$")
_WISHES = "should|ought to|must|let['’]?s|let us"
WISH = re.compile(rf"(?i)\b(?:{_WISHES})\b")
_WISH_OR_CONDITION = re.compile(rf"(?i)\b(?:{_WISHES}|if|need to|have to|wants? to)\b")
_WE = re.compile(r"\b(?:[Ww]e|[Uu]s|[Oo]ur)\b")


class _Sentence(NamedTuple):
    """A sentence with what several features ask for."""

    text: str
    figures: int
    past: int
    names: int


class Feature(NamedTuple):
    """One feature: its name in weights.toml, and its value for a sentence, 0 or 1.

    `explains` tells whether its name says to a reader why the sentence is worth checking, or is not.
    """

    name: str
    value: Callable[[_Sentence], float]
    explains: bool = True


def _has(pattern: re.Pattern[str]) -> Callable[[_Sentence], float]:
    return lambda sentence: float(pattern.search(sentence.text) is not None)


def _length(sentence: _Sentence) -> float:
    return log(min(len(sentence.text.split()), _MOST_WORDS) + 1) - _TYPICAL_LENGTH


def _is_bare(sentence: _Sentence) -> float:
    """Tell whether a sentence asserts something without I, you, we, a wish, the future, a belief or a judgement."""
    opened = (_I, _YOU, _WE, _WISH_OR_CONDITION, _FUTURE, BELIEF, JUDGEMENT, _QUESTION)
    return float(not any(pattern.search(sentence.text) for pattern in opened))


FEATURES = (
    Feature("figure", _has(_DIGITS)),
    Feature("number in words", _has(_NUMBER_WORD)),
    Feature("money or share", _has(_MONEY)),
    Feature("accusation", _has(ACCUSATION)),
    Feature("act", _has(_ACT), explains=False),
    Feature("measured thing", _has(_MEASURED), explains=False),
    Feature("comparison", lambda sentence: float(bool(comparison_reasons(sentence.text)))),
    Feature("past event", lambda sentence: float(sentence.past > 0)),
    Feature("second past verb", lambda sentence: float(sentence.past > 1), explains=False),
    Feature("trend", _has(_TREND)),
    Feature("second figure", lambda sentence: float(sentence.figures > 1)),
    Feature("said or studied", _has(SAID)),
    Feature("name", lambda sentence: float(sentence.names > 0)),
    Feature("several names", lambda sentence: float(sentence.names > 2), explains=False),  # noqa: PLR2004
    Feature("own deed", _has(_OWN_DEED)),
    Feature("length", _length, explains=False),
    Feature("he or she", _has(_HE), explains=False),
    Feature("they", _has(_THEY), explains=False),
    Feature("time past", _has(_TIME_PAST)),
    Feature("bare assertion", _is_bare),
    Feature("institution", _has(_INSTITUTION), explains=False),
    Feature("all, only, first or never", _has(_ABSOLUTE)),
    Feature("cause", _has(CAUSE)),
    Feature("figure of a trend", lambda sentence: float(sentence.figures > 0) * _has(_TREND)(sentence), explains=False),
    Feature("figure of the future", lambda sentence: float(sentence.figures > 0) * _has(_FUTURE)(sentence)),
    Feature("no full stop", lambda sentence: 1 - _has(_STOP)(sentence), explains=False),
    Feature("you", _has(_YOU), explains=False),
    Feature("thanks", _has(_THANKS)),
    Feature("judgement", _has(JUDGEMENT)),
    Feature("belief", _has(BELIEF)),
    Feature("I or my", _has(_I), explains=False),
    Feature("only a prediction", _has(_FUTURE)),
    Feature("question", _has(_QUESTION)),
    Feature("only a wish", _has(_WISH_OR_CONDITION)),
)
"""The features, in the order of the table."""


@cache
def _weights() -> tuple[float, Mapping[str, float]]:
    """Return the bias, and the weights of the features by their names."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))
    return table["bias"], table["features"]


@lru_cache(1024)
def values(text: str) -> Mapping[str, float]:
    """Return the values of the features of a sentence that are not 0, by their names."""
    figures = len(_DIGITS.findall(text)) + len(_NUMBER_WORD.findall(text))
    sentence = _Sentence(text, figures, len(PAST_VERB.findall(text)), len(_NAME.findall(text)))
    return {feature.name: value for feature in FEATURES if (value := feature.value(sentence))}


def worthiness(text: str) -> float:
    """Return how much a sentence is worth checking: the sum of the weights of its features; most are from -4 to 4."""
    bias, weights = _weights()
    return bias + sum(weights[name] * value for name, value in values(text).items())


def explanation(text: str) -> tuple[str, ...]:
    """Return the names of the features that weigh most, at most three, the heaviest first: "figure", "only a wish"."""
    weights, found = _weights()[1], values(text)
    named = [feature.name for feature in FEATURES if feature.explains and feature.name in found]
    return tuple(sorted(named, key=lambda name: -abs(weights[name] * found[name]))[:_EXPLAINED])
