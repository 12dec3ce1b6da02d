"""Figures and names of a claim that no source has.

Both are looked for in all of a few sources, of many in those whose passages are near the claim: in 300 sources nearly
everything stands somewhere. A figure is sought by its value, a fall also with a minus sign, a date by all parts that
the claim says. A name is absent if one of its words is, in every spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from factcheck.evidence import EXACT, Bound, Figure, FigureKind, Name
from factcheck.evidence.alignment.falls import fall
from factcheck.evidence.contexts import figure_contexts
from factcheck.evidence.figures import read_figures
from factcheck.evidence.languages import language
from factcheck.evidence.languages.cldr import country_names
from factcheck.evidence.languages.english.names import fold
from factcheck.evidence.languages.measures import is_relative
from factcheck.evidence.languages.names import is_latin
from factcheck.evidence.languages.units import units
from factcheck.evidence.marks import ClaimWords, Mark, MarkKind, NearSource, Rank, looked_at, overlaps
from factcheck.evidence.marks.classes import COUNTRIES, OFFICES, TITLES
from factcheck.evidence.marks.derived import is_worked_out
from factcheck.evidence.marks.facts import COUNT, amounts_of, measure_of, plain_number
from factcheck.evidence.marks.names import absent_parts
from factcheck.evidence.marks.spelling import is_spelled_alike
from factcheck.evidence.search.tokens import base_language

FEW = 8
"""Sources that are all looked at if there are no more; of more, figures are sought in this many."""
NEAR = 0.6
"""Of more, names are sought in those whose best passage has at least this share of the best score of all."""

_SMALL = 2  # "one" and "two" are too common to be missed
_ROUND = Decimal("1.25")  # how far a rounded number may be from the exact one
_MIN_STEM = 5  # letters of `SourceFacts.stems`
_MIN_FORM, _ENDING = 4, 4  # letters that two forms of a name share, and that the longer may have more
_MIN_INITIALS = 3
_OFFICES = tuple(sorted(OFFICES))
_POSSESSIVE = re.compile(r"['’]s?$")
_PART = re.compile(r"[^\W\d_]+(?:\.[^\W\d_](?=\.|\b))*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[“\"«]\s?)$")


def absent_figures(
    words: ClaimWords, sources: Sequence[NearSource], quoted: Sequence[tuple[int, int]], agreeing: Sequence[Figure]
) -> Iterator[Mark]:
    """Yield the figures of a claim outside its quotations that no near source has; `agreeing` ones are left out."""
    near = [source for source in sources[:FEW] if language(source.language) is not None]
    known = {figure.start for figure in agreeing}
    falls = {each.figure.start: fallen for each in figure_contexts(words.claim) if (fallen := fall(each))}
    for figure in read_figures(words.text, words.claim.language) if near else ():
        skipped = figure.kind is FigureKind.VAGUE or figure.derivation or figure.start in known
        skipped = skipped or is_relative(words.text, figure, words.claim.language)
        if skipped or overlaps(figure.start, figure.end, quoted):
            continue
        written = [figure, *filter(None, [falls.get(figure.start)])]
        if _is_small(figure) or any(_has(source, way) for source in near for way in written):
            continue
        if not is_worked_out(figure, words, near):
            rank = Rank.DIFFERENCE if figure.kind is FigureKind.MONEY else Rank.FIGURE
            yield _mark(words, figure.start, figure.end, near, rank)


def _mark(words: ClaimWords, start: int, end: int, near: Sequence[NearSource], rank: Rank) -> Mark:
    return Mark(words.text[start:end], start, end, MarkKind.UNMENTIONED, "", looked_at(near), rank)


def _is_small(figure: Figure) -> bool:
    if figure.kind is FigureKind.DATE or isinstance(figure.value, tuple):
        return False
    return figure.kind in {FigureKind.NUMBER, FigureKind.ORDINAL} and figure.value <= _SMALL


def _has(source: NearSource, figure: Figure) -> bool:
    """Tell whether a source has a figure, whatever it counts there."""
    if figure.kind is FigureKind.DATE:
        ends = [figure.value] if figure.upper is None else [figure.value, figure.upper]
        return all(_has_date(source, end) for end in ends if isinstance(end, tuple))
    return all(_has_amount(source, amount, figure) for amount in amounts_of(figure))


def _has_amount(source: NearSource, amount: str, figure: Figure) -> bool:
    measure = measure_of(figure)
    found = source.facts.amounts.get(amount, frozenset())
    if measure in found or "" in found:
        return True
    if measure in {"", COUNT} and found:
        return True
    if figure.dimension and _in_other_unit(source, Decimal(amount), figure):
        return True
    if figure.kind in {FigureKind.NUMBER, FigureKind.ORDINAL} and _is_year(source, amount):
        return True
    return figure.bound is not Bound.EXACT and _is_bounded(source, Decimal(amount), measure, figure.bound)


def _in_other_unit(source: NearSource, amount: Decimal, figure: Figure) -> bool:
    """Tell whether a source has an amount in another unit: 2 years for 24 months, 1,200 m for 1.2 km."""
    base = figure.in_base_unit(amount)
    for unit in units().values():
        if unit.dimension == figure.dimension:
            same = plain_number(unit.value(base).normalize(EXACT))
            if measure_of(figure._replace(unit=unit.name)) in source.facts.amounts.get(same, ()):
                return True
    return False


def _is_year(source: NearSource, amount: str) -> bool:
    return amount.isdecimal() and any(int(amount) in date for date in source.facts.dates)


def _is_bounded(source: NearSource, amount: Decimal, measure: str, bound: Bound) -> bool:
    """Tell whether a source has a number that a rounded one stands for: 238 for "more than 200"."""
    low, high = {
        Bound.AT_LEAST: (amount, amount * _ROUND),
        Bound.AT_MOST: (amount / _ROUND, amount),
        Bound.ABOUT: (amount * Decimal("0.9"), amount * Decimal("1.1")),
    }.get(bound, (amount, amount))
    significant = len(f"{amount.normalize():E}".split("E")[0].replace(".", "").replace("-", ""))
    if bound is not Bound.ABOUT and significant > 1:  # of 283 only what rounds to it: 283.4; of 12,000 also 12,400
        step = Decimal(10) ** (amount.adjusted() - significant + 1)
        low, high = (amount, amount + step) if bound is Bound.AT_LEAST else (amount - step, amount)
    return any(low <= Decimal(other) <= high and measure in found for other, found in source.facts.amounts.items())


def _has_date(source: NearSource, date: tuple[int, int, int]) -> bool:
    """Tell whether a source has all parts of a date that the claim says, perhaps apart from each other."""
    dates = source.facts.dates
    year, month, day = date
    has_year = not year or any(other[0] == year for other in dates) or source.dated[:4] == f"{year:04}"
    has_year = has_year or f"{year}" in source.facts.words or f"{year}" in source.facts.amounts
    if day:
        return any(other[1:] == (month, day) and (not year or not other[0] or other[0] == year) for other in dates) or (
            source.dated == f"{year:04}-{month:02}-{day:02}"
        )
    return has_year and (not month or any(other[1] == month for other in dates))


def absent_names(words: ClaimWords, sources: Sequence[NearSource], quoted: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """Yield the names of a claim outside its quotations of which no near source has a word."""
    code = base_language(words.claim.language)
    reader = language(code)
    near = [source for source in sources if source.near and language(source.language) is not None]
    if reader is None or not near or any(is_latin(source.language) != is_latin(code) for source in near):
        return  # a name is written otherwise in another script
    if code != "en":
        if all(base_language(source.language) == code for source in near):
            for parts in absent_parts(words, near):
                if not overlaps(parts[0].start, parts[-1].end, quoted):
                    yield _mark(words, parts[0].start, parts[-1].end, near, Rank.NAME)
        return
    for name in reader.names(words.text):
        if overlaps(name.start, name.end, quoted) or _begins_sentence(words.text, name):
            continue
        absent = [span for span in _parts(words.text, name) if not _is_known(words.text[slice(*span)], near, name)]
        if absent:
            yield _mark(words, absent[0][0], absent[-1][1], near, Rank.NAME)


def _begins_sentence(text: str, name: Name) -> bool:
    """Tell whether a name of one word begins a sentence, and so may be none; an abbreviation like UNO is a name."""
    return (
        len(name.text.split()) == 1
        and not name.text.isupper()
        and _SENTENCE_START.search(text[: name.start]) is not None
    )


def _parts(text: str, name: Name) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words of a name that have a capital, without titles, and "Traces" of "Traces of Arlov"."""
    for match in _PART.finditer(text, name.start, name.end):
        word = _POSSESSIVE.sub("", match[0])
        is_title = word.casefold() in TITLES or word.casefold().startswith(_OFFICES)
        opens = (
            match.start() == name.start
            and not word.isupper()
            and _SENTENCE_START.search(text[: name.start]) is not None
        )
        is_common = opens and text[match.end() : match.end() + 1] == " " and text[match.end() + 1].islower()
        if word[0].isupper() and not (is_title or is_common) and len(word) > 1:
            yield match.span()


