"""Reported speech in English: the speaker and the statement, if the words show where it begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.evidence.languages.english.calendar import DAYS
from factcheck.evidence.languages.english.clauses import TITLED, as_sentence
from factcheck.evidence.languages.english.finite import FINITE, PAST_FORMS

_DOUBTED = "den(?:ied|ies)|admit(?:ted|s)|claim(?:ed|s)|promise[sd]|allege[sd]|accuse[sd]"
"""Verbs after which it is the saying that can be checked, more than what was said."""
_ADDRESSED = r"told (?:[\w’'-]+ ){0,4}?[\w’'-]+|tells (?:[\w’'-]+ ){0,4}?[\w’'-]+"
_SPOKEN = (
    "said|says|say|stated|states|announced|announces|added|adds|noted|notes|confirmed|confirms|argued|argues|insisted|"
    "insists|warned|warns|explained|explains|acknowledged|declared|declares|maintained|maintains|estimated|estimates|"
    "recalled|testified|wrote|writes|tweeted|replied|replies|reported|reports"
)
_FOUND = (
    "found|finds|shows?|showed|suggests?|suggested|concluded|concludes|revealed|reveals?|indicated?|indicates|believes?|"
    "believed"
)
_PERFECT = "(?:(?:has|have|had) (?:also |now |since |repeatedly )?)?"
_VERBS = rf"(?:{_PERFECT}(?P<verb>{_SPOKEN}|{_ADDRESSED}|{_FOUND}|{_DOUBTED}))"
_FIRM = "said|says|say|claim(?:ed|s)|insist(?:ed|s)|admit(?:ted|s)|concluded|believes?"
_OUTRIGHT = rf"(?:{_PERFECT}(?P<verb>{_FIRM}|{_ADDRESSED}))"
_WORD = r"[\w’'.&-]+"
_WHO = rf"(?P<who>{_WORD}(?: {_WORD}){{0,11}}?)"
_BESIDE = r"(?:,(?P<beside>(?: [\w’'.&-]+){1,10}?),)?"
_APPOSED = rf",(?P<beside> {TITLED})"
"""A name that ends the sentence: "said the mayor, Ines Okafor"."""
_HOW = (
    r"(?P<how>(?: (?:also|later|earlier|yesterday|today|then|to (?:reporters|journalists)"
    rf"|(?:late |early )?(?:{'|'.join(DAYS)})|(?:in|on|at|during|through) {_WORD}(?: {_WORD}){{0,5}}?)){{0,3}}?)"
)
_OPENS, _CLOSES = '[“"«„]', '[”"»“]'
_STARTERS = r"(?:the|a|an|it|they|he|she|we|there|this|these|its|his|her|their|at least|more than|no|nobody|[A-Z0-9])"
_WHAT = "(?P<what>.+)"
_FORMS = tuple(
    re.compile(form, re.S)
    for form in (
        rf"(?i:according to) {_WHO}{_BESIDE}, {_WHAT}",
        rf"{_WHAT},? according to {_WHO}[.!]",
        rf"As {_WHO} {_VERBS}{_HOW}, {_WHAT}",
        rf"(?P<what>.+[,!?]){_CLOSES}? {_VERBS} {_WHO}{_APPOSED}{_HOW}\.",
        rf"(?P<what>.+[,!?]){_CLOSES}? {_VERBS} {_WHO}{_BESIDE}{_HOW}\.",
        rf"(?P<what>.+[,!?]){_CLOSES}? {_WHO}{_BESIDE} {_VERBS}{_HOW}\.",
        rf"{_WHO}{_BESIDE} {_VERBS}{_HOW} that {_WHAT}",
        rf"{_WHO}{_BESIDE} {_VERBS}{_HOW}[:,] (?P<what>{_OPENS}.+)",
        rf"{_WHO}{_BESIDE} {_OUTRIGHT}{_HOW} (?P<what>{_STARTERS}\b.*\b{FINITE}\b.+)",
        rf"{_WHO}{_BESIDE} (?P<verb>said|says){_HOW} (?P<what>{_STARTERS}\b.+)",
        rf"(?P<what>{_OPENS}?.+?),{_CLOSES}? {_WHO} {_VERBS}{_HOW}, (?P<rest>.+)",
        rf"(?P<what>{_OPENS}?.+?),{_CLOSES}? (?P<verb>{_SPOKEN}) {_WHO}{_HOW}, (?P<rest>.+)",
    )
)
_LEADS = (
    "In|Asked|Speaking|On|At|During|After|Later|Earlier|Meanwhile|However|Yesterday|Today|Last|This|By|For|With|Answering|"
    "Responding|Pressed|Questioned|Writing|Testifying|But|And|Still|Also"
)
_LED = re.compile(rf"(?P<lead>(?:{_LEADS})\b[^,]{{0,80}}, )(?P<rest>.+)", re.S)
_SAYING_ONLY = (
    re.compile(rf"{_WHO}{_BESIDE} {_PERFECT}(?P<verb>den(?:ied|ies)) (?P<what>.+)", re.S),
    re.compile(rf"{_WHO}{_BESIDE} {_PERFECT}(?P<verb>accuse[sd]) (?P<what>.+ of .+)", re.S),
    re.compile(rf"{_WHO}{_BESIDE} {_PERFECT}(?P<verb>asked|promise[sd]|admit(?:ted|s)) (?P<what>.+)", re.S),
)
"""Forms from which no statement can be taken: only the saying can be checked."""
_WITHIN = re.compile(rf"[,!?]{_CLOSES} {_WHO} {_VERBS}{_HOW}[,.:] ", re.S)
_NOBODY = re.compile(
    r"(?i)\b(?:was|were|is|are|has|had|have|been|be|who|whom|which|that|what|when|while|after|before|because|although|though|since|until|unless|if|as|did|does"
    r"|do|not|never|nobody|will|would|could|can|may|might|it|but|or|and he|and she)\b|n['’]t\b"
)
_IRREGULAR = re.compile(rf"\b(?!(?:left|cut|set|hit|put|led|met|lay|saw)\b)(?:{PAST_FORMS})\b")
_PRONOUN = re.compile(r"(?i)(?:he|she|they|it|we|i|you|one|this|that|these|those|the latter|both|some|others?)")
_ADVERB = re.compile(r" (?:also|then|later|earlier|now|repeatedly|\w{3,}ly)$")
_ARTICLE = re.compile(r"(?:The|A|An|His|Her|Its|Their|Some|Many|Several|State|Official)(?= [a-z])")
_TITLED = re.compile(TITLED)
_NAMED = re.compile(rf"(?:(?:the |a |an )?(?:[a-z][\w’'-]* ){{0,4}})?{TITLED}")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]*)[”\"»“]?[.]?")
_DOUBTFUL = re.compile(rf"(?:{_DOUBTED})")
_ABOUT = re.compile(r"(?:who|whose|whom|which|where|when|as|while|after|before|adding|citing|referring|speaking)\b")
_MIN_WORDS = 2  # of a statement


@dataclass(frozen=True, slots=True)
class ReportedSpeech:
    """What a sentence reports: the `speaker` if one is named, the `statement` if it can be separated from the rest.

    `clause` is the rest: "said the mayor". A speaker that is only "he" or "she" is the `pronoun`. `doubted` tells that
    the saying itself is to be checked rather than the statement: it was denied, claimed, promised.
    """

    speaker: str = ""
    statement: str = ""
    clause: str = ""
    pronoun: str = ""
    doubted: bool = False


def find_reported_speech(sentence: str) -> ReportedSpeech | None:
    """Return what a sentence on one line reports, None if it reports nothing."""
    led = _LED.fullmatch(sentence)
    for words in (sentence, led["rest"] if led else ""):
        for form in _FORMS:
            match = form.fullmatch(words) if words else None
            if match and _can_speak(match["who"]) and _is_statement(match):
                return _separated(sentence, words, match)
    for form in _SAYING_ONLY:
        if (match := form.fullmatch(led["rest"] if led else sentence)) and _can_speak(match["who"]):
            return ReportedSpeech(*_named(match), doubted=True)
    within = _WITHIN.search(sentence)
    if within and _can_speak(within["who"]):
        return ReportedSpeech(*_named(within))
    return None


def _is_statement(match: re.Match[str]) -> bool:
    rest = match.groupdict().get("rest") or ""
    return len(f"{match['what']} {rest}".split()) >= _MIN_WORDS


def _named(match: re.Match[str]) -> tuple[str, str, str, str]:
    """Return the first fields of what is reported without a statement: the speaker, or the pronoun for one."""
    return _speaker_of(match), "", "", match["who"].lower() if _PRONOUN.fullmatch(match["who"]) else ""


def _separated(sentence: str, words: str, match: re.Match[str]) -> ReportedSpeech:
    """Return the parts of a sentence of which `words` match; its lead-in belongs to the clause."""
    speaker, pronoun = _speaker_of(match), _named(match)[3]
    groups = match.groupdict()
    verb, rest = groups.get("verb") or "", groups.get("rest") or ""
    if rest and _is_about_saying(match["what"], rest):
        rest = ""
    statement = as_statement(f"{_unmarked(match['what'])} {_unmarked(rest)}" if rest else match["what"])
    doubted = _DOUBTFUL.fullmatch(verb) is not None
    if not statement or not (speaker or pronoun):  # without the clause it would not be known whose words they are
        return ReportedSpeech(speaker, pronoun=pronoun, doubted=doubted)
    begin, end = match.span("what")
    stop = match.start("rest") if rest else len(words)
    clause = f"{sentence[: len(sentence) - len(words)]}{words[:begin]} {words[end:stop]}"
    return ReportedSpeech(speaker, statement, clause, pronoun, doubted)


def _is_about_saying(what: str, rest: str) -> bool:
    """Tell whether what follows the speaker is about him or the saying: "who leads the union", "adding that …"."""
    is_quoted = what[:1] in _OPENS and not any(mark in rest for mark in _OPENS[1:-1])
    return _ABOUT.match(rest) is not None or (is_quoted and re.match(r"(?:and|but|so|or)\b", rest) is None)


def _unmarked(words: str) -> str:
    """Return the part of an interrupted statement without the quotation marks around it, if it has such."""
    return words.strip(' “”"«»„') if words[:1] in '“"«„' else words


def _can_speak(who: str) -> bool:
    return (_NOBODY.search(who) or _IRREGULAR.search(who)) is None or _PRONOUN.fullmatch(who) is not None


def _speaker_of(match: re.Match[str]) -> str:
    """Return the name of the speaker; of an apposition what is a name: "Lowe's lawyer, Tom Ng"."""
    who, beside = match["who"], (match.groupdict().get("beside") or "").strip()
    if beside and _NAMED.fullmatch(beside) and not _TITLED.fullmatch(who):
        return beside
    return _speaker_name(who)


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
    return "" if not words or opened != closed or words.count('"') % 2 else as_sentence(words)
