"""The signs that typography may exchange: which they are, and what each is folded to.

Folded are compatibility forms (NFKC, Unicode Standard Annex 15), quotation marks, dashes, ellipses, white space, and
what cannot be seen. Letters keep their case and their accents. A figure stays what it is: "10²" is not "102", so a
raised, circled or broken figure beside a digit is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

UNSEEN = "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Soft hyphens, joiners, marks of direction and the like, as a class of a regular expression."""

QUOTES = "\"'`´‘’‚‛“”„‟‹›«»〝〞＂＇ʼ′″‵‶"
LONG_DASHES = "–—―⸺⸻"
HYPHENS = "‐‑‒−﹘﹣－"
ELLIPSIS, MARK, DASH = "...", "'", "-"

_BLANK = rf"[\s{UNSEEN}]"
_NEXT = rf"[\s{UNSEEN}{LONG_DASHES}{HYPHENS}\-.…»›!?;:]"
_START = rf"[^\w .,()/\-]|[ .\-]{_NEXT}|ʼ"  # what may be folded begins so; most of a text need not be looked at closer
_PLAIN_FORMS = {"<wide>", "<narrow>", "<font>"}
_ORDINARY = frozenset(map(chr, range(0x80))) | set(LONG_DASHES) | set("“”‘’«»")
_KINDS = (
    ("ellipsis", rf"{_BLANK}*+(?:…|\.(?:{_BLANK}?\.){{2,}}){_BLANK}*+"),
    ("dash", rf"{_BLANK}*+(?:[{LONG_DASHES}]|--+){_BLANK}*+|{_BLANK}++[-{HYPHENS}]{_BLANK}++|[{HYPHENS}]"),
    ("mark", rf"(?<![^\s(])[«‹]{_BLANK}*+|{_BLANK}++[»›](?!\w)|''|``|‘‘|’’|[{QUOTES.replace(chr(39), '')}]"),
    ("blank", rf"{_BLANK}++(?=[!?;:])|{_BLANK}{{2,}}+|(?! ){_BLANK}"),
)


def pattern_for(signs: Iterable[str]) -> re.Pattern[str]:
    """Return what finds, in a text of these signs, all that is folded; the group that matched names the kind."""
    rare = sorted(set(signs) - _ORDINARY)
    forms = [sign for sign in rare if not unicodedata.is_normalized("NFKC", sign)]
    joining = [sign for sign in rare if unicodedata.combining(sign) or "\u1160" <= sign <= "\u11ff"]
    kinds = [*_KINDS]
    if forms or joining:
        some, marks = (f"[{re.escape(''.join(found) or chr(0xFFFF))}]" for found in (forms, joining))
        kinds.append(("form", f"{some}{marks}*+|{marks}++"))
    start = _START + (f"|[{re.escape(''.join(forms))}]" if forms else "")
    return re.compile(f"(?={start})(?:{'|'.join(f'(?P<{name}>{expression})' for name, expression in kinds)})")


def replacement(kind: str | None, found: str, before: str, after: str) -> str:
    """Return what signs of a kind are folded to, between the sign `before` them and the one `after`."""
    if kind == "blank":
        return _blank(found, after)
    if kind == "form":
        return _form(found, before, after)
    return {"ellipsis": ELLIPSIS, "dash": DASH}.get(kind or "", MARK)


def _blank(found: str, after: str) -> str:
    if after and after in "!?;:":
        return ""
    if found[0] == "\u00ad" and "\n" in found:  # a word that was divided at the end of a line
        return ""
    return " " if any(map(str.isspace, found)) else ""


def _form(found: str, before: str, after: str) -> str:
    folded = unicodedata.normalize("NFKC", found).replace("\u2044", "/")
    tag = unicodedata.decomposition(found[0]).partition(" ")[0]
    if tag not in _PLAIN_FORMS and (
        (_figure(folded[:1]) and _figure(before)) or (_figure(folded[-1:]) and _figure(after))
    ):
        return found
    return folded


def _figure(sign: str) -> bool:
    return sign.isdigit()
