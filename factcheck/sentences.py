"""Sentence boundaries, in a text of any size.

A line is a paragraph and ends its sentence; within a line, `sentencex` knows the abbreviations and quotation marks of
each language. It is not shown quotation marks that have no partner, which would swallow the rest of the line. What it
takes for an end although an abbreviation, an initial or an ordinal goes on is joined again ("Ms.", "M. Dupont"), and
what it takes for an abbreviation at the end of a sentence is divided ("в 1950 г. Потом"). Long lines are divided first,
at sentence ends that are certain, so that a screen gets the sentences that it shows without waiting for the whole line.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeAlias

from sentencex import segment  # type: ignore[import-untyped]

Span: TypeAlias = tuple[int, int]

_UNKNOWN = "en"
"""The language whose rules are used for a text of unknown language."""
_MAX_PART, _MAX_SEARCH = 10_000, 4_000
"""Code points of a line that are read at once, and in which the end of a sentence is looked for after that."""
_CERTAIN_END = re.compile(r"(?<=\w\w\w)[.!?…]+[\"'”’»)\]]*\s+(?=[^\W\d_a-zа-я])|[。！？]")
_ABBREVIATIONS = {
    "en": "Ms|Mrs|Mr|Mx|Messrs|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|St|Hon|Art|Sec|Fig",
    "de": "Dr|Prof|Hr|Fr|Nr|ca|bzw|ggf|vgl|bspw|inkl|zzgl|evtl|Mio|Mrd|Tsd|St|Abs|Art|Jg|geb|gest|Dipl|Ing|sog|usw",
    "fr": "M|MM|Mme|Mmes|Mlle|Mlles|Dr|Pr|Me|St|Ste|av|env|cf|art|chap|vol|éd|p|ex",
    "es": "Sr|Sra|Srta|Sres|Dr|Dra|Prof|Lic|Ing|Gral|D|Dª|Ud|Uds|art|núm|pág|aprox|Sto|Sta|EE|av",
    "ru": "тыс|млн|млрд|трлн|руб|коп|долл|ул|просп|обл|им|акад|проф|доц|гг|стр|рис|св|см|ср|напр|т|г-н|г-жа|тов|ген",
    "kk": "млн|млрд|трлн|тг|мың|көш|обл|проф|акад|ғ|жж|б|т|қ",
    "tr": "Dr|Prof|Doç|Yrd|Av|Sn|Gen|Alb|Bkz|bkz|vb|vs|örn|yy|Cad|Sok|No|Mah|St|M\\.Ö|M\\.S",
    "ar": "د|أ|م|ص|ج|هـ|ق",
    "pl": "dr|prof|inż|mgr|ks|gen|płk|ul|al|pl|tys|mln|mld|zł|godz|ok|tzw|m\\.in|np|wg|im|św|nr|art|ust|str|tj",
    "uk": "тис|млн|млрд|трлн|грн|вул|просп|обл|ім|акад|проф|див|напр|ст|т|гр",
}
"""Abbreviations that do not end a sentence, by language (ISO 639-1): titles, units, and words before a name."""
_ENGLISH = re.compile(
    rf"(?<!\w)(?:(?P<title>{_ABBREVIATIONS['en']})|(?P<number>No)|vs|[Aa]pprox|[Ee]\.\s?g|[Ii]\.\s?e|[Cc]f)\.\Z",
    re.ASCII,
)
_LONGEST = 10
"""The number of code points that `_ENGLISH` needs: the longest abbreviation and its context."""
_INITIAL = re.compile(r"(?<![\w’'])[^\W\d_](?:\.\s?[^\W\d_])?\.\Z")
_ORDINAL = re.compile(r"(?<![\w.,])\d{1,2}\.\Z")
_ORDINAL_LANGUAGES = {"de", "pl", "tr", "da", "nb", "fi", "cs", "hu"}
_ITEM = re.compile(r"(?:\d{1,3}|[a-z])[.)]\Z")
_LOWER_NAME = re.compile(r"(?:[a-z]{1,2}[A-Z]|(?:al|de|du|von|van|der|el|bin)[\s-][^\W\d_a-z])")
"""Names that begin in lower case."""
_YEAR_END = re.compile(
    r"\d{4}\s?(?:гг?|жж?|rr?|рр?)\.(?=\s+[«„“\"]?[^\W\d_a-zа-я])|(?:т\.\s?[дпб]|и\sдр)\.(?=\s+[А-ЯЁ])"
)
"""An abbreviation that may also end a sentence, before a capital letter."""
_TIME_OPENER = re.compile(
    r"(?i)\W*(?:в|во|к|ко|с|со|до|после|на|от|по|летом|весной|осенью|зимой|w|we|od|do|po|на|у|з)\s"
)
_MAX_OPENING = 5
"""Words of the longest date that opens a sentence: "В начале января 2022 г. Токаев …"."""
_NOTED_END = re.compile(r"[.!?]\[\d+\](?=\s+[^\W\d_a-zа-я])")
_MARKS = {"“": "”", "«": "»", "„": "“”"}
_STARTERS = re.compile(r"(?:The|He|She|It|They|We|You|I|This|That|These|Those|But|And|In|On|At|A|An|As|When|If)\s")
"""Words that no name begins with: "He lives in Main St. The mayor left." """
_NOT_ENCODABLE = re.compile("[\ud800-\udfff]")
_NON_ASCII_SPACE = re.compile("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_SPACED_PERIOD = re.compile(r"(?<=[^\W\d_])[\s.]+(?=\.)")
"""Where sentencex 1.0.32 fails with an internal error if a space between a letter and a full stop is not ASCII."""


def sentences(text: str, language: str = "en") -> list[Span]:
    """Return the spans of the sentences of `text`, in code points, without the white space around them."""
    return _sentences(text, 0, len(text), language, (0, len(text)))


def sentences_in(text: str, start: int, end: int, language: str = "en") -> list[Span]:
    """Return the sentences of `text` that overlap the range from `start` to `end`."""
    first = text.rfind("\n", 0, max(start, 0)) + 1
    stop = text.find("\n", end)
    spans = _sentences(text, first, len(text) if stop < 0 else stop, language, (start, end))
    return [span for span in spans if span[0] < end and start < span[1]]


def _sentences(text: str, start: int, end: int, language: str, wanted: Span) -> list[Span]:
    """Return the sentences of the lines from `start` to `end`, of long lines only those near the `wanted` range."""
    code = language.partition("-")[0].lower() or _UNKNOWN
    spans: list[Span] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        for low, high in [(start, stop)] if stop - start <= _MAX_PART else _parts(text, start, stop):
            if low < wanted[1] and wanted[0] < high:
                spans += [(low + first, low + last) for first, last in _split(text[low:high], code)]
        start = stop + 1
    return spans


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Return the parts of a long line, which depend on the line only."""
    cuts = [start]
    for at in range(start + _MAX_PART, end, _MAX_PART):
        first = max(at, cuts[-1])
        ends = (match.end() for match in _CERTAIN_END.finditer(text, first, min(at + _MAX_SEARCH, end)))
        cuts.append(next((cut for cut in ends if not _continues_english(text, cut, end)), first))
    return list(zip(cuts, [*cuts[1:], end], strict=True))


