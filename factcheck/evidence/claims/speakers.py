"""Who speaks in the sentences of a text: by their own words, or those around them, across paragraphs.

"He said" is the last person who was named as a speaker, else the only person named before; with two it is asked. A
quotation without a speaker has that of its paragraph; a paragraph that is only a quotation, that of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, takewhile

from factcheck.evidence.claims.kinds import UnitKind
from factcheck.evidence.claims.quotations import with_closing_marks
from factcheck.evidence.claims.units import TextUnit
from factcheck.evidence.languages import Language
from factcheck.evidence.languages.english.bodies import BODIES
from factcheck.evidence.languages.english.reported_speech import ReportedSpeech, as_statement, find_reported_speech
from factcheck.evidence.languages.prose.saying import saying_in

_LONGEST = 1_000
"""Code points of the longest sentence whose speaker is looked for."""
_PERSON = re.compile(r"(?:[^\W\d_][\w’'.-]* )*(?P<last>[^\W\d_])[\w’'-]*$")
_BODY = re.compile(rf"(?i)\b(?:{BODIES}|office|report|study|figures|board|officials|lawyers|group|service)\b")
"""Speakers that are not a person."""
_CLOSING = re.compile(r"\s?[”»]([.!?…]?)$")
"""A mark that closes at the end of a sentence, before its stop or behind it."""
_MARKS = '“”«»„"'


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a sentence: the `report` of its own words, and the `speaker`, "" if that is not known.

    `note` says where the speaker comes from if it is only a suggestion, or asks who it is: "she: Lowe or Moss?".
    """

    speaker: str = ""
    report: ReportedSpeech | None = None
    note: str = ""


NOBODY = Attribution()


@dataclass(frozen=True, slots=True)
class _Voices:
    """How a language reports speech: what finds it, the pronouns of one person and of persons, what is no person."""

    find: Callable[[str], ReportedSpeech | None]
    one: Collection[str]
    persons: Collection[str]
    body: re.Pattern[str]


_ENGLISH = _Voices(find_reported_speech, {"he", "she"}, {"he", "she", "they"}, _BODY)


def _voices(code: str) -> _Voices | None:
    """Return how a language reports speech, None if it is not known."""
    if code[:2] in {"", "en"}:
        return _ENGLISH
    saying = saying_in(code)
    return _Voices(saying.find, saying.one, saying.persons, saying.body) if saying else None


class _Persons:
    """The persons whom a text has named so far."""

    def __init__(self, reader: Language | None, voices: _Voices) -> None:
        self._reader = reader
        self._voices = voices
        self._named: dict[str, str] = {}
        self.speaker = ""
        """The last person who was named as a speaker."""
        self.last = ""
        """The last speaker, a person or not."""

    def read(self, words: str) -> None:
        """Take in the names of a sentence that consist of two words or more, by the last."""
        for name in self._reader.names(words) if self._reader else ():
            if len(name.text.split()) > 1 and not self._voices.body.search(name.text):
                self._named.setdefault(name.words[-1], name.text)

    def heard(self, speaker: str) -> None:
        """Take in a speaker."""
        self.last = speaker or self.last
        person = _PERSON.match(speaker)
        if person and person["last"].isupper() and not self._voices.body.search(speaker):
            self.speaker = speaker

    def meant_by(self, pronoun: str) -> Attribution:
        """Return who is meant by a pronoun that speaks."""
        if pronoun not in self._voices.persons:
            return NOBODY
        is_one = pronoun in self._voices.one
        if speaker := self.speaker if is_one else self.last:
            return Attribution(speaker)
        people = list(self._named.values())
        if len(people) == 1 and is_one:
            return Attribution(people[0])
        two = " or ".join(people[-2:])
        return Attribution(note=f"{pronoun}: {two}?" if len(people) > 1 else "")


def attributions(text: str, units: Sequence[TextUnit], reader: Language | None, code: str = "en") -> list[Attribution]:
    """Return who says each of the units of a text in the language `code`; nobody where that is not read."""
    voices = _voices(code)
    if voices is None:
        return [NOBODY] * len(units)
    persons, found, before = _Persons(reader, voices), list[Attribution](), ""
    for _, paragraph in groupby(units, key=lambda unit: unit.place.rpartition(",")[0]):
        within = list(paragraph)
        own = list(_own(text, within, persons, voices.find))
        found += _completed(text, within, own, before)
        before = next((each.speaker for each in reversed(own) if each.speaker), before)
    return found


def _own(
    text: str, units: Sequence[TextUnit], persons: _Persons, find: Callable[[str], ReportedSpeech | None]
) -> Iterator[Attribution]:
    """Yield the attributions by the words of each sentence, with pronouns resolved."""
    for unit in units:
        words = unit.words(text)
        report = find(words) if len(words) <= _LONGEST and unit.kind.checkable else None
        if report is None:
            yield NOBODY
        elif report.pronoun:
            meant = persons.meant_by(report.pronoun)
            if not (meant.speaker or meant.note or words.lower().startswith(report.pronoun)):
                meant = replace(meant, note=f"who is “{report.pronoun}”?")
            yield replace(meant, report=replace(report, speaker=meant.speaker))
        else:
            persons.heard(report.speaker)
            yield Attribution(report.speaker, report)
        persons.read(words)


def _completed(text: str, units: Sequence[TextUnit], own: list[Attribution], before: str) -> Iterator[Attribution]:
    """Yield the attributions of a paragraph, with a speaker for each of its quotations."""
    anybody = any(each.speaker for each in own)
    only_quoted = not anybody and all(unit.kind is UnitKind.QUOTATION for unit in units)
    for number, (unit, each) in enumerate(zip(units, own, strict=True)):
        if each.report is not None or unit.kind is not UnitKind.QUOTATION:
            yield each
            continue
        speaker = before if only_quoted else ""
        if anybody:
            order = chain(_going_on(units, number), range(number - 1, -1, -1), range(number, len(own)))
            speaker = next(own[place].speaker for place in order if own[place].speaker)
        note = "speaker of the paragraph before" if only_quoted and speaker else "" if speaker else "who says this?"
        statement = as_statement(unquoted(unit.words(text)))
        yield Attribution(speaker, ReportedSpeech(speaker, statement), note)


def _going_on(units: Sequence[TextUnit], number: int) -> Iterator[int]:
    """Yield the places of the sentences that go on with the quotation of one."""
    return takewhile(lambda place: units[place].opens, range(number + 1, len(units)))


def unquoted(words: str) -> str:
    """Return a sentence without a mark at its beginning or end whose partner is in another sentence."""
    words = with_closing_marks(words).lstrip("—– ")
    opened = sum(map(words.count, "“«„"))
    closed = sum(map(words.count, "”»"))
    if opened > closed and words[:1] in _MARKS:
        return words[1:]
    if closed > opened and (closing := _CLOSING.search(words)):
        return f"{words[: closing.start()]}{closing[1]}"
    return words.strip('"') if words.count('"') == 1 else words
