"""Reported speech in a language with a data file: the speaker, and the statement where it is a sentence of its own.

The forms are those of European newspapers: "S said that P", "S said: “P”", "“P”, said S", "P, said S", "according to
S, P", "P, according to S". Where the clause after "that" has another order of words, only the speaker is taken.
"""

from __future__ import annotations

import re

from factcheck.evidence.languages.english.reported_speech import ReportedSpeech, as_statement
from factcheck.evidence.languages.prose.words import ProseData, any_of, by_language
from factcheck.evidence.languages.word_classes import word_classes

_WORD = r"[\w’'.&-]+"
_WHO = rf"(?P<who>{_WORD}(?: {_WORD}){{0,8}}?)"
_BESIDE = r"(?:,(?P<beside>(?: [\w’'.&-]+){1,8}?),)?"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'.-]*"
_WITHIN_NOUN = "der|des|von|vom|für|am|im|in|bei|zum|zur"
_NOUN = rf"(?P<who>(?:[a-zäöüß]+ ){{0,3}}[A-ZÄÖÜ][\w-]+(?: (?:{_WITHIN_NOUN}) (?:[a-zäöüß]+ )?[A-ZÄÖÜ][\w-]+)*)"
"""A German noun with what belongs to it: "einer Studie der Universität"; the next word is the verb."""
_TITLE = r"(?P<who>(?:[^\W\d_][\w’'-]* )?[«„“\"][^«»„“”\"]{2,60}[»“”\"])"
"""The name of a newspaper in quotation marks."""
_ROLE = r"(?:,(?P<role>\s[^,.]{3,80}))?"
"""What the speaker is, in words: "cheffe de l’opposition"."""
_APPOSED = rf"(?:,(?P<beside> {_CAPITAL}(?: (?:(?:de|del|la|von|van|der) )*{_CAPITAL}){{0,3}}),?)?"
"""An apposition that may end the sentence."""
_OPENS, _CLOSES = '[“"«„]', '[”"»“]'
_END = r"\s?[.!]?"
_SPLIT = " … "
_ARTICLE = re.compile(
    r"(?i)(?:le|la|les|l[’']|des|un|une|der|die|das|dem|den|ein|eine|einem|einer|el|la|los|las|una?)\b"
)
_NAMED = re.compile(r"[^\W\d_]\w*(?: (?:(?:de|del|la|von|van|der|di|du) )*[^\W\d_][\w’'-]*){1,3}")
_LAST_NAME = re.compile(r"(?:[оеё]ва?|[иы]на?|ский|ская|цкий|цкая|енко|юк|[А-Я]{2,})$")
"""How Russian last names end."""
_LEAST_WORDS = 2