def _is_known(word: str, sources: Sequence[NearSource], name: Name) -> bool:
    plain = fold(word.replace(".", ""))
    spellings = {plain, *COUNTRIES.get(plain, ())}
    if (word.casefold() in country_names() or plain in COUNTRIES) and any(_is_foreign(source) for source in sources):
        return True  # another language has another name for it
    initials = "".join(part[0] for part in name.words if part)
    return any(
        spellings & source.facts.words
        or word.replace(".", "").casefold() in source.facts.initials
        or (len(initials) >= _MIN_INITIALS and initials in source.facts.words)
        or _has_form(plain, source)
        for source in sources
    )


def _is_foreign(source: NearSource) -> bool:
    return base_language(source.language) != "en"


def _has_form(word: str, source: NearSource) -> bool:
    """Tell whether a source has another form or spelling of a word: Kazakh for Kazakhstan, Massimov for Masimov."""
    if any(word[:size] in source.facts.words for size in range(max(_MIN_FORM, len(word) - _ENDING), len(word))):
        return True
    if len(word) >= _MIN_STEM and word[:_MIN_STEM] in source.facts.stems:
        known = (each for each in source.facts.words if each[:_MIN_STEM] == word[:_MIN_STEM])
        if any(each.startswith(word) for each in known):
            return True
    return is_spelled_alike(word, source.facts)
