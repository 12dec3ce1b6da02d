"""The words and signs around an English number: the unit that it counts, its currency, and its bound."""

from __future__ import annotations

import re

from factcheck.evidence import Bound

_AFTER = re.compile(r"\s((?:[A-Z]\.)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_BREAK = re.compile(r"and|or|of|in|on|at|to|for|from|with|by|as|were|was|are|is|who|that|which|than|had|have|has")
_PEOPLE = re.compile(r"people|persons?|deaths?|fatality|lives|victims?|dead|killed|injured|wounded|arrested|detained")
_TOLL = re.compile(r"\b[Tt]oll\b[^.;]*$")
_BEFORE = re.compile(r"([^\W\d_]+)\.?\s$")
_PLURALS = {"men": "man", "women": "woman", "children": "child", "feet": "foot", "wives": "wife", "police": "police"}
_TOLL_REACH = 50  # code points before a number in which "toll" may occur


def counted_unit(text: str, start: int, end: int) -> str:
    """Return what a number counts: the first plural of the next four words, or "people" after "toll"; else ""."""
    for _ in range(4):
        match = _AFTER.match(text, end)
        if match is None or _BREAK.fullmatch(match[1].lower()):
            break
        word, end = match[1].lower().rpartition("-")[2], match.end()
        if _PEOPLE.fullmatch(word):
            return "people"
        if noun := singular(word):
            return noun
    return "people" if _TOLL.search(text, max(0, start - _TOLL_REACH), start) else ""


def word_before(text: str, position: int) -> str:
    """Return the word right before a position, without its full stop."""
    match = _BEFORE.search(text, max(0, position - 20), position)
    return match[1] if match else ""


def word_after(text: str, position: int) -> str:
    """Return the word right after a position, in lower case."""
    match = _AFTER.match(text, position)
    return match[1].lower() if match else ""


def singular(word: str) -> str:
    """Return the singular of a plural noun in lower case; "" if `word` does not look like a plural."""
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
_LONGEST_BOUND = 20  # code points


def read_bound(text: str, start: int, end: int) -> Bound:
    """Return the bound that the words around a figure give it."""
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
    "US": "usd", "U.S.": "usd", "C": "cad", "CA": "cad", "A": "aud", "AU": "aud", "NZ": "nzd", "HK": "hkd", "S": "sgd",
}  # fmt: skip
_NAMES = {
    "dollar": "usd", "euro": "eur", "pound": "gbp", "tenge": "kzt", "ruble": "rub", "rouble": "rub", "yen": "jpy",
    "yuan": "cny", "rupee": "inr", "hryvnia": "uah", "zloty": "pln", "franc": "chf", "peso": "mxn", "lira": "try",
    "krona": "sek", "krone": "nok",
}  # fmt: skip
_CODES = "USD|EUR|GBP|KZT|JPY|RUB|INR|UAH|CNY|PLN|CHF|CAD|AUD|TRY|SEK|NOK"
_FOREIGN = {"canadian": "cad", "australian": "aud", "hong kong": "hkd", "singapore": "sgd", "new zealand": "nzd"}
_CURRENCY_AFTER = re.compile(
    rf"\s?(?P<code>{_CODES})\b|(?i:\s(?:(?:US|U\.S\.|American)\s)?"
    rf"(?P<whose>{'|'.join(_FOREIGN)})?\s?(?P<name>{'|'.join(_NAMES)})s?\b)"
)
_DOLLAR_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _DOLLARS))})$")
_CODE_BEFORE = re.compile(rf"(?<!\w)({_CODES})\s?$")
_WEIGHT = re.compile(r"\s(?:heavier|lighter|of\s(?!damage|debt|aid|money))")
SIGNS = "".join(_SIGNS)


def currency(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Return the currency of a number, and the span with its sign, code or name; None if it is not money."""
    before = text[start - 1 : start] if start else ""
    if before in _SIGNS:
        dollars = _DOLLAR_BEFORE.search(text, max(0, start - 6), start - 1) if before == "$" else None
        return (_DOLLARS[dollars[0]], dollars.start(), end) if dollars else (_SIGNS[before], start - 1, end)
    if match := _CURRENCY_AFTER.match(text, end):
        if match["code"]:
            return match["code"].lower(), start, match.end()
        name = match["name"].lower()
        if name == "pound" and _WEIGHT.match(text, match.end()):
            return None  # pounds of something: a weight
        return _FOREIGN.get((match["whose"] or "").lower(), _NAMES[name]), start, match.end()
    if match := _CODE_BEFORE.search(text, max(0, start - 4), start):
        return match[1].lower(), match.start(), end
    return None
