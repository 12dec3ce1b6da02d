"""What the words and signs around an English number make of it: what it counts, its currency, and its bound."""

from __future__ import annotations

import re

from factcheck.evidence import Bound

_AFTER = re.compile(r"\s((?:[A-Z]\.)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_BREAK = re.compile(r"and|or|of|in|on|at|to|for|from|with|by|as|were|was|are|is|who|that|which|than|had|have|has")
_PEOPLE = re.compile(r"people|persons?|deaths?|fatality|lives|victims?|dead|killed|injured|wounded|arrested|detained")
_TOLL = re.compile(r"\b[Tt]oll\b[^.;]*$")
_BEFORE = re.compile(r"([^\W\d_]+)\.?\s$")
_PLURALS = {"men": "man", "women": "woman", "children": "child", "feet": "foot", "wives": "wife", "police": "police"}
_STATED = 50  # code points before a number in which "toll" may stand


def counted_unit(text: str, start: int, at: int) -> str:
    """Return what a number up to `at` counts: the first plural of the next four words, or the dead of a toll."""
    for _ in range(4):
        match = _AFTER.match(text, at)
        if match is None or _BREAK.fullmatch(match[1].lower()):
            break
        word, at = match[1].lower().rpartition("-")[2], match.end()
        if _PEOPLE.fullmatch(word):
            return "people"
        if noun := singular(word):
            return noun
    return "people" if _TOLL.search(text, max(0, start - _STATED), start) else ""


def word_before(text: str, at: int) -> str:
    """Return the word that stands right before `at`, without its full stop."""
    match = _BEFORE.search(text, max(0, at - 20), at)
    return match[1] if match else ""


def word_after(text: str, at: int) -> str:
    """Return the word that stands right behind `at`, in lower case."""
    match = _AFTER.match(text, at)
    return match[1].lower() if match else ""


def singular(word: str) -> str:
    """Return the singular of a plural noun in lower case; "" where `word` does not look like a plural."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")):
        return _PLURALS.get(word, "")
    return re.sub(r"ies$", "ys", re.sub(r"(ch|sh|ss|x)es$", r"\1s", word))[:-1]


_LOW = re.compile(
    r"(?i)\b(?:at least|(?<!no )more than|(?<!just )over|above|upwards? of|(?:no|not) (?:less|fewer) than|minimum of"
    r"|exceed\w*)\s$"
)
_HIGH = re.compile(
    r"(?i)\b(?:at most|up to|(?<!no )(?<!not )(?:less|fewer) than|(?:no|not) more than|under|below|as many as"
    r"|maximum of)\s$"
)
_ABOUT = re.compile(
    r"(?i)(?:\b(?:about|around|some|roughly|approximately|nearly|almost|estimated|circa|close to|just over"
    r"|just under)\s|~\s?)$"
)
_MORE = re.compile(r"\+|\sor more\b|\sand (?:more|counting)\b|\sat (?:the very )?least\b")
_LESS = re.compile(r"\sor (?:less|fewer)\b|\sat (?:the )?most\b")
_ISH = re.compile(r"(?:-odd\b|-ish\b|\sor so\b)")
_MOVED = re.compile(
    r"(?i)\b(?:jump|leap|climb|fl[yi]|step|trip|f[ae]ll|bend|lean|look|hang|walk|run|stand|hover)\w*"
    r" (?:over|above|under)\s$"
)
_LONGEST_BOUND = 20  # code points before a figure: the longest of these words


def read_bound(text: str, start: int, end: int) -> Bound:
    """Return what the words around the figure from `start` to `end` make of it."""
    left = text[max(0, start - _LONGEST_BOUND) : start]
    if _ABOUT.search(left) or _ISH.match(text, end):
        return Bound.ABOUT
    if (_LOW.search(left) and not _MOVED.search(left)) or _MORE.match(text, end):
        return Bound.AT_LEAST
    if (_HIGH.search(left) and not _MOVED.search(left)) or _LESS.match(text, end):
        return Bound.AT_MOST
    return Bound.EXACT


_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "₸": "kzt", "¥": "jpy", "₽": "rub", "₹": "inr", "₴": "uah"}
_DOLLARS = {
    "US": "usd",
    "U.S.": "usd",
    "C": "cad",
    "CA": "cad",
    "A": "aud",
    "AU": "aud",
    "NZ": "nzd",
    "HK": "hkd",
    "S": "sgd",
}
_NAMES = {
    "dollar": "usd",
    "euro": "eur",
    "pound": "gbp",
    "tenge": "kzt",
    "ruble": "rub",
    "rouble": "rub",
    "yen": "jpy",
    "yuan": "cny",
    "rupee": "inr",
    "hryvnia": "uah",
    "zloty": "pln",
    "franc": "chf",
    "peso": "mxn",
    "lira": "try",
    "krona": "sek",
    "krone": "nok",
}
_CODES = (
    "usd",
    "eur",
    "gbp",
    "kzt",
    "jpy",
    "rub",
    "inr",
    "uah",
    "cny",
    "pln",
    "chf",
    "cad",
    "aud",
    "try",
    "sek",
    "nok",
)
_OTHER = {"canadian": "cad", "australian": "aud", "hong kong": "hkd", "singapore": "sgd", "new zealand": "nzd"}
_CURRENCY_AFTER = re.compile(
    rf"\s?(?P<code>{'|'.join(code.upper() for code in _CODES)})\b|(?i:\s(?:(?:US|U\.S\.|American)\s)?"
    rf"(?P<whose>{'|'.join(_OTHER)})?\s?(?P<name>{'|'.join(_NAMES)})s?\b)"
)
_DOLLAR_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _DOLLARS))})$")
_CODE_BEFORE = re.compile(rf"(?<!\w)({'|'.join(code.upper() for code in _CODES)})\s?$")
_WEIGHT = re.compile(r"\s(?:heavier|lighter|of\s(?!damage|debt|aid|money))")
SIGNS = "".join(_SIGNS)


def currency(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Return the currency of a number from `start` to `end`, and the span with its sign or name; None if it is none."""
    if text[start - 1 : start] in _SIGNS and start:
        prefix = _DOLLAR_BEFORE.search(text, max(0, start - 6), start - 1) if text[start - 1] == "$" else None
        begin = prefix.start() if prefix else start - 1
        return (_DOLLARS[prefix[0]] if prefix else _SIGNS[text[start - 1]]), begin, end
    if found := _CURRENCY_AFTER.match(text, end):
        if found["code"]:
            return found["code"].lower(), start, found.end()
        name = found["name"].lower()
        if name == "pound" and _WEIGHT.match(text, found.end()):
            return None  # pounds of something: a weight
        return _OTHER.get((found["whose"] or "").lower(), _NAMES[name]), start, found.end()
    if found := _CODE_BEFORE.search(text, max(0, start - 4), start):
        return found[1].lower(), found.start(), end
    return None
