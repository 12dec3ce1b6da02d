"""Reported speech in English: the speaker and the statement, if the words show where it begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SAY = "said|says|say"
_PAST = (
    "said|stated|announced|reported|claimed|added|noted|confirmed|argued|insisted|warned|explained|acknowledged|admitted"
    "|alleged|declared|maintained|estimated|concluded|recalled|testified|wrote|tweeted"
    r"|told (?:[\w’'-]+ ){0,4}?[\w’'-]+"
)
_VERBS = rf"(?:{_PAST}|{_SAY}|argues|insists|warns|maintains|writes)"
_WORD = r"[\w’'.&-]+"
_WHO = rf"(?P<who>{_WORD}(?: {_WORD}){{0,11}}?)"
_BESIDE = r"(?:,(?: [\w’'.&-]+){1,10}?,)?"
_HOW = (
    r"(?P<how>(?: (?:also|later|earlier|yesterday|today|to (?:reporters|journalists)"
    rf"|(?:in|on|at|during|through) {_WORD}(?: {_WORD}){{0,5}}?)){{0,3}}?)"
)
_OPENS, _CLOSES = '[“"«„]', '[”"»“]'
_STARTERS = r"(?:the|a|an|it|they|he|she|we|there|this|these|its|his|her|their|at least|more than|no|[A-Z0-9])"
_WHAT = "(?P<what>.+)"
_FORMS = (
    re.compile(rf"(?i:according to) {_WHO}{_BESIDE}, {_WHAT}", re.S),
    re.compile(rf"{_WHAT},? according to {_WHO}[.!]", re.S),
    re.compile(rf"(?P<what>.+[,!?]){_CLOSES}? (?i:{_VERBS}) {_WHO}{_BESIDE}{_HOW}\.", re.S),
    re.compile(rf"(?P<what>.+[,!?]){_CLOSES}? {_WHO}{_BESIDE} (?i:{_VERBS}){_HOW}\.", re.S),
    re.compile(rf"{_WHO}{_BESIDE} (?:{_VERBS}){_HOW} that {_WHAT}", re.S),
    re.compile(rf"{_WHO}{_BESIDE} (?:{_VERBS}){_HOW}[:,] (?P<what>{_OPENS}.+)", re.S),
    re.compile(rf"{_WHO}{_BESIDE} (?:{_SAY}){_HOW} (?P<what>{_STARTERS}\b.+)", re.S),
)
_LED = re.compile(rf".{{3,80}}?, (?P<rest>{_WHO} (?:{_PAST}){_HOW} that .+)", re.S)
_WITHIN = re.compile(rf"[,!?]{_CLOSES} {_WHO} (?:{_VERBS}){_HOW}[,.:] ", re.S)
_NOBODY = re.compile(
    r"(?i)\b(?:was|were|is|are|has|had|have|been|be|who|whom|which|that|what|when|while|after|before|because|if|as|did|does"
    r"|do|not|never|nobody|will|would|could|can|may|might|it|but|or)\b|n['’]t\b"
)
_PRONOUN = re.compile(r"(?i)(?:he|she|they|it|we|i|you|one|this|that|these|those|the latter|both|some|others?)")
_ADVERB = re.compile(r" (?:also|then|later|earlier|now|\w{3,}ly)$")
_ARTICLE = re.compile(r"(?:The|A|An|His|Her|Its|Their|Some|Many|Several|State|Official)(?= [a-z])")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]*)[”\"»“]?[.]?")
_MIN_WORDS = 3  # of a statement


@dataclass(frozen=True, slots=True)
class ReportedSpeech:
    """What a sentence reports: the `speaker` if one is named, the `statement` if it can be separated from the rest.

    `clause` is the rest: "said the mayor".
    """

    speaker: str = ""
    statement: str = ""
    clause: str = ""


def find_reported_speech(sentence: str) -> ReportedSpeech | None:
    """Return what a sentence on one line reports, None if it reports nothing."""
    for form in _FORMS:
        match = form.fullmatch(sentence)
        if match and _can_speak(match["who"]) and len(match["what"].split()) >= _MIN_WORDS:
            return _separated(sentence, match)
    led, within = _LED.fullmatch(sentence), _WITHIN.search(sentence)
    for match in (led, within):
        if match and _can_speak(match["who"]):
            return ReportedSpeech(_speaker_name(match["who"]))
    return None


def _separated(sentence: str, match: re.Match[str]) -> ReportedSpeech:
    speaker, statement = _speaker_name(match["who"]), as_statement(match["what"])
    if not speaker or not statement:  # without the clause it would not be known whose words they are
        return ReportedSpeech(speaker)
    return ReportedSpeech(speaker, statement, f"{sentence[: match.start('what')]} {sentence[match.end('what') :]}")


def _can_speak(who: str) -> bool:
    return _NOBODY.search(who) is None or _PRONOUN.fullmatch(who) is not None


def _speaker_name(who: str) -> str:
    """Return the name of a speaker; "" for a pronoun."""
    if _PRONOUN.fullmatch(who):
        return ""
    return _ARTICLE.sub(lambda match: match[0].lower(), _ADVERB.sub("", who), count=1).strip(" .")


def as_statement(words: str) -> str:
    """Return words as a sentence of its own, or "" if its quotation marks would not match."""
    words = words.strip()
    if whole := _QUOTED.fullmatch(words):
        words = whole[1]
    words = words.strip().rstrip(",;:").rstrip()
    opened = sum(words.count(sign) for sign in "“«„")
    closed = sum(words.count(sign) for sign in "”»")
    if not words or opened != closed or words.count('"') % 2:
        return ""
    ended = words[-1] in ".!?…" or words[-2:-1] in set(".!?…")
    return f"{words[0].upper()}{words[1:]}{'' if ended else '.'}"
