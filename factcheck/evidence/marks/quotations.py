"""Quotations inside a claim, held against the sources like excerpts, and their speakers.

A quotation that stands in a source word for word is silent; then the claim's speaker is looked for beside it there. One
that is altered is marked at the words that differ, any other one as a whole. A draft's own capital at the beginning and
full stop at the end are no alterations, and quoted titles ("The Hunger Games") are no quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.evidence.claims.quotations import MIN_WORDS, Quotation, quotations
from factcheck.evidence.languages.english.names import find_names, fold
from factcheck.evidence.languages.english.reported_speech import find_reported_speech
from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearSource, QuoteWindow, Rank, Windows, looked_at
from factcheck.quotes import Anchor, State
from factcheck.quotes.anchor import anchor, find_faithful
from factcheck.quotes.differences import describe_differences, differences
from factcheck.sentences import sentences

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_EDGES = " .,;:!?"
_CAPITALS = 0.6
_SIMILAR = 0.6
"""The similarity from which on a quotation is an altered one, and no other."""
_SAY = (
    r"said|says|say|told|stated|announced|reported|claimed|added|noted|confirmed|argued|insisted|warned|explained|admitted"
    r"|alleged|declared|concluded|recalled|testified|wrote|tweeted|called|described|ordered|asked|promised|remarked|replied"
)
_SAYING = re.compile(rf"\b(?:{_SAY})\b|\b(?i:according to)\b")
_QUOTED = "\0"
"""Stands for a quotation in a pattern."""
_OF_SOMEBODY = {"told", "called", "described", "ordered", "asked", "promised"}
"""Verbs before the name of a listener, or of what is spoken of."""
_PRONOUN_SAYS = re.compile(
    rf"{_QUOTED}\W*(?P<after>[hH]e|[sS]he)\s(?:{_SAY})\b|\b(?P<before>[hH]e|[sS]he)\s(?:{_SAY})\W*{_QUOTED}"
)
_EMPTY_LINES = re.compile(r"\n\s*\n")
_STOP = re.compile(r"[.!?]\s")
_SIDE = 60  # code points between a name and its verb of saying


def _is_title(text: str) -> bool:
    """Tell whether most of the longer words have a capital."""
    words = [word for word in _WORD.findall(text) if len(word) > MIN_WORDS]
    return bool(words) and sum(word[0].isupper() for word in words) > _CAPITALS * len(words)


def quotation_marks(words: ClaimWords, sources: Sequence[NearSource], windows: Windows) -> Iterator[Mark]:
    """Yield what is wrong with the quotations of a claim: altered or in no source, or given to somebody else."""
    for quoted in quotations(words.text):
        stripped = _stripped(quoted)
        if len(_WORD.findall(stripped.text)) < MIN_WORDS or _is_title(stripped.text):
            continue
        places = list(windows(stripped.text))
        honest = [(place, found) for place in places if (found := _faithful(stripped.text, place)) is not None]
        if honest:
            yield from _speaker(words, quoted, honest, sources)
        else:
            yield _altered(words, stripped, places, sources)


def _stripped(quoted: Quotation) -> Quotation:
    """Return a quotation without the stops at its ends, which may be the draft's own."""
    text = quoted.text
    left = len(text) - len(text.lstrip(_EDGES))
    right = len(text.rstrip(_EDGES))
    return quoted._replace(text=text[left:right], start=quoted.start + left, end=quoted.start + right)


def _readings(text: str) -> tuple[str, ...]:
    """Return a quotation with the case of its first letter as it is, and the other one."""
    return text, text[0].swapcase() + text[1:]


def _faithful(text: str, place: QuoteWindow) -> Anchor | None:
    found = (find_faithful(reading, place.text, place.language) for reading in _readings(text))
    return next(filter(None, found), None)


def _altered(
    words: ClaimWords, quoted: Quotation, places: Sequence[QuoteWindow], sources: Sequence[NearSource]
) -> Mark:
    """Return the mark of a quotation that no source has: at the words that differ, or as a whole."""
    best: tuple[float, QuoteWindow, Anchor, str] | None = None
    for place in places:
        for reading in _readings(quoted.text):
            found = anchor(reading, place.text, language=place.language)
            if found.state is State.ALTERED and found.score >= _SIMILAR and (best is None or found.score > best[0]):
                best = found.score, place, found, reading
    if best is None:
        return Mark(quoted.text, quoted.start, quoted.end, MarkKind.MISQUOTED, "", looked_at(sources), Rank.QUOTATION)
    _, place, found, reading = best
    differing = [each for each in differences(reading, found.passage(place.text)) if each.wording or each.original]
    start, end = _span(differing[0].quote, quoted) if differing else (quoted.start, quoted.end)
    says = f"≠ {describe_differences(differing)}" if differing else f"≠ “{found.passage(place.text)}”"
    says = f"{says}, {place.place(found.start or 0)}"
    return Mark(words.text[start:end], start, end, MarkKind.MISQUOTED, place.ref, says, Rank.QUOTATION)


def _span(span: tuple[int, int], quoted: Quotation) -> tuple[int, int]:
    """Return the span in the claim of differing words; of words that were left out, that of the word beside them."""
    start, end = quoted.start + span[0], quoted.start + span[1]
    if start < end:
        return start, end
    words = [(match.start() + quoted.start, match.end() + quoted.start) for match in _WORD.finditer(quoted.text)]
    return min(words, key=lambda word: min(abs(word[0] - start), abs(word[1] - start)), default=(start, end))