class Saying:
    """Finds reported speech in the sentences of one language."""

    def __init__(self, data: ProseData) -> None:
        """Read the verbs of saying and the words around them from `data`."""
        self._has_no_article = data.flag("saying", "no_article")
        classes = word_classes(data.code)
        offices = classes.relations.pattern if classes else r"(?!)"
        self._common = re.compile(rf"(?i)(?:{data.pattern('saying', 'bodies')}|{offices.removeprefix('(?i)')})")
        self._keeps_order = data.flag("saying", "that_keeps_order")
        self._never = re.compile(rf"(?i)\b(?:{data.pattern('saying', 'never')})\b")
        self._first = data.phrases("saying", "pronouns")[0]
        self.one = frozenset(data.phrases("saying", "pronouns"))
        """The pronouns that mean one person."""
        self.persons = self.one | frozenset(data.phrases("saying", "plural"))
        """The pronouns that mean persons."""
        self.body = re.compile(rf"(?i)\b(?:{data.pattern('saying', 'bodies')})\b")
        """Speakers that are not a person."""
        self._pronoun = re.compile(rf"(?i)(?:{data.pattern('saying', 'pronouns', 'plural', 'others')})")
        self._speaks = re.compile(rf"(?i)(?:{data.pattern('saying', 'pronouns', 'plural')})")
        times = (each for each in data.phrases("saying", "when") if not _ARTICLE.fullmatch(each))
        self._when = re.compile(rf"(?i)(?<!\w)(?:(?:{any_of(times)})\s)+")
        days = data.pattern("saying", "days")
        self._day = re.compile(rf"(?i)^(?:{days})\s|\s(?:{days})$")
        joining = data.pattern("clauses", "joining")
        self._no_role = re.compile(rf"(?i)\s(?:{joining})\b|.*\b(?:{data.pattern('clauses', 'finite')})\b")
        self._inverted = re.compile(rf"(?i)-({data.pattern('saying', 'pronouns', 'plural')})\b")
        doubted = data.phrases("saying", "doubted")
        self._doubted = re.compile(rf"(?i)(?:{any_of(doubted)})")
        self._forms = tuple(re.compile(form, re.S) for form in _forms(data))
        self._saying_only = re.compile(rf"{_WHO}{_BESIDE}\s(?P<verb>(?i:{any_of(doubted)}))\b,?\s(?P<rest>.+)", re.S)

    def find(self, sentence: str) -> ReportedSpeech | None:
        """Return what a sentence on one line reports, None if it reports nothing."""
        for form in self._forms:
            match = form.fullmatch(sentence)
            if match and self._can_speak(match) and len(_what(match).split()) >= _LEAST_WORDS:
                return self._report(sentence, match)
        match = self._saying_only.fullmatch(sentence)
        if match and self._can_speak(match):
            return ReportedSpeech(*self._who(match), doubted=True)
        return None

    def _can_speak(self, match: re.Match[str]) -> bool:
        who, role = self._speaker_words(match), match.groupdict().get("role") or ""
        if role and self._no_role.match(role):
            return False
        if not who:
            verb = match.groupdict().get("verb") or ""
            return "who" not in match.re.groupindex or self._inverted.search(verb) is not None
        return self._pronoun.fullmatch(who) is not None or not self._never.search(who)

    def _speaker_words(self, match: re.Match[str]) -> str:
        """Return the words of the speaker without when it was said; "" if the verb has a pronoun: "a-t-il dit"."""
        groups = match.groupdict()
        if self._inverted.search(groups.get("verb") or ""):
            return ""
        who = (groups.get("who") or "").strip(" .,")
        who = self._day.sub("", who).strip() if groups.get("verb") else who
        begins = self._when.match(who)
        if begins and who[begins.end() :][:1].isupper():
            who = who[begins.end() :]
        elif begins and match.start("who") == 0 and len(who[begins.end() :].split()) > 1:  # "В понедельник директор"
            who = who[begins.end() :].partition(" ")[2]
        ends = next((each for each in self._when.finditer(who) if who[each.end() :][:1].islower()), None)
        return who[: ends.start()].rstrip() if ends and ends.start() else who

    def _who(self, match: re.Match[str]) -> tuple[str, str, str, str]:
        """Return the first fields of a report without a statement: the speaker, or the pronoun for one."""
        groups = match.groupdict()
        who, beside = self._speaker_words(match), (groups.get("beside") or "").strip()
        if not who:
            inverted = self._inverted.search(groups.get("verb") or "")
            return "", "", "", inverted[1].lower() if inverted else self._first
        if self._pronoun.fullmatch(who):
            return "", "", "", who.lower() if self._speaks.fullmatch(who) else ""
        is_described = _ARTICLE.match(who) is not None or not who.split()[-1][:1].isupper()
        if beside and _NAMED.fullmatch(beside) and beside[0].isupper() and is_described:
            return beside, "", "", ""
        return self._as_written_within(who) if match.start("who") == 0 else who, "", "", ""

    def _as_written_within(self, who: str) -> str:
        """Return a speaker as within a sentence: an article, an office or a body begins in lower case.

        In a language without articles a single word is taken for a name if it ends as last names do.
        """
        words = who.split()
        is_common = _ARTICLE.match(who) or (
            self._has_no_article
            and (
                self._common.fullmatch(words[0])
                or any(word[:1].islower() for word in words)
                or (len(words) == 1 and not _LAST_NAME.search(who))
            )
        )
        return f"{who[:1].lower()}{who[1:]}" if is_common and not words[0].isupper() else who

    def _report(self, sentence: str, match: re.Match[str]) -> ReportedSpeech:
        speaker, _, _, pronoun = self._who(match)
        groups = match.groupdict()
        doubted = self._doubted.fullmatch(groups.get("verb") or "") is not None
        if not (speaker or pronoun) or (groups.get("that") and not self._keeps_order) or groups.get("turned"):
            return ReportedSpeech(speaker, pronoun=pronoun, doubted=doubted)
        statement = as_statement(_what(match))
        begin, end = match.span("what")
        clause = f"{sentence[:begin]} {sentence[end:]}" if statement else ""
        return ReportedSpeech(speaker, statement, clause, pronoun, doubted)


saying_in = by_language(Saying)
"""Return what finds reported speech in the language with an ISO 639-1 code, None if it has no data file."""


def _what(match: re.Match[str]) -> str:
    words = (match.groupdict().get("what") or match.groupdict().get("turned") or "").strip(" —–-")
    return words.strip("»«") if words[:1] == "»" and words[-1:] == "«" else words