@lru_cache(64)
def _split(line: str, language: str) -> tuple[Span, ...]:
    """Return the sentences of a line or of a part of one."""
    spans: list[Span] = []
    end = 0
    plain = line if line.isascii() else without_stray_marks(_NOT_ENCODABLE.sub("\ufffd", line))
    if not plain.isascii() and _NON_ASCII_SPACE.search(plain):
        plain = _SPACED_PERIOD.sub(lambda match: _NON_ASCII_SPACE.sub(" ", match[0]), plain)
    for sentence in segment(language, plain):
        start, end = end, end + len(sentence)
        shown = line[start:end]  # with the marks that sentencex did not see
        first, last = end - len(shown.lstrip()), start + len(shown.rstrip())
        if first >= last:
            continue
        if spans and _continues(line, spans[-1], (first, last), language):
            spans[-1] = spans[-1][0], last
        else:
            spans.append((first, last))
    return tuple(part for span in spans for part in _cut(line, span))


def without_stray_marks(line: str) -> str:
    """Return a line with quotation marks that have no partner replaced by spaces; its length stays."""
    characters = list(line)
    opened: tuple[int, str] | None = None
    for at, character in enumerate(line):
        if opened and character in _MARKS[opened[1]]:
            opened = None
        elif character in _MARKS:
            if opened:
                characters[opened[0]] = " "
            opened = (at, character)
        elif character in "”»":
            characters[at] = " "
    if opened:
        characters[opened[0]] = " "
    return "".join(characters)


def _continues(text: str, before: Span, span: Span, language: str) -> bool:
    """Tell whether a span of the text continues the sentence in the span before it, which ends with an abbreviation."""
    if _ITEM.fullmatch(text[slice(*before)]):
        return True
    if language == "en":
        return _continues_english(text, *span)
    words = text[max(before[0], before[1] - 2 * _LONGEST) : before[1]]
    start = span[0]
    if not words.endswith("."):
        return False
    if language in _ORDINAL_LANGUAGES and _ORDINAL.search(words):
        return not text[start].isdigit()
    in_lower_case = text[start].islower() and not _LOWER_NAME.match(text, start)
    return in_lower_case or any(pattern.search(words) for pattern in (_INITIAL, *_abbreviation(language)))


@cache
def _abbreviation(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the pattern of an abbreviation of a language at the end of a text; nothing if none are known."""
    words = _ABBREVIATIONS.get(language)
    return (re.compile(rf"(?<!\w)(?:{words})\.\Z"),) if words else ()


def _continues_english(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 2 * _LONGEST) : start].rstrip()
    match = _ENGLISH.search(before, max(0, len(before) - _LONGEST)) if before.endswith(".") else None
    if match is None:
        return False
    if match["number"]:
        return text[start].isdigit()
    return not (match["title"] and _STARTERS.match(text, start, end))


def _cut(text: str, span: Span) -> list[Span]:
    """Return the sentences in a span that was taken for one: a year, "and so on" or a note mark may end a sentence."""
    start, end = span
    cuts = [match.end() for match in _NOTED_END.finditer(text, start, end)]
    for match in _YEAR_END.finditer(text, start, end):
        opening = text[max([start, *(cut for cut in cuts if cut < match.start())]) : match.start()]
        if not (_TIME_OPENER.match(opening) and len(opening.split()) < _MAX_OPENING):
            cuts.append(match.end())
    edges = [start, *sorted(cuts), end]
    parts = ((first, last) for first, last in pairwise(edges) if text[first:last].strip())
    return [(last - len(text[first:last].lstrip()), last) for first, last in parts]