# Speakers


def _speaker(
    words: ClaimWords,
    quoted: Quotation,
    honest: Sequence[tuple[QuoteWindow, Anchor]],
    sources: Sequence[NearSource],
) -> Iterator[Mark]:
    """Yield the claim's speaker of a quotation, if every source that has the words gives them to somebody else.

    Where a source only says "he", that is who spoke before in the paragraph; else the source must name the speaker.
    """
    own = _named_speaker(words.text, quoted.outer)
    if own is None:
        return
    start, end = own
    wanted = {fold(word) for word in _WORD.findall(words.text[start:end])}
    given: list[tuple[QuoteWindow, str]] = []
    known_sources = {source.ref: source for source in sources}
    for place, found in honest:
        context, at = _context(place, found)
        speaker, certain = _speaker_there(context, at)
        pronoun = "" if speaker else _pronoun(place.text, found)
        if pronoun and (speaker := _meant_by_pronoun(place.text, found.start or 0)):
            certain = True
        known = {fold(word) for word in _WORD.findall(speaker if certain else context)}
        if wanted & known:
            return
        source = known_sources.get(place.ref)
        if not speaker and pronoun and source and wanted.isdisjoint(source.facts.words):
            speaker = f"“{pronoun}”, and does not name {words.text[start:end]}"
        if speaker:
            given.append((place, speaker))
    if given:
        place, speaker = given[0]
        says = f"gives these words to {speaker}"
        yield Mark(words.text[start:end], start, end, MarkKind.MISQUOTED, place.ref, says, Rank.EXCHANGE)


def _named_speaker(text: str, outer: tuple[int, int]) -> tuple[int, int] | None:
    """Return the span of the name beside a verb of saying, outside a quotation; None if nobody is named."""
    masked = text[: outer[0]] + " " * (outer[1] - outer[0]) + text[outer[1] :]
    names = [(name.start, name.end) for name in find_names(masked)]
    best: tuple[int, tuple[int, int]] | None = None
    for verb in _SAYING.finditer(masked):
        after_only = verb[0].casefold() == "according to"
        for start, end in names:
            if start <= verb.start() < end:
                continue
            distance = start - verb.end() if start >= verb.end() else verb.start() - end
            between = masked[end : verb.start()] if end <= verb.start() else masked[verb.end() : start]
            if distance < 0 or distance > _SIDE or (after_only and start < verb.end()) or "." in between.strip(". "):
                continue
            if start > verb.end() and not after_only and len(between.split()) > 1:
                continue  # "told the Majilis": whom, not who
            if start > verb.end() and verb[0] in _OF_SOMEBODY:
                continue
            if best is None or distance < best[0]:
                best = distance, (start, end)
    return _before_apposition(masked, best[1], names) if best else None


def _before_apposition(text: str, span: tuple[int, int], names: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the name that a name is in apposition to: Arlov of "Arlov, a guide at Lund Tours, said"."""
    if not text.startswith(",", span[1]):
        return span
    earlier = [each for each in names if each[1] < span[0] and not _STOP.search(text, each[1], span[0])]
    return next((each for each in earlier if text.startswith(",", each[1])), span)


def _context(place: QuoteWindow, found: Anchor) -> tuple[str, tuple[int, int]]:
    """Return the sentences with a quotation and those beside them, and its span in them."""
    start, end = found.start or 0, found.end or 0
    spans = list(sentences(place.text, place.language or "en"))
    inside = [number for number, (first, last) in enumerate(spans) if first < end and start < last]
    if not inside:
        return place.text, (start, end)
    first, last = max(inside[0] - 1, 0), min(inside[-1] + 1, len(spans) - 1)
    left, right = spans[first][0], spans[last][1]
    return place.text[left:right], (start - left, end - left)


def _pronoun(text: str, found: Anchor) -> str:
    """Return the pronoun that says a quotation in its source: "he", "she"; "" for none."""
    start, end = found.start or 0, found.end or 0
    beside = text[max(0, start - _SIDE) : start] + _QUOTED + text[end : end + _SIDE]
    match = _PRONOUN_SAYS.search(beside)
    return (match["after"] or match["before"]).lower() if match else ""


def _meant_by_pronoun(text: str, start: int) -> str:
    """Return the last speaker whom the paragraph of a quotation names before it, "" for none."""
    first = max((match.end() for match in _EMPTY_LINES.finditer(text, 0, start)), default=0)
    for begin, stop in reversed(sentences(text[first:start], "en")):
        sentence = text[first + begin : first + stop]
        if span := _named_speaker(sentence, (0, 0)):
            return " ".join(sentence[slice(*span)].split())
    return ""


def _speaker_there(context: str, at: tuple[int, int]) -> tuple[str, bool]:
    """Return who says a quotation in its source, and whether its own sentence says so; "" if nobody is named."""
    for first, last in sentences(context, "en"):
        if first < at[1] and at[0] < last:
            sentence = context[first:last]
            reported = find_reported_speech(" ".join(sentence.split()))
            if reported is not None and any(word[:1].isupper() for word in reported.speaker.split()):
                return reported.speaker, True
            span = _named_speaker(sentence, (max(at[0] - first, 0), min(at[1], last) - first))
            if span:
                return " ".join(sentence[slice(*span)].split()), True
    span = _named_speaker(context, at)
    return (" ".join(context[slice(*span)].split()) if span else ""), False