def _forms(data: ProseData) -> list[str]:
    """Return the forms of reported speech, which a whole sentence must have."""
    verbs = [*data.phrases("saying", "verbs"), *data.phrases("saying", "doubted")]
    whole = [verb for verb in verbs if _SPLIT not in verb]
    divided = [verb.split(_SPLIT) for verb in verbs if _SPLIT in verb]
    verb = rf"(?P<verb>(?i:{any_of(whole)}))"
    behind = rf"(?P<verb>(?i:{any_of([*whole, *data.phrases('saying', 'tags')])}))"
    doubted = data.phrases("saying", "doubted")
    firm = (
        rf"(?P<verb>(?i:{any_of([*(each for each in whole if each not in doubted), *data.phrases('saying', 'tags')])}))"
    )
    when = rf"(?:(?:,?\s(?i:{data.pattern('saying', 'when')})\b[^,:]{{0,60}}?){{0,2}})"
    that = rf"(?P<that>(?i:{data.pattern('saying', 'that')}))(?:(?<=[’'])|\s)"
    lead = rf"(?:[^\W\d_a-zà-þа-яё][^,:“”«»„\"]{{1,60}},\s|(?i:{data.pattern('saying', 'when')})\s[^\W\d_]+\s)?"
    forms = [
        rf"{_WHO}{_BESIDE}\s{verb}{when}\s?:\s(?P<what>{_OPENS}.+)",
        rf"(?P<what>{_OPENS}.+){_CLOSES}\s?[,.]?\s?[—–-]?\s?{behind}(?:\s{_WHO}{_APPOSED}{_ROLE})?{when}{_END}",
        rf"(?P<what>.+[,!?…])\s?[—–-]?\s?{firm}(?:\s{_WHO}{_APPOSED}{_ROLE})?{when}{_END}",
        rf"{_WHO}{_BESIDE}\s{verb}{when},?\s{that}(?P<what>.+)",
        rf"(?P<what>.+[,!?…])\s?[—–-]?\s?{firm}\s{_TITLE}{when}{_END}",
    ]
    leads = [rf"{lead}{_WHO}{_BESIDE}\s{verb}{when},?\s{that}(?P<what>.+)"] if data.flag("saying", "leads") else []
    for first, last in divided:
        one, other = re.escape(first), re.escape(last)
        forms += [
            rf"{_WHO}{_BESIDE}\s(?i:{one}){when}\s(?i:{other}),\s{that}(?P<what>.+)",
            rf"(?P<what>.+),{_CLOSES}?\s(?i:{one})\s{_WHO}{_BESIDE}{when}\s(?i:{other}){_END}",
            rf"(?P<what>{_OPENS}.+){_CLOSES},\s(?i:{one})\s{_WHO}{_BESIDE}{when}\s(?i:{other}){_END}",
        ]
    if data.flag("saying", "drops_subject"):
        forms.append(rf"{verb}{when},?\s{that}(?P<what>.+)")
    if data.phrases("saying", "by_them"):
        forms.append(rf"(?i:{data.pattern('saying', 'by_them')}),\s(?P<what>.+)")
    according = rf"(?i:{data.pattern('saying', 'according')})"
    finite = data.pattern("clauses", "finite")
    if data.flag("saying", "according_then_verb"):
        forms.append(rf"{according}\s{_WHO}\s(?P<turned>(?i:{finite})\b.+)")
        forms.append(rf"{according}\s{_NOUN}\s(?P<turned>(?!(?:{_WITHIN_NOUN}|und|oder|zu)\s)[a-zäöüß]+\s.+)")
    else:
        forms.append(rf"{according}\s{_WHO}{_BESIDE},\s(?P<what>.+)")
    forms.append(rf"(?P<what>.+),\s{according}\s{_WHO}{_END}")
    if data.phrases("saying", "according_behind"):
        forms.append(rf"{_WHO}\s(?i:{data.pattern('saying', 'according_behind')})\s(?P<turned>(?i:{finite})\b.+)")
    if data.phrases("saying", "as_said_behind"):
        forms.append(rf"(?P<what>.+),\s(?i:{data.pattern('saying', 'as_said_behind')})\s{_WHO}{when}\s{verb}{_END}")
    if data.phrases("saying", "as_said"):
        as_said = rf"(?i:{data.pattern('saying', 'as_said')})"
        forms.insert(0, rf"{as_said}\s?{verb}\s{_WHO}{when},\s(?P<what>.+)")
        forms.insert(0, rf"{as_said}\s{_WHO}{when}\s{verb},\s(?P<turned>.+)")
    return [*forms, *leads]
