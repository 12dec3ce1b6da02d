"""Money in English texts: its currency by sign, by code (ISO 4217) or by name."""

from __future__ import annotations

import re

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
_AFTER = re.compile(
    rf"\s?(?P<code>{'|'.join(code.upper() for code in _CODES)})\b|(?i:\s(?:(?:US|U\.S\.|American)\s)?"
    rf"(?P<whose>{'|'.join(_OTHER)})?\s?(?P<name>{'|'.join(_NAMES)})s?\b)"
)
_PREFIX = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _DOLLARS))})$")
_CODE = re.compile(rf"(?<!\w)({'|'.join(code.upper() for code in _CODES)})\s?$")
_WEIGHT = re.compile(r"\s(?:heavier|lighter|of\s(?!damage|debt|aid|money))")
SIGNS = "".join(_SIGNS)


def currency(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Return the currency of a number from `start` to `end`, and the span with its sign or name; None if it is none."""
    if text[start - 1 : start] in _SIGNS and start:
        prefix = _PREFIX.search(text, max(0, start - 6), start - 1) if text[start - 1] == "$" else None
        begin = prefix.start() if prefix else start - 1
        return (_DOLLARS[prefix[0]] if prefix else _SIGNS[text[start - 1]]), begin, end
    if found := _AFTER.match(text, end):
        if found["code"]:
            return found["code"].lower(), start, found.end()
        name = found["name"].lower()
        if name == "pound" and _WEIGHT.match(text, found.end()):
            return None  # pounds of something: a weight
        return _OTHER.get((found["whose"] or "").lower(), _NAMES[name]), start, found.end()
    if found := _CODE.search(text, max(0, start - 4), start):
        return found[1].lower(), found.start(), end
    return None
